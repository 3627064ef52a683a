"""What somebody has decided about a conflict, put into a plan. Pure: a plan and decisions in, a plan out.

A person's cell is written over only where a decision names it and both values that it was made on. Where either has
changed since, nobody has decided about what is there: the conflict stays, and is reported.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tht_xl.model.vocabulary import WITHHELD
from tht_xl.sheets.matching import match_key
from tht_xl.sheets.plan.plan import Conflict, Kept, Plan, Write
from tht_xl.sheets.table import Cell, Row, same

Choice = Literal["ours", "theirs"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody has decided about a cell.

    Attributes:
        key: Its row.
        column: Its header.
        choice: Whose value is to be in it.
        ours: The value that we computed when it was decided.
        theirs: What the cell held then. Not known for a figure that is withheld: it may be the very count.
        role: Who decided: a role, not a name.
        reason: Why.
    """

    key: str
    column: str
    choice: Choice
    ours: Cell
    theirs: Cell
    role: str = ""
    reason: str = ""

    def is_about(self, cell: Conflict | Kept) -> bool:
        """Return whether it was made on the values that the cell has now."""
        is_theirs = cell.ours in WITHHELD or same(self.theirs, cell.theirs)
        return is_theirs and same(self.ours, cell.ours)


@dataclass(frozen=True, slots=True)
class Decided:
    """A plan with the decisions in it.

    Attributes:
        plan: The plan.
        taken: The decisions that are in it.
        outdated: Decisions about cells in which either value has changed since.
    """

    plan: Plan
    taken: tuple[Decision, ...] = ()
    outdated: tuple[Decision, ...] = ()


def with_decisions(plan: Plan, decisions: Sequence[Decision]) -> Decided:
    """Return a plan with what was decided about its conflicts, and about cells of theirs that stay.

    Args:
        plan: What a synchronisation would do.
        decisions: What was decided; the last one about a cell counts. One about a cell in which ours and theirs
            agree has done its work, and is left out.
    """
    wanted = {(match_key(each.key), match_key(each.column)): each for each in decisions}
    taken: list[tuple[Conflict | Kept, Decision]] = []
    outdated: list[Decision] = []
    for cell in (*plan.conflicts, *plan.kept):
        decision = wanted.get((match_key(cell.key), match_key(cell.column)))
        if decision is None or (isinstance(cell, Kept) and decision.choice == "theirs"):
            continue
        if decision.is_about(cell):
            taken.append((cell, decision))
        else:
            outdated.append(decision)
    return Decided(_put_in(plan, taken), tuple(decision for _, decision in taken), tuple(outdated))


def _put_in(plan: Plan, taken: Sequence[tuple[Conflict | Kept, Decision]]) -> Plan:
    if not taken:
        return plan
    settled = {(cell.key, cell.column) for cell, _ in taken}
    ours = [cell for cell, decision in taken if decision.choice == "ours"]
    theirs = [cell for cell, decision in taken if decision.choice == "theirs"]
    changes: dict[str, Row] = dict(plan.base_changes)
    for cell in (*ours, *theirs):
        # What we computed is remembered in either case. In the sheet it is ours from then on; or theirs differs from
        # it, is a person's cell like any other, and comes up again when ours changes.
        changes[cell.key] = {**changes.get(cell.key, {}), cell.column: cell.ours}
    return replace(
        plan,
        writes=(*plan.writes, *(Write(cell.key, cell.column, cell.theirs, cell.ours) for cell in ours)),
        conflicts=tuple(cell for cell in plan.conflicts if (cell.key, cell.column) not in settled),
        kept=(
            *(cell for cell in plan.kept if (cell.key, cell.column) not in settled),
            *(Kept(cell.key, cell.column, cell.ours, cell.theirs) for cell in theirs),
        ),
        base_changes=changes,
    )


def decide_all(conflicts: Iterable[Conflict], choice: Choice, *, role: str = "", reason: str = "") -> list[Decision]:
    """Return the same decision about each of these conflicts."""
    return [Decision(c.key, c.column, choice, c.ours, c.theirs, role, reason) for c in conflicts]
