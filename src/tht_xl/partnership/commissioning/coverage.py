"""What the plans cover together: the matrix of alignment, what nobody covers, and what several do."""

from collections.abc import Sequence
from dataclasses import dataclass

from tht_xl.model.definition import Framework
from tht_xl.partnership.commissioning.plan import PARTS, CommissioningPlan, things_to_score
from tht_xl.partnership.view import ViewCell, ViewSection

NOT_SCORED = "not scored"
NOBODY, SEVERAL = "What nobody covers", "What two or more cover"
"""Headings of the lists of both."""


@dataclass(frozen=True, slots=True)
class CoveredThing:
    """A thing that plans should cover, and those that do.

    Attributes:
        part: The table in which it is scored.
        thing: Its id, in small letters.
        words: What it is.
        covered_by: The commissioners whose plans cover it.
    """

    part: str
    thing: str
    words: str
    covered_by: tuple[str, ...]


def coverage(plans: Sequence[CommissioningPlan], framework: Framework) -> list[CoveredThing]:
    """Return the outcomes of the strategy, then the themes, each with the plans that cover it."""
    asked = [("outcomes", name.casefold(), words) for name, words in things_to_score(framework).items()]
    themes = {name: words for plan in reversed(plans) for name, words in plan.themes.items()}
    asked += [("theme-scores", name, words) for name, words in themes.items()]
    return [
        CoveredThing(part, thing, words, tuple(each.commissioner for each in plans if _covers(each, part, thing)))
        for part, thing, words in asked
    ]


def _covers(plan: CommissioningPlan, part: str, thing: str) -> bool:
    found = plan.score_of(part, thing)
    return found is not None and found.is_covered


def matrix(
    plans: Sequence[CommissioningPlan], things: Sequence[CoveredThing], headings: Sequence[str]
) -> tuple[ViewSection, ...]:
    """Return a table for each part: a row for each thing, a column for each plan."""
    found: list[ViewSection] = []
    for part in ("outcomes", "theme-scores"):
        rows: list[tuple[ViewCell, ...]] = [
            (each.words, *(_cell(plan, each) for plan in plans), len(each.covered_by))
            for each in things
            if each.part == part
        ]
        said = () if rows else ("None is stated.",)
        columns = ("Outcome" if part == "outcomes" else "Theme", *headings, "Plans that cover it")
        found.append(ViewSection(f"Alignment: {PARTS[part]}", said, columns if rows else (), tuple(rows)))
    return tuple(found)


def _cell(plan: CommissioningPlan, thing: CoveredThing) -> str:
    if thing.part == "theme-scores" and thing.thing not in plan.themes:
        return "not asked"
    found = plan.score_of(thing.part, thing.thing)
    return found.words if found else NOT_SCORED


def needs(plans: Sequence[CommissioningPlan]) -> ViewSection:
    """Return every need of the needs assessment that a plan scores."""
    rows = tuple(
        (
            plan.commissioner,
            each.row["thing"],
            each.words,
            each.row["evidence"] or ("" if each.score == 0 else None),
            each.row["gap"] or "",
        )
        for plan in plans
        for each in plan.scores
        if each.part == "needs"
    )
    said = () if rows else ("No plan scores a need.",)
    columns = ("Plan of", "Need", "Score", "Evidence", "Gap")
    return ViewSection(f"Alignment: {PARTS['needs']}", said, columns if rows else (), rows)
