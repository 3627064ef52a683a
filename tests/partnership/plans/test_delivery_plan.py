"""The delivery plan shown by aim, sub-element, owner, strategy and status, with what is missing."""

from datetime import date

import pytest
from filled import plan, show, words

from tht_xl.errors import UnknownNameError
from tht_xl.partnership.view import Gap

PLAN = "delivery-plan-2009"


def test_the_plan_by_aim_counts_everything() -> None:
    shown = show("delivery-plan", PLAN)
    assert shown.sentences[0] == (
        "5 aims, 22 sub-elements, 54 actions, 102 milestones in 114 rows, and 47 mentions of 23 existing strategies."
    )
    assert shown.sentences[1] == "Rows: 52 no update, 32 overdue and 30 undated."
    assert shown.sentences[2].startswith("Nothing has been reported of any of them")
    assert [section.heading[0] for section in shown.sections] == ["1", "2", "3", "4", "5"]
    totals = [dict(zip(section.columns, section.rows[-1], strict=True)) for section in shown.sections]
    assert [total["Milestone rows"] for total in totals] == [39, 29, 24, 5, 17]
    assert [total["Actions"] for total in totals] == [17, 16, 9, 4, 8]
    assert [total["Strategies"] for total in totals] == [17, 9, 13, 1, 7]
    gap = Gap("4.1 Long-term conditions: no existing strategy is named", "Sub-elements, row 20", "Does it rest on one?")
    assert gap in shown.gaps
    assert shown.gaps[1] == Gap("114 milestones have no owner", "Milestones, rows 5-118", "Which role owns each?")


def test_one_sub_element_with_its_actions_and_strategies() -> None:
    [section] = show("delivery-plan", PLAN, by="sub-element", of="4.2").sections
    assert section.heading == "4.2 Year of Care"
    assert section.sentences[0].startswith("Action 4.2-A1 Continue the diabetes pilot")
    assert "Existing strategies: Year of Care Implementation Plan." in section.sentences
    assert [row[0] for row in section.rows] == ["4.2-M1", "4.2-M2", "4.2-M3"]
    assert {row[3] for row in section.rows} == {None}, "an undated milestone stays undated"


def test_every_milestone_is_in_a_group_whatever_it_is_grouped_by() -> None:
    for by in ("sub-element", "owner", "status"):
        shown = show("delivery-plan", PLAN, by=by)
        assert sum(len(section.rows) for section in shown.sections) == 114, by
    by_strategy = show("delivery-plan", PLAN, by="existing strategy").sections
    assert len({row[0] for section in by_strategy for row in section.rows}) == 114
    assert [(s.heading, len(s.rows)) for s in by_strategy][-1] == ("No existing strategy is named", 2)
    assert next(len(s.rows) for s in by_strategy if s.heading == "Year of Care Implementation Plan") == 3


def test_an_aim_is_chosen_by_its_number() -> None:
    counts, milestones = show("delivery-plan", PLAN, of="4").sections
    assert (counts.heading, len(counts.rows)) == ("4 Promoting independence, choice and control", 4)
    assert [row[0] for row in milestones.rows] == ["4.1-M1", "4.2-M1", "4.2-M2", "4.2-M3", "4.3-M1"]
    with pytest.raises(UnknownNameError, match="unknown group '9'"):
        show("delivery-plan", PLAN, of="9")


def test_the_example_shows_progress_and_says_that_it_is_made_up() -> None:
    shown = show("delivery-plan", "delivery-plan-2009-illustrative", by="owner")
    assert shown.is_illustrative
    estates = next(section for section in shown.sections if section.heading == "Estates lead")
    assert [row[-1] for row in estates.rows] == ["late", "on track"]
    assert not show("delivery-plan", PLAN).is_illustrative


def test_a_lost_row_and_an_unknown_sub_element_are_gaps() -> None:
    tables = plan({"id": "M1"}, {"id": "M2", "sub-element": "9.9"})
    tables.add("sub-elements", tables["sub-elements"].positions,
               [(5, {"id": "1.1", "aim": "1", "name": "Walk more", "milestones": 2.0})])  # fmt: skip
    said = words(show("delivery-plan", tables))
    assert "1.1 Walk more: the paper prints 2 milestones, here are 1 Sub-elements, row 5" in said
    assert "M2: its sub-element 9.9 is not in the list Milestones, row 6" in said


def test_a_plan_without_rows_says_so() -> None:
    shown = show("delivery-plan", plan())
    assert "0 milestones in 0 rows" in shown.sentences[0]
    assert [gap.what for gap in shown.gaps] == ["1.1 Walk more: no existing strategy is named"]


def test_state_with_its_days() -> None:
    [section] = show("delivery-plan", plan({"id": "M1", "due": date(2010, 6, 1)}), by="owner").sections
    assert (section.heading, section.rows[0][-1]) == ("No owner is stated", "overdue by 29 days")


@pytest.mark.parametrize("by", ["aim", "sub-element", "existing strategy"])
def test_a_milestone_of_no_sub_element_is_shown_last_and_not_lost(by: str) -> None:
    tables = plan(
        {"id": "M1"}, {"id": "M2", "sub-element": "9.9"}, {"milestone": "Without a number", "sub-element": None}
    )
    *_, last = show("delivery-plan", tables, by=by).sections
    assert [row[:2] for row in last.rows][-2:] == [("M2", "Open it"), (None, "Without a number")]


def test_owners_are_one_whatever_their_capitals() -> None:
    tables = plan({"id": "M1", "owner": "Estates lead"}, {"id": "M2", "owner": "estates Lead"}, {"id": "M3"})
    shown = show("delivery-plan", tables, by="owner").sections
    assert [(section.heading, len(section.rows)) for section in shown] == [
        ("Estates lead", 2), ("No owner is stated", 1),
    ]  # fmt: skip
