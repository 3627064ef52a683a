"""How a run deals with conflicts: by a decision about all of them, by a file of decisions, or by asking."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tht_xl.sheets.matching import match_key
from tht_xl.sheets.plan.decisions import Choice, Decision, decide_all, with_decisions
from tht_xl.sheets.plan.plan import Conflict, Plan

Cell = tuple[str | None, str | None]
"""Key and header, in the form in which they are compared."""

Ask = Callable[[Conflict], Choice | None]
"""Asks somebody about a conflict; None where it is left open."""


@dataclass
class Settlement:
    """What is decided about the conflicts of a run.

    Attributes:
        choice: What is decided about every conflict that no decision names; None for nothing.
        decisions: What was decided about cells, each with the values it was made on.
        ask: Who is asked about the others before anything is written; None for nobody.
        role: Who decides: a role, not a name.
        reason: Why.
        taken: The decisions that went into the last plan.
        outdated: Those about cells in which a value has changed since.
    """

    choice: Choice | None = None
    decisions: Sequence[Decision] = ()
    ask: Ask | None = None
    role: str = ""
    reason: str = ""
    taken: tuple[Decision, ...] = field(default=(), init=False)
    outdated: tuple[Decision, ...] = field(default=(), init=False)
    _taken: dict[Cell, Decision] = field(default_factory=dict["Cell", Decision], init=False)

    @property
    def has_to_look(self) -> bool:
        """Whether it has to see what is in conflict before it can decide about it."""
        return self.choice is not None or self.ask is not None

    def look_at(self, plan: Plan) -> None:
        """Decide about the conflicts of a plan, or ask about each, before anything is written.

        What is decided is about these cells and these values alone: what somebody types while the run writes is a
        conflict that nobody has seen, and stays theirs.
        """
        decided = with_decisions(plan, self.decisions)
        # Somebody has decided about these on other values: they are asked about again, not decided with the rest.
        outdated = {_cell(each) for each in decided.outdated}
        for conflict in decided.plan.conflicts:
            choice = self.ask(conflict) if self.ask is not None else self.choice
            if choice is not None and (self.ask is not None or _cell(conflict) not in outdated):
                found = decide_all([conflict], choice, role=self.role, reason=self.reason)
                self.decisions = (*self.decisions, *found)

    def decide(self, plan: Plan) -> Plan:
        """Return a plan with what was decided in it."""
        decided = with_decisions(plan, self.decisions)
        self.outdated = decided.outdated
        # A large plan is made in steps, and each forgets the decisions of the one before. A cell in which somebody
        # typed again meanwhile is put back, so that nothing was decided about it in the end.
        self._taken |= {_cell(each): each for each in decided.taken}
        for each in decided.outdated:
            self._taken.pop(_cell(each), None)
        self.taken = tuple(self._taken.values())
        return decided.plan

    def lines(self) -> list[str]:
        """Return what became of the decisions, a line each."""
        words = {"ours": "ours written over theirs", "theirs": "theirs stays"}
        said = [
            f"d {each.key} {each.column}: {words[each.choice]}, as decided{f' by {each.role}' if each.role else ''}"
            for each in self.taken
        ]
        outdated = [
            f"! {each.key} {each.column}: decided on other values than are there now, so not used; decide again"
            for each in self.outdated
        ]
        return [*outdated, *said]


def _cell(each: Decision | Conflict) -> Cell:
    return match_key(each.key), match_key(each.column)
