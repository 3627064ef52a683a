"""Targets with trajectory: Table 1 of 2009, and a framework that nobody tuned the view to."""

from collections.abc import Callable
from datetime import date

import pandas as pd

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.results import Results
from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework, Target
from tht_xl.partnership.view import View
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view

STRATEGY = load_framework("strategy-2009")


def rows(view: View) -> dict[object, dict[str, object]]:
    return {row[0]: dict(zip(s.columns, row, strict=True)) for s in view.sections for row in s.rows}


def table_1(day: date) -> dict[object, dict[str, object]]:
    return rows(make_view("targets", ViewInput(STRATEGY, day, of="outcomes-by-2013")))


def test_table_1_of_2009_has_its_eleven_outcomes_with_the_value_when_due() -> None:
    shown = table_1(date(2014, 12, 31))
    assert len(shown) == 11
    assert shown["Life expectancy, men"] == {
        "Indicator": "Life expectancy, men", "Baseline": "75.2 years (period not stated)", "Target": "77.9 years",
        "Due": "by 2013", "When due": "78.1 years (2012–14)", "Latest": "78.1 years (2012–14)",
        "Expected by then": "77.9 years", "Against the target": "0.2 years better in 2012–14",
        "Status": "proposed target, not rated",
    }  # fmt: skip
    assert shown["Smoking quitters, rate"]["Target"] == "1,253.1 per 100,000"
    assert (shown["GP within 48 hours"]["When due"], shown["GP within 48 hours"]["Status"]) == ("no value", "no value")


def test_the_value_when_due_stays_when_later_ones_come() -> None:
    early, late = (table_1(date(year, 12, 31))["Year 6 obesity"] for year in (2013, 2026))
    assert early["When due"] == late["When due"] == "25.9% (2012/13)"
    assert early["Against the target"] == late["Against the target"]
    assert early["Latest"] != late["Latest"]
    assert table_1(date(2012, 6, 30))["Year 6 obesity"]["When due"] == "not due yet"


def test_a_value_of_later_years_is_not_the_value_when_due(framework: Framework) -> None:
    frame = pd.DataFrame([("falls", "shire", "2019", 300, 1000), ("falls", "shire", "2025", 450, 1000)],
                         columns=pd.Index(["indicator", "area", "period", "count", "denominator"]))  # fmt: skip
    given = ViewInput(framework, date(2026, 11, 30), results=Results(evaluate(frame, framework), framework))
    found = rows(make_view("targets", given))["Falls"]
    assert (found["When due"], found["Latest"]) == ("no value", "45.0% (2025)")


def test_a_target_without_number_or_value_is_a_gap() -> None:
    said = [gap.what for gap in make_view("targets", ViewInput(STRATEGY, date(2014, 12, 31))).gaps]
    assert "Deprivation score: the target has no number" in said
    assert "GP within 48 hours: a target and no value" in said


def test_a_trajectory_says_what_was_expected_by_then(framework: Framework) -> None:
    aim = Target.model_validate({
        "value": 60, "due": "2030", "agreed": True, "baseline": 40, "baseline_period": "2020", "path": "linear"
    })  # fmt: skip
    changed = [i.model_copy(update={"target": aim}) if i.id == "visits" else i for i in framework.indicators]
    shire = framework.model_copy(update={"indicators": tuple(changed)})
    frame = pd.DataFrame([("visits", "shire", "2025", 450, 1000)],
                         columns=pd.Index(["indicator", "area", "period", "count", "denominator"]))  # fmt: skip
    given = ViewInput(shire, date(2026, 11, 30), results=Results(evaluate(frame, shire), shire))
    found = rows(make_view("targets", given))["Visits"]
    assert (found["Expected by then"], found["Latest"], found["When due"]) == ("50.0%", "45.0% (2025)", "not due yet")
    assert (found["Against the target"], found["Status"]) == ("15.0 percentage points short in 2025", "Amber")


def test_a_rated_target_and_one_by_another_grouping(given: Callable[..., ViewInput]) -> None:
    shown = make_view("targets", given(by="partner"))
    assert {section.heading for section in shown.sections} == {"Shire Council", "Shire Trust", "No partner"}
    assert rows(shown)["Falls"]["Status"] == "Red"
    assert shown.sentences == ("4 targets: 3 agreed, 4 with a number, 3 with a value beside them.",)
