"""The delivery plan of 2009: every entry of the paper is there, counted by section, and nothing is invented."""

from collections import Counter
from datetime import date

import pytest

from tht_xl.templates.check import wrong_rows
from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Row, Tables

PRINTED = {
    "1": {"actions": (8, 9), "milestones": (1, 34), "existing": (0, 17)},
    "2": {"actions": (2, 14), "milestones": (0, 26), "existing": (1, 8)},
    "3": {"actions": (5, 4), "milestones": (2, 17), "existing": (1, 12)},
    "4": {"actions": (2, 2), "milestones": (1, 4), "existing": (1, 0)},
    "5": {"actions": (1, 7), "milestones": (0, 17), "existing": (1, 6)},
}
"""Entries of each section as the paper prints them: sentences outside bullets, and bullets."""


@pytest.fixture(scope="module")
def plan() -> Tables:
    return load_register("delivery-plan-2009", today=date(2010, 6, 30))


def entries(plan: Tables, table: str) -> list[Row]:
    """Rows of a table; the parts of one entry count once."""
    parted = "part" in plan[table].columns
    return [row for row in plan[table] if not parted or row["part"] in (None, "a")]


@pytest.mark.parametrize("section", PRINTED)
@pytest.mark.parametrize("table", ["actions", "milestones", "existing"])
def test_no_entry_of_the_paper_is_lost(plan: Tables, section: str, table: str) -> None:
    marks = Counter(row["mark"] for row in entries(plan, table) if row["sub-element"].startswith(section))
    assert (marks["text"], marks["bullet"]) == PRINTED[section][table]


def test_five_aims_and_22_sub_elements(plan: Tables) -> None:
    assert Counter(row["aim"] for row in plan["sub-elements"]) == {"1": 5, "2": 5, "3": 5, "4": 3, "5": 4}
    assert [row["id"] for row in plan["aims"]] == list(PRINTED)
    assert sum(map(len, (entries(plan, name) for name in ("actions", "milestones", "existing")))) == 54 + 102 + 47
    assert len(plan["milestones"]) == 114


def test_the_workbook_counts_what_the_paper_prints(plan: Tables) -> None:
    for row in plan["sub-elements"]:
        for name in ("actions", "milestones", "strategies"):
            assert row[f"{name}-here"] == row[name], (row["id"], name)


def test_nothing_is_invented_and_nothing_is_wrong(plan: Tables) -> None:
    assert not list(wrong_rows(plan))
    for row in plan["milestones"]:
        assert row["status"] == "no update"
        assert all(row[name] is None for name in ("owner", "forecast", "evidence", "action"))
        assert row["source"].startswith("IHWB2009, delivery plan")
    for table in plan:
        assert all(row["source"] for row in table), table.definition.id


def test_a_milestone_has_a_date_only_where_the_paper_prints_one(plan: Tables) -> None:
    for row in plan["milestones"]:
        assert bool(row["start"] or row["due"]) == bool(row["printed"]), row["id"]
    undated = [row["id"] for row in plan["milestones"] if row["due"] is None]
    # From April 2009 is a beginning without an end.
    assert "2.5-M2" in undated
    assert len(undated) == 30
    dated = {row["id"]: row["due"] for row in plan["milestones"]}
    assert dated["3.1-M1"] == date(2009, 2, 6)
    assert dated["2.1-M2"] == date(2010, 3, 31)
    assert dated["1.2-M10"] == date(2010, 7, 31)
    assert [dated[f"3.2-M1{part}"].year for part in "abc"] == [2010, 2011, 2012]


def test_every_indicator_of_the_plan_is_measured_by_a_milestone(plan: Tables) -> None:
    named = {row["indicator"] for row in plan["milestones"]} - {None}
    in_table_1 = set(plan.lists["framework.indicators"][:11])
    assert set(plan.lists["framework.indicators"]) - named == in_table_1
