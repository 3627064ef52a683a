"""Periods: the days they cover, their order, and that a label always leads back to its period."""

import pickle
from datetime import date, datetime, timedelta
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import PeriodError
from tht_xl.model.periods.period import FIRST_YEAR, LAST_YEAR, Period

days = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
pairs_of_days = st.tuples(days, days).map(sorted)
month_starts = st.builds(date, st.integers(FIRST_YEAR, LAST_YEAR - 41), st.integers(1, 12), st.just(1))
whole_months = st.builds(
    lambda start, months: (start, _first_of_month(start, months) - timedelta(days=1)),
    month_starts,
    st.one_of(st.sampled_from([1, 3, 12, 24, 36, 60, 228, 240, 252]), st.integers(1, 480)),
)
stretches = st.one_of(pairs_of_days, whole_months)


def _first_of_month(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, 1)


@given(stretches, st.booleans())
def test_every_label_leads_back_to_its_period(stretch: tuple[date, date], is_deadline: bool) -> None:
    period = Period(*stretch, is_deadline=is_deadline)
    again = Period.parse(str(period))
    assert (again.start, again.end) == tuple(stretch)
    assert (again.label, again.kind, again.is_deadline) == (period.label, period.kind, is_deadline)


@given(stretches, stretches)
def test_overlap_means_a_common_day(one: tuple[date, date], other: tuple[date, date]) -> None:
    p, q = Period(*one), Period(*other)
    assert p.overlaps(q) == q.overlaps(p) == (max(p.start, q.start) <= min(p.end, q.end))
    assert not (p.is_followed_by(q) and p.overlaps(q))


@given(whole_months)
def test_whole_months_are_counted_by_stepping_through_them(stretch: tuple[date, date]) -> None:
    start, end = stretch
    months = sum(1 for n in range(1, 500) if _first_of_month(start, n) <= end + timedelta(days=1))
    assert Period(start, end).months == months


@given(st.text(max_size=30))
def test_any_text_is_a_period_or_refused_with_a_remedy(text: str) -> None:
    try:
        period = Period.parse(text)
    except PeriodError as error:
        assert error.remedy
        assert "\n" not in str(error)
    else:
        assert Period.parse(str(period)) == period


@pytest.mark.parametrize(
    ("label", "start", "end", "kind", "months"),
    [
        ("1 Apr 2002", date(2002, 4, 1), date(2002, 4, 1), "day", 0),
        ("Mar 2025", date(2025, 3, 1), date(2025, 3, 31), "month", 1),
        ("Feb 2024", date(2024, 2, 1), date(2024, 2, 29), "month", 1),
        ("Q1 2024/25", date(2024, 4, 1), date(2024, 6, 30), "quarter", 3),
        ("Q4 2024/25", date(2025, 1, 1), date(2025, 3, 31), "quarter", 3),
        ("2022", date(2022, 1, 1), date(2022, 12, 31), "year", 12),
        ("2023/24", date(2023, 4, 1), date(2024, 3, 31), "financial-year", 12),
        ("1999/00", date(1999, 4, 1), date(2000, 3, 31), "financial-year", 12),
        ("2021 - 23", date(2021, 1, 1), date(2023, 12, 31), "years", 36),
        ("1999 - 01", date(1999, 1, 1), date(2001, 12, 31), "years", 36),
        ("2000 - 19", date(2000, 1, 1), date(2019, 12, 31), "years", 240),
        ("2000 - 2020", date(2000, 1, 1), date(2020, 12, 31), "years", 252),
        ("2018/19 - 20/21", date(2018, 4, 1), date(2021, 3, 31), "span", 36),
        ("1998/99 - 00/01", date(1998, 4, 1), date(2001, 3, 31), "span", 36),
        ("Aug 2024 - Jul 2025", date(2024, 8, 1), date(2025, 7, 31), "span", 12),
        ("16 Nov 2015 - 15 Nov 2016", date(2015, 11, 16), date(2016, 11, 15), "span", 12),
        ("1 Nov 2015 - 30 Nov 2016", date(2015, 11, 1), date(2016, 11, 30), "span", 13),
        ("by Jul 2010", date(2010, 7, 1), date(2010, 7, 31), "deadline", 1),
        ("by 2012", date(2012, 1, 1), date(2012, 12, 31), "deadline", 12),
    ],
)
def test_a_canonical_label_stands_for_these_days(label: str, start: date, end: date, kind: str, months: int) -> None:
    period = Period.parse(label)
    assert (period.start, period.end, period.label) == (start, end, label)
    assert (period.kind, period.months) == (kind, months)


