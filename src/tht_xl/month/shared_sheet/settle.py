"""How a run deals with conflicts: by a decision about all of them, by a file of decisions, or by asking."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tht_xl.sheets.plan.decisions import Choice, Decision, decide_all, with_decisions
from tht_xl.sheets.plan.plan import Conflict, Plan

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
    _all: dict[tuple[str, str], Decision] = field(default_factory=dict[tuple[str, str], Decision], init=False)

    def decide(self, plan: Plan) -> Plan:
        """Return a plan with what is decided in it."""
        decided = with_decisions(plan, self.decisions)
        decisions, left = decided.taken, decided.plan.conflicts
        self.outdated = decided.outdated
        if self.choice is not None:
            # A cell that a decision of the file is outdated about is asked about again, not decided with the rest.
            outdated = {(each.key, each.column) for each in decided.outdated}
            rest = [conflict for conflict in left if (conflict.key, conflict.column) not in outdated]
            further = with_decisions(decided.plan, decide_all(rest, self.choice, role=self.role, reason=self.reason))
            decided, decisions = further, (*decisions, *further.taken)
        # A large plan is made in steps, and each step forgets the decisions of the one before.
        self._all |= {(each.key, each.column): each for each in decisions}
        self.taken = tuple(self._all.values())
        return decided.plan

    def ask_about(self, plan: Plan) -> None:
        """Ask about each conflict that is not decided yet, before anything is written."""
        if self.ask is None:
            return
        for conflict in plan.conflicts:
            choice = self.ask(conflict)
            if choice is not None:
                decided = decide_all([conflict], choice, role=self.role, reason=self.reason)
                self.decisions = (*self.decisions, *decided)

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
