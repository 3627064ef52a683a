from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.monitoring.days import day_numbers, years_between

dates = st.dates(date(1950, 1, 1), date(2100, 1, 1))


def test_day_numbers() -> None:
    assert day_numbers(["1970-01-01", "2024-03-31", "NaT"]).tolist()[:2] == [0, 19813]
    assert np.isnan(day_numbers("NaT"))
    assert day_numbers(date(1970, 1, 2)) == 1
    assert day_numbers([45382, 45383.5]).tolist() == [45382, 45383.5]


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2023-03-31", "2026-03-31", 3),
        ("2024-02-29", "2025-02-28", 1),
        ("2024-02-29", "2028-02-29", 4),
        ("2023-12-31", "2024-01-01", 1 / 366),
        ("2022-12-31", "2023-01-01", 1 / 365),
        ("2026-03-31", "2023-03-31", -3),
        ("2024-03-31", "2024-03-31", 0),
    ],
)
def test_years(start: str, end: str, years: float) -> None:
    assert years_between(start, end) == pytest.approx(years, rel=1e-12)


@given(dates, dates)
def test_whole_years_are_anniversaries_passed_and_the_rest_is_days(start: date, end: date) -> None:
    start, end = min(start, end), max(start, end)
    passed = (
        end.year - start.year - ((end.month, end.day) < (start.month, min(start.day, 28 if start.month == 2 else 31)))
    )
    years = float(years_between(start, end))
    assert int(years) in (passed, passed - (start.month == 2 and start.day == 29))
    assert years == pytest.approx((end - start).days / 365.2425, abs=0.006 + 0.0005 * years)
    assert years_between(end, start) == -years


def test_one_bad_date_spoils_one_row() -> None:
    found = years_between(["2020-01-01", "NaT", "2020-01-01"], ["2021-01-01", "2021-01-01", "NaT"])
    assert np.isnan(found).tolist() == [False, True, True]
    assert found[0] == 1


def test_refuses_numbers() -> None:
    with pytest.raises(DomainError) as refusal:
        years_between(45382, "2026-03-31")
    assert str(refusal.value) == "start is a number; expected a date. Give dates, or text such as 2026-03-31"
