"""How milestones stand: each rule by itself, several at once, and the workbook's own formula beside them."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.errors import DefinitionError
from tht_xl.partnership.plans.status_rules import load_status_rules, state_formula, state_of, statuses_of
from tht_xl.templates.load import load_template
from tht_xl.templates.table import Row, Tables

DAY = date(2010, 6, 30)
RULES = load_status_rules()
STATUSES = load_template("delivery-plan").table("milestones").columns[3].values


def milestone(template: str = "delivery-plan", **cells: object) -> Row:
    tables = Tables(load_template(template), {}, DAY)
    table = "milestones" if template == "delivery-plan" else "actions"
    positions = {column.id: at for at, column in enumerate(tables.template.table(table).columns, start=1)}
    return tables.add(table, positions, [(5, {"id": "M1", "milestone": "Open it", "action": "Open it"} | cells)]).rows[
        0
    ]


def said(row: Row, within: int | None = None) -> list[str]:
    return [str(each) for each in statuses_of(row, load_status_rules(within=within))]


OWNED = {"owner": "Estates lead", "status": "on track", "due": date(2010, 12, 31)}


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({}, []),
        ({"due": date(2010, 6, 29)}, ["overdue by 1 day"]),
        ({"due": DAY}, ["due today"]),
        ({"due": date(2010, 7, 30)}, ["due in 30 days"]),
        ({"due": date(2010, 7, 31)}, []),
        ({"due": None}, ["undated"]),
        ({"owner": None}, ["no owner"]),
        ({"status": "late", "forecast": date(2011, 3, 31)}, ["late", "slipped by 90 days"]),
        ({"status": "late", "due": None, "forecast": date(2010, 6, 1)},
         ["late", "undated", "forecast missed by 29 days"]),
        ({"status": "not started", "start": date(2010, 4, 1)}, ["start missed by 90 days"]),
        ({"status": "no update", "owner": None, "due": date(2009, 12, 31)},
         ["overdue by 181 days", "no owner", "no update"]),
        ({"status": "done", "due": date(2009, 1, 1), "owner": None}, ["done", "no evidence"]),
        ({"status": "done", "evidence": "Minute 4"}, ["done"]),
        ({"status": "dropped", "due": None, "owner": None}, ["dropped"]),
        ({"due": "next spring"}, []),
        # 1 January 1900 is a slip of the keyboard, which the check names: nothing is counted by it.
        ({"status": "late", "forecast": date(1900, 1, 1)}, ["late"]),
        ({"due": date(1900, 1, 1)}, []),
    ],
)  # fmt: skip
@pytest.mark.parametrize("template", ["delivery-plan", "action-tracker"])
def test_rules_that_hold(template: str, cells: Mapping[str, object], expected: list[str]) -> None:
    assert said(milestone(template, **{**OWNED, **cells})) == expected


def test_due_soon_can_be_asked_for_other_days() -> None:
    row = milestone(**OWNED)
    assert said(row, within=184) == ["due in 184 days"]
    assert said(row, within=183) == []


def test_the_template_has_the_formula_that_the_rules_give() -> None:
    columns = {column.id: column for column in load_template("delivery-plan").table("milestones").columns}
    assert columns["state"].formula == state_formula(RULES)


days = st.none() | st.integers(-400, 400).map(lambda days: DAY + timedelta(days))


@given(st.sampled_from(STATUSES), days, days, st.sampled_from([None, "Estates lead"]))
@settings(max_examples=60, deadline=None)
def test_a_workbook_says_the_state_of_the_rules(
    status: str, due: date | None, forecast: date | None, owner: str | None
) -> None:
    row = milestone(status=status, due=due, forecast=forecast, owner=owner)
    assert row["state"] == state_of(row, statuses_of(row, RULES))


def test_an_unused_row_of_a_workbook_has_no_state() -> None:
    assert milestone(id=None, milestone=None)["state"] is None


def test_rules_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    rule = "rules:\n  - id: soon\n    name: soon\n    meaning: due soon\n    expression: '{}'\n"
    path.write_text(rule.format("[@Due]<TODAY()+400"), encoding="utf-8")
    assert [str(each) for each in statuses_of(milestone(**OWNED), load_status_rules(path))] == ["soon"]
    path.write_text(rule.format("[@Due]<NOW()"), encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"rules.yaml:5: .*NOW"):
        load_status_rules(path)
    with pytest.raises(DefinitionError, match="cannot be read"):
        load_status_rules(tmp_path / "none.yaml")
