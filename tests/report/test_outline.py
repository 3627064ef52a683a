"""Domains and statements: what is confirmed, what is only proposed, what is missing."""

from collections.abc import Callable
from typing import Any

from tht_xl.model.definition import Framework

Node = Any


def test_wording_and_mapping_that_are_not_confirmed_are_marked(document: Node) -> None:
    confirmed = document.all(id="statement-choices")[0]
    assert "Wording to be confirmed" not in confirmed.text
    assert "Which indicators belong here is proposed, not confirmed by the partnership." in confirmed.text
    mixed = document.all(id="statement-wellbeing")[0].text
    assert "Wording to be confirmed by the partnership." in mixed
    assert (
        "Proposed here, not confirmed by the partnership: Healthy life expectancy female and Never published." in mixed
    )


def test_a_statement_without_indicators_says_so(document: Node) -> None:
    assert "No indicator speaks for this statement yet." in document.all(id="statement-understand")[0].text


def test_a_statement_with_history_only_says_so(
    framework: Framework, render: Callable[..., str], read: Callable[[str], Node]
) -> None:
    moved = tuple(
        i.model_copy(update={"statement": "understand"}) if i.state == "historic" else i for i in framework.indicators
    )
    page = read(render(definitions=framework.model_copy(update={"indicators": moved})))
    statement = page.all(id="statement-understand")[0]
    assert "No current indicator speaks for this statement; what follows is history." in statement.text
    assert statement.all("details", class_="history")


def test_a_domain_without_figures_says_so_and_lists_what_is_wanted(document: Node) -> None:
    domain = document.all(id="domain-no-figures")[0]
    assert "No indicator of this domain has a current figure this month." in domain.text
    assert [n.text for n in domain.all("section", class_="wanted")[0].all("li")] == [
        "Long name of loneliness (aspirational): What loneliness counts.",
        "Long name of ward-figures (data gap): No ward publishes it.",
    ]


def test_indicators_without_a_statement_stand_apart(document: Node) -> None:
    loose = [n for n in document.all("section", class_="statement") if "Not linked to a statement" in n.text]
    assert len(loose) == 1
    assert [n.text for n in loose[0].all("h4")] == [
        "Air pollution mortality fraction", "Support requests resulting in service",
    ]  # fmt: skip


def test_primary_indicators_come_first(document: Node) -> None:
    names = [n.text for n in document.all(id="statement-choices")[0].all("h4")]
    assert names[:2] == ["Smoking prevalence adults", "Life satisfaction"]
    assert names[-1] == "History, not current"
