"""What in a plan needs a word: each exception with its milestones, days and question."""

from datetime import date

import pytest
from filled import plan, show

from tht_xl.errors import UnknownNameError
from tht_xl.partnership.view import Gap

EXAMPLE = "delivery-plan-2009-illustrative"


def headings(tables: object, **how: str) -> dict[str, list[str]]:
    shown = show("plan-exceptions", tables, **how)  # pyright: ignore[reportArgumentType] - a register or its name
    return {section.heading: [str(row[0]) for row in section.rows] for section in shown.sections}


def test_each_exception_of_the_example_is_seen() -> None:
    found = headings(EXAMPLE)
    assert list(found) == [
        "Overdue: 24", "Late: 7", "Slipped: 6", "Due soon: 0", "Undated: 29", "Start missed: 1", "Forecast missed: 1",
        "No owner: 83", "No update: 83", "No evidence: 0",
    ]  # fmt: skip
    assert found["Slipped: 6"][0] == "2.3-M1a", "the longest first"
    assert found["Forecast missed: 1"] == ["3.5-M1"]
    assert found["Start missed: 1"] == ["1.3-M2"]
    assert show("plan-exceptions", EXAMPLE).is_illustrative


def test_one_exception_with_its_days() -> None:
    shown = show("plan-exceptions", EXAMPLE, of="slipped")
    [section] = shown.sections
    assert section.columns == ("No.", "Milestone", "Owner", "Due", "Forecast", "Days", "Status")
    assert section.rows[0][-2:] == (275, "late")
    assert shown.gaps == (Gap("slipped: 6", "Milestones, rows 7, 20, 55, 75, 79 and 110", "Is the new date agreed?"),)


@pytest.mark.parametrize("of", ["60", "due in 60 days"])
def test_due_in_the_next_days(of: str) -> None:
    assert headings(EXAMPLE, of=of) == {"Due soon: 4": ["1.2-M10", "1.2-M11", "1.2-M12", "1.2-M13"]}
    assert headings(EXAMPLE, of="due soon") == {"Due soon: 0": []}


def test_what_is_true_of_every_milestone_is_said_once() -> None:
    shown = show("plan-exceptions", "delivery-plan-2009")
    section = next(each for each in shown.sections if each.heading == "No owner: 114")
    assert section.sentences == ("Nobody owns it.", "That is every milestone.")
    assert not section.rows
    assert shown.sentences[0].startswith("114 of 114 milestone rows need a word: 32 overdue")


def test_by_owner_each_milestone_comes_once_with_all_its_exceptions() -> None:
    tables = plan(
        {"id": "M1", "owner": "Estates lead", "status": "late", "due": date(2010, 6, 1), "forecast": date(2010, 7, 1)},
        {"id": "M2", "due": date(2011, 6, 1), "owner": "Estates lead"},
        {"id": "M3"},
    )
    shown = show("plan-exceptions", tables, by="owner")
    assert [(s.heading, s.rows[0][0], s.rows[0][-1]) for s in shown.sections] == [
        ("Estates lead: 1", "M1", "overdue by 29 days; late; slipped by 30 days"),
        ("No owner is stated: 1", "M3", "undated; no owner"),
    ]


def test_an_unknown_exception() -> None:
    with pytest.raises(UnknownNameError, match="unknown exception 'slow'"):
        show("plan-exceptions", EXAMPLE, of="slow")
