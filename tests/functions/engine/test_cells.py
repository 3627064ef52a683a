import math
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from tht_xl.functions.engine.cells import CellError, clean, number_of_text, quoted_content
from tht_xl.model.vocabulary import Symbol


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
        ({"type": "Error", "basicType": "Error", "basicValue": "#N/A", "errorType": "NotAvailable"}, CellError.NA),
        ({"type": "Error", "errorType": "NotAvailable"}, CellError.NA),
        ({"type": "Error", "errorType": "Div0"}, CellError.DIV_0),
        ({"type": "Error", "errorType": "GettingData"}, CellError.GETTING_DATA),
        ({"type": "Error", "basicValue": "#BUSY!", "errorType": "Placeholder"}, CellError.BUSY),
        ({"code": "#NUM!", "message": "out of range"}, CellError.NUM),
        ({"type": "Error", "basicValue": None, "error": ["#N/A"]}, CellError.VALUE),
        ({5: 6}, CellError.VALUE),
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


@pytest.mark.parametrize("text", ["[ c ]", "[c] 5", "c", "[C", "（c）"])
def test_only_a_whole_symbol_is_one(text: str) -> None:
    assert clean(text) == text


def test_numpy_text_is_text() -> None:
    assert type(clean(np.str_(" high "))) is str


class Word(str, Enum):  # noqa: UP042 - a text whose str() is not what it holds
    GOOD = " high "


def test_named_text_is_what_it_holds() -> None:
    assert clean(Word.GOOD) == "high"
    assert type(clean(Word.GOOD)) is str


def test_number_too_large_for_a_float_is_infinite() -> None:
    assert clean(10**400) == math.inf
    assert clean(-(10**400)) == -math.inf
    assert clean(Fraction(-(10**400))) == -math.inf


@pytest.mark.parametrize("cell", [Decimal("NaN"), Decimal("sNaN"), np.float32("nan"), np.longdouble("nan")])
def test_a_missing_number_of_another_type_is_blank(cell: object) -> None:
    assert clean(cell) is None


@pytest.mark.parametrize(
    "cell",
    [
        datetime(2024, 3, 31, 23, 30, tzinfo=timezone(timedelta(hours=-5))),
        pd.Timestamp("2024-03-31 23:30", tz="Europe/London"),
    ],
)
def test_a_day_is_the_day_where_the_clock_hangs(cell: object) -> None:
    assert clean(cell) == date(2024, 3, 31)


@pytest.mark.parametrize(
    "cell",
    [
        *(1j, np.complex128(1), b"5", np.bytes_(b"5"), object(), {1}, len, int, time(12), timedelta(5)),
        *(np.timedelta64(5, "D"), np.timedelta64("NaT"), pd.Timedelta(5), pd.Period("2024"), np.void(b"5")),
        *(np.datetime64("20000-01-01"), np.datetime64("-5000-01-01")),
    ],
)
def test_a_type_that_no_cell_holds_is_an_error(cell: object) -> None:
    assert clean(cell) is CellError.VALUE


def test_an_error_as_a_number_is_a_number() -> None:
    """Excel's COM hands an error over as such a whole number where xlwings was not asked for `err_to_str`."""
    assert clean(-2146826246) == -2146826246.0


@pytest.mark.parametrize(
    ("cell", "content"),
    [
        ({"type": "Double", "basicType": "Double", "basicValue": 5}, 5.0),
        ({"type": "FormattedNumber", "basicType": "Double", "basicValue": 0.57, "numberFormat": "0%"}, 0.57),
        ({"type": "String", "basicType": "String", "basicValue": " [C] "}, Symbol.CONFIDENTIAL),
        ({"type": "Boolean", "basicType": "Boolean", "basicValue": True}, True),
        ({"type": "Empty", "basicType": "Empty", "basicValue": ""}, None),
        ({"type": "Entity", "text": "Poplar", "basicType": "Error", "basicValue": "#VALUE!"}, CellError.VALUE),
        ({"type": "Error", "basicType": "Error", "basicValue": "5"}, CellError.VALUE),
        ({"type": "String", "basicValue": {"basicValue": "5"}}, CellError.VALUE),
        ({"type": "String", "basicValue": ["5"]}, CellError.VALUE),
    ],
)
def test_value_as_office_hands_it_over(cell: object, content: object) -> None:
    assert clean(cell) == content
    assert type(clean(cell)) is type(content)


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
        "５７",
        "1\u00a0234",
        "−5",
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
    assert [quoted_content(each) for each in contents] == [
        "TRUE",
        "#N/A",
        "[c]",
        '"abc"',
        "the date 2024-03-31",
        "blank",
        "5",
        "0.1",
    ]
