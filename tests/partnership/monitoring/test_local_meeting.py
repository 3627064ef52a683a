"""The page for the local meeting on plans: exceptions of the plan, its alignment, key progress indicators."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.partnership.monitoring.local_meeting import MAX_ROWS
from tht_xl.partnership.view import View
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Tables

Make = Callable[..., ViewInput]
DAY = date(2026, 11, 30)
PLAN = """
id: our-plan
template: delivery-plan
framework: tht
name: Our plan
source: Minutes
tables:
  aims:
    - {id: "1", aim: Fewer falls}
  sub-elements:
    - {id: "1.1", aim: "1", name: At home}
    - {id: "1.2", aim: "1", name: Outdoors}
  milestones:
    - {id: M1, sub-element: "1.1", milestone: Rails fitted, due: 2026-10-31, status: on track, owner: Housing lead, indicator: falls}
    - {id: M2, sub-element: "1.1", milestone: Waits counted, due: 2027-10-31, status: on track, owner: Care lead, indicator: waits}
    - {id: M3, sub-element: "1.2", milestone: Kerbs lowered, due: 2027-05-31, status: on track, owner: Roads lead}
  strategies:
    - {id: S1, strategy: Falls strategy}
  existing:
    - {sub-element: "1.1", strategy: S1}
"""  # noqa: E501


@pytest.fixture
def plan(framework: Framework, tmp_path: Path) -> Tables:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return load_register(path, framework=framework, today=DAY)


def by_heading(view: View) -> dict[str, list[dict[str, object]]]:
    return {s.heading: [dict(zip(s.columns, row, strict=True)) for row in s.rows] for s in view.sections}


def test_the_page_has_exceptions_alignment_and_key_indicators(given: Make, plan: Tables) -> None:
    shown = make_view("local-meeting", given(registers={"delivery-plan": plan}))
    sections = by_heading(shown)
    assert list(sections) == ["Overdue: 1", "Alignment", "Key progress indicators"]
    assert sections["Overdue: 1"][0]["Milestone"] == "Rails fitted"
    assert sections["Alignment"] == [
        {"No.": "1.1", "Sub-element": "At home", "Existing strategies": 1, "Milestones": 2, "With an indicator": 2,
         "Indicators, and what they say": "Falls: 54.0% (2025), Red; 1 indicator without a value"},
        {"No.": "1.2", "Sub-element": "Outdoors", "Existing strategies": "none named", "Milestones": 1,
         "With an indicator": 0, "Indicators, and what they say": "none"},
    ]  # fmt: skip
    assert shown.sentences[-1] == "2 of 4 live indicators need attention (tht-xl view exceptions)."
    said = [gap.what for gap in shown.gaps]
    assert "1.2 Outdoors: no indicator measures it" in said
    assert "1.2 Outdoors: no existing strategy is named" in said
    assert "No key progress indicators were chosen" in said


def test_without_a_plan_of_the_framework_the_page_shows_the_hole(given: Make) -> None:
    shown = make_view("local-meeting", given())
    assert list(by_heading(shown)) == ["Key progress indicators"]
    assert shown.gaps[0].what == "No delivery plan of Shire outcomes was given"


def test_the_plan_of_2009_is_one_page() -> None:
    strategy = load_framework("strategy-2009")
    shown = make_view("local-meeting", ViewInput(strategy, date(2010, 6, 30)))
    sections = by_heading(shown)
    assert len(sections["Overdue: 32"]) == MAX_ROWS
    assert len(sections["Alignment"]) == 22
    overdue = next(each for each in shown.sections if each.heading == "Overdue: 32")
    assert overdue.sentences[-1] == "The first 10; 22 more are in: tht-xl view plan-exceptions."
