"""A commissioning plan as its commissioner scored it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from tht_xl.model.definition import Framework
from tht_xl.partnership.checks import partnership_wrongs
from tht_xl.partnership.sound_rows import sound_rows
from tht_xl.partnership.view import Gap
from tht_xl.partnership.view_input import ViewInput
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.lists import outcomes_of
from tht_xl.templates.table import Row, Tables

PLAN: Final = "commissioning-plan"
PARTS: Final = {
    "needs": "Needs assessment (JSNA)",
    "outcomes": "Strategy and outcomes framework",
    "theme-scores": "Cross-cutting themes",
}
"""The tables in which a plan is scored, and what each is about."""
MAX_SCORE: Final = 3
COVERS: Final = 2
"""From this score on, with evidence, a plan covers a thing: actions are planned for it."""
MEANINGS: Final = (
    "The plan does not speak of it",
    "It is named, and nothing is planned for it",
    "Actions are planned for it",
    "Actions with money, an owner and a measure",
)
"""What each score means, from 0."""


@dataclass(frozen=True, slots=True)
class Score:
    """How far a plan meets one thing.

    Attributes:
        part: The table it is in.
        thing: What was scored, as the lists have it, in small letters.
        score: From 0 to 3; None where the cell is blank or is not a score.
        row: The row.
        is_sound: Whether its row has no error.
    """

    part: str
    thing: str
    score: int | None
    row: Row
    is_sound: bool

    @property
    def has_evidence(self) -> bool:
        """Whether it says where in the plan it is."""
        return bool(self.row["evidence"])

    @property
    def is_covered(self) -> bool:
        """Whether the plan covers it. A score that nothing shows, or whose row has an error, covers nothing."""
        return self.score is not None and self.score >= COVERS and self.is_sound

    @property
    def words(self) -> str:
        """The score as a table shows it, with the evidence that is missing."""
        if self.score is None:
            return "no score"
        if self.score and not self.has_evidence:
            return f"{self.score}, no evidence"
        return str(self.score) if self.is_sound else f"{self.score}, not complete"


@dataclass(frozen=True)
class CommissioningPlan:
    """One plan.

    Attributes:
        tables: What was filled in.
        row: The row about the plan.
        framework: The strategy.
    """

    tables: Tables
    row: Row
    framework: Framework

    @property
    def commissioner(self) -> str:
        """Whose it is."""
        return self.row["commissioner"] or self.tables.name

    @property
    def title(self) -> str:
        """What it is called."""
        return self.row["plan"] or "no title"

    @cached_property
    def scores(self) -> tuple[Score, ...]:
        """Everything that it scores, once each."""
        found = {(each.part, each.thing): each for each in reversed(list(self._scores()))}
        return tuple(reversed(found.values()))

    def score_of(self, part: str, thing: str) -> Score | None:
        """Return how one thing was scored; None where it was not."""
        return next((each for each in self.scores if (each.part, each.thing) == (part, thing.casefold())), None)

    def sound(self, table: str) -> list[Row]:
        """Return the rows of a table that have no error."""
        return sound_rows(self.tables, table, self.framework)

    def _scores(self) -> Iterator[Score]:
        for part in PARTS:
            sound = {row.number for row in self.sound(part)}
            for row in self.tables[part]:
                score = row["score"]
                is_score = score is not None and 0 <= score <= MAX_SCORE
                if row["thing"]:
                    yield Score(part, row["thing"].casefold(), score if is_score else None, row, row.number in sound)

    @property
    def themes(self) -> dict[str, str]:
        """The cross-cutting themes that it was sent, in words, by id in small letters."""
        return {row["id"].casefold(): row["theme"] or row["id"] for row in self.tables["themes"] if row["id"]}


def things_to_score(framework: Framework) -> dict[str, str]:
    """Return the outcomes that a strategy asks for, in words, by id."""
    return outcomes_of(framework)


def read_plans(given: ViewInput) -> tuple[list[CommissioningPlan], list[Gap]]:
    """Return the plans that were given and count, and why others do not."""
    plans: list[CommissioningPlan] = []
    gaps: list[Gap] = []
    for tables in given.all(PLAN):
        rows = list(tables["plan"])
        plan = (
            CommissioningPlan(tables, rows[0], given.framework)
            if rows and (rows[0]["commissioner"] or rows[0]["plan"])
            else None
        )
        if plan is None:
            is_begun = any(row["score"] is not None for part in PARTS for row in tables[part])
            said = "whose plan it is, is not stated" if is_begun else "a form that nobody has filled in"
            gaps.append(Gap(f"{tables.name}: {said}", "Plan", "Ask the commissioner, and fill in the sheet Plan"))
        elif str(plan.row["strategy"] or "").casefold() != given.framework.id:
            said = f"{plan.title} of {plan.commissioner} is for "
            said += f"the strategy {plan.row['strategy']!r}" if plan.row["strategy"] else "no strategy that is stated"
            cell = f"Plan!{plan.row.address('strategy')}"
            gaps.append(Gap(f"{said}, not for {given.framework.id}: it is left out", cell, "Which strategy is meant?"))
        elif (plan.commissioner, plan.title) in {(each.commissioner, each.title) for each in plans}:
            said = f"{plan.title} of {plan.commissioner} was given twice: the first counts"
            gaps.append(Gap(said, "", "Name it once"))
        else:
            plans.append(plan)
    real = [each for each in plans if not each.tables.is_illustrative]
    if real and len(real) < len(plans):
        made_up = ", ".join(each.title for each in plans if each.tables.is_illustrative)
        gaps.append(Gap(f"Made up, and left out beside real plans: {made_up}", "", "Name real plans alone"))
        plans = real
    return plans, [*gaps, *(gap for plan in plans for gap in misfits(plan.tables, given.framework, plan.commissioner))]


def misfits(tables: Tables, framework: Framework, of: str = "") -> Iterator[Gap]:
    """Yield what is wrong with a plan's rows, by cell."""
    for each in (*wrong_rows(tables), *partnership_wrongs(tables, framework)):
        place = f"{each.row.table.definition.sheet}!{each.row.address(each.column)}"
        yield Gap(f"{of}: {each.given}" if of else each.given, place, each.fix)
