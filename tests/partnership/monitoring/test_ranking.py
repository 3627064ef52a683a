"""The rule by which exceptions are ranked: each question is asked only where the one before leaves two level."""

from dataclasses import replace
from datetime import date

from tht_xl.evaluation.exceptions import Assessment
from tht_xl.evaluation.reasons import GETTING_WORSE, RED, STALE, WORSE, Reason
from tht_xl.evaluation.result import Result
from tht_xl.evaluation.results import Results
from tht_xl.model.definition import Framework
from tht_xl.partnership.monitoring.actions import Remedies
from tht_xl.partnership.monitoring.ranking import ranked_exceptions
from tht_xl.partnership.view_input import ViewInput


def assessment(
    framework: Framework, results: Results, name: str, *reasons: str, tier: str = "primary", people: int | None = None
) -> Assessment:
    indicator = framework.indicators[0].model_copy(update={"id": name, "tier": tier})
    latest: Result = results.by_indicator["falls"][-1]
    standing = replace(latest.target_status, people=people)
    latest = replace(latest, key=f"{name}|shire|2025", people_to_comparator=None, target_status=standing)
    return Assessment(indicator, (latest,), reasons=tuple(Reason(each, each) for each in reasons))


def order(framework: Framework, results: Results, *found: Assessment, **more: object) -> list[str]:
    given = ViewInput(framework, date(2026, 11, 30), results=results, **more)  # pyright: ignore[reportArgumentType]
    ranked = ranked_exceptions(given, {each.indicator.id: each for each in found}, Remedies())
    return [each.found.indicator.id for each in ranked]


def test_each_question_decides_where_the_one_before_leaves_two_level(framework: Framework, results: Results) -> None:
    found = [
        assessment(framework, results, "late", STALE, people=900),
        assessment(framework, results, "level-b", WORSE),
        assessment(framework, results, "level-c", WORSE),
        assessment(framework, results, "secondary", WORSE, tier="secondary", people=900),
        assessment(framework, results, "few", WORSE, people=5),
        assessment(framework, results, "many", WORSE, people=50),
        assessment(framework, results, "twice", WORSE, GETTING_WORSE, tier="secondary"),
        assessment(framework, results, "red-told", RED, WORSE, GETTING_WORSE, people=900),
        assessment(framework, results, "red-silent", RED),
        assessment(framework, results, "fine"),
    ]
    told = {"red-told|shire|2025": {"Narrative": "Why.", "Action": "What."}}
    assert order(framework, results, *found, narratives=told) == [
        "red-silent", "red-told", "twice", "many", "few", "level-b", "level-c", "secondary", "late",
    ]  # fmt: skip
