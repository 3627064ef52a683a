"""The review of the first year: process first, then the plan, then the data; a blank where nobody says."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.results import Results
from tht_xl.framework.load import load_framework
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import Polarity
from tht_xl.monitoring.projection import projection_interval
from tht_xl.partnership.view import View
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.check import wrong_rows


def section(view: View, of: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for each in view.sections if each.heading == f"Draft: {of}" for row in each.rows]


def test_process_comes_first_then_the_plan_then_the_data_and_all_is_draft(given) -> None:  # noqa: ANN001
    shown = make_view("year-review", given())
    assert "draft" in shown.title
    assert [each.heading for each in shown.sections] == [
        f"Draft: {each}"
        for each in ("How the work was done", "Learning points", "How the review will be run", "What the review asks",
                     "Targets met and missed", "Forecasts that failed", "Suppressions", "Slipped actions")
    ]  # fmt: skip
    known = dict(section(shown, "How the work was done"))
    assert known["Returns"] == known["Conflicts"] == "not known: no month was given (--results month.yaml)"
    assert known["Deadlines"].endswith("0 done, 0 open or dropped, 6 without an update")
    assert "Returns: not known: no month was given (--results month.yaml)" in [gap.what for gap in shown.gaps]


def test_what_a_store_says_of_the_process_is_shown(given) -> None:  # noqa: ANN001
    asked = given()
    asked.process = {"Returns": "3 returns due", "Conflicts": "1 cell"}
    known = dict(section(make_view("year-review", asked), "How the work was done"))
    assert (known["Returns"], known["Conflicts"]) == ("3 returns due", "1 cell")


def test_engagement_counts_what_was_held_and_what_came_of_it(fill, given) -> None:  # noqa: ANN001
    activity = {"id": "1", "activity": "Walk", "status": "done"}
    activities = [
        activity,
        {**activity, "id": "2", "did": "Fixed the path"},
        {**activity, "id": "3", "status": "planned"},
    ]
    known = dict(section(make_view("year-review", given(fill("engagement-plan", activities=activities))),
                         "How the work was done"))  # fmt: skip
    assert known["Engagement held"] == "2 of 3 activities held; 1 say what was done with it"


@pytest.mark.parametrize(("day", "due"), [(date(2012, 6, 30), False), (date(2014, 11, 30), True)])
def test_targets_that_were_due_are_met_or_missed(day: date, due: bool) -> None:
    shown = make_view("year-review", ViewInput(load_framework("strategy-2009"), day))
    rows = {row[0]: row[1:] for row in section(shown, "Targets met and missed")}
    assert ("Year 6 obesity" in rows) is due
    if due:
        assert rows["Year 6 obesity"] == ("26.4% by 2013", "proposed", "25.9% (2012/13)", "met")
        assert rows["Breast screening"][3] == "due, and no value"


def test_a_target_that_was_not_reached_is_missed() -> None:
    framework = load_framework("strategy-2009")
    hard = [each.model_copy(update={"target": each.target.model_copy(update={"value": 20.0})})
            if each.id == "year-6-obesity" and each.target else each for each in framework.indicators]  # fmt: skip
    changed = framework.model_copy(update={"indicators": tuple(hard)})
    rows = {row[0]: row[-1] for row in section(make_view("year-review", ViewInput(changed, date(2014, 11, 30))),
                                               "Targets met and missed")}  # fmt: skip
    assert rows["Year 6 obesity"] == "missed"


def test_actions_that_slipped_and_forecasts_that_passed_are_listed(fill, given) -> None:  # noqa: ANN001
    action = {"action": "Open", "owner": "Estates lead", "status": "on track"}
    passed = {**action, "id": "1", "due": date(2026, 6, 1), "forecast": date(2026, 9, 1)}
    later = {**action, "id": "2", "due": date(2027, 1, 1), "forecast": date(2027, 3, 1)}
    done = {**passed, "id": "3", "status": "done"}
    shown = make_view("year-review", given(fill("action-tracker", actions=[passed, later, done])))
    assert [row[4] for row in section(shown, "Slipped actions")] == ["overdue", "forecast later"]
    failed = [row for row in section(shown, "Forecasts that failed") if row[3] == "forecast day"]
    assert failed == [("Open", "1 Sep 2026", "on track", "forecast day")]


def test_a_proposal_asks_for_its_owner(fill) -> None:  # noqa: ANN001
    row = {"about": "returns", "learnt": "Two weeks are too short", "proposal": "Three weeks"}
    assert [each.given for each in wrong_rows(fill("year-review", learning=[row]))] == ["Owner is missing (blank)"]


YEARS = {"2019": 20.0, "2020": 21.0, "2021": 20.5, "2022": 21.5, "2023": 21.0}


@pytest.mark.parametrize(
    ("newest", "polarity", "breaks", "failed"),
    [
        (30.0, "low", (), True),
        (30.0, "high", (), False),  # better than projected has not failed
        (12.0, "high", (), True),
        (22.0, "low", (), False),
        (30.0, "low", ("2022",), False),  # too few figures measured in the new way
        (30.0, "none", (), False),
    ],
)
def test_a_figure_worse_than_the_line_before_it_led_to_is_a_projection_that_failed(
    newest: float, polarity: str, breaks: tuple[str, ...], failed: bool
) -> None:
    framework = load_framework("tht")
    one = next(each for each in framework.indicators if each.id == "employment-rate")
    one = one.model_copy(update={"polarity": Polarity(polarity), "breaks": tuple(map(Period.parse, breaks))})
    own = framework.model_copy(update={"indicators": (one,)})
    rows = [{"indicator": one.id, "area": own.home, "period": year, "value": value}
            for year, value in {**YEARS, "2024": newest}.items()]  # fmt: skip
    results = Results(evaluate(pd.DataFrame(rows), own), own)
    shown = make_view("year-review", ViewInput(own, date(2026, 11, 30), results=results))
    found = [row for row in section(shown, "Forecasts that failed") if row[3] == "projection"]
    assert bool(found) is failed
    if failed:
        low, high = projection_interval([f"{year}-12-31" for year in YEARS], list(YEARS.values()), "2024-12-31")
        assert found[0][1] == f"{low:.1f}% to {high:.1f}%"
