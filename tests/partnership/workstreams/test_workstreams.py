"""The page of a workstream: all three asks, charts of projects, a budget that sums, and a blank for each hole."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from filled import words

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.framework.load import load_framework
from tht_xl.partnership.checks import partnership_wrongs
from tht_xl.partnership.view import View, ViewChart
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.partnership.workstreams.priorities import names
from tht_xl.report.view_page import view_page
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Tables

Fill = Callable[..., Tables]
Make = Callable[..., ViewInput]
THT = load_framework("tht")
DAY = date(2026, 11, 30)
PROJECT = {"id": "Q1", "workstream": "living-well", "aim": "Shorter waits", "measure": "Days waited", "unit": "days",
           "better": "lower", "goal": 16, "how-often": "week", "owner": "Care lead", "status": "testing"}  # fmt: skip
SEGMENT = {"id": "B1", "workstream": "living-well", "segment": "Healthy adults", "year": "2026/27", "total": 1000}
COUNCIL, TRUST = "london-borough-of-tower-hamlets", "barts-health"
LINES = [
    {"segment": "B1", "partner": COUNCIL, "line": "Health checks", "budget": 500, "spend": 250, "to": DAY},
    {"segment": "B1", "partner": COUNCIL, "line": "Stop smoking", "budget": 100},
    {"segment": "B1", "partner": TRUST, "line": "Clinics", "budget": 300, "spend": 150, "to": DAY},
    {"segment": "B1", "budget": 100},
]
STEADY = [20, 22, 19, 21, 20, 22, 19, 21, 20, 22, 19, 21, 20]


def weeks(values: list[float | None], start: date = date(2026, 1, 5), **more: object) -> list[dict[str, object]]:
    return [{"project": "Q1", "date": start + timedelta(weeks=at), "value": value, **more}
            for at, value in enumerate(values)]  # fmt: skip


def chart(view: View) -> ViewChart:
    return next(each.chart for each in view.sections if each.chart)


def wrongs(tables: Tables) -> list[tuple[str, str, str]]:
    return [(w.code, w.row.address(w.column), w.rule) for w in (*wrong_rows(tables), *partnership_wrongs(tables, THT))]


@pytest.fixture
def drawn(fill: Fill, given: Make) -> Callable[..., View]:
    def made(points: list[dict[str, object]], **more: object) -> View:
        tables = fill("improvement-projects", projects=[PROJECT | more], points=points)
        return make_view("workstream", given(tables, of="living-well"))

    return made


def test_with_nothing_given_every_ask_is_answered_or_a_visible_blank(given: Make) -> None:
    shown = make_view("workstream", given(of="Born Well & Growing Well"))
    assert shown.title == "Workstream: Born Well and Growing Well"
    assert [each.heading for each in shown.sections] == [
        "What is happening now", "Delivery of its priorities", "Quality-improvement projects", "Shadow budget",
    ]  # fmt: skip
    assert shown.sections[0].columns == ("Indicator", "Value", "England", "Trend", "Target", "Rating")
    assert len(shown.sections[0].rows) == sum(each.workstream == "born-well-growing-well" for each in THT.indicators)
    assert "Its priorities: not stated in the paper" in shown.sections[1].sentences[0]
    assert "not stated in the paper" in shown.sections[2].sentences[0]
    assert "not stated in the paper" in shown.sections[3].sentences[0]
    asked = [gap.what for gap in shown.gaps]
    assert {"Its priorities are not stated", "Its shadow budget", "Its quality-improvement projects"} <= set(asked)
    assert "Reception obesity: no value" in asked
    assert not shown.is_illustrative


def test_a_workstream_must_be_named_and_known(given: Make) -> None:
    with pytest.raises(DomainError, match="no workstream was named") as refused:
        make_view("workstream", given())
    assert "promoting-independence" in refused.value.remedy
    with pytest.raises(UnknownNameError, match="workstream 'Living Wel'"):
        make_view("workstream", given(of="Living Wel"))
    with pytest.raises(DomainError, match="names no workstreams"):
        make_view("workstream", ViewInput(load_framework("strategy-2009"), DAY, of="x"))


@pytest.mark.parametrize(
    ("text", "wanted", "is_named"),
    [
        ("Report to Born Well & Growing Well", "Born Well and Growing Well", True),
        ("Living Well lead", "Living Well", True),
        ("people living well with dementia", "Living Well", False),
        ("Outliving Wells", "Living Well", False),
    ],
)
def test_a_workstream_is_named_by_whole_words_with_its_capitals(text: str, wanted: str, is_named: bool) -> None:
    assert names(text, wanted) is is_named


def test_actions_that_name_it_or_its_indicators_are_its_delivery(fill: Fill, given: Make) -> None:
    rows = [
        {"id": "A1", "action": "Weigh more", "owner": "Lead", "status": "on track", "indicator": "year-6-obesity"},
        {
            "id": "A2",
            "action": "Report to Born Well & Growing Well",
            "owner": "Lead",
            "status": "done",
            "evidence": "x",
        },
        {"id": "A3", "action": "Something else", "owner": "Lead", "status": "on track"},
        {"id": "A4", "action": "Quit", "owner": "Lead", "status": "on track", "indicator": "smoking-prevalence-adults"},
    ]
    shown = make_view("workstream", given(fill("action-tracker", actions=rows), of="born-well-growing-well"))
    section = shown.sections[1]
    assert [(row[0], row[6]) for row in section.rows] == [
        ("A1", "indicator Year 6 obesity"), ("A2", "names the workstream")]  # fmt: skip
    assert "2 actions or milestones, 1 open" in section.sentences[-1]


def test_a_project_with_four_points_says_that_they_are_too_few(fill: Fill, given: Make) -> None:
    tables = fill("improvement-projects", projects=[PROJECT], points=weeks([18, 16, 17, 14]))
    assert [(code, rule) for code, _, rule in wrongs(tables)] == [("R815", "too-few-points")]
    shown = make_view("workstream", given(tables, of="living-well"))
    found = chart(shown)
    assert "4 points (days) from 5 Jan 2026 to 26 Jan 2026: too few to read: a run chart needs 7" in found.words
    assert (found.centre, found.upper, set(found.marks)) == ((None,) * 4, (None,) * 4, {""})
    assert "Q1: 4 points, too few for its chart to be read" in [gap.what for gap in shown.gaps]


def test_from_seven_points_a_run_chart_has_a_median_and_no_limits(drawn: Callable[..., View]) -> None:
    found = chart(drawn(weeks([20, 22, 19, 21, 20, 22, 18])))
    assert (found.centre[0], found.upper[0]) == (20, None)
    assert "median 20; a run chart, for limits need 13 points; no special cause" in found.words
    rising = chart(drawn(weeks([10, 11, 12, 13, 14, 15, 16])))
    assert set(rising.marks) == {"Trend"}
    # A week that is absent ends a run, as a row without a value does.
    absent = [row for at, row in enumerate(weeks([10, 11, 12, 13, 14, 15, 16, 17])) if at != 4]
    assert set(chart(drawn(absent)).marks) == {""}


def test_from_thirteen_points_limits_are_those_of_process_control(drawn: Callable[..., View]) -> None:
    found = chart(drawn(weeks([*STEADY, 40])))
    values = [*STEADY, 40]
    ranges = [abs(b - a) for a, b in pairwise(values)]
    mean = sum(ranges) / len(ranges)
    kept = [each for each in ranges if each < 3.267 * mean]
    centre = sum(values) / len(values)
    assert found.centre[0] == pytest.approx(centre)
    assert found.upper[0] == pytest.approx(centre + 2.66 * sum(kept) / len(kept))
    assert found.marks[-1] == "Outside limits"
    assert "the latest: concern (high)" in found.words
    assert "outside limits: 6 Apr 2026" in found.words


def test_limits_start_afresh_where_somebody_says_so(drawn: Callable[..., View]) -> None:
    points = weeks([*STEADY, 9, 10, 9, 10])
    points[13] |= {"afresh": "yes", "note": "One list for both teams"}
    shown = drawn(points)
    found = chart(shown)
    assert found.upper[12] is not None
    assert found.centre[13:] == (None,) * 4
    assert found.words.startswith("4 points (days) from 6 Apr 2026 to 27 Apr 2026: too few to read")
    assert "Before that, 13 points" in found.words
    assert [row[3] for section in shown.sections if section.chart for row in section.rows] == [
        "One list for both teams"
    ]


def test_what_is_wrong_with_points_is_found_by_cell_and_spoils_no_other(fill: Fill, given: Make) -> None:
    points = [*weeks(list(STEADY)), {"project": "Q1", "date": date(2026, 1, 5), "value": 90},
              {"project": "Q9", "date": date(2026, 1, 5), "value": 1}, {"project": "Q1", "value": 5},
              {"project": "Q1", "date": date(2026, 4, 6), "value": "many"}]  # fmt: skip
    tables = fill("improvement-projects", projects=[PROJECT], points=points)
    assert {(code, cell[1:]) for code, cell, _ in wrongs(tables)} >= {("R808", "18"), ("R807", "19"), ("R804", "21")}
    shown = make_view("workstream", given(tables, of="living-well"))
    assert len([each for each in chart(shown).values if each is not None]) == 13
    assert 90 not in chart(shown).values
    said = words(shown)
    assert "Q1: a second point on 5 Jan 2026 is not drawn Points!" in said
    assert "Q1: a point without a date is not drawn Points!" in said
    assert "Q1: the value is not a number Points!" in said
    assert view_page(shown, today=DAY)


def test_a_budget_that_sums_is_shown_by_partner_with_what_is_unallocated(fill: Fill, given: Make) -> None:
    tables = fill("shadow-budget", segments=[SEGMENT], lines=LINES)
    assert wrongs(tables) == []
    shown = make_view("workstream", given(tables, of="living-well"))
    section = shown.sections[-1]
    assert section.heading == "Shadow budget: Healthy adults, 2026/27"
    assert [(row[0], row[1], row[2], row[3]) for row in section.rows] == [
        ("London Borough of Tower Hamlets", "Health checks", "£500", "£250"),
        ("London Borough of Tower Hamlets", "Stop smoking", "£100", None),
        ("London Borough of Tower Hamlets", "all lines", "£600", "£250"),
        ("Barts Health NHS Trust", "Clinics", "£300", "£150"),
        ("unallocated", "1 line", "£100", None),
        ("all", "sum of lines", "£1,000", "£400"),
    ]
    assert section.rows[2][4] == "50% of 1 line with spend"


@pytest.mark.parametrize(("total", "said"), [(1200, "£200 less"), (900, "£100 more")])
def test_a_budget_that_does_not_sum_is_found_at_its_total(fill: Fill, given: Make, total: int, said: str) -> None:
    tables = fill("shadow-budget", segments=[SEGMENT | {"total": total}], lines=LINES)
    # A rule of the template, so that the check column says it with nothing installed.
    place = f"Segments!{tables['segments'].rows[0].address('total')}"
    assert [(code, f"Segments!{cell}", rule) for code, cell, rule in wrongs(tables)] == [("R808", place, "budget-sums")]
    shown = make_view("workstream", given(tables, of="living-well"))
    assert (f"Healthy adults: the lines come to {said} than the stated total", place) in [
        (gap.what, gap.place) for gap in shown.gaps]  # fmt: skip
    assert "does not sum" in shown.sentences[-1]


def test_a_line_without_a_budget_is_one_finding_and_no_sum(fill: Fill, given: Make) -> None:
    lines = [LINES[0], LINES[1] | {"budget": "some"}, *LINES[2:]]
    tables = fill("shadow-budget", segments=[SEGMENT], lines=lines)
    assert [code for code, _, _ in wrongs(tables)] == ["R804"]
    shown = make_view("workstream", given(tables, of="living-well"))
    assert shown.sections[-1].rows[-1][2] is None
    assert "Healthy adults, Stop smoking: no budget" in [gap.what for gap in shown.gaps]


def test_what_is_made_up_is_stamped_and_enters_no_total_and_no_exception(given: Make) -> None:
    tables = [load_register(f"{each}-illustrative", today=DAY) for each in ("improvement-projects", "shadow-budget")]
    for stream in THT.workstreams:
        shown, alone = (make_view("workstream", given(*some, of=stream.id)) for some in (tables, ()))
        assert shown.is_illustrative
        made_up = shown.sections[2:]
        assert made_up
        assert all(each.heading.endswith("(illustrative)") for each in made_up)
        assert "illustrative and not counted" in shown.sentences[3]
        assert "illustrative and not counted" in shown.sentences[4]
        blanks = {"Its quality-improvement projects", "Its shadow budget"}
        assert [gap.what for gap in shown.gaps] == [gap.what for gap in alone.gaps if gap.what not in blanks]
    few = make_view("workstream", given(*tables, of="born-well-growing-well"))
    assert "4 points" in chart(few).words
    assert "too few to read" in chart(few).words
    assert not [each for table in tables for each in wrong_rows(table)]


def test_the_page_draws_the_chart_with_its_words(drawn: Callable[..., View]) -> None:
    shown = drawn(weeks([*STEADY, None, 40]), measure="Days <waited>")
    page = view_page(shown, today=DAY)
    assert page.count("<svg") == 1
    assert "Days &lt;waited&gt;" in page
    assert "upper limit" in page
    assert page.count('class="special"') == 1
    assert page.count('class="dot"') == 13
    assert chart(shown).words.replace("'", "&#39;") in page
    assert "<svg" not in view_page(drawn([]), today=DAY)


def test_one_point_is_drawn_too(drawn: Callable[..., View]) -> None:
    shown = drawn(weeks([5]), goal=None, better=None)
    assert "1 point (days) on 5 Jan 2026: too few to read" in chart(shown).words
    assert 'class="dot"' in view_page(shown, today=DAY)


def test_all_workstreams_in_brief_with_what_belongs_to_none(fill: Fill, given: Make) -> None:
    tables = fill("shadow-budget", segments=[SEGMENT, SEGMENT | {"id": "B2", "workstream": "nobody"}], lines=LINES)
    shown = make_view("workstreams", given(tables))
    assert shown.sentences == ("3 workstreams: Born Well and Growing Well, Living Well, Promoting Independence.",)
    assert [row[5] for row in shown.sections[0].rows] == [
        "none entered", "Healthy adults, 2026/27: £1,000, £100 unallocated", "none entered"]  # fmt: skip
    assert "Healthy adults: no workstream" in [gap.what for gap in shown.gaps]
    assert make_view("workstreams", ViewInput(load_framework("strategy-2009"), DAY)).gaps
