"""What a synchronisation did, kept in step while it is doing it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tht_xl.sheets.ledger import EarlierWrite
from tht_xl.sheets.plan.plan import Append, Plan, Write
from tht_xl.sheets.repair.recovered import Recovered
from tht_xl.sheets.repair.restore import Repair
from tht_xl.sheets.write.overwritten import Overwritten


@dataclass(frozen=True, slots=True)
class SyncOutcome:
    """What a synchronisation did.

    Attributes:
        plan: What was written and added, and what was left alone.
        raced: Cells a person typed into, or moved, while we wrote; they have been put back.
        not_found: Addresses that could not be put right for certain: somebody has to look.
        recovered: What was kept in the worksheet `Recovered`: somebody has to look.
        calls: Requests sent. [count]
        generation: Writes this sheet has seen.
        earlier: Writes of runs that were cut off before they could report them.
        more: What it did to each tab beyond the first, by title.
        steps: In how many requests a change was written that was too large for one; 0 for any other. [count]
    """

    plan: Plan
    raced: tuple[Overwritten, ...] = ()
    not_found: tuple[str, ...] = ()
    recovered: tuple[Recovered, ...] = ()
    calls: int = 0
    generation: int = 0
    earlier: tuple[EarlierWrite, ...] = ()
    steps: int = 0
    more: Mapping[str, "SyncOutcome"] = field(default_factory=dict[str, "SyncOutcome"])

    @property
    def to_look_at(self) -> int:
        """How many cells somebody has to look at, because it is not certain that they were put back."""
        earlier = sum(not cell.is_put_back for write in self.earlier for cell in write.repaired)
        others = sum(outcome.to_look_at for outcome in self.more.values())
        return len(self.not_found) + len(self.recovered) + earlier + others

    def lines(self) -> list[str]:
        """Return the plan's lines, and what happened meanwhile."""
        return [
            *(
                f"! {place}: changed while we wrote, and may not have been put right; compare File > Version history"
                for place in self.not_found
            ),
            *(each.line for each in self.recovered),
            *(line for write in self.earlier for line in write.lines()),
            *([f"i written in {self.steps} steps, each complete by itself"] if self.steps else []),
            *self.plan.lines(),
            *(f"^ {cell.key} {cell.column}: edited while we wrote; put back" for cell in self.raced),
            *(line for title, outcome in self.more.items() for line in lines_of_tab(title, outcome.lines())),
        ]


def lines_of_tab(title: str, lines: Sequence[str]) -> list[str]:
    """Return lines of a plan that say to which tab beyond the first they belong.

    Examples:
        >>> lines_of_tab("History", ["+ k1: new row"])
        ['+ History: k1: new row']
    """
    return [f"{line[:1]} {title}: {line[2:]}" for line in lines]


def outcome_of(
    plans: Mapping[str, Plan], progress: "Mapping[str, Progress]", calls: int, generation: int
) -> SyncOutcome:
    """Return the whole outcome, given the last plan of each tab, the first tab first."""
    first, *others = plans
    more = {title: progress[title].outcome(plans[title], 0, generation) for title in others}
    return replace(progress[first].outcome(plans[first], calls, generation), more=more)


@dataclass(slots=True)
class Progress:
    """What is certain so far, and what has been sent without an answer yet."""

    writes: dict[tuple[str, str], Write] = field(default_factory=dict[tuple[str, str], Write])
    appends: dict[str, Append] = field(default_factory=dict[str, Append])
    raced: list[Overwritten] = field(default_factory=list[Overwritten])
    not_found: list[str] = field(default_factory=list[str])
    recovered: list[Recovered] = field(default_factory=list[Recovered])
    parts: int = 0
    _sent: dict[str, Plan | Repair] = field(default_factory=dict[str, "Plan | Repair"])

    def send(self, run: str, what: Plan | Repair) -> None:
        """Something is about to be sent under this name."""
        self._sent[run] = what

    def confirm(self, run: str) -> None:
        """Confirm a write of ours if the sheet's last write has this name."""
        what = self._sent.pop(run, None)
        if isinstance(what, Plan):
            self.writes |= {(w.key, w.column): w for w in what.writes}
            self.appends |= {a.key: a for a in what.appends}
        elif what:
            self._undone(what)

    def _undone(self, done: Repair) -> None:
        self.raced += done.found
        self.not_found += done.not_found
        self.recovered += done.recovered
        for cell in done.found:
            self.writes.pop((str(cell.key), cell.column), None)

    def outcome(self, last: Plan, calls: int, generation: int) -> SyncOutcome:
        """Return the whole outcome, given the last plan."""
        writes = tuple(write for write in self.writes.values() if write.key not in self.appends)
        done = replace(last, writes=writes, appends=tuple(self.appends.values()))
        steps = self.parts + 1 if self.parts and not last.is_empty else self.parts
        return SyncOutcome(
            done, tuple(self.raced), tuple(self.not_found), tuple(self.recovered), calls, generation, steps=steps
        )
