from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.monitoring.required_change import required_change
from tht_xl.monitoring.trajectory import target_at

tenths = st.integers(-1000, 1000).map(lambda n: n / 10)


def test_whole_years_divide_evenly_whatever_leap_days_they_hold() -> None:
    assert required_change(28.0, "2023-03-31", 26.5, "2026-03-31") == -0.5
    assert required_change(28.0, date(2022, 12, 31), 26.0, date(2024, 12, 31)) == -1
    assert required_change(60, "2024-03-31", 66, ["2025-03-31", "2027-03-31"]).tolist() == [6, 2]


@given(tenths, tenths, st.integers(1, 30))
def test_that_much_a_year_arrives(value: float, target: float, years: int) -> None:
    yearly = required_change(value, "2000-12-31", target, f"{2000 + years}-12-31")
    assert value + years * yearly == pytest.approx(target, abs=1e-9)
    # A year along a straight path by days is within a leap day of it.
    path = target_at(value, "2000-12-31", target, f"{2000 + years}-12-31", "2001-12-31")
    assert path - value == pytest.approx(yearly, rel=0.004, abs=1e-9)


@given(tenths, tenths, st.integers(1, 30))
def test_the_mirror_image_takes_the_opposite(value: float, target: float, years: int) -> None:
    ends = ("2000-12-31", f"{2000 + years}-06-30")
    assert required_change(-value, ends[0], -target, ends[1]) == -required_change(value, ends[0], target, ends[1])


def test_one_bad_row_spoils_one_row() -> None:
    found = required_change(
        [28, np.nan, 28, 28, 28, 28],
        ["2023-03-31", "2023-03-31", "NaT", "2023-03-31", "2023-03-31", "2023-03-31"],
        [28, 26, 26, np.nan, 26, 26],
        ["2026-03-31", "2026-03-31", "2026-03-31", "2026-03-31", "2023-03-31", "2022-03-31"],
    )
    assert found[0] == 0
    assert np.isnan(found).tolist() == [False, *[True] * 5]


def test_refuses_numbers_for_dates() -> None:
    with pytest.raises(DomainError, match=r"^target_date holds the number 4\d+; expected a date\. Give dates, or text"):
        required_change(28, "2023-03-31", 26, 46112)
