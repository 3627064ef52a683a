"""Who owns an indicator: what was agreed, then the definitions, then what is proposed."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tht_xl.model.definition import Framework
from tht_xl.partnership.monitoring.owners import owners
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.table import Tables

Make = Callable[..., ViewInput]
Fill = Callable[..., Tables]


@pytest.mark.parametrize(
    ("row", "owner"),
    [
        (
            {"indicator": "falls", "partner": "trust", "role": "Falls lead", "standing": "agreed"},
            "Shire Trust, Falls lead",
        ),
        ({"indicator": "falls", "partner": "trust", "standing": "proposed"}, "Shire Council"),
        ({"indicator": "falls", "partner": "trust"}, "Shire Council"),
        ({"indicator": "falls", "standing": "agreed"}, "Shire Council"),
        ({"indicator": "waits", "partner": "trust", "standing": "proposed"}, "Shire Trust (proposed)"),
        ({"indicator": "waits"}, None),
        # A partner that nobody knows is a slip, which the check names: it owns nothing.
        ({"indicator": "falls", "partner": "trsut", "role": "Falls lead", "standing": "agreed"}, "Shire Council"),
    ],
)
def test_what_was_agreed_comes_first_and_what_is_proposed_last(
    given: Make, fill: Fill, framework: Framework, row: Mapping[str, Any], owner: str | None
) -> None:
    found = owners(given(registers={"ownership": fill("ownership", framework, owners=[row])}))
    assert found[row["indicator"]] == owner
    assert found["checks"] == "Shire Trust"


def test_an_illustrative_register_owns_nothing(given: Make, fill: Fill) -> None:
    register = fill("ownership", owners=[{"indicator": "waits", "partner": "trust", "standing": "agreed"}])
    register.is_illustrative = True
    assert owners(given(registers={"ownership": register}))["waits"] is None


def test_the_narrative_of_the_register_explains_where_nothing_was_written(
    given: Make, fill: Fill, framework: Framework
) -> None:
    row = {"indicator": "falls", "partner": "council", "standing": "agreed", "narrative": "Older homes.",
           "narrative-on": 46327.0}  # fmt: skip
    registers = {"ownership": fill("ownership", framework, owners=[row])}
    said = [r[5] for r in make_view("dashboard", given(registers=registers)).sections[0].rows if r[0] == "Falls"]
    assert said == ["Older homes. (written on 1 Nov 2026)"]
    told = given(registers=registers, narratives={"falls|shire|2025": {"Narrative": "Rails are late."}})
    said = [r[5] for r in make_view("dashboard", told).sections[0].rows if r[0] == "Falls"]
    assert said == ["Rails are late."]


def test_a_life_course_group_has_what_it_agreed_on_and_what_its_workstream_watches(given: Make, fill: Fill) -> None:
    register = fill(
        "metric-selection",
        selection=[
            {"statement": "x", "group": "old", "choice": "primary", "metric": "visits", "standing": "agreed"},
            {"statement": "x", "group": "young", "choice": "primary", "metric": "falls", "standing": "proposed"},
        ],
        groups=[
            {"id": "old", "name": "Old", "workstream": "older", "matched-by": "this project"},
            {"id": "young", "name": "Young"},
        ],
    )
    shown = make_view("indicators", given(by="life-course group", registers={"metric-selection": register}))
    listed = {section.heading: [row[0] for row in section.rows] for section in shown.sections}
    assert listed == {
        "Old": ["Checks", "Falls", "Visits", "Old-series"],
        "Young": [],
        "No life-course group": ["Waits", "Hopes"],
    }
    assert shown.sections[0].sentences[-1] == "Taken to be the workstream older; matched by this project."
    assert "Waits has no life-course group" in [gap.what for gap in shown.gaps]
    without = make_view("indicators", given(by="life-course group"))
    assert without.gaps[0].what == "Shire outcomes names no life-course groups"
