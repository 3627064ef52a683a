from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.model.periods.period import Period
from tht_xl.month.cycle.due import due_date, is_working_day, said_day, working_days_later

NOVEMBER = Period.parse("Nov 2026")


@pytest.mark.parametrize(
    ("month", "due_day", "expected", "due"),
    [
        ("Nov 2026", 20, [], "2026-11-20"),  # a Friday
        ("Nov 2026", 21, [], "2026-11-20"),  # a Saturday: the Friday before
        ("Nov 2026", 1, [], "2026-11-02"),  # a Sunday with nothing before it in the month
        ("Aug 2026", 2, [], "2026-08-03"),  # Saturday 1, Sunday 2
        ("Feb 2026", 31, [], "2026-02-27"),
        ("Nov 2026", 20, ["2026-10-31", None], "2026-11-20"),
        ("Nov 2026", 20, ["2026-10-31", "2026-11-30"], "2026-11-30"),  # released in the month itself, on an unknown day
        ("May 2026", 10, ["2026-05-31"], "2026-05-29"),
    ],
)
def test_due_dates(month: str, due_day: int, expected: list[str | None], due: str) -> None:
    days = [date.fromisoformat(day) if day else None for day in expected]
    assert due_date(Period.parse(month), due_day, days) == date.fromisoformat(due)


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.integers(1, 31))
def test_a_return_is_due_on_a_working_day_of_its_month(day: date, due_day: int) -> None:
    month = Period.parse(f"{day:%b %Y}")
    due = due_date(month, due_day, [])
    assert month.start <= due <= month.end
    assert is_working_day(due)


def test_working_days_leave_weekends_out() -> None:
    assert working_days_later(date(2026, 11, 20), 1) == date(2026, 11, 23)
    assert working_days_later(date(2026, 11, 21), 3) == date(2026, 11, 25)
    assert said_day(date(2026, 11, 2)) == "Monday 2 November 2026"
