"""What a synchronisation tells the month's store before and after each write, so that a crash is settled later.

A `Ledger` is what the synchronisation sees of a store. `NullLedger` is there where no store is: the synchronisation
works and is right without one, but a run that is killed is then known by nothing except the sheet. Theory of operation:
`tht_xl.sheets.state`. Decision: docs/decisions/ledger.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from tht_xl.model.counted import counted
from tht_xl.sheets.plan.plan import Conflict
from tht_xl.sheets.state import StoreMark
from tht_xl.sheets.table import Cell

Fate = Literal["confirmed", "refused", "unknown"]
"""What became of a planned write: it happened; it did not and cannot any more; nobody can tell."""

Kind = Literal["plan", "repair"]

WHOLE_ROW = "*"
"""In place of a column: all cells of a new row."""


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """A cell that a write is to change.

    Attributes:
        key: Its row.
        column: Its header; `WHOLE_ROW` for a new row.
        before: What it holds.
        after: What it is to hold; the cells by header for a new row.
    """

    key: str
    column: str
    before: Cell
    after: Cell | Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class RepairedCell:
    """A cell that a write of ours had run over while somebody was typing there.

    Attributes:
        address: Where it is: the address that a person looks for.
        key: The row that the write meant; "" where only the address is known.
        column: The header that the write meant.
        theirs: What was typed there.
        is_put_back: Whether it was put back for certain; else somebody has to look.
    """

    address: str
    key: str
    column: str
    theirs: Cell
    is_put_back: bool


@dataclass(frozen=True, slots=True)
class PlannedWrite:
    """One request that changes the sheet, as it is known before it is sent.

    Attributes:
        run: Its name, which no other write has.
        generation: The generation that it makes.
        kind: "plan" for figures of ours, "repair" for cells of people's that are put back.
        cells: What it changes.
        repaired: What it puts back, and what it cannot.
    """

    run: str
    generation: int
    kind: Kind
    cells: tuple[PlannedCell, ...] = ()
    repaired: tuple[RepairedCell, ...] = ()


@dataclass(frozen=True, slots=True)
class EarlierWrite:
    """A write that happened, made by a run that ended before it could say so.

    Attributes:
        rows: New rows. [count]
        cells: Changed cells. [count]
        repaired: What it put back, and what it could not.
        day: When it was planned, as YYYY-MM-DD.
    """

    rows: int = 0
    cells: int = 0
    repaired: tuple[RepairedCell, ...] = ()
    day: str = ""

    def lines(self) -> list[str]:
        """Return what it did, as lines of the plan: what somebody has to look at first."""
        when = f"by the run of {self.day}, which was cut off" if self.day else "by a run that was cut off"
        written = [counted(self.rows, "new row")] * bool(self.rows) + [counted(self.cells, "cell")] * bool(self.cells)
        return [
            *(
                f"! {cell.address}: changed while it was written {when}, and may not have been put right; "
                "compare File > Version history"
                for cell in self.repaired
                if not cell.is_put_back
            ),
            *(
                f"^ {cell.key} {cell.column} ({cell.address}): edited while it was written {when}; put back"
                for cell in self.repaired
                if cell.is_put_back
            ),
            *([f"i {' and '.join(written)}: written {when}"] if written else []),
        ]


class Ledger(Protocol):
    """The part of a store that a synchronisation of one sheet sees."""

    @property
    def store_id(self) -> str:
        """Which store; "" for none."""
        ...

    @property
    def sequence(self) -> int:
        """How many writes were planned through this store."""
        ...

    def knows(self, run: str) -> bool:
        """Return whether a write of this name was planned through this store."""
        ...

    def open_writes(self) -> Sequence[PlannedWrite]:
        """Return the writes to this sheet that were planned and not settled; their cells may be left out."""
        ...

    def intend(self, write: PlannedWrite) -> int:
        """Keep a write that is about to be sent, for good before this returns; gives back its sequence number."""
        ...

    def settle(self, run: str, fate: Fate) -> None:
        """Say what became of a write. One that is settled already stays as it is."""
        ...

    def note_retry(self, run: str, what: str) -> None:
        """Note that a write had no answer or was refused, and that the sheet is read again."""
        ...

    def note_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """Note the cells in which theirs stayed although we have something new."""
        ...

    def note_take_over(self, former: StoreMark) -> None:
        """Note that this store goes on where another one, or a newer copy of it, had left off."""
        ...

    def earlier_writes(self) -> Sequence[EarlierWrite]:
        """Return the writes that happened and that no run has reported yet, those of this run left out."""
        ...

    def note_reported(self) -> None:
        """Note that the run is over and that its user was told of every write that happened, earlier ones included."""
        ...


class NullLedger:
    """No store: nothing is kept, nothing is compared."""

    store_id = ""
    sequence = 0

    def knows(self, run: str) -> bool:
        """Return True: there is no other store to be older than."""
        del run
        return True

    def open_writes(self) -> Sequence[PlannedWrite]:
        """Return nothing: nothing was kept."""
        return ()

    def intend(self, write: PlannedWrite) -> int:
        """Keep nothing."""
        del write
        return 0

    def settle(self, run: str, fate: Fate) -> None:
        """Keep nothing."""

    def note_retry(self, run: str, what: str) -> None:
        """Keep nothing."""

    def note_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """Keep nothing."""

    def note_take_over(self, former: StoreMark) -> None:
        """Keep nothing."""

    def earlier_writes(self) -> Sequence[EarlierWrite]:
        """Return nothing: nothing was kept."""
        return ()

    def note_reported(self) -> None:
        """Keep nothing."""
