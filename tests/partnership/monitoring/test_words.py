"""Every cell about an indicator says something: a value, or why there is none."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from tht_xl.evaluation.evaluate import evaluate
from tht_xl.evaluation.results import Results
from tht_xl.model.definition import Framework
from tht_xl.partnership.view import ViewCell
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view

DAY = date(2026, 11, 30)


def known_of(framework: Framework, name: str, **columns: object) -> Mapping[ViewCell, ViewCell]:
    """Return what the view says of an indicator of which there is one row."""
    frame = pd.DataFrame([{"indicator": name, "area": "shire", "period": "2025", **columns}])
    results = Results(evaluate(frame, framework), framework)
    rows = make_view("exceptions", ViewInput(framework, DAY, of=name, results=results)).sections[0].rows
    return {what: answer for what, answer in rows}  # noqa: C416 - each row is a pair, which its type does not say


def test_a_withheld_value_is_neither_shown_nor_rated(framework: Framework) -> None:
    said = known_of(framework, "falls", count=3, denominator=1000)
    assert (said["Value"], said["Status"], said["Compared"]) == ("withheld [c]", "withheld", "none")
    assert (said["95% interval"], said["Against the target"]) == ("none", "not known")


def test_a_row_without_figures_says_why_and_is_not_rated(framework: Framework) -> None:
    said = known_of(framework, "falls", count=None, denominator=1000)
    assert str(said["Value"]).startswith("no value: ")
    assert said["Status"] == "no value"


def test_a_target_that_is_not_agreed_says_so(framework: Framework) -> None:
    said = known_of(framework, "visits", count=450, denominator=1000)
    assert (said["Target"], said["Status"]) == ("60.0% by 2024 (proposed)", "proposed target, not rated")
    assert said["People to target"] == "150 more residents"


def test_a_target_that_is_reached_leaves_nobody(framework: Framework) -> None:
    said = known_of(framework, "checks", count=920, denominator=1000)
    assert (said["Against the target"], said["People to target"]) == (
        "2.0 percentage points better",
        "none: target reached",
    )
    exactly = known_of(framework, "checks", count=900, denominator=1000)
    assert (exactly["Against the target"], exactly["Status"]) == ("exactly met", "Green")


def test_an_indicator_without_a_target_and_without_a_comparator_says_so(framework: Framework) -> None:
    bare = [i.model_copy(update={"target": None}) if i.id == "visits" else i for i in framework.indicators]
    said = known_of(framework.model_copy(update={"indicators": tuple(bare)}), "visits", count=450, denominator=1000)
    assert (said["Target"], said["Status"], said["People to target"]) == ("no target", "no target", "no target")
    assert (said["Compared"], said["Trend"]) == ("nobody has a figure", "cannot be calculated: fewer than five points")
