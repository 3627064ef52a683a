"""Exceptions by rank; red that nobody explains; targets without a value."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tht_xl.errors import UnknownNameError
from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.partnership.view import View
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Tables

Make = Callable[..., ViewInput]
KEY = "falls|shire|2025"
ACTIONS = Path(__file__).with_name("actions.yaml")


@pytest.fixture
def tracker(framework: Framework, tmp_path: Path) -> Callable[..., Tables]:
    def make(more: str = "", *, is_illustrative: bool = False) -> Tables:
        text = ACTIONS.read_text(encoding="utf-8").replace("tables:", f"illustrative: {is_illustrative}\ntables:")
        path = tmp_path / "actions.yaml"
        path.write_text(text + more, encoding="utf-8")
        return load_register(path, framework=framework)

    return make


def by_heading(view: View) -> dict[str, list[dict[str, object]]]:
    return {s.heading: [dict(zip(s.columns, row, strict=True)) for row in s.rows] for s in view.sections}


def answers(view: View, heading: str) -> dict[object, object]:
    return {row["What"]: row["Answer"] for row in by_heading(view)[heading]}


def test_the_most_serious_comes_first_with_all_that_is_known(given: Make) -> None:
    shown = make_view("exceptions", given())
    assert [(row["Rank"], row["Indicator"]) for row in by_heading(shown)["By rank"]] == [(1, "Falls"), (2, "Visits")]
    assert answers(shown, "1. Falls") == {
        "Value": "54.0%", "Period": "2025", "95% interval": "50.9% to 57.1%", "Compared": "England 25.0%: worse",
        "Trend": "Increasing and getting worse", "Target": "20.0% by 2024", "Status": "Red",
        "Against the target": "34.0 percentage points short", "People to target": "340 fewer residents",
        "Narrative": "none", "Remedial action": "none", "Owner": "Shire Council",
        "Next figure": "2026, by December 2027",
    }  # fmt: skip
    assert shown.sentences[:2] == (
        "2 of 4 live indicators need attention.",
        "1 is red: 1 without narrative, 1 without remedial action.",
    )


def test_red_without_narrative_or_action_is_an_exception_of_its_own(
    given: Make, tracker: Callable[..., Tables]
) -> None:
    own = "Red without narrative or remedial action"
    silent = make_view("exceptions", given())
    assert [row["Missing"] for row in by_heading(silent)[own]] == ["no narrative and no remedial action"]
    assert "Falls is red and has no narrative" in [gap.what for gap in silent.gaps]
    told = given(narratives={KEY: {"Narrative": "Rails are late."}})
    assert [row["Missing"] for row in by_heading(make_view("exceptions", told))[own]] == ["no remedial action"]
    actions = tracker(
        "    - {id: A2, action: Train carers, owner: Care lead, indicator: falls, due: 2026-10-01, status: late,\n"
        "       forecast: 2027-01-31}\n"
    )
    both = given(narratives={KEY: {"Narrative": "Rails are late."}}, registers={"action-tracker": actions})
    shown = make_view("exceptions", both)
    assert own not in by_heading(shown)
    assert shown.sentences[1] == "1 is red; each has narrative and action."
    assert answers(shown, "1. Falls")["Narrative"] == "Rails are late."
    assert answers(shown, "1. Falls")["Remedial action"] == (
        "A2 Train carers (Care lead; due 1 Oct 2026; overdue; forecast 31 Jan 2027)"
    )


def test_an_action_that_is_done_or_made_up_helps_nobody(given: Make, tracker: Callable[..., Tables]) -> None:
    done = tracker("    - {id: A2, action: Train carers, indicator: falls, status: done, evidence: Minutes}\n")
    shown = make_view("exceptions", given(registers={"action-tracker": done}))
    assert answers(shown, "1. Falls")["Remedial action"] == "none open: A2 done"
    assert shown.sentences[1].endswith("1 without remedial action.")
    fiction = tracker(
        "    - {id: A2, action: Train carers, indicator: falls, status: on track}\n", is_illustrative=True
    )
    shown = make_view("exceptions", given(registers={"action-tracker": fiction}))
    assert shown.is_illustrative
    assert answers(shown, "1. Falls")["Remedial action"] == "none"
    assert "Actions of the shire is illustrative: none of its actions counts" in [gap.what for gap in shown.gaps]


def test_an_action_typed_beside_the_figure_is_asked_into_the_tracker(given: Make) -> None:
    shown = make_view("exceptions", given(narratives={KEY: {"Remedial  Action": "More rails"}}))
    assert answers(shown, "1. Falls")["Remedial action"] == "Typed beside the figure, not in the tracker: More rails"
    assert [row["Missing"] for row in by_heading(shown)["Red without narrative or remedial action"]] == ["no narrative"]
    assert "Falls: an action was typed beside the figure" in [gap.what for gap in shown.gaps]


def test_text_about_an_earlier_figure_is_not_about_this_one(given: Make) -> None:
    shown = make_view("exceptions", given(narratives={"falls|shire|2024": {"Narrative": "It was the snow."}}))
    assert answers(shown, "1. Falls")["Narrative"] == "none"


def test_a_target_without_a_value_is_listed_and_is_not_red(given: Make) -> None:
    shown = make_view("exceptions", given())
    assert by_heading(shown)["Targets without a value"] == [
        {"Indicator": "Waits", "Target": "5.0% by 2024", "Value": "no value", "Status": "no value", "Owner": None,
         "Next figure": "not known"}
    ]  # fmt: skip
    assert "Waits" not in [row["Indicator"] for row in by_heading(shown)["By rank"]]


def test_actions_of_another_framework_are_not_taken_for_ours() -> None:
    # Both frameworks have an indicator year-6-obesity; the packaged tracker is that of tht.
    strategy = load_framework("strategy-2009")
    shown = make_view("exceptions", ViewInput(strategy, strategy.indicators[0].target.due.end))  # pyright: ignore[reportOptionalMemberAccess]
    assert "No action tracker was given" in [gap.what for gap in shown.gaps]
    assert by_heading(shown)["Targets without a value"]


def test_one_indicator_is_shown_whether_or_not_it_is_an_exception(given: Make) -> None:
    shown = make_view("exceptions", given(of="checks"))
    assert (shown.title, shown.sentences) == ("Checks", ("No exception.",))
    assert answers(shown, "")["Status"] == "Green"
    assert make_view("exceptions", given(of="hopes")).sentences == ("Not measured: aspirational.",)
    with pytest.raises(UnknownNameError, match="unknown indicator 'fals'"):
        make_view("exceptions", given(of="fals"))


def test_a_framework_without_indicators_has_no_exceptions(framework: Framework) -> None:
    empty = framework.model_copy(update={"indicators": ()})
    shown = make_view("exceptions", ViewInput(empty, strategy_day()))
    assert (shown.sentences, shown.sections) == (("0 of 0 live indicators need attention.",), ())


def strategy_day():  # noqa: ANN201 - a day
    return load_framework("strategy-2009").indicators[0].target.due.end  # pyright: ignore[reportOptionalMemberAccess]
