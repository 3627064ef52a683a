"""What a card says in each state an indicator can be in."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

Node = Any
Card = Callable[..., Node]
Read = Callable[[str], Node]
Render = Callable[..., str]


def verdicts(card: Node) -> list[str]:
    return [n.text for ul in card.all("ul", class_="verdicts") for n in ul.all("li")]


def terms(card: Node, kind: str) -> dict[str, str]:
    """Terms and answers of a card's first list of a kind."""
    return {n.all("dt")[0].text: n.all("dd")[0].text for n in card.all("dl", class_=kind)[0].all("div")}


def value(card: Node) -> str:
    return card.all("p", class_="value")[0].text


def notes(card: Node) -> list[str]:
    return [n.text for n in card.all("p", class_="note")]


def test_a_computed_value_says_everything_about_itself(card: Card) -> None:
    year_6 = card("year-6-obesity")
    assert year_6.all("h4")[0].text == "Year 6 obesity"
    assert value(year_6) == "28.0% 95% interval 26.5% to 29.6% 2022/23"
    assert verdicts(year_6) == ["Worse than England", "Increasing and getting worse", "Proposed target: not rated"]
    assert year_6.all("p", class_="sentence")[0].text == (
        "28 in 100; worse than England; 178 fewer children would match England."
    )
    assert terms(year_6, "facts") == {
        "England": "22.7% Worse",
        "London": "24.8% Worse",
        "Before, 2021/22": "29.7% No significant change since",
        "Proposed target, not agreed": "26.4% by 2013; 1.6 percentage points short",
        "To meet the target": "55 fewer children",
        "To match England": "178 fewer children",
    }


def test_a_value_leads_back_to_its_cell_and_its_source(card: Card) -> None:
    assert terms(card("year-6-obesity"), "sources") == {
        "Returned in": "child-weight.xlsx, cell Data!F35",
        "Source": "National Child Measurement Programme (Fingertips 90323)",
    }
    air = card("air-pollution-mortality-fraction").all("dl", class_="sources")[0].all("a")[0]
    assert air.text == "Office for Health Improvement and Disparities (Fingertips 93861)"
    assert air.attributes["href"] == "https://fingertips.phe.org.uk/"


@pytest.mark.parametrize(
    ("name", "word", "tone"),
    [
        ("life-satisfaction", "Green: target met", "green"),
        ("anxiety", "Amber: short of the target", "amber"),
        ("smoking-prevalence-adults", "Red: short of the minimum expectation", "red"),
        ("year-6-obesity", "Proposed target: not rated", "plain"),
        ("healthy-life-expectancy-male", "Target not due yet", "plain"),
    ],
)
def test_only_an_agreed_target_that_is_due_is_coloured(name: str, word: str, tone: str, card: Card) -> None:
    chip = card(name).all("span", class_="chip")[-1]
    assert chip.text == word
    assert f"tone-{tone}" in chip.attributes["class"]
    assert chip.all("use"), "a shape stands beside the word"


def test_no_target_and_data_only_are_said_and_not_rated(card: Card) -> None:
    assert terms(card("reception-obesity"), "facts")["Target"] == "no target"
    requests = card("support-requests-resulting-in-service")
    assert terms(requests, "facts")["Target"] == "data only: for context, no target applies"
    assert value(requests) == "856.8 per 100,000 no interval published 2022/23"


def test_target_facts_name_the_minimum_and_the_way(card: Card) -> None:
    smoking = terms(card("smoking-prevalence-adults"), "facts")
    assert smoking["Target"] == "12.0% by 2022; 0.5 percentage points short"
    assert smoking["Minimum expectation"] == "12.2%"
    assert terms(card("life-satisfaction"), "facts")["Target"].endswith("0.02 out of 10 beyond it")


def test_a_target_or_comparator_within_the_interval_is_noted(card: Card) -> None:
    assert notes(card("smoking-prevalence-adults")) == [
        "The target, 12.0%, is within the interval of this value: whether it is met is uncertain.",
        "England, 11.6%, is within the interval of this value: the difference may be chance.",
    ]
    assert notes(card("year-6-obesity")) == []


