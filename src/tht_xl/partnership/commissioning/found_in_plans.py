"""What the rules of recommendation look at, and what each finds in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tht_xl.evaluation.figure_words import due
from tht_xl.model.definition import Framework
from tht_xl.partnership.commissioning.coverage import NOBODY, SEVERAL, CoveredThing
from tht_xl.partnership.commissioning.plan import COVERS, CommissioningPlan, Score
from tht_xl.partnership.commissioning.progress import EXPECTED, NO_BETTER, ExpectedProgress
from tht_xl.partnership.commissioning.sign_off import key_of
from tht_xl.templates.table import Row

NONE: Final = "none"
"""What a commissioner writes where a gap is to stay."""


@dataclass(frozen=True, slots=True)
class Analysed:
    """What the rules look at.

    Attributes:
        framework: The strategy.
        plans: The plans.
        things: What they should cover.
        progress: What they expect together.
        decisions: The Board's latest decision on each plan.
    """

    framework: Framework
    plans: Sequence[CommissioningPlan]
    things: Sequence[CoveredThing]
    progress: Sequence[ExpectedProgress]
    decisions: Mapping[str, Row]


def nobody_covers(of: Analysed) -> Iterator[str]:
    """Yield how many things nobody covers."""
    return _how_many(of, [each for each in of.things if not each.covered_by], NOBODY)


def several_cover(of: Analysed) -> Iterator[str]:
    """Yield how many things several plans cover."""
    return _how_many(of, [each for each in of.things if len(each.covered_by) > 1], SEVERAL)


def _how_many(of: Analysed, found: Sequence[CoveredThing], listed_under: str) -> Iterator[str]:
    if found:
        yield f"{len(found)} of {len(of.things)}, listed under {listed_under}"


def _of_scores(of: Analysed, applies: Callable[[Score], bool]) -> Iterator[str]:
    """Yield the things whose scores a rule applies to, plan by plan."""
    words = {(each.part, each.thing): each.words for each in of.things}
    for plan in of.plans:
        having = [each for each in plan.scores if applies(each)]
        found: list[str] = [words.get((each.part, each.thing)) or each.row["thing"] for each in having]
        if found:
            yield f"{plan.commissioner}: {', '.join(found)}"


def no_evidence(of: Analysed) -> Iterator[str]:
    """Yield the scores without evidence."""
    return _of_scores(of, lambda each: bool(each.score) and not each.has_evidence)


def unmet_needs(of: Analysed) -> Iterator[str]:
    """Yield the needs that a plan does not meet."""
    return _of_scores(of, lambda each: each.part == "needs" and each.score is not None and each.score < COVERS)


def gap_stays(of: Analysed) -> Iterator[str]:
    """Yield the gaps without an action."""
    return _of_scores(of, lambda each: bool(each.row["gap"]) and _says_none(each.row["action"]))


def _says_none(action: str | None) -> bool:
    return (action or NONE).strip(" .").casefold() == NONE


def not_measured(of: Analysed) -> Iterator[str]:
    """Yield the statements that are covered, and of whose indicators nobody expects anything."""
    expected = {each.indicator.statement for each in of.progress}
    measured = {each.statement for each in of.framework.indicators if each.is_live}
    ids = {each.id.casefold(): each.id for each in of.framework.statements}
    for each in of.things:
        statement = ids.get(each.thing)
        if each.covered_by and statement and statement in measured - expected:
            yield each.words


def short_of_target(of: Analysed) -> Iterator[str]:
    """Yield the indicators that stay short of what the strategy asks for."""
    for each in of.progress:
        if each.reaches not in ("reached", "nothing is asked"):
            yield f"{each.indicator.label} {due(str(each.by))}: {each.reaches}"


def may_not_improve(of: Analysed) -> Iterator[str]:
    """Yield the indicators that may get no better."""
    return (
        f"{e.indicator.label} {due(str(e.by))}: {e.verdict}" for e in of.progress if e.verdict in (EXPECTED, NO_BETTER)
    )


def no_range(of: Analysed) -> Iterator[str]:
    """Yield the indicators whose range a plan leaves out."""
    for each in of.progress:
        silent = dict.fromkeys(part.plan.commissioner for part in each.parts if part.range is None)
        if silent:
            yield f"{each.indicator.label} ({', '.join(silent)})"


def several_on_one(of: Analysed) -> Iterator[str]:
    """Yield the indicators on which several plans act."""
    for each in of.progress:
        if len(each.parts) > 1:
            whose = ", ".join(part.plan.commissioner for part in each.parts)
            yield f"{each.indicator.label} {due(str(each.by))} ({whose})"


def different_starts(of: Analysed) -> Iterator[str]:
    """Yield the indicators with several years or baselines."""
    labels = [each.indicator.label for each in of.progress]
    return (label for label in dict.fromkeys(labels) if labels.count(label) > 1)


def not_decided(of: Analysed) -> Iterator[str]:
    """Yield the plans without a decision."""
    return (f"{plan.title} ({plan.commissioner})" for plan in of.plans if key_of(plan) not in of.decisions)


def not_aligned(of: Analysed) -> Iterator[str]:
    """Yield the plans that are not aligned, or whose conditions are open."""
    for plan in of.plans:
        row = of.decisions.get(key_of(plan))
        if row is not None and row["decision"] != "aligned" and row["met"] is None:
            yield f"{plan.title} ({plan.commissioner}): {row['conditions'] or 'conditions not stated'}"
