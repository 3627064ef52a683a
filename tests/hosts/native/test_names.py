import itertools
import re

import pytest

from tht_xl.formulas.expression import Name, nodes, write
from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.function import WorksheetFunction
from tht_xl.functions.engine.native import ClosedForm
from tht_xl.hosts.native.cell import MAX_FORMULA_LENGTH
from tht_xl.hosts.native.names import body, definition

NATIVE = [each for each in REGISTRY.values() if isinstance(each.native, ClosedForm)]


def test_a_definition_is_a_lambda_as_files_write_it() -> None:
    function = REGISTRY["THT_ROUND"]
    assert isinstance(function.native, ClosedForm)
    text = definition(function, function.native)
    assert text.startswith("_xlfn.LAMBDA(_xlpm.counts,_xlop.base,_xlfn.LET(_xlpm.most_rows,MAX(ROWS(_xlpm.counts),")
    assert 'IF(_xlfn.ISOMITTED(_xlpm.base),"",LOWER(TRIM(_xlpm.base)))' in text
    assert text.endswith("_xlpm.base_read*INT(_xlpm.counts_read/_xlpm.base_read+0.5)))))))))))")


@pytest.mark.parametrize("function", NATIVE, ids=lambda each: each.name)
def test_a_definition_uses_its_own_names_only(function: WorksheetFunction) -> None:
    assert isinstance(function.native, ClosedForm)
    text = definition(function, function.native)
    assert len(text) <= MAX_FORMULA_LENGTH
    assert all(len(each) <= 255 for each in re.findall(r'"([^"]*)"', text))
    depths = itertools.accumulate((each == "(") - (each == ")") for each in re.sub(r'"[^"]*"', "", text))
    assert max(depths) <= 64
    assert text.count("(") - text.count(")") == sum(
        each.count("(") - each.count(")") for each in re.findall(r'"[^"]*"', text)
    )
    bound = {each.name for each in function.arguments} | set(re.findall(r"_xlpm\.(\w+),", text))
    assert set(re.findall(r"_xl[po][mp]\.(\w+)", text)) <= bound
    # A name that could be a cell, or R or C, is none.
    assert not [each for each in bound if re.fullmatch(r"[A-Za-z]{1,3}\d+|[rRcC]\d*", each)]
    # OR and AND would make one answer of a whole column.
    assert not re.search(r"(?<![A-Z.])(AND|OR)\(", text)


def test_several_columns_stand_side_by_side_with_their_reasons() -> None:
    function = REGISTRY["THT_RATE_CI"]
    assert isinstance(function.native, ClosedForm)
    text = write(body(function, function.native))
    assert "+{0,0,0},#VALUE!" in text
    assert "IF({1,0,0}," in text
    assert "IF({0,1,0}," in text


def test_names_in_a_body_are_arguments_and_steps() -> None:
    function = REGISTRY["THT_RAG"]
    assert isinstance(function.native, ClosedForm)
    names = {each.name for each in nodes(body(function, function.native)) if isinstance(each, Name)}
    assert {"value", "value_read", "value_text", "minimum_15", "texts"} <= names
