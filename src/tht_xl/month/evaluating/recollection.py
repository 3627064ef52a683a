"""What the memory gave to a month, in numbers and in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tht_xl.disclosure.personal_data.texts import masked
from tht_xl.evaluation.rows.observations import key_of
from tht_xl.model.counted import counted
from tht_xl.model.definition import Framework
from tht_xl.month.evaluating.revised import Revision
from tht_xl.month.memory.open import OpenMemory
from tht_xl.month.memory.recall import Recalled
from tht_xl.month.memory.row import Key


@dataclass(frozen=True, slots=True)
class Recollection:
    """What earlier months gave to this one, what changed, and what is too late for it.

    Attributes:
        memory: The memory as this run left it.
        recalled: The returned rows that count.
        revisions: Figures that took the place of an earlier month's.
        published_later: Published figures that came out, or whose period ends, after the month, by key.
        framework: The definitions.
    """

    memory: OpenMemory
    recalled: Recalled
    revisions: tuple[Revision, ...]
    published_later: tuple[Key, ...]
    framework: Framework

    @property
    def path(self) -> Path | None:
        """The store's file."""
        return self.memory.path

    @property
    def not_this_month(self) -> frozenset[str]:
        """Keys of rows that the shared sheet may still hold although they are not figures of this month."""
        return frozenset(key_of(*key) for key in (*self.recalled.left_out, *self.recalled.gone, *self.published_later))

    def lines(self) -> Iterator[str]:
        """Yield what somebody who runs the month wants to know, a line each."""
        yield from self.memory.notices
        held = self.recalled.from_memory
        if held:
            yield f"{counted(held, 'row')} from earlier returns beside this month's"
        for revision in self.revisions:
            yield f"revised: {revision.line(self.framework)}"
        for key, withdrawal in self.recalled.withdrawn.items():
            yield f"withdrawn: {key_of(*key)} ({masked(withdrawal.reason)}, {masked(withdrawal.role)})"
        if self.recalled.left_out:
            yield f"left out: {counted(len(self.recalled.left_out), 'row')} returned after this month"
        if self.published_later:
            yield f"left out: {counted(len(self.published_later), 'published figure')} later than this month"
        if self.path is not None and not self.memory.writes and self.recalled.memory is not self.memory.memory:
            yield "this month's rows were not stored: a plan changes nothing; add --apply to store them"

    def summary(self) -> dict[str, object]:
        """Return the same as JSON data, without withheld figures."""
        return {
            "path": None if self.path is None else str(self.path),
            "written": self.memory.written,
            "notices": list(self.memory.notices),
            "rows_from_earlier_returns": self.recalled.from_memory,
            "revised": [
                {"key": key_of(*r.key), "after": r.after, "before": r.before, "month_before": r.month}
                for r in self.revisions
            ],
            "withdrawn": [
                {"key": key_of(*key), "role": masked(w.role), "reason": masked(w.reason)}
                for key, w in self.recalled.withdrawn.items()
            ],
            "returned_later": len(self.recalled.left_out),
            "published_later": len(self.published_later),
        }
