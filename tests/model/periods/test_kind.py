"""Kinds of period: which periods can stand in one series."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import PeriodError
from tht_xl.model.days import months_from
from tht_xl.model.periods.kind import KINDS, PeriodKind
from tht_xl.model.periods.period import Period


@pytest.mark.parametrize(
    ("text", "shown", "fitting", "others"),
    [
        ("calendar year", "calendar year", ["2022", "1999"], ["2022/23", "2020 - 22", "Jan 2022", "FY 2022/23"]),
        ("financial-year", "financial year", ["2022/23", "FY 2022/23"], ["2022", "AY 2022/23", "Aug 2022 - Jul 2023"]),
        ("School_Year", "school year", ["2022/23", "AY 2022/23"], ["2022", "FY 2022/23", "2021/22 - 22/23"]),
        ("3 calendar years", "3 calendar years", ["2012 - 14"], ["2012/13", "2012", "2012 - 13", "2012/13 - 14/15"]),
        ("3 financial years", "3 financial years", ["2018/19 - 20/21"], ["2018/19", "2018 - 20"]),
        ("quarter", "quarter", ["Q1 2022/23", "Q4 2022/23", "Q1 FY2022/23"], ["2022/23", "Feb 2022 - Apr 2022"]),
        ("month", "month", ["Jan 2022", "Feb 2024"], ["Q1 2022/23", "1 Jan 2022", "16 Jan 2022 - 15 Feb 2022"]),
        ("week", "week", ["2015-W12", "w/e 20 Mar 2015"], ["Mar 2015", "20 Mar 2015"]),
        ("day", "day", ["1 Apr 2002", "29 Feb 2024"], ["Apr 2002", "2002"]),
        (
            "12 months from 16 Nov",
            "12 months from 16 Nov",
            ["16 Nov 2015 - 15 Nov 2016"],
            ["2016", "Nov 2015 - Oct 2016"],
        ),
        ("12 months from 1 April", "financial year", ["2022/23"], ["2022"]),
        ("6 months from 1 Apr", "6 months from 1 Apr", ["H1 2022/23", "H2 2022/23"], ["Jan 2022 - Jun 2022"]),
    ],
)
def test_a_kind_holds_its_periods_and_no_others(text: str, shown: str, fitting: list[str], others: list[str]) -> None:
    kind = PeriodKind.parse(text)
    assert str(kind) == shown
    assert PeriodKind.parse(shown) == kind
    assert [label for label in fitting if not kind.fits(Period.parse(label))] == []
    assert [label for label in others if kind.fits(Period.parse(label))] == []
    assert kind.fits(Period.parse(kind.example))


@pytest.mark.parametrize(
    "text", ["", "term", "0 calendar years", "years", "12 months from 31 Foo", "0 months from 1 Apr"]
)
def test_what_names_no_kind_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(PeriodError) as refusal:
        PeriodKind.parse(text)
    assert str(refusal.value) == f"{text!r} is not a kind of period. {KINDS}"


def test_a_kind_given_back_is_the_same() -> None:
    kind = PeriodKind.parse("school year")
    assert PeriodKind.parse(kind) is kind
    assert kind.is_school


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("2022", "a calendar year"),
        ("FY 2022/23", "a financial year"),
        ("AY 2022/23", "a school year"),
        ("2012 - 14", "3 calendar years together"),
        ("Q1 2022/23", "a quarter"),
        ("Feb 2024", "a month"),
        ("16 Nov 2015 - 15 Nov 2016", "12 months from 16 Nov"),
        ("31 Jan 2024 - 28 Feb 2024", "29 days"),
    ],
)
def test_a_kind_in_words(label: str, name: str) -> None:
    assert PeriodKind.of(Period.parse(label)).name == name


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(1, 60), st.integers(1, 28), st.integers(0, 20))
def test_the_same_days_of_another_year_are_of_the_same_kind(
    year: int, month: int, months: int, day: int, years_later: int
) -> None:
    one = Period(*months_from(date(year, month, day), months))
    other = Period(*months_from(date(year + years_later, month, day), months))
    assert PeriodKind.of(one) == PeriodKind.of(other)
    assert PeriodKind.of(one).fits(other)
    assert PeriodKind.of(one) != PeriodKind.of(Period(*months_from(date(year, month, day), months + 1)))
