from datetime import date, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.monitoring.days import common_day_numbers, day_numbers, years_between

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
    assert str(refusal.value) == "start holds the number 45382; expected a date. Give dates, or text such as 2026-03-31"


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("45000", "the text '45000'"),
        ("2024", "the text '2024'"),
        ("2024-03", "the text '2024-03'"),
        ("31/03/2024", "the text '31/03/2024'"),
        ("2024-02-30", "the text '2024-02-30'"),
        (["2024-01-01", "soon"], "the text 'soon'"),
        (True, "True"),
        (2 + 1j, "(2+1j)"),
    ],
)
def test_refuses_what_is_no_date_by_name_and_value(given: object, shown: str) -> None:
    with pytest.raises(DomainError) as refusal:
        day_numbers(given, "baseline_date")  # type: ignore[arg-type]
    expected = f"baseline_date holds {shown}; expected a date. Give dates, or text such as 2026-03-31"
    assert str(refusal.value) == expected


def test_refuses_a_mixture_of_day_numbers_and_dates() -> None:
    with pytest.raises(DomainError, match=r"^dates holds 45000 among dates; expected one kind\. Give dates, or text"):
        day_numbers([45000, date(2024, 1, 1)])  # type: ignore[list-item, arg-type]
    with pytest.raises(DomainError) as refusal:
        common_day_numbers(target_date=45000, at_date="2024-06-01")
    assert str(refusal.value) == (
        "target_date holds day numbers and at_date dates; expected one kind. "
        "Give dates for all of them, or day numbers of one origin"
    )


def test_refuses_ragged_lists_and_unequal_lengths() -> None:
    with pytest.raises(DomainError, match=r"^dates holds lists of unequal lengths; expected a date in each place"):
        day_numbers([[1], [1, 2]])  # type: ignore[list-item]
    with pytest.raises(DomainError, match=r"^the lengths differ: start 2, end 3; expected equal lengths"):
        years_between(["2024-01-01"] * 2, ["2025-01-01"] * 3)


def test_the_missing_is_of_either_kind() -> None:
    first, second = common_day_numbers(start=np.nan, end=["1970-01-02", "NaT"])
    assert np.isnan(first)
    np.testing.assert_array_equal(second, [1, np.nan])
    assert np.isnan(years_between(np.nan, "2024-01-01"))
    assert np.isnan(day_numbers([None, "", np.nan])).all()  # type: ignore[list-item]
    np.testing.assert_array_equal(day_numbers([None, 3]), [np.nan, 3])  # type: ignore[list-item]
    assert np.isnan(day_numbers(np.inf))
    assert day_numbers(datetime(1970, 1, 2, 23, 59)) == 1  # noqa: DTZ001 - cells hold no time zone


def test_the_days_before_a_leap_day_have_their_own_anniversary() -> None:
    assert years_between("2024-02-27", ["2025-02-27", "2028-02-27"]).tolist() == [1.0, 4.0]
