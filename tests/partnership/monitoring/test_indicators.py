"""Indicators by priority, domain, workstream, partner, life-course group and locality; none is dropped."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.partnership.monitoring.groupings import GROUPINGS
from tht_xl.partnership.view import View
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import make_view
from tht_xl.templates.registers import load_register

Make = Callable[..., ViewInput]


def listed(view: View) -> dict[str, list[object]]:
    return {section.heading: [row[0] for row in section.rows] for section in view.sections}


def row(view: View, name: str) -> dict[str, object]:
    return next(
        dict(zip(section.columns, cells, strict=True))
        for section in view.sections
        for cells in section.rows
        if cells[0] == name
    )


@pytest.mark.parametrize("by", [each for each in GROUPINGS if each != "life-course group"])
def test_every_indicator_is_in_a_group_or_among_those_without(given: Make, framework: Framework, by: str) -> None:
    shown = [name for names in listed(make_view("indicators", given(by=by))).values() for name in names]
    assert sorted(map(str, shown)) == sorted(each.label for each in framework.indicators)


def test_an_indicator_without_a_priority_is_a_gap(given: Make) -> None:
    shown = make_view("indicators", given())
    assert listed(shown) == {
        "Steady on your feet": ["Checks", "Falls", "Waits"],
        "Being heard": [],
        "No priority": ["Visits", "Old-series", "Hopes"],
    }
    # A series that has ended, and one that is only wanted, ask nobody for a priority.
    assert [(gap.what, gap.place) for gap in shown.gaps] == [
        ("Visits has no priority", "shire-2026, visits"),
        ("Being heard: no indicator", ""),
    ]


def test_a_row_says_value_interval_comparison_target_status_and_what_comes_next(given: Make) -> None:
    falls = row(make_view("indicators", given()), "Falls")
    assert falls == {
        "Indicator": "Falls",
        "Value": "54.0% (2025)",
        "95% interval": "50.9% to 57.1%",
        "Compared": "England 25.0%: worse",
        "Trend": "Increasing and getting worse",
        "Target": "20.0% by 2024",
        "Status": "Red",
        "Owner": "Shire Council",
        "Next": "2026, by December 2027",
    }


def test_a_target_without_a_value_is_no_value_and_not_red(given: Make) -> None:
    waits = row(make_view("indicators", given()), "Waits")
    assert (waits["Value"], waits["Status"], waits["Owner"]) == ("no value", "no value", None)
    assert row(make_view("indicators", given()), "Hopes")["Status"] == "wanted, not measured yet"
    assert row(make_view("indicators", given()), "Old-series")["Status"] == "series ended"


def test_one_group_is_chosen_by_its_name(given: Make) -> None:
    assert list(listed(make_view("indicators", given(by="partner", of="shire council")))) == ["Shire Council"]
    with pytest.raises(UnknownNameError, match="unknown partner 'shire concil'") as refused:
        make_view("indicators", given(by="partner", of="shire concil"))
    assert "Shire Council" in str(refused.value)


def test_a_locality_shows_its_newest_figure_beside_the_own_area(given: Make) -> None:
    shown = make_view("indicators", given(by="locality"))
    assert listed(shown) == {"North": ["Falls"], "South": []}
    assert row(shown, "Falls")["Value"] == "50.0%"
    assert row(shown, "Falls")["Compared"] == "Similar"
    assert [gap.what.partition(":")[0] for gap in shown.gaps] == ["Checks", "Visits", "Waits"]


def test_a_framework_without_workstreams_says_so_once() -> None:
    essex, strategy = load_framework("essex-2012"), load_framework("strategy-2009")
    day = date(2013, 6, 30)
    assert [gap.what for gap in make_view("indicators", ViewInput(essex, day)).gaps] == [
        "Not stated in the paper; the priorities of the strategy are to be entered: no indicator"
    ]
    shown = make_view("indicators", ViewInput(strategy, day, by="workstream"))
    assert [gap.what for gap in shown.gaps] == [f"{strategy.name} names no workstreams"]
    assert len(listed(shown)["No workstream"]) == len(strategy.indicators)


def test_published_values_are_those_of_the_day(framework: Framework) -> None:
    tht = load_framework("tht")
    early, late = (make_view("indicators", ViewInput(tht, date(year, 12, 31))) for year in (2012, 2026))
    assert row(early, "Adults who smoke")["Value"] != row(late, "Adults who smoke")["Value"]
    assert late.source[-1] == f"Published values of {tht.name}, as out by 31 Dec 2026"
    # Nothing was published for this framework at all.
    nothing = make_view("indicators", ViewInput(framework, date(2026, 12, 31)))
    assert row(nothing, "Falls")["Value"] == "no value"


def test_a_view_without_figures_refuses_them(given: Make) -> None:
    tracker = load_register(_tracker())
    with pytest.raises(DomainError, match="reads no figures"):
        make_view("register", given(registers={"action-tracker": tracker}))


def _tracker() -> Path:
    return Path(__file__).with_name("actions.yaml")
