import re

import pytest
from case_sheet import letters

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.formulas.expression import Binary, Call, Minus, Node, QuotedText, nodes
from tht_xl.formulas.parsing import parse
from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.function import WorksheetFunction
from tht_xl.functions.engine.native import ClosedForm
from tht_xl.hosts.native.cell import MAX_FORMULA_LENGTH, formula, reason_without

EXCEL_2010 = set(
    re.findall(
        r"\S+",
        """ABS AVERAGE CHOOSE COLUMNS COUNT COUNTBLANK COUNTIF COUNTIFS DATE DATEVALUE EDATE FIND FORECAST GAMMA.DIST
        GAMMA.INV IF IFERROR INDEX INT ISERROR ISLOGICAL ISNUMBER ISTEXT LEFT LEN LOG10 LOWER MATCH MID MOD NA
        NORM.S.DIST NORM.S.INV RANK RIGHT ROUND ROWS SQRT STDEV SUBSTITUTE SUM SUMPRODUCT T.INV TRIM VALUE YEAR""",
    )
)
"""Functions that Excel 2010 has; those with a point in their names it was the first to have."""
NATIVE = [each for each in REGISTRY.values() if isinstance(each.native, ClosedForm)]


def test_reasons_come_first_and_the_value_last() -> None:
    number = 'IF(ISNUMBER(B2),B2,VALUE(SUBSTITUTE(TRIM(B2),",","")&"E0"))'
    commas = (
        'IFERROR(ISTEXT(B2)*(MOD(FIND(".",TRIM(B2)&".")-FIND(",",TRIM(B2)),4)'
        '+(FIND(",",TRIM(B2))>4+ISERROR(VALUE(LEFT(TRIM(B2)))))),0)'
    )
    assert formula("tht_round", "B2") == (
        '=IF(ISERROR(B2),B2,IF(LOWER(TRIM(B2))="[c]","[c]",IF(LOWER(TRIM(B2))="[u]","[u]",'
        'IF(LOWER(TRIM(B2))="[z]","[z]",IF((LOWER(TRIM(B2))="")+(LOWER(TRIM(B2))="[x]"),NA(),'
        f"IF(IFERROR(ISLOGICAL(B2)+{commas}+({number}<0),TRUE),#VALUE!,5*INT({number}/5+0.5)))))))"
    )


def test_what_is_known_needs_no_guard() -> None:
    assert formula("THT_PROPORTION", "57", "100") == "=57"
    assert formula("THT_PROPORTION", "0", "0") == "=#DIV/0!"
    assert formula("THT_PROPORTION", "11", "10") == "=#VALUE!"
    assert formula("THT_GAP", "28", "26.5", '"none"') == "=#NUM!"
    short = formula("THT_RAG", "B2", "C2", '" Low "')
    assert len(short) < 0.8 * len(formula("THT_RAG", "B2", "C2", "D2"))
    assert "polarity" not in short
    assert '"low"' not in short


def test_an_argument_left_out_is_its_default() -> None:
    assert (
        formula("THT_RATE", "B2", "C2")
        == formula("THT_RATE", "B2", "C2", "")
        == formula("THT_RATE", "B2", "C2", "100000")
    )


def references(function: WorksheetFunction) -> list[str]:
    """Cells and ranges of a usual length for every argument."""
    given = [
        f"{letters(place)}200:{letters(place)}299" if each.series or (function.name == "THT_QUANTILE" and not place)
        else f"{letters(place)}200"
        for place, each in enumerate(function.arguments)
        if not (each.series and each.optional)
    ]  # fmt: skip
    return [*given[:3], "", *given[3:]] if function.name.startswith("THT_DSR") else given


@pytest.mark.parametrize("function", NATIVE, ids=lambda each: each.name)
def test_no_formula_is_longer_than_excel_takes_nor_younger_than_excel_2010(function: WorksheetFunction) -> None:
    for column in function.columns:
        text = formula(function.name, *references(function), column=column)
        assert len(text) <= MAX_FORMULA_LENGTH
        assert not re.search(r"\b(LET|LAMBDA|IFS|XLOOKUP|ISOMITTED|NUMBERVALUE|FILTER|UNIQUE)\(", text)
        assert not re.search(r"\b[a-z]\w*\b(?![^\"]*\"(?:[^\"]*\"[^\"]*\")*[^\"]*$)", text)


@pytest.mark.slow
@pytest.mark.parametrize("function", NATIVE, ids=lambda each: each.name)
def test_every_formula_keeps_to_excel_s_limits(function: WorksheetFunction) -> None:
    """Levels of functions, arguments of a function, characters of a text; and functions that Excel 2010 has."""
    for column in function.columns:
        tree = parse(formula(function.name, *references(function), column=column)[1:])
        assert levels(tree) <= 64
        for node in nodes(tree):
            if isinstance(node, Call):
                assert len(node.arguments) <= 255
                assert node.function in EXCEL_2010
            assert not isinstance(node, QuotedText) or len(node.value) <= 255


