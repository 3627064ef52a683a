"""What the sync with the shared sheet did, or would do, in words and in numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tht_xl.model.counted import counted
from tht_xl.month.shared_sheet.headings import Cell
from tht_xl.sheets.matching import match_key
from tht_xl.sheets.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What the sync did, or would do.

    Attributes:
        plan: The difference between our results and the sheet.
        where: Which sheet, in words.
        theirs: Every row of the sheet after the run, people's columns included, by key.
        lines: The difference as text, a line each.
        applied: Whether it was written.
        not_restored: Cells somebody typed into while we wrote and that could not be put back for certain.
        left_alone: Whether there was no row to compare it with, so that it was only read.
        settled: Writes of runs that were cut off, which this run found to have happened.
        more: The difference in each worksheet beside the first, by title.
        history: Every row of `History`, by key; none where it was not read.
        registers: Every row of each register's worksheet, by title and key.
    """

    plan: Plan
    where: str
    theirs: dict[str, dict[str, Cell]]
    lines: tuple[str, ...]
    applied: bool = False
    not_restored: int = 0
    left_alone: bool = False
    settled: int = 0
    more: Mapping[str, Plan] = field(default_factory=dict[str, Plan])
    history: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict[str, Mapping[str, Cell]])
    registers: Mapping[str, Mapping[str, Mapping[str, Cell]]] = field(
        default_factory=dict[str, Mapping[str, Mapping[str, Cell]]]
    )

    @property
    def conflicts(self) -> int:
        """Cells that somebody has to look at: both sides changed them, a key was, or what was there may be lost."""
        plans = (self.plan, *self.more.values())
        return sum(len(each.conflicts) + len(each.changed_keys) for each in plans) + self.not_restored

    def without_column(self, headings: Sequence[str]) -> tuple[str, ...]:
        """Those of the headings that no column of the sheet has; none where only our own new rows are known."""
        ours = {append.key for append in self.plan.appends}
        row = next((row for key, row in self.theirs.items() if key not in ours), None)
        seen = {match_key(heading) for heading in row or ()}
        return () if row is None else tuple(heading for heading in headings if match_key(heading) not in seen)

    @property
    def changes_nothing(self) -> bool:
        """Whether the sheet already says what we say."""
        return not any(each.writes or each.appends for each in (self.plan, *self.more.values()))

    @property
    def sentence(self) -> str:
        """What happened, in one sentence."""
        plan = self.plan
        if self.left_alone:
            return f"{self.where}: left alone, because no row could be used."
        if self.changes_nothing:
            said = "nothing changed"
        else:
            rows, cells = counted(len(plan.appends), "new row"), counted(len(plan.writes), "changed cell")
            said = f"{rows} and {cells} {'written' if self.applied else 'to be written'}"
        others = [title for title, each in self.more.items() if each.writes or each.appends]
        if others:
            listed = " and ".join(filter(None, (", ".join(others[:-1]), others[-1])))
            said += f"; {listed} {'brought up to date' if self.applied else 'to be brought up to date'}"
        stay = "stays as it is" if len(plan.kept) == 1 else "stay as they are"
        kept = f"; {counted(len(plan.kept), 'cell')} that somebody typed {stay}" if plan.kept else ""
        changed_keys = [key for each in (plan, *self.more.values()) for key in each.changed_keys]
        both = self.conflicts - len(changed_keys)
        conflicts = f"; {counted(both, 'conflict')}, theirs kept" if both else ""
        changed = f"; {counted(len(changed_keys), 'key')} perhaps changed by somebody" if changed_keys else ""
        return f"{self.where}: {said}{kept}{conflicts}{changed}."

    def summary(self) -> dict[str, object]:
        """Return the sync in numbers, for a program; `more` has those of the worksheets beside the first."""
        plan = self.plan
        more = {title: {"writes": len(each.writes), "appends": len(each.appends), "kept": len(each.kept),
                        "conflicts": len(each.conflicts)} for title, each in self.more.items()}  # fmt: skip
        return {
            "applied": self.applied,
            "where": self.where,
            "writes": len(plan.writes),
            "appends": len(plan.appends),
            "kept": len(plan.kept),
            "conflicts": self.conflicts,
            "deleted_there": len(plan.deleted_in_sheet),
            "no_longer_computed": len(plan.no_longer_computed),
            "changed_keys": len(plan.changed_keys),
            "settled_writes": self.settled,
            **({"more": more} if more else {}),
        }
