"""The band at the top: numbers that add up."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pandas as pd

from tht_xl.model.definition import Framework
from tht_xl.report.marks import TRENDS
from tht_xl.report.summary import _trends

Node = Any


def tally(page: Node, title: str) -> dict[str, int]:
    box = next(n for n in page.all("div", class_="tally") if n.all("h3")[0].text == title)
    found = (n.text.partition(" ") for n in box.all("li"))
    return {word: int(many) for many, _, word in found}


def test_the_sentence_says_it_in_one_breath(document: Node) -> None:
    assert document.all("p", class_="lead")[0].text == (
        "9 of 11 current indicators have a value. Compared with England, 5 are similar and 2 are worse. "
        "Over the latest five points 1 is getting worse. 1 target is proposed only, so not rated."
    )


def test_each_tally_counts_each_indicator_with_a_value_once(document: Node) -> None:
    assert tally(document, "Beside England") == {"Similar": 5, "Worse": 2, "Not compared": 2}
    assert tally(document, "Recent trend") == {
        "No significant change": 3, "Getting worse": 1, "Cannot be calculated": 5,
    }  # fmt: skip
    assert tally(document, "Targets") == {
        "Green: met": 1, "Amber: short": 1, "Red: missed": 1, "Proposed only": 1, "Target not due yet": 1,
        "No target": 3, "For context: no target applies": 1,
    }  # fmt: skip


def test_every_trend_there_is_has_its_answer_and_the_answers_add_up() -> None:
    words = [*TRENDS, *["Increasing"] * 2, ""]
    cards: Any = [SimpleNamespace(latest=SimpleNamespace(trend=word)) for word in words] + [
        SimpleNamespace(latest=None)
    ]

    shares = _trends(cards).shares

    assert {share.mark.word: share.many for share in shares} == {
        "Getting better": 2, "No significant change": 1, "Getting worse": 2, "Moving, neither good nor bad": 4,
        "Cannot be calculated": 3,
    }  # fmt: skip
    assert sum(share.many for share in shares) == len(cards)


def test_bars_repeat_the_numbers_for_the_eye_only(document: Node) -> None:
    for box in document.all("div", class_="tally"):
        bar = box.all("div", class_="bar")[0]
        assert bar.attributes["aria-hidden"] == "true"
        assert [n.text for n in bar.all("span")] == [n.all("b")[0].text for n in box.all("li")]


def test_returns_and_gaps_are_counted(document: Node) -> None:
    counts = {n.all("dt")[0].text: n.all("dd")[0].text for n in document.all("dl", class_="counts")[0].all("div")}
    assert counts == {
        "With a value": "9 of 11 current indicators",
        "Without data": "2, each with its reason at a glance",
        "Returns received": "3 of 4; missing: East London NHS Foundation Trust",
        "Returns held back": "1 social-care.xlsx; rows held back in part.xlsx",
        "Past series and gaps": "1 kept as history, 2 wanted and not yet measured",
    }


def test_every_live_indicator_is_in_the_scorecard_once(document: Node, framework: Framework) -> None:
    live = [i.label for i in framework.indicators if i.state == "live" and i.status == "current"]
    rows = [n.text for n in document.all(id="scorecard")[0].all("th", scope="row")]
    assert sorted(rows) == sorted(live)


def test_without_a_verdict_a_tally_says_so(
    render: Callable[..., str], read: Callable[[str], Node], results: pd.DataFrame
) -> None:
    page = read(render(results.iloc[:0]))
    assert page.all("div", class_="tally")[0].all("p")[0].text == "No indicator has a value this month."


def test_the_tally_and_the_exceptions_count_worse_by_one_rule(
    render: Callable[..., str], read: Callable[[str], Node], results: pd.DataFrame
) -> None:
    frame = results.copy()
    gone = (frame["indicator"] == "year-6-obesity") & (frame["area"] == "tower-hamlets")
    frame.loc[gone, ["england_value", "england_comparison"]] = [float("nan"), ""]
    page = read(render(frame))
    title = "Beside England, or the next comparator with a figure"
    assert tally(page, title)["Worse"] == 2
    assert [n.text for n in page.all(id="reason-worse")[0].all("p", class_="name")] == [
        "Reception obesity", "Year 6 obesity",
    ]  # fmt: skip
    assert f"Compared with {title.removeprefix('Beside ')}, 5 are similar and 2 are worse." in page.text
