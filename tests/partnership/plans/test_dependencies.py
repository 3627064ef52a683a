"""What waits for what: for something late, in a circle, for something that is not there."""

from datetime import date

import pytest
from filled import Rows, plan, show, words
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.framework.load import load_framework
from tht_xl.partnership.checks import partnership_wrongs
from tht_xl.partnership.plans.circles import find_circles
from tht_xl.partnership.view import Gap
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.table import Tables

OWNED = {"owner": "Estates lead"}


def chain(*pairs: tuple[str, str], **due: date) -> Tables:
    ids = dict.fromkeys(name for pair in pairs for name in pair)
    milestones = [{"id": name, "due": due.get(name), **OWNED} for name in ids if name and not name.startswith("?")]
    waits: Rows = [{"id": f"D{n}", "milestone": who, "waits-for": what} for n, (who, what) in enumerate(pairs)]
    return plan(*milestones, dependencies=waits)


def test_what_waits_for_what_is_late_in_the_example() -> None:
    shown = show("plan-dependencies", "delivery-plan-2009-illustrative")
    late, others, outside = shown.sections
    assert late.heading == "Waits for what is late: 3"
    assert [str(row[0])[:6] for row in late.rows] == ["3.3-M4", "3.5-M2", "3.2-M1"]
    assert late.rows[0][3] == "overdue by 91 days"
    assert len(others.rows) == 2
    assert len(outside.rows) == 9
    assert not shown.gaps


def test_the_plan_of_2009_states_one_order_only() -> None:
    shown = show("plan-dependencies", "delivery-plan-2009")
    assert shown.sentences == (
        "1 milestone waits for another of the plan, and 9 for something outside it; 1 for what is late.",
    )


def test_one_milestone() -> None:
    shown = show("plan-dependencies", "delivery-plan-2009-illustrative", of="3.2-m1A")
    assert [str(row[0])[:7] for section in shown.sections for row in section.rows] == ["3.2-M1b"]


def test_what_comes_after_the_day_it_is_needed() -> None:
    tables = chain(("M1", "M2"), M1=date(2010, 12, 1), M2=date(2010, 12, 31))
    late, *_ = show("plan-dependencies", tables).sections
    assert late.rows[0][3] == "on track; 30 days too late for it"
    assert [wrong.given for wrong in wrong_rows(tables)] == ["due before what it waits for (M2)"]


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ([("M1", "M2"), ("M2", "M1")], "M1 waits for M2, which waits for M1"),
        ([("M0", "M1"), ("M1", "M2"), ("M2", "M3"), ("m3", "M1")],
         "M1 waits for M2, which waits for M3, which waits for M1"),
    ],
)  # fmt: skip
def test_a_circle_is_a_gap_and_a_finding_in_each_of_its_rows(pairs: list[tuple[str, str]], said: str) -> None:
    tables = chain(*pairs)
    tables.add("milestones", tables["milestones"].positions, [
        (row.number, row.given) for row in tables["milestones"] if row["id"] != "m3"
    ])  # fmt: skip
    gap = show("plan-dependencies", tables).gaps[0]
    assert gap == Gap(f"A circle: {said}", gap.place, "Which of them can begin first?")
    found = list(partnership_wrongs(tables, load_framework("strategy-2009")))
    assert len(found) == said.count("waits for")
    assert {(wrong.code, wrong.column, wrong.given) for wrong in found} == {("R814", "waits-for", said)}


def test_a_milestone_that_waits_for_itself_is_a_rule_of_the_template() -> None:
    tables = chain(("M1", "M1"))
    assert [wrong.given for wrong in wrong_rows(tables)] == ["waits for itself (M1)"]
    assert not list(partnership_wrongs(tables, load_framework("strategy-2009")))
    assert "A circle: M1 waits for M1" in words(show("plan-dependencies", tables))


def test_an_unknown_milestone_and_a_blank_one() -> None:
    tables = chain(("M1", "?M9"), ("M1", ""))
    assert [wrong.code for wrong in wrong_rows(tables)] == ["R807", "R806"]
    said = words(show("plan-dependencies", tables))
    assert "?M9 is not a milestone of the plan Dependencies!D5 Which milestone is meant?" in said
    assert "M1 waits for nothing that is named Dependencies, row 6" in said


edges = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=16)


@given(edges)
def test_a_circle_is_found_exactly_where_no_order_is_possible(pairs: list[tuple[int, int]]) -> None:
    graph: dict[str, list[str]] = {}
    for who, what in pairs:
        graph.setdefault(str(who), []).append(str(what))
    left = {who: set(what) for who, what in graph.items()}
    while free := [who for who, what in left.items() if not what & left.keys()]:
        for who in free:
            del left[who]
    circles = find_circles(graph)
    assert bool(circles) == bool(left)
    for circle in circles:
        for who, what in zip(circle, (*circle[1:], circle[0]), strict=True):
            assert what in graph[who]


def test_a_blank_milestone_and_an_id_that_is_there_twice_are_not_taken_for_another() -> None:
    tables = plan({"id": "M1", "milestone": "First", **OWNED}, {"id": "M1", "milestone": "Second", **OWNED},
                  {"id": None, **OWNED}, {"id": "M2", **OWNED},
                  dependencies=[{"id": "D1", "milestone": "M1", "waits-for": ""},
                                {"id": "D2", "milestone": "M2", "waits-for": "M1"}])  # fmt: skip
    shown = show("plan-dependencies", tables)
    assert [row[2] for section in shown.sections for row in section.rows] == ["M1 First"]
    assert [gap.what for gap in shown.gaps] == ["M1 waits for nothing that is named"]


def test_of_a_long_circle_the_first_steps_are_named() -> None:
    ids = [f"M{n}" for n in range(20)]
    tables = chain(*zip(ids, [*ids[1:], ids[0]], strict=True))
    [gap] = show("plan-dependencies", tables).gaps
    assert gap.what.endswith("which waits for M8, which waits for 11 more before M0")
    assert len(list(partnership_wrongs(tables, load_framework("strategy-2009")))) == 20