def test_without_an_interval_nothing_is_compared(card: Card) -> None:
    air = card("air-pollution-mortality-fraction")
    assert value(air) == "7.0% no interval published 2021"
    assert verdicts(air)[0] == "Not compared with England: no interval"
    assert terms(air, "facts")["England"] == "5.5%"


def test_a_trend_that_cannot_be_calculated_says_why(card: Card) -> None:
    reception = card("reception-obesity")
    assert "Trend cannot be calculated" in verdicts(reception)
    assert "missing" in terms(reception, "facts")["Why no trend"]


def test_a_withheld_value_says_so_and_gives_the_last_known(card: Card) -> None:
    admissions = card("hospital-admissions")
    assert value(admissions) == (
        "No value withheld [c]: a small number could identify a person (disclosure rule 1-7) 2022/23"
    )
    assert admissions.all("p", class_="sentence")[0].text == "Last known: 5.0% in 2021/22."
    assert "4" not in [n.text for n in admissions.all("td")]


@pytest.mark.parametrize(
    ("symbol", "reason", "said"),
    [
        ("[u]", "", "withheld [u]: too few events for a reliable figure"),
        ("[q]", "", "withheld [q]"),
        ("", "no value: the denominator is 0", "the denominator is 0"),
        ("", "", "not published"),
    ],
)
def test_a_missing_value_says_why(
    symbol: str, reason: str, said: str, results: pd.DataFrame, render: Render, read: Read, card: Card
) -> None:
    rows = results["indicator"] == "air-pollution-mortality-fraction"
    frame = results.copy()
    frame.loc[rows & (frame["area"] == "tower-hamlets"), ["value", "withheld", "reason"]] = [np.nan, symbol, reason]
    assert value(card("air-pollution-mortality-fraction", read(render(frame)))) == f"No value {said} 2021"


def test_an_indicator_without_rows_says_what_is_missing(card: Card, render: Render, read: Read) -> None:
    assert value(card("never-published")) == "No value the return social-care.xlsx was held back"
    alone = card("never-published", read(render(returns=[])))
    assert value(alone) == "No value not published, and not returned by a partner"


def test_a_newer_row_without_a_value_is_noted_and_the_older_value_stands(
    results: pd.DataFrame, render: Render, read: Read, card: Card
) -> None:
    frame = results.copy()
    newest = (frame["indicator"] == "smoking-prevalence-adults") & (frame["area"] == "tower-hamlets")
    newest &= frame["period"] == "2023"
    frame.loc[newest, ["value", "reason"]] = [np.nan, "no value: the count is missing"]
    smoking = card("smoking-prevalence-adults", read(render(frame)))
    assert value(smoking).startswith("11.7%")
    assert "No value for 2023: the count is missing." in notes(smoking)


def test_figures_are_tabled_newest_first_with_their_gaps_named(card: Card) -> None:
    table = card("year-6-obesity").all("table")[0]
    assert [n.text for n in table.all("thead")[0].all("th")] == [
        "Period", "Tower Hamlets", "95% interval", "England", "London", "Numerator", "Denominator",
    ]  # fmt: skip
    first = table.all("tbody")[0].all("tr")[0]
    assert [n.text for n in first.all("th", "td")] == [
        "2022/23", "28.0%", "26.5% to 29.6%", "22.7%", "24.8%", "920", "3,280",
    ]  # fmt: skip


def test_a_historic_series_is_folded_away_and_never_current(document: Node, card: Card) -> None:
    history = card("under-18-conceptions")
    assert history.tag == "details"
    assert "open" not in history.attributes
    assert history.all("summary")[0].text == ("Under 18 conceptions: last 11.4 per 1,000 (2018); the series has ended")
    assert "conceptions" not in document.all(id="scorecard")[0].text
    assert "conceptions" not in document.all(id="attention")[0].text
