"""How far months reach."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.model.days import as_month, as_year, months_from, months_later


def test_months_and_years_begin_and_end_where_the_calendar_says() -> None:
    assert as_month(2024, 2) == (date(2024, 2, 1), date(2024, 2, 29))
    assert as_month(2023, 12) == (date(2023, 12, 1), date(2023, 12, 31))
    assert as_year(2023) == (date(2023, 1, 1), date(2023, 12, 31))
    assert months_from(date(2023, 4, 1), 12) == (date(2023, 4, 1), date(2024, 3, 31))
    assert months_from(date(2015, 11, 16), 12) == (date(2015, 11, 16), date(2016, 11, 15))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
        (date(2024, 1, 1), -1, date(2023, 12, 1)),
    ],
)
def test_a_day_that_a_month_lacks_is_its_last(start: date, months: int, end: date) -> None:
    assert months_later(start, months) == end


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-600, 600))
def test_months_later_is_that_many_months_later(start: date, months: int) -> None:
    later = months_later(start, months)
    assert (later.year - start.year) * 12 + later.month - start.month == months
    assert later.day <= start.day
