"""Bodies, forward plan and agendas: what the papers say, what does not fit, and what is missing."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from tht_xl.errors import DomainError
from tht_xl.framework.load import load_framework
from tht_xl.partnership.checks import partnership_wrongs
from tht_xl.partnership.meetings.forward_plan import lay_out
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Tables

Fill = Callable[..., Tables]
Make = Callable[..., ViewInput]

THT = load_framework("tht")
MEETING: dict[str, object] = {"id": "m1", "body": "tht-board", "day": date(2019, 5, 9), "minutes": 60}
EACH = {"group": "Standing items", "body": "tht-board", "how-often": "each meeting"}


def found(tables: Tables) -> list[tuple[str, str, str, str]]:
    return [
        (each.code, each.rule, each.row.address(each.column), each.given) for each in partnership_wrongs(tables, THT)
    ]


def test_the_bodies_of_the_papers(given: Make) -> None:
    shown = make_view("bodies", given())
    rows = {str(row[0]).removeprefix("– ").removeprefix("– "): row for row in shown.sections[0].rows}
    assert len(rows) == 14
    assert [row[1] for row in rows.values()].count("enabler") == 6
    assert [row[1] for row in rows.values()].count("workstream") == 3
    assert rows["Tower Hamlets Together Board"][2:4] == ("Health and Wellbeing Board", "Formal report twice a year")
    assert rows["Chair's Planning Group"][2] == "Tower Hamlets Together Board"
    assert ("non-voting") in [row[3] for row in shown.sections[2].rows]
    assert [row[1] for row in shown.sections[3].rows][1] == "Shadwell Fire Station"
    # The papers do not say how often the Board meets, nor who votes: asked, not invented.
    assert rows["Tower Hamlets Together Board"][4] is None
    assert "Tower Hamlets Together Board: who votes is not stated" in [gap.what for gap in shown.gaps]


def test_bodies_that_report_in_a_circle_are_found_and_still_shown(fill: Fill, given: Make) -> None:
    bodies = [
        {"id": each, "body": each.upper(), "kind": "group", "reports-to": above}
        for each, above in (("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"), ("e", "e"), ("f", "nobody"))
    ]
    tables = fill("bodies", bodies=bodies)
    assert [each[1:] for each in found(tables)] == [
        ("reports-in-a-circle", f"E{row}", f"reports go in a circle: {way}")
        for row, way in ((5, "a to b to c to a"), (6, "b to c to a to b"), (7, "c to a to b to c"))
    ]
    assert [(w.code, w.row.address(w.column)) for w in wrong_rows(tables)] == [("R808", "E9"), ("R807", "E10")]
    shown = make_view("bodies", given(tables))
    assert sorted(str(row[0]).strip("– ") for row in shown.sections[0].rows) == list("ABCDEF")
    assert ("F reports to nobody, which is not a body", "Bodies!E10") in [(g.what, g.place) for g in shown.gaps]


def test_the_packaged_plan_shows_what_the_papers_leave_open(given: Make) -> None:
    shown = make_view("forward-plan", given())
    assert [row[0] for row in shown.sections[0].rows] == [
        date(2018, 2, 20), date(2019, 6, 10), date(2019, 11, 19), None,
    ]  # fmt: skip
    gaps = [gap.what for gap in shown.gaps]
    assert any(gap.startswith("Tower Hamlets Together Board: the day of no meeting is entered") for gap in gaps)
    assert any("bi-annual update has no place in Apr 2019 - Sep 2019" in gap for gap in gaps)


def test_with_its_days_entered_everybody_has_a_turn(given: Make) -> None:
    shown = make_view("forward-plan", given(load_register("forward-plan-illustrative")))
    assert shown.is_illustrative
    turns = shown.sections[1].rows
    assert not [row for row in turns if row[3] == "no place"]
    for enabler in ("Estates", "Workforce", "Learning Disability Partnership Board",
                    "Mental Health Partnership Board", "System Intelligence", "Urgent Care"):  # fmt: skip
        assert [row[2] for row in turns if row[0] == f"Enabler spotlight: {enabler}"] == [
            "Apr 2019 - Sep 2019", "Oct 2019 - Mar 2020",
        ]  # fmt: skip
    assert len([row for row in turns if str(row[0]).startswith("Workstream spotlight: Living Well")]) == 4
    assert len([row for row in turns if "bi-annual update" in str(row[0])]) == 2


def test_a_plan_is_shown_for_a_year(given: Make) -> None:
    shown = make_view("forward-plan", given(of="2018"))
    assert [row[0] for row in shown.sections[0].rows] == [date(2018, 2, 20)]
    with pytest.raises(DomainError, match="'soon' is not a year"):
        make_view("forward-plan", given(of="soon"))


def test_the_agenda_of_19_november_2019(given: Make) -> None:
    shown = make_view("agenda", given(of="2019-11-19"))
    assert shown.title == "Agenda: Health and Wellbeing Board, 19 Nov 2019"
    assert shown.sections[0].sentences[0] == "Papers go out by 11 Nov 2019, 5 clear days before."
    number, item, _, minutes, *_ = shown.sections[0].rows[0]
    assert (number, item, minutes) == (1, "Tower Hamlets Together bi-annual update, April 2019 to date", None)


def test_an_agenda_with_more_items_than_time_is_found_and_shown(fill: Fill, given: Make) -> None:
    items = [EACH | {"id": f"i{n}", "item": f"Item {n}", "minutes": 25, "order": 3 - n} for n in range(3)]
    plan = fill("forward-plan", meetings=[MEETING], items=items)
    assert found(plan) == [("R815", "agenda-too-long", "E5", "the agenda needs 75 minutes and the meeting has 60")]
    shown = make_view("agenda", given(plan))
    assert [(row[1], row[4]) for row in shown.sections[0].rows] == [
        ("Item 2", "yes"),
        ("Item 1", "yes"),
        ("Item 0", "no"),
    ]
    assert ("The agenda is 15 minutes too long", "Meetings!E5") in [(gap.what, gap.place) for gap in shown.gaps]
    assert make_view("forward-plan", given(plan)).sections[0].rows[0][4] == "75 of 60 minutes: 15 too many"


def test_a_turn_that_cannot_be_met_says_which_and_when(fill: Fill) -> None:
    turn = {"group": "Enabler spotlight", "body": "tht-board", "how-often": "once every six months",
            "from": date(2019, 4, 1), "at-most": 1}  # fmt: skip
    items = [turn | {"id": "estates", "item": "Estates"}, turn | {"id": "urgent-care", "item": "Urgent Care"}]
    assert found(fill("forward-plan", meetings=[MEETING], items=items)) == [
        ("R815", "turn-without-place", "F6",
         "Urgent Care has no place in Apr 2019 - Sep 2019: the one meeting of the tht-board has its 1 of Enabler "
         "spotlight already"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "on_the_agenda"),
    [
        ({}, ["Welcome", "Estates"]),
        ({"status": "cancelled"}, None),
        ({"status": "Cancelled"}, None),
        ({"day": None}, ["Welcome", "Estates, with the plan"]),
        ({"day": None, "status": "held"}, ["Estates, with the plan"]),
        ({"body": "hwb"}, ["Estates, with the plan"]),
    ],
)
def test_what_comes_to_a_meeting(fill: Fill, changed: Mapping[str, object], on_the_agenda: list[str] | None) -> None:
    once = {"group": "Enabler spotlight", "body": "tht-board", "how-often": "once a year", "from": date(2019, 4, 1)}
    items = [EACH | {"id": "welcome", "item": "Welcome"}, once | {"id": "estates", "item": "Estates"}]
    fixed = [] if not changed else [{"meeting": "m1", "turn": "estates", "item": "Estates, with the plan"}]
    layout = lay_out(fill("forward-plan", meetings=[MEETING | dict(changed)], items=items, agenda=fixed))
    assert [[item.item for item in each.items] for each in layout.meetings] == (
        [on_the_agenda] if on_the_agenda else []
    )


def test_a_body_without_a_day_is_said_once() -> None:
    plan = load_register("forward-plan-2019")
    assert [each[1:] for each in found(plan)] == [
        ("turn-without-place", "F7", "the day of no meeting of tht-board is entered"),
        ("turn-without-place", "F16", "Tower Hamlets Together bi-annual update has no place in Apr 2019 - Sep 2019: no "
         "meeting of the hwb is entered in it"),
    ]  # fmt: skip


def test_an_item_for_a_cancelled_meeting_is_found(fill: Fill) -> None:
    plan = fill("forward-plan", meetings=[MEETING | {"status": "cancelled"}], agenda=[{"meeting": "m1", "item": "x"}])
    assert found(plan) == [("R815", "item-for-a-cancelled-meeting", "B5", "m1 is cancelled")]


def test_a_meeting_is_found_by_day_or_number_or_it_is_said_which_there_are(given: Make) -> None:
    assert make_view("agenda", given(of="tib-2019-06")).title.endswith("10 Jun 2019")
    assert make_view("agenda", given(as_of=date(2019, 1, 1))).title.endswith("10 Jun 2019")
    assert make_view("agenda", given(as_of=date(2026, 1, 1))).title.endswith("19 Nov 2019")
    with pytest.raises(DomainError) as refused:
        make_view("agenda", given(of="2019-11-20"))
    assert "2019-11-19 (hwb-2019-11)" in refused.value.remedy


def test_a_plan_without_meetings_is_said_to_have_none(fill: Fill, given: Make) -> None:
    with pytest.raises(DomainError, match="no meeting is in the plan"):
        make_view("agenda", given(fill("forward-plan")))
    assert make_view("forward-plan", given(fill("forward-plan"))).sentences[0].startswith("0 meetings")


def test_what_a_meeting_resolved_is_under_its_agenda_and_nothing_under_others() -> None:
    def resolved(of: str) -> list[tuple[object, ...]]:
        shown = make_view("agenda", ViewInput(load_framework("tht"), date(2026, 11, 30), of=of))
        return [row for section in shown.sections if section.heading == "Resolutions" for row in section.rows]

    assert [row[:2] for row in resolved("2019-06-10")] == [("1", "resolved"), ("2", "resolved")]
    assert [row[:2] for row in resolved("2019-11-19")] == [("1", "recommended")]
    assert resolved("2018-02-20") == []


def test_a_workstream_in_the_spotlight_is_on_the_agenda_in_brief_with_the_way_to_its_page(
    fill: Callable[..., Tables], given: Callable[..., ViewInput]
) -> None:
    items = [("lw", "Workstream spotlight", "living well"), ("e", "Enabler spotlight", "Estates")]
    each_time = {"body": "tht-board", "how-often": "each meeting"}
    plan = fill(
        "forward-plan",
        meetings=[{"id": "M1", "body": "tht-board", "day": date(2019, 11, 19)}],
        items=[{"id": name, "group": group, "item": item, **each_time} for name, group, item in items],
    )
    shown = make_view("agenda", given(plan, of="M1"))
    [(heading, said)] = [(s.heading, s.sentences) for s in shown.sections if s.heading.startswith("Spotlight")]
    assert heading == "Spotlight: Living Well"
    assert said[:-1] == make_view("workstream", given(of="living-well")).sentences
    assert said[-1] == "The whole page: tht-xl view workstream --of living-well"
