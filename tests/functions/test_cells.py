import math
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from tht_xl.functions.cells import CellError, Symbol, clean, number_of_text, shown


@pytest.mark.parametrize("cell", [None, "", "  ", "\u00a0", float("nan"), np.nan, pd.NA, pd.NaT, np.datetime64("NaT")])
def test_blank(cell: object) -> None:
    assert clean(cell) is None


@pytest.mark.parametrize(
    "cell", [5, 5.0, np.int64(5), np.float32(5), np.float64(5), np.uint8(5), Decimal(5), Fraction(5)]
)
def test_number(cell: object) -> None:
    cleaned = clean(cell)
    assert cleaned == 5.0
    assert type(cleaned) is float


@pytest.mark.parametrize("cell", [True, np.True_])
def test_truth_is_not_a_number(cell: object) -> None:
    assert clean(cell) is True


@pytest.mark.parametrize(
    "cell",
    [
        date(2024, 3, 31),
        datetime(2024, 3, 31, 15, 30),  # noqa: DTZ001 - a spreadsheet's dates have no zone
        datetime(2024, 3, 31, tzinfo=UTC),
        np.datetime64("2024-03-31"),
        np.datetime64("2024-03-31T15:30:00.000000001"),
        pd.Timestamp("2024-03-31"),
    ],
)
def test_date(cell: object) -> None:
    cleaned = clean(cell)
    assert cleaned == date(2024, 3, 31)
    assert type(cleaned) is date


@pytest.mark.parametrize("error", list(CellError))
def test_error_text(error: CellError) -> None:
    assert clean(error.value) is error
    assert clean(f" {error.value.lower()} ") is error
    assert error == error.value


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ({"type": "Error", "error": "#N/A"}, CellError.NA),
        ({"type": "Error", "basicValue": "#DIV/0!"}, CellError.DIV_0),
        ({"type": "Error", "kind": "Na"}, CellError.NA),
        ({"type": "Error", "kind": "Div"}, CellError.DIV_0),
        ({"type": "Error", "kind": "Num"}, CellError.NUM),
        ({"type": "Error", "kind": "Circ"}, CellError.VALUE),
        ({"type": "Error"}, CellError.VALUE),
        (object(), CellError.VALUE),
        (1j, CellError.VALUE),
    ],
)
def test_error_as_hosts_hand_it_over(cell: object, error: CellError) -> None:
    assert clean(cell) is error


@pytest.mark.parametrize(
    ("text", "symbol"), [("[c]", Symbol.CONFIDENTIAL), (" [U] ", Symbol.UNRELIABLE), ("[x]", Symbol.NOT_AVAILABLE)]
)
def test_symbol(text: str, symbol: Symbol) -> None:
    assert clean(text) is symbol


@pytest.mark.parametrize("text", ["#hash", "[p]", "[c", "Tower Hamlets"])
def test_other_text_stays(text: str) -> None:
    assert clean(f" {text} ") == text


def test_numpy_text_is_text() -> None:
    assert type(clean(np.str_(" high "))) is str


def test_number_too_large_for_a_float_is_infinite() -> None:
    assert clean(10**400) == math.inf


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("5", 5.0),
        ("+5", 5.0),
        ("-5.5", -5.5),
        ("1,234", 1234.0),
        ("1,234,567.25", 1234567.25),
        (".5", 0.5),
        ("5.", 5.0),
        ("007", 7.0),
    ],
)
def test_text_number(text: str, number: float) -> None:
    assert number_of_text(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "57%",
        "1e5",
        "1,23",
        "12,34,567",
        "1,2345",
        "1.5.2",
        "5 000",
        "£5",
        "--5",
        "",
        ".",
        "٥",
        "inf",
        "nan",
        "0x1",
        "1_000",
    ],
)
def test_text_that_is_no_number(text: str) -> None:
    assert number_of_text(text) is None


def test_shown() -> None:
    contents = [True, CellError.NA, Symbol.CONFIDENTIAL, "abc", date(2024, 3, 31), None, 5.0, 0.1]
    assert [shown(each) for each in contents] == [
        "TRUE",
        "#N/A",
        "[c]",
        '"abc"',
        "the date 2024-03-31",
        "blank",
        "5",
        "0.1",
    ]
