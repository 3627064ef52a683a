"""The days between papers and meeting, and the bank holidays that are left out."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given as every
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.partnership.meetings.clear_days import bank_holidays, clear_days_between, despatch_day, is_working_day
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Tables

Fill = Callable[..., Tables]
Make = Callable[..., ViewInput]

HOLIDAYS = frozenset(bank_holidays(load_register("forward-plan-2019")))
days = st.dates(date(2018, 2, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("meeting", "papers"),
    [
        (date(2019, 11, 19), date(2019, 11, 11)),
        (date(2018, 2, 20), date(2018, 2, 12)),
        (date(2019, 5, 7), date(2019, 4, 26)),  # Early May bank holiday on 6 May
        (date(2019, 6, 10), date(2019, 5, 31)),  # a Monday
        (date(2020, 1, 2), date(2019, 12, 20)),  # Christmas, Boxing Day, New Year's Day
        (date(2022, 6, 7), date(2022, 5, 26)),  # the Platinum Jubilee: two bank holidays in one week
        (date(2026, 4, 8), date(2026, 3, 27)),  # Easter
    ],
)
def test_papers_go_out_five_clear_days_before(meeting: date, papers: date) -> None:
    assert despatch_day(meeting, HOLIDAYS) == papers


@every(days)
def test_the_last_day_leaves_five_clear_days_and_the_next_working_day_does_not(meeting: date) -> None:
    papers = despatch_day(meeting, HOLIDAYS)
    assert is_working_day(papers, HOLIDAYS)
    assert clear_days_between(papers, meeting, HOLIDAYS) == 5
    later = next(day for step in range(1, 20) if is_working_day(day := papers + timedelta(days=step), HOLIDAYS))
    assert clear_days_between(later, meeting, HOLIDAYS) == 4


@every(days, st.integers(0, 40))
def test_the_workbook_counts_clear_days_as_python_does(meeting: date, before: int) -> None:
    packaged = load_register("forward-plan-2019")
    plan = Tables(packaged.template, packaged.lists, packaged.today)
    papers = meeting - timedelta(days=before)
    holidays = [(row.number, row.given) for row in packaged["holidays"]]
    plan.add("holidays", {"day": 1, "name": 2}, holidays)
    cells = {"id": "m", "body": "hwb", "day": meeting, "papers-out": papers}
    row = plan.add("meetings", {"id": 1, "body": 2, "day": 3, "papers-out": 4, "clear-days": 5}, [(5, cells)]).rows[0]
    if is_working_day(papers, HOLIDAYS) and papers < meeting:
        assert row["clear-days"] == clear_days_between(papers, meeting, HOLIDAYS)


def easter(year: int) -> date:
    """Return Easter Sunday (Meeus, Astronomical Algorithms, 1991, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    n = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * n) // 451
    month, day = divmod(h + n - 7 * m + 114, 31)
    return date(year, month, day + 1)


@pytest.mark.parametrize("year", range(2018, 2029))
def test_the_bank_holidays_are_those_of_the_rule_and_the_proclamations(year: int) -> None:
    def monday(day: date) -> date:
        return day + timedelta(days=-day.weekday() % 7)

    def last_monday(month: int) -> date:
        return date(year, month, 31) - timedelta(days=date(year, month, 31).weekday())

    expected = {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1), last_monday(8)}
    expected.add(date(2020, 5, 8) if year == 2020 else monday(date(year, 5, 1)))
    expected |= {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)} if year == 2022 else {last_monday(5)}
    expected |= {date(2023, 5, 8)} if year == 2023 else set()
    for day in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        # A day at a weekend is kept on the next weekday that is no bank holiday already.
        while day.weekday() > 4 or day in expected:
            day += timedelta(days=1)
        expected.add(day)
    assert {day for day in HOLIDAYS if day.year == year} == expected


def test_every_bank_holiday_says_where_it_is_from() -> None:
    sources = {row["source"] for row in load_register("forward-plan-2019")["holidays"]}
    assert all("gov.uk/bank-holidays" in each for each in sources)
    ours = [(row["day"], row["name"]) for row in load_register("forward-plan-illustrative")["holidays"]]
    assert set(ours) <= {(row["day"], row["name"]) for row in load_register("forward-plan-2019")["holidays"]}


def test_papers_that_go_out_late_are_found_in_their_cell(fill: Fill) -> None:
    meeting = {"id": "m1", "body": "hwb", "day": date(2019, 5, 7), "papers-out": date(2019, 4, 29)}
    holidays = [{"day": date(2019, 5, 6), "name": "Early May bank holiday"}]
    late = fill("forward-plan", meetings=[meeting], holidays=holidays)
    assert [(w.code, w.row.address(w.column), w.given) for w in wrong_rows(late)] == [
        ("R808", "G5", "papers out with fewer than five clear days (29/04/2019)")
    ]
    # Without the bank holiday the same days are enough, and that the year's are not listed is said.
    unlisted = fill("forward-plan", meetings=[meeting])
    assert [w.rule for w in wrong_rows(unlisted)] == ["holidays-listed"]


def test_the_view_counts_any_day_and_says_which_bank_holidays_it_left_out(given: Make) -> None:
    shown = make_view("despatch", given(of="2019-05-07"))
    assert shown.sections[0].rows == (
        ("A meeting on 7 May 2019", date(2019, 4, 26), None, None, None, "6 May 2019, Early May bank holiday"),
    )
    assert make_view("despatch", given(of="2031-05-07")).gaps[0].what.startswith("The bank holidays of 2031 are not")
    with pytest.raises(DomainError, match="'May' is not a day"):
        make_view("despatch", given(of="May"))


def test_the_view_says_of_each_meeting_whether_its_papers_go_out_in_time(fill: Fill, given: Make) -> None:
    meetings = [
        {"id": "a", "body": "hwb", "day": date(2019, 11, 19), "papers-out": date(2019, 11, 11)},
        {"id": "b", "body": "hwb", "day": date(2019, 5, 7), "papers-out": date(2019, 4, 30)},
        {"id": "c", "body": "hwb", "day": date(2018, 2, 20)},
    ]
    shown = make_view("despatch", given(fill("forward-plan", meetings=meetings)))
    assert [row[1:5] for row in shown.sections[0].rows] == [
        (date(2018, 2, 12), None, None, None),
        (date(2019, 4, 26), date(2019, 4, 30), 3, "late by 2 working days"),
        (date(2019, 11, 11), date(2019, 11, 11), 5, "yes"),
    ]
    assert [(gap.place, gap.ask) for gap in shown.gaps] == [("Meetings, row 6", "Send them out earlier")]