@pytest.mark.parametrize(
    ("given", "label"),
    [
        (date(2025, 3, 1), "Mar 2025"),
        (datetime(2025, 3, 1), "Mar 2025"),  # noqa: DTZ001 - cells have no time zone
        (pd.Timestamp("2025-03-01"), "Mar 2025"),
        (date(2025, 3, 2), "2 Mar 2025"),
        (datetime(2025, 3, 2, 13, 30), "2 Mar 2025"),  # noqa: DTZ001 - cells have no time zone
        (2022, "2022"),
        (1800, "1800"),
        (2200, "2200"),
        (2022.0, "2022"),
        (np.int64(2022), "2022"),
        (np.float64(2022), "2022"),
        (np.float32(2022), "2022"),
        (Decimal(2022), "2022"),
        (pd.Period("2022", "Y"), "2022"),
        (pd.Period("2022-04", "M"), "Apr 2022"),
        (pd.Period("2022Q1", "Q-DEC"), "Q4 2021/22"),
        (pd.Period("2022Q1", "Q-MAR"), "Q1 2021/22"),
    ],
)
def test_a_cell_that_is_no_text_can_be_a_period(given: date | float, label: str) -> None:
    assert str(Period.parse(given)) == label


@pytest.mark.parametrize(
    "given", [None, True, pd.NaT, pd.NA, float("nan"), float("inf"), 2022.5, 45717, 3, 1799, 2201, b"2022", ["2022"]]
)
def test_other_cells_are_refused(given: object) -> None:
    with pytest.raises(PeriodError, match=r"is not a period\. Write for instance"):
        Period.parse(given)  # pyright: ignore[reportArgumentType]


def test_periods_are_equal_when_their_days_are() -> None:
    assert Period.parse("by 2012") == Period.parse("2012") == Period.parse("Jan - Dec 2012")
    assert len({Period.parse("2012 - 14"), Period.parse("2012-01-01/P3Y")}) == 1
    assert Period.parse("2012") != Period.parse("2012/13")
    assert Period.parse("2012") != "2012"


def test_periods_are_in_order_of_their_days() -> None:
    labels = ["2012/13", "2012", "Mar 2012", "2011 - 13", "Q1 2012/13", "2010"]
    ordered = ["2010", "2011 - 13", "2012", "Mar 2012", "Q1 2012/13", "2012/13"]
    assert [str(p) for p in sorted(map(Period.parse, labels))] == ordered


def test_following_means_the_next_day() -> None:
    assert Period.parse("2022/23").is_followed_by(Period.parse("2023/24"))
    assert Period.parse("2019/20").is_followed_by(Period.parse("Q1 2020/21"))
    assert not Period.parse("2022/23").is_followed_by(Period.parse("2024/25"))
    assert not Period.parse("2020 - 22").is_followed_by(Period.parse("2021 - 23"))
    assert not Period.parse("2023/24").is_followed_by(Period.parse("2022/23"))


def test_a_period_given_back_is_the_same() -> None:
    period = Period.parse("2023/24")
    assert Period.parse(period) is period
    assert Period.parse("2023/24") is period
    assert pickle.loads(pickle.dumps(period)) == period  # noqa: S301 - our own bytes
    assert eval(repr(period)) == period  # noqa: S307 - our own text


def test_a_period_does_not_end_before_it_starts() -> None:
    with pytest.raises(PeriodError, match=r"a period ends \(2020-01-01\) before it starts \(2020-01-02\)"):
        Period(date(2020, 1, 2), date(2020, 1, 1))


@pytest.mark.parametrize("text", ["1799", "2201", "1799/00", "2200/01", "1700-01-01/P200Y", "2199 - 2201"])
def test_years_out_of_reach_are_refused(text: str) -> None:
    with pytest.raises(PeriodError, match=r"lies outside 1800 to 2200\. Check the year"):
        Period.parse(text)


def test_a_refusal_does_not_grow_when_it_is_repeated() -> None:
    depths: list[int] = []
    for _ in range(3):
        with pytest.raises(PeriodError) as refusal:
            Period.parse("no period at all")
        depths.append(len(refusal.traceback))
    assert len(set(depths)) == 1


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("FY 2023/24", "financial"),
        ("financial year ending March 2024", "financial"),
        ("2023/24 (financial year)", "financial"),
        ("Q3 FY2023/24", "financial"),
        ("AY 2023/24", "school"),
        ("academic year 2023-24", "school"),
        ("2023/24 school year", "school"),
        ("2023/24", ""),
        ("year ending March 2024", ""),
    ],
)
def test_what_a_text_says_of_its_year_is_kept_beside_the_label(text: str, stated: str) -> None:
    period = Period.parse(text)
    assert period.stated_year == stated
    assert Period.parse(str(period)) == period
