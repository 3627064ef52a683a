"""What the analysis of commissioning plans recommends: named rules, each with what it found and what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from tht_xl.partnership.commissioning.found_in_plans import (
    Analysed,
    different_starts,
    gap_stays,
    may_not_improve,
    no_evidence,
    no_range,
    nobody_covers,
    not_aligned,
    not_decided,
    not_measured,
    several_cover,
    several_on_one,
    short_of_target,
    unmet_needs,
)
from tht_xl.partnership.commissioning.plan import COVERS


@dataclass(frozen=True, slots=True)
class RecommendationRule:
    """A reason to recommend something.

    Attributes:
        name: What it is called.
        when: When it applies.
        recommends: What to do.
        find: What it applies to, in words.
    """

    name: str
    when: str
    recommends: str
    find: Callable[[Analysed], Iterator[str]]


RULES: Final = (
    RecommendationRule(
        "nobody covers it",
        f"no plan scores {COVERS} or more for it, with evidence",
        "Ask which plan takes it up, or record that it is left out",
        nobody_covers,
    ),
    RecommendationRule(
        "several cover it",
        f"two plans or more score {COVERS} or more for it, with evidence",
        "Agree who leads, and what each does",
        several_cover,
    ),
    RecommendationRule(
        "need not met", f"a need of the JSNA is scored below {COVERS}", "Ask what will meet the need", unmet_needs
    ),
    RecommendationRule(
        "no evidence",
        "a score of 1 or more has no evidence: it covers nothing",
        "Ask where in the plan it is",
        no_evidence,
    ),
    RecommendationRule(
        "gap stays", "a gap has no action", "Accept the gap at the meeting, or ask for an action", gap_stays
    ),
    RecommendationRule(
        "no trajectory",
        "a statement is covered and has live indicators, and no plan expects a value of one",
        "Ask for a baseline, an expected value and a range",
        not_measured,
    ),
    RecommendationRule(
        "short of the strategy",
        "what the plans expect is short of what the strategy asks for by then",
        "Ask for more, or change the target",
        short_of_target,
    ),
    RecommendationRule(
        "may not improve",
        "within the stated range, or as expected, the indicator gets no better",
        "Ask what would make it surer",
        may_not_improve,
    ),
    RecommendationRule(
        "no range", "a plan does not say how sure it is", "Ask for the lowest and highest likely value", no_range
    ),
    RecommendationRule(
        "several act on one indicator",
        "two plans or more expect a change of one indicator by one year",
        "Ask whether they reach the same people: the changes may not add up",
        several_on_one,
    ),
    RecommendationRule(
        "cannot be put together",
        "one indicator has several years or baselines",
        "Agree one baseline and one year",
        different_starts,
    ),
    RecommendationRule("not decided", "the Board has not decided on a plan", "Put it on the agenda", not_decided),
    RecommendationRule(
        "conditions open", "a plan is not aligned, or its conditions are not met", "Follow them up", not_aligned
    ),
)
"""The rules, in the order in which recommendations are listed."""


def recommendations(of: Analysed) -> Iterator[tuple[str, str, str, str]]:
    """Yield each rule that applies: its name, when it applies, what it found, and what is recommended."""
    for rule in RULES:
        found = list(rule.find(of))
        if found:
            yield rule.name, rule.when, "; ".join(found), rule.recommends
