"""What a number cell holds."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.workbook.data_sheet.reading import decimals_typed, read_number, shown


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        (0.0, "number"), (-3.5, "number"), (7, "number"), ("", "blank"), ("  ", "blank"), ("[C]", "symbol"),
        ("1,310", "number text"), ("+.5", "number text"), ("-7.", "number text"), (" 28 %", "percent text"),
        ("1,31", "text"), ("c.300", "text"), ("n/a", "text"), ("١٢", "text"), ("[x]", "symbol"), (True, "boolean"),
        (float("inf"), "too large"), (-2e12, "too large"), (1e12, "number"),
        (float("nan"), "text"), (date(2025, 3, 1), "date"), (time(3, 4), "date"),
    ],
)  # fmt: skip
def test_kinds(cell: object, kind: str) -> None:
    assert read_number(cell).kind == kind


def test_an_error_is_an_error_whatever_the_value() -> None:
    assert read_number(7.0, "#REF!").kind == "error"


@given(st.integers(-10_000, 10_000), st.integers(0, 6))
def test_decimals_are_those_typed(number: int, decimals: int) -> None:
    typed = number / 10**decimals

    assert decimals_typed(typed) <= decimals
    assert round(typed, decimals_typed(typed)) == typed


@pytest.mark.parametrize(
    ("cell", "text"),
    [(310.0, "310"), (0.28, "0.28"), ("a  b\nc", "'a b c'"), ("x" * 70, "'" + "x" * 59 + "…'"), (True, "True"),
     (1e300, "1e+300")],
)  # fmt: skip
def test_shown(cell: object, text: str) -> None:
    assert shown(cell) == text
