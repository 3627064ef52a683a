"""Exceptions: their order, and that each indicator appears once."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

Node = Any
Render = Callable[..., str]
Read = Callable[[str], Node]

GETTING_WORSE = "healthy-life-expectancy-male"
UNEXPLAINED = "No narrative has been given for this yet."


def reasons(page: Node) -> dict[str, list[str]]:
    groups = page.all(id="attention")[0].all("div", class_="reason")
    return {n.attributes["id"]: [i.text for i in n.all("p", class_="name")] for n in groups}


def test_exceptions_come_most_serious_first(results: pd.DataFrame, render: Render, read: Read) -> None:
    frame = results.copy()
    worse = (frame["indicator"] == GETTING_WORSE) & (frame["area"] == "tower-hamlets")
    frame.loc[worse, "trend"] = "Decreasing and getting worse"
    assert reasons(read(render(frame))) == {
        "reason-red": ["Smoking prevalence adults"],
        "reason-worse": ["Reception obesity", "Year 6 obesity"],
        "reason-getting-worse": ["Healthy life expectancy male"],
        "reason-withheld": ["Hospital admissions"],
        "reason-held-back": ["Never published"],
        "attention-returns": ["Barts Health", "Tower Hamlets Council", "East London NHS Foundation Trust"],
    }


def test_a_further_reason_is_named_beside_the_first(document: Node) -> None:
    year_6 = document.all(id="reason-worse")[0].all("li")[1]
    assert [n.text for n in year_6.all("span", class_="chip")] == ["Worse than England", "Increasing and getting worse"]


def test_an_exception_without_narrative_says_so_and_one_with_shows_it(
    document: Node, render: Render, read: Read
) -> None:
    assert document.all(id="attention")[0].text.count(UNEXPLAINED) == 3
    key = "year-6-obesity|tower-hamlets|2022/23"
    page = read(render(narratives={key: {"Narrative": "Superzones began in May.", "Action": "Daily mile."}}))
    attention = page.all(id="attention")[0].text
    assert attention.count(UNEXPLAINED) == 2
    assert "Superzones began in May." in attention


@pytest.mark.parametrize(("trend", "missing"), [("Decreasing and getting worse", True), ("Decreasing", False)])
def test_what_is_getting_worse_needs_an_explanation(
    trend: str, missing: bool, results: pd.DataFrame, render: Render, read: Read
) -> None:
    frame = results.copy()
    frame.loc[(frame["indicator"] == GETTING_WORSE) & (frame["area"] == "tower-hamlets"), "trend"] = trend
    page = read(render(frame))
    assert page.all(id="attention")[0].text.count(UNEXPLAINED) == (4 if missing else 3)
    assert (UNEXPLAINED in page.all(id=f"indicator-{GETTING_WORSE}")[0].text) is missing


def test_what_is_withheld_needs_no_explanation(document: Node) -> None:
    withheld = document.all(id="reason-withheld")[0].text
    assert "Hospital admissions" in withheld
    assert UNEXPLAINED not in withheld


def test_a_comparator_that_stands_in_for_the_first_counts_as_worse(
    results: pd.DataFrame, render: Render, read: Read
) -> None:
    frame = results.copy()
    frame["england_value"], frame["england_comparison"] = float("nan"), ""
    page = read(render(frame))
    worse = page.all(id="reason-worse")[0]
    assert worse.all("span", class_="chip")[0].text == "Worse than London"
    assert worse.all("h3")[0].text.startswith("Worse than the comparator")


def test_returns_that_are_not_wholly_in_the_paper_are_named_each_once(document: Node) -> None:
    owed = document.all(id="attention-returns")[0]
    assert "Barts Health Accepted in part part.xlsx: 1 row is left out, 9 rows are used" in owed.text
    assert "Tower Hamlets Council Held back social-care.xlsx Affects Never published." in owed.text
    assert [n.text for n in owed.all("li")].count("East London NHS Foundation Trust Not received") == 1


def test_an_exception_names_its_comparator_and_the_comparator_s_value(document: Node) -> None:
    worse = document.all(id="reason-worse")[0].all("li")
    assert [n.all("p", class_="verdicts")[0].all("span", class_="quiet")[0].text for n in worse] == [
        "England 9.2%", "England 22.7%",
    ]  # fmt: skip