def levels(tree: Node | None) -> int:
    """How deep functions stand in one another."""
    if isinstance(tree, Call):
        return 1 + max(map(levels, tree.arguments), default=0)
    if isinstance(tree, Binary):
        return max(levels(tree.left), levels(tree.right))
    return levels(tree.operand) if isinstance(tree, Minus) else 0


def test_every_function_has_a_native_form_or_a_reason() -> None:
    for function in REGISTRY.values():
        if isinstance(function.native, ClosedForm):
            assert len(function.native.columns) == len(function.columns), function.name
            assert reason_without(function) == ""
        else:
            assert re.fullmatch(r"[A-Z].*\.", function.native), function.name


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (("THT_STATUS", "A1", "B1", "C1"),
         "THT_STATUS has no native form: a formula has no access to the definitions of the framework. Use an add-in "
         "for it"),
        (("THT_GAP", "SUM(B2:B4)", "C2", "D2"),
         "'SUM(B2:B4)' is not a reference, number or quoted text. Write for instance B2, Data!B2:B7, 57 or \"low\""),
        (("THT_GAP", 'B2,"x")+HYPERLINK("http://x"', "C2", "D2"),
         "'B2,\"x\")+HYPERLINK(\"http://x\"' is not a reference, number or quoted text. Write for instance B2, "
         'Data!B2:B7, 57 or "low"'),
        (("THT_GAP", "low", "C2", "D2"),
         "'low' is not a reference, number or quoted text. Write for instance B2, Data!B2:B7, 57 or \"low\""),
        (("THT_GAP", "B2", "C2", '"lo"'),
         'polarity is "lo"; did you mean \'low\'?. Write a cell\'s reference, or a value that is accepted'),
        (("THT_PROPORTION", "-1", "C2"),
         "numerator is -1; expected a number from 0 up. Write a cell's reference, or a value that is accepted"),
        (("THT_GAP", "B2:B7", "C2", '"low"'),
         "value is the range B2:B7; expected one cell. Give a cell and fill the formula down"),
        (("THT_GAP", "", "C2", '"low"'), "value is left out. Write THT_GAP(value, target, polarity)"),
        (("THT_DSR", "B2:B7", "C2:C7", '"ESP2013"', "D2:D7"),
         "standard of THT_DSR has no native form here; the native form takes numbers in a range. Give a range of "
         "numbers, and leave out what is optional"),
        (("THT_DSR", "B2:B7", "C2:C8", "D2:D7"),
         "the ranges have different lengths, 6 and 7. Give ranges of the same rows"),
        (("THT_DSR", "B2:B7", "C2:C7", "D2"),
         "the ranges have different lengths, 1 and 6. Give ranges of the same rows"),
        (("THT_GAP", "XFE2", "C2", '"low"'), "XFE2 is beyond the end of a worksheet. A worksheet ends at XFD1048576"),
        (("THT_MEAN", "A0:A5"), "A0:A5 is beyond the end of a worksheet. A worksheet ends at XFD1048576"),
        (("THT_MEAN", "B2:C7"), "values is a table; expected one column or one row. Give a range such as B2:B7"),
        (("THT_GAP", "B2"), "THT_GAP takes 3 arguments; 1 given. Write THT_GAP(value, target, polarity)"),
    ],
)  # fmt: skip
def test_refusals_say_what_to_write(call: tuple[str, ...], message: str) -> None:
    with pytest.raises(DomainError) as refused:
        formula(*call)
    assert str(refused.value) == message


def test_a_day_needs_no_quotes() -> None:
    for plain in ("2022/23", "2022/2023", "2023-03-31"):
        assert formula("THT_TARGET_AT", "20", plain, "10", "D2", "E2") == formula(
            "THT_TARGET_AT", "20", f'"{plain}"', "10", "D2", "E2"
        )
    with pytest.raises(DomainError, match="'2022/23' is not a reference, number or quoted text"):
        formula("THT_GAP", "2022/23", "C2", "D2")


def test_too_long_a_formula_is_refused() -> None:
    sheet = "'Figures of all partners in the financial year 2023/24'!"
    with pytest.raises(DomainError, match=r"the formula for THT_CHANGE has [\d,]+ characters; Excel takes 8,192"):
        formula("THT_CHANGE", *(f"{sheet}{column}2" for column in "ABCDEFG"))


def test_an_unknown_column_or_function_is_named() -> None:
    with pytest.raises(UnknownNameError, match=r"unknown column 'lowr'\. Did you mean 'lower'\?"):
        formula("THT_RATE_CI", "B2", "C2", column="lowr")
    with pytest.raises(UnknownNameError, match=r"Did you mean 'THT_RAG'\?"):
        formula("THT_RGA", "B2", "C2", '"low"')
