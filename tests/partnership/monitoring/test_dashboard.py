"""The dashboard: key metrics by priority, each trend with its narrative, and what is missing."""

from collections.abc import Callable

from tht_xl.model.definition import Framework
from tht_xl.partnership.view import View
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view

Make = Callable[..., ViewInput]
KEY = "falls|shire|2025"


def rows(view: View) -> dict[object, dict[str, object]]:
    return {row[0]: dict(zip(s.columns, row, strict=True)) for s in view.sections for row in s.rows}


def test_metrics_are_shown_by_priority_with_trend_and_narrative(given: Make) -> None:
    shown = make_view("dashboard", given(narratives={KEY: {"Narrative": "Rails are late.", "Action": "More rails"}}))
    assert [(section.heading, [row[0] for row in section.rows]) for section in shown.sections[:2]] == [
        ("Steady on your feet", ["Checks", "Falls", "Waits"]),
        ("Being heard", []),
    ]
    assert rows(shown)["Falls"] == {
        "Metric": "Falls", "Latest": "54.0% (2025)", "Compared": "England 25.0%: worse",
        "Trend": "Increasing and getting worse", "Target": "Red: 34.0 percentage points short",
        "Narrative": "Rails are late.", "Owner": "Shire Council",
    }  # fmt: skip
    assert shown.sentences == (
        "3 key metrics: 2 with a value, 1 worse than the comparator, 1 moving; 1 with a narrative.",
        "1 live indicator has no priority: Visits.",
    )


def test_a_trend_that_nobody_explains_is_a_gap_and_so_is_a_priority_without_a_metric(given: Make) -> None:
    assert [(gap.what, gap.ask) for gap in make_view("dashboard", given()).gaps] == [
        ("Falls, 2025: no narrative explains it (target of 20.0% missed)", "Ask Shire Council"),
        ("Waits: no value", "Ask whoever is to own it"),
        ("Being heard: no metric", "Which metric shows it?"),
        ("No register of data gaps was given", "tht-xl template new data-gaps makes one"),
    ]
    told = make_view("dashboard", given(narratives={KEY: {"Narrative": "Rails are late."}}))
    assert not any("Falls" in gap.what for gap in told.gaps)


def test_a_framework_without_priorities_says_so(given: Make, framework: Framework) -> None:
    bare = framework.model_copy(update={"priorities": ()})
    assert make_view("dashboard", given(framework=bare)).gaps[0].what == "Shire outcomes names no priorities"


def test_one_priority_is_chosen(given: Make) -> None:
    shown = make_view("dashboard", given(of="heard"))
    assert [section.heading for section in shown.sections] == ["Being heard"]
    assert shown.sentences == (
        "0 key metrics: 0 with a value, 0 worse than the comparator, 0 moving; 0 with a narrative.",
    )
