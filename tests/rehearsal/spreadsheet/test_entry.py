"""Entries whose result Google documents or has been seen to give, and what must hold for all."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tht_xl.rehearsal.page.table import entry_text
from tht_xl.rehearsal.spreadsheet.cell import Cell, TypedFormula
from tht_xl.rehearsal.spreadsheet.display import display_text
from tht_xl.rehearsal.spreadsheet.entry import parse_entry
from tht_xl.rehearsal.spreadsheet.refusal import ApiError

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("007", 7, "7"),
        ("0042", 42, "42"),
        ("'007", "007", "007"),
        ("-5", -5, "-5"),
        ("(5)", -5, "-5"),
        ("1,234.50", 1234.5, "1,234.50"),
        ("2,000,000.01", 2000000.01, "2,000,000.01"),
        ("1,23", "1,23", "1,23"),
        ("50%", 0.5, "50%"),
        ("29%", 0.29, "29%"),
        ("5.25%", 0.0525, "5.25%"),
        ("$100.15", 100.15, "$100.15"),
        ("£1,200", 1200, "£1,200"),
        ("1e5", 100000, "1.00E+05"),
        ("1e400", "1e400", "1e400"),
        (" 12 ", 12, "12"),
        ("true", True, "TRUE"),
        ("False", False, "FALSE"),
        ("3_2_1", "3_2_1", "3_2_1"),
        ("nan", "nan", "nan"),
        ("Infinity", "Infinity", "Infinity"),
        ("٣", "٣", "٣"),
        (".", ".", "."),
        ("-", "-", "-"),
        ("e5", "e5", "e5"),
        ("1-2", 46024, "1-2"),
        ("10-14", 46309, "10-14"),
        ("14-10", "14-10", "14-10"),
        ("2026-09-05", 46270, "2026-09-05"),
        ("2010-11", 40483, "2010-11"),
        ("2010/11", 40483, "2010/11"),
        ("2023/24", "2023/24", "2023/24"),
        ("2012 - 14", "2012 - 14", "2012 - 14"),
        ("1/2/2020", 43832, "1/2/2020"),
        ("31/12/2020", "31/12/2020", "31/12/2020"),
        ("5 Jan 2020", 43835, "5 Jan 2020"),
        ("Jan 2020", 43831, "Jan 2020"),
        ("2021-02-29", "2021-02-29", "2021-02-29"),
        ("10:30", 0.4375, "10:30"),
        ("10:30 PM", 0.9375, "10:30 PM"),
        ("2020-01-01 12:00", 43831.5, "2020-01-01 12:00"),
        ("10:75", "10:75", "10:75"),
        ("1/2020", 43831, "1/2020"),
        ("01-2020", 43831, "01-2020"),
        ("13/2020", "13/2020", "13/2020"),
        ("1/2/20", 43832, "1/2/20"),
        ("1/2/29", 47120, "1/2/29"),
        ("1/2/30", 10960, "1/2/30"),
        ("1/2/202", "1/2/202", "1/2/202"),
        ("123/2/2020", "123/2/2020", "123/2/2020"),
        ("1.2.2020", "1.2.2020", "1.2.2020"),
        ("2020-1-2", 43832, "2020-1-2"),
        ("2020/01/02", 43832, "2020/01/02"),
        ("1899-12-31", "1899-12-31", "1899-12-31"),
        ("1900-01-01", 2, "1900-01-01"),
        ("5 Jan", 46027, "5 Jan"),
        ("5 Jan 20", 43835, "5 Jan 20"),
        ("5-Jan-2020", 43835, "5-Jan-2020"),
        ("5th January 2020", 43835, "5 Jan 2020"),
        ("Jan 5", 46027, "Jan 5"),
        ("Jan 5, 2020", 43835, "Jan 5, 2020"),
        ("January 5th 2020", 43835, "Jan 5, 2020"),
        ("Jan-2020", 43831, "Jan-2020"),
        ("Jam 2020", "Jam 2020", "Jam 2020"),
        ("30 Feb 2020", "30 Feb 2020", "30 Feb 2020"),
        ("0:00", 0, "0:00"),
        ("23:59:59", 86399 / 86400, "23:59:59"),
        ("24:00", 1, "24:00"),
        ("36:30", 36.5 / 24, "36:30"),
        ("10:60", "10:60", "10:60"),
        ("10:59:60", "10:59:60", "10:59:60"),
        ("12:00 am", 0, "12:00 AM"),
        ("12:30 p.m.", 12.5 / 24, "12:30 PM"),
        ("1:00 pm", 13 / 24, "1:00 PM"),
        ("13:00 pm", "13:00 pm", "13:00 pm"),
        ("0:30 am", "0:30 am", "0:30 am"),
        ("2020-01-01 23:59:59", 43831 + 86399 / 86400, "2020-01-01 23:59:59"),
        ("2020-01-01 24:00", "2020-01-01 24:00", "2020-01-01 24:00"),
        ("2020-01-01 noon", "2020-01-01 noon", "2020-01-01 noon"),
        ("today 12:00", "today 12:00", "today 12:00"),
        ("=1+2", TypedFormula("=1+2"), "3"),
        ("=", "=", "="),
        ("+44 20 7364 5000", TypedFormula("=+44 20 7364 5000"), "=+44 20 7364 5000"),
    ],
)
def test_what_google_makes_of_it(typed: str, value: object, shown: str) -> None:
    entry = parse_entry(typed, today=TODAY)
    assert entry.value == value
    assert isinstance(entry.value, bool) == isinstance(value, bool)
    assert Cell(entry.value, {"numberFormat": entry.number_format} if entry.number_format else None).text == shown


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("10-12", date(2026, 12, 10)),
        ("31/12/2020", date(2020, 12, 31)),
        ("31.12.2020", date(2020, 12, 31)),
        ("2020-12-31", date(2020, 12, 31)),
        ("31-12-20", date(2020, 12, 31)),
    ],
)
def test_outside_the_united_states_the_day_comes_first(typed: str, day: date) -> None:
    assert parse_entry(typed, day_first=True, today=TODAY).value == (day - date(1899, 12, 30)).days


def test_nothing_typed_is_an_empty_cell() -> None:
    assert parse_entry("").value is None
    assert parse_entry("'").value is None


def test_a_text_longer_than_a_cell_is_refused() -> None:
    with pytest.raises(ApiError, match="maximum of 50000 characters"):
        parse_entry("x" * 50_001)


@given(st.text(max_size=30))
@example("1e")
@example("--5")
@example("1:2:3")
@example("99999-1")
def test_nothing_typed_can_break_it(typed: str) -> None:
    entry = parse_entry(typed, today=TODAY)
    assert Cell(entry.value, {"numberFormat": entry.number_format} if entry.number_format else None).text is not None


@given(st.text(min_size=1, max_size=30))
def test_after_an_apostrophe_every_text_is_kept(text: str) -> None:
    assert parse_entry("'" + text).value == text


@given(st.integers(-(2**53) + 1, 2**53 - 1))
def test_whole_numbers_are_read_back(number: int) -> None:
    assert parse_entry(str(number)).value == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_read_back(number: float) -> None:
    assert parse_entry(repr(number)).value == number


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_iso_dates_show_as_typed(day: date) -> None:
    entry = parse_entry(day.isoformat())
    assert timedelta(days=float(entry.value)) == day - date(1899, 12, 30)  # type: ignore[arg-type]
    assert display_text(entry.value, entry.number_format) == day.isoformat()  # type: ignore[arg-type]


@given(st.one_of(st.text(min_size=1, max_size=20), st.integers(-(10**12), 10**12), st.booleans(), st.floats(-1e9, 1e9)))
def test_what_the_page_offers_to_edit_is_the_value(value: bool | float | str) -> None:
    assert parse_entry(entry_text(Cell(value))).value == value


@pytest.mark.parametrize(("typed", "kind"), [("5.0", int), ("999999999999999", int), ("1e14", int), ("1e15", float)])
def test_whole_numbers_have_no_point_up_to_15_digits(typed: str, kind: type) -> None:
    assert type(parse_entry(typed).value) is kind
