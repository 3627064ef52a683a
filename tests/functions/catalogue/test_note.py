from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.functions import REGISTRY, CellError, call
from tht_xl.functions.engine import registry
from tht_xl.functions.engine.function import Example, WorksheetFunction
from tht_xl.functions.engine.results import sentence
from tht_xl.functions.engine.rowwise import RowWise

FUNCTIONS = [function for function in REGISTRY.values() if function.arguments and function.name != "THT_NOTE"]


@pytest.mark.parametrize(
    ("formula", "note"),
    [
        (("THT_RAG", None, 57, "high"), "Value is blank."),
        (("THT_RAG", 57, "", "high"), "Target is blank; enter one to rate."),
        (("THT_RAG", "#REF!", 57, "high"), "Value is the error #REF!; correct that cell first."),
        (("THT_RAG", "[c]", 57, "high"), "Value is [c], withheld to protect confidentiality."),
        (("THT_RAG", 57, 57, "hihg"), "Polarity is \"hihg\"; did you mean 'high'?"),
        (("THT_RAG", "57%", 57, "high"), 'Value is "57%"; expected a number.'),
        (("THT_RAG", True, 57, "high"), "Value is TRUE; expected a number."),
        (("THT_PROPORTION", None, 57), "Numerator is blank; enter 0 if none occurred."),
        (("THT_PROPORTION", -5, 57), "Numerator is -5; expected a number from 0 up."),
        (("THT_PROPORTION", 0, 0), "The denominator is 0; enter the population, or clear the row."),
        (("THT_PROPORTION_CI", 1, 2, None, 30), "Confidence is 30; expected 0.5 to under 1, or 50 to under 100."),
        (("THT_GAP", 5, 6, "none"), 'Polarity "none" has no good side, so there is nothing to be short of.'),
        (("THT_TARGET_AT", 1, "x", 2, 2025, 2024), None),
        (("THT_TREND", [[1], [2]], [[3]], "low"), "The ranges have different lengths, 1 and 2."),
        (("THT_TREND", [[None]], [[None]], "low"), "No row of the ranges is filled."),
        (
            ("THT_TREND", [[5], [5], [None], [5], [5]], [[9]] * 5, "low"),
            "Counts is blank; enter 0 if none occurred (number 3 of the 5 that count).",
        ),
        (("THT_PROPORTION", [[1], [2]], [[1, 2]]), "The ranges have different shapes, 1 x 2 and 2 x 1."),
        (("THT_RATE_CI", [[1, 2]], 5), "THT_RATE_CI takes columns; turn a row into a column with TRANSPOSE."),
        (("THT_RAG", 5), "THT_RAG takes 3 to 4 arguments; 1 given; write THT_RAG(value, target, polarity, [minimum])."),
        (("THT_RGA",), "Unknown function 'THT_RGA'; did you mean 'THT_RAG'?"),
    ],
)
def test_sentence(formula: tuple[object, ...], note: str | None) -> None:
    said = call("THT_NOTE", *formula)
    assert isinstance(said, str)
    assert note is None or said == note


def test_first_reason_of_the_table_is_given() -> None:
    assert call("THT_NOTE", "THT_RAG", None, "#NUM!", "hihg") == "Polarity is \"hihg\"; did you mean 'high'?"
    assert str(call("THT_NOTE", "THT_RAG", None, "#NUM!", "high")).startswith("Target is the error #NUM!")
    assert str(call("THT_NOTE", "THT_RAG", None, 5, "[u]")).startswith("Polarity is [u]")


@pytest.mark.parametrize(
    ("cell", "shown"), [(None, "#N/A"), ("[x]", "#N/A"), ("#REF!", "#REF!"), ("[c]", "[c]"), (True, "#VALUE!")]
)
def test_function_that_is_no_name(cell: object, shown: str) -> None:
    assert call("THT_NOTE", cell, 5) == shown


def test_a_sentence_for_each_row() -> None:
    said = call("THT_NOTE", "THT_GAP", [[None], [5]], 6, "high")
    assert said == [["Value is blank."], [REGISTRY["THT_GAP"].method]]


def test_note_on_a_note() -> None:
    assert call("THT_NOTE", "THT_NOTE", "THT_GAP") == REGISTRY["THT_NOTE"].method


