"""The age of a figure, the next release, and when it is overdue."""

from datetime import date

import pytest
from evaluation_samples import an_indicator

from tht_xl.evaluation.timeliness import timeliness
from tht_xl.model.periods.period import Period


@pytest.mark.parametrize(
    ("frequency", "period", "following", "expected"),
    [
        ("annual", "2022/23", "2023/24", date(2025, 3, 31)),
        ("annual", "2023", "2024", date(2025, 12, 31)),
        ("annual", "16 Nov 2024 - 15 Nov 2025", "16 Nov 2025 - 15 Nov 2026", date(2027, 11, 30)),
        ("annual", "1 Apr 2025", "1 Apr 2026", date(2027, 4, 30)),
        ("annual", "29 Feb 2024", "28 Feb 2025", date(2026, 2, 28)),
        ("biennial", "2021/22", "2023/24", date(2025, 3, 31)),
        ("pooled", "2021 - 23", "2022 - 24", date(2026, 6, 30)),
        ("quarterly", "Q4 2024/25", "Q1 2025/26", date(2025, 12, 31)),
        ("monthly", "Jan 2024", "Feb 2024", date(2024, 5, 31)),
        ("monthly", "Nov 2024", "Dec 2024", date(2025, 3, 31)),
    ],
)
def test_the_next_figure_is_due_by_frequency_and_lag(
    frequency: str, period: str, following: str, expected: date
) -> None:
    indicator = an_indicator(frequency=frequency)
    on_the_day = timeliness(indicator, Period.parse(period), expected)
    assert on_the_day is not None
    assert (on_the_day.next_period, on_the_day.expected, on_the_day.is_stale) == (following, expected, False)
    after = timeliness(indicator, Period.parse(period), date.fromordinal(expected.toordinal() + 1))
    assert after is not None
    assert after.is_stale


@pytest.mark.parametrize(
    ("frequency", "month", "expected"),
    [
        ("annual", 11, date(2024, 11, 30)),
        ("annual", 4, date(2024, 4, 30)),
        ("annual", 3, date(2025, 3, 31)),
        ("annual", 2, date(2025, 2, 28)),
        ("monthly", 11, date(2023, 7, 31)),
    ],
)
def test_a_release_month_says_it_exactly(frequency: str, month: int, expected: date) -> None:
    """After 2022/23 comes 2023/24, which ends in March 2024; nothing comes out before that month is over."""
    found = timeliness(
        an_indicator(frequency=frequency, release_month=month), Period.parse("2022/23"), date(2024, 1, 31)
    )
    assert found is not None
    assert found.expected == expected


@pytest.mark.parametrize(
    ("as_of", "age"),
    [
        (date(2023, 3, 31), "under a month"),
        (date(2023, 4, 29), "under a month"),
        (date(2023, 4, 30), "1 month"),
        (date(2024, 3, 31), "1 year"),
        (date(2024, 5, 31), "1 year 2 months"),
        (date(2026, 11, 30), "3 years 8 months"),
    ],
)
def test_an_age_is_said_in_years_and_months(as_of: date, age: str) -> None:
    found = timeliness(an_indicator(), Period.parse("2022/23"), as_of)
    assert found is not None
    assert found.age == age


def test_a_period_that_has_not_ended_has_no_age() -> None:
    assert timeliness(an_indicator(), Period.parse("2022/23"), date(2023, 3, 30)) is None
