"""Formulas evaluated over one row give what a spreadsheet gives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.formulas.cell import DIV0, NUM, VALUE, FormulaError, Scalar, as_text, compare
from tht_xl.formulas.evaluate import evaluate
from tht_xl.formulas.parsing import parse
from tht_xl.formulas.references import require_evaluable


@dataclass
class Row:
    """One row, and the columns around it."""

    cells: dict[str, Scalar] = field(default_factory=dict[str, Scalar])
    columns: dict[tuple[str, str], list[Scalar]] = field(default_factory=dict[tuple[str, str], list[Scalar]])
    today: float = 46356.0

    def cell(self, heading: str) -> Scalar:
        return self.cells[heading]

    def column(self, table: str, heading: str) -> list[Scalar]:
        return self.columns[table, heading]

    def once(self, key: object, make: Callable[[], Any]) -> Any:
        return make()


def result(formula: str, row: Row | None = None) -> Scalar:
    tree = parse(formula)
    require_evaluable(tree)
    return evaluate(tree, row or Row())


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("1+2*3", 7.0),
        ("2^3^1", 8.0),
        ('1&"a"&TRUE', "1aTRUE"),
        ("1/0", DIV0),
        ('"a"+1', VALUE),
        ('"2"+1', 3.0),
        ("10^400", NUM),
        ('"Done"="done"', True),
        ('10<"1"', True),
        ("0.1+0.2=0.3", True),
        ("ROUND(2.675,2)", 2.68),
        ("ROUND(-2.5,0)", -3.0),
        ("MOD(-3,2)", 1.0),
        ("INT(-1.5)", -2.0),
        ("DATE(2026,14,1)", 46419.0),
        ("DATE(26,1,1)", 9498.0),
        ("DATE(1899,1,1)", 693598.0),
        ("DATE(1900,-1,1)", NUM),
        ("DATE(-1,1,1)", NUM),
        ("YEAR(0)*100+MONTH(0)", 190001.0),
        ("DAY(0)", 0.0),
        ("MONTH(1)*100+DAY(1)", 101.0),
        ("0^0", NUM),
        ("YEAR(DATE(2026,11,30))*100+MONTH(DATE(2026,11,30))", 202611.0),
        ('SEARCH("b?","aBc")', 2.0),
        ('ISNUMBER(SEARCH("@","someone"))', False),
        ('LEFT("abc",2)&RIGHT("abc",1)&MID("abc",2,1)', "abcb"),
        ('TRIM("  a   b ")', "a b"),
        ("AND(TRUE,1,0)", False),
        ("IF(1/0,1,2)", DIV0),
        ("IFERROR(1/0,7)", 7.0),
        ('IF(FALSE,1/0,"fine")', "fine"),
        ("TODAY()", 46356.0),
    ],
)
def test_a_formula_of_constants(formula: str, expected: Scalar) -> None:
    found = result(formula)
    assert found == (pytest.approx(expected) if isinstance(expected, float) else expected)
    assert type(found) is type(expected)


def test_a_blank_is_nothing_and_zero_and_no_text() -> None:
    row = Row({"Due": None})
    assert [result(f, row) for f in ('[@Due]=""', "[@Due]=0", "ISBLANK([@Due])", "[@Due]+1", 'LEN([@Due])')] == [
        True, True, True, 1.0, 0.0
    ]  # fmt: skip


def test_texts_of_cells_are_passed_over_where_numbers_are_added() -> None:
    row = Row({"A": "n/a", "B": 2.0}, {("", "B"): [1.0, "x", None, True, 4.0]})
    assert result("SUM([@A],[@B])", row) == 2.0
    assert result("SUM([B])", row) == 5.0
    assert result("COUNT([B])+COUNTA([B])", row) == 6.0
    assert result("[@A]+[@B]", row) == VALUE


def test_a_key_is_counted_in_its_column_without_regard_to_capitals() -> None:
    row = Row({"Id": "S1"}, {("", "Id"): ["s1", "S2", "S1", None], ("schemes", "Id"): ["S2"]})
    assert result("SUMPRODUCT(--([Id]=[@Id]))", row) == 2.0
    assert result("SUMPRODUCT(--(Schemes[Id]=[@Id]))>0", row) is False
    assert result('SUMPRODUCT(--([Id]=[@Id]),--([Id]<>"s1"))', row) == 0.0


@given(
    st.lists(st.tuples(st.sampled_from([None, 0.0, "", "a", "A", False, 2.0]), st.sampled_from([1.0, None, "x", 4.0])),
             min_size=1, max_size=6),
    st.sampled_from([None, 0.0, "", "a", False, True, 2.0]),
)  # fmt: skip
def test_a_sum_over_a_key_is_that_of_a_walk(rows: Sequence[tuple[Scalar, Scalar]], wanted: Scalar) -> None:
    row = Row({"Id": wanted}, {("", "Key"): [key for key, _ in rows], ("", "Amount"): [cell for _, cell in rows]})
    walked = sum(cell for key, cell in rows if isinstance(cell, float) and compare(key, wanted) == 0)
    assert result("SUMPRODUCT(--([Key]=[@Id]),[Amount])", row) == walked
    assert result("SUMPRODUCT(--([Key]=[@Id]))", row) == sum(compare(key, wanted) == 0 for key, _ in rows)


def test_a_sum_over_a_key_with_an_error_is_the_error() -> None:
    row = Row({"Id": "a"}, {("", "Key"): ["a", "b"], ("", "Amount"): [1.0, DIV0]})
    assert result("SUMPRODUCT(--([Key]=[@Id]),[Amount])", row) == DIV0


def test_an_error_passes_through() -> None:
    row = Row({"A": FormulaError("#N/A")}, {("", "A"): [1.0, FormulaError("#REF!")]})
    assert [str(result(f, row)) for f in ("[@A]+1", "[@A]=1", "SUM([A])", "AND(TRUE,[@A])", "ISERROR([@A])")] == [
        "#N/A", "#N/A", "#REF!", "#N/A", "True"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("VLOOKUP([@A],[B],1)", "calls VLOOKUP"),
        ("B2+1", "'B2' is not a column"),
        ("Schemes[@Id]", "is not a column"),
        ("rate*2", "uses the name 'rate'"),
        ("ROUND(1)", "ROUND has 1 arguments"),
        ("IF(1,,2)", "left out"),
        ("[A]:[B]", "uses ':'"),
    ],
)
def test_what_cannot_be_computed_everywhere_is_refused(formula: str, said: str) -> None:
    with pytest.raises(DomainError, match=said.replace("(", r"\(")):
        require_evaluable(parse(formula))


SCALARS = st.one_of(st.none(), st.booleans(), st.floats(-1e9, 1e9), st.text("aB1 ", max_size=3))


@given(st.lists(SCALARS, min_size=3, max_size=3))
def test_cells_that_are_not_blank_are_in_one_order(cells: Sequence[Scalar]) -> None:
    a, b, c = (cell if cell is not None else 0.0 for cell in cells)
    assert compare(a, b) == -compare(b, a)
    assert not (compare(a, b) <= 0 and compare(b, c) <= 0 and compare(a, c) > 0)


@given(st.floats(-1e14, 1e14))
def test_a_number_written_as_text_is_the_number(number: float) -> None:
    assert compare(result(f"{as_text(abs(number))}+0"), abs(number)) == 0