def test_the_name_may_come_as_a_range_of_one_cell() -> None:
    assert call("THT_NOTE", [["THT_GAP"]], [[None]], [[57]], [["high"]]) == [["Value is blank."]]
    assert call("THT_NOTE", [["THT_GAP"], ["THT_RAG"]], 55, 57, "high") == CellError.VALUE


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("THT_QUANTILE", ([[5], ["[c]"], [7], [None], ["#REF!"]], 2)),
        ("THT_FUNNEL", ([[5], ["[c]"], [7], [None], ["#REF!"]], 10, "ratio")),
        ("THT_GAP", ([[5], ["[c]"], [7], [None], ["#REF!"]], 10, "high")),
        ("THT_SPC", ([[5], ["[c]"], [7], [None], ["#REF!"], [6]], "high")),
        ("THT_SUPPRESS", ([[5], ["[c]"], [7], [None], ["#REF!"]], "1-5")),
    ],
)
def test_a_bad_row_is_explained_by_itself_among_others(name: str, cells: tuple[object, ...]) -> None:
    shown, said = call(name, *cells), call("THT_NOTE", name, *cells)
    assert isinstance(shown, list)
    assert isinstance(said, list)
    first = REGISTRY[name].arguments[0].name.capitalize()
    assert [shown[row][0] for row in (1, 3, 4)] == ["[c]", "#N/A", "#REF!"]
    assert said[1] == [f"{first} is [c], withheld to protect confidentiality."]
    assert str(said[3][0]).startswith(f"{first} is blank")
    assert said[4] == [f"{first} is the error #REF!; correct that cell first."]


@pytest.mark.parametrize(("name", "worked"), [(f.name, e) for f in FUNCTIONS for e in f.examples])
def test_a_note_runs_the_function_as_often_as_the_cell_does(
    monkeypatch: pytest.MonkeyPatch, name: str, worked: Example
) -> None:
    """The sentence comes from the run that made the cell, not from a second one that could differ."""
    body, ran = REGISTRY[name].python, list[str]()

    def counted(*values: object) -> object:
        ran.append(name)
        return body(*values)

    monkeypatch.setattr(registry, "REGISTRY", dict(REGISTRY) | {name: replace(REGISTRY[name], python=counted)})
    call(name, *worked.cells)
    for_the_cell = len(ran)
    call("THT_NOTE", name, *worked.cells)
    assert len(ran) == 2 * for_the_cell


PLAIN: list[Any] = [0, 1, 5, 9.5, 57, 100, "high", "none", "ratio", "1-5", "2021/22", "reception-obesity", "0-64", 2025]
BAD: list[Any] = [None, "[x]", "[c]", "[u]", "[z]", "#N/A", "#REF!", "abc", True, -1]


@pytest.mark.slow
@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.name)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_cell_and_note_agree(function: WorksheetFunction, data: st.DataObject) -> None:
    """A cell without a value has a reason, a cell with one has none, whatever is wrong with which rows."""
    rows = data.draw(st.integers(1, 5))
    cell = st.sampled_from(PLAIN) | st.sampled_from(BAD)
    cells = [
        [[data.draw(cell)] for _ in range(rows)]
        if argument.series or (isinstance(function.calling, RowWise) and data.draw(st.booleans()))
        else data.draw(st.sampled_from(argument.options or PLAIN) | cell)
        for argument in function.arguments
    ]
    results = function.calling.run(function, cells)
    shown, said = results.cells(), results.sentences()
    outcomes = [row[0] for row in shown] if isinstance(shown, list) else [shown]
    sentences = [row[0] for row in said] if isinstance(said, list) else [said]
    reasons = _reasons(function, cells)
    for outcome, text in zip(outcomes, sentences, strict=True):
        has_value = outcome not in (*CellError, "[c]", "[u]", "[z]", "No target")
        assert text not in reasons if has_value else text != function.method, (outcome, text)


def _reasons(function: WorksheetFunction, cells: list[Any]) -> set[str]:
    """Every reason that a cell or a rule could give."""
    given = [(argument, [row[0] for row in cell] if isinstance(cell, list) else [cell])
             for argument, cell in zip(function.arguments, cells, strict=True)]  # fmt: skip
    found = {argument.reason(cell) for argument, column in given for cell in column} - {""}
    return {sentence(reason) for reason in found | {rule.reason for rule in function.rules}}
