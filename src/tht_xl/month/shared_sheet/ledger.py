"""The store's ledger of one shared sheet: what `sheets` tells before and after each write, kept for good.

A write belongs to a run of the month, and a run is over when its files are in place. So what a run has put into the
sheet, or put back, is told again by the next one wherever the run did not come to its end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tht_xl.model.vocabulary import WITHHELD
from tht_xl.sheets.ledger import EarlierWrite, Fate, PlannedCell, PlannedWrite, RepairedCell
from tht_xl.sheets.plan.plan import Conflict
from tht_xl.sheets.state import StoreMark
from tht_xl.sheets.table import Cell, Formula, Row
from tht_xl.store.records.sheet_writes import (
    RecordedCell,
    RecordedRepair,
    RecordedWrite,
    UnreportedWrite,
    add_conflicts,
    add_retry,
    clear_cells,
    knows_write,
    note_reported,
    open_writes,
    plan_write,
    settle_write,
    unreported_writes,
)
from tht_xl.store.store import Store


@dataclass(slots=True)
class StoreLedger:
    """What a store knows of the writes to one sheet.

    Attributes:
        store: Opened to be written.
        sheet: Which sheet.
        run: The run of the month that writes.
    """

    store: Store
    sheet: str
    run: str

    @property
    def store_id(self) -> str:
        """Which store."""
        return self.store.id

    @property
    def sequence(self) -> int:
        """How many writes were planned through this store."""
        return self.store.sequence

    def knows(self, run: str) -> bool:
        """Return whether a write of this name was planned through this store."""
        return knows_write(self.store, run)

    def open_writes(self) -> Sequence[PlannedWrite]:
        """Return the writes to this sheet that were planned and not settled, without their cells."""
        return [PlannedWrite(write.name, write.generation, write.what) for write in open_writes(self.store, self.sheet)]

    def intend(self, write: PlannedWrite) -> int:
        """Keep a write that is about to be sent; gives back its sequence number."""
        recorded = RecordedWrite(
            self.run,
            write.run,
            self.sheet,
            write.generation,
            write.kind,
            [RecordedCell(c.key, c.column, _plain(c.before), _plain_row(c.after)) for c in write.cells],
            [RecordedRepair(r.address, r.key, r.column, _plain(r.theirs), r.is_put_back) for r in write.repaired],
        )
        withheld = {cell.key for cell in write.cells if _withholds(cell)} if write.kind == "plan" else ()
        return plan_write(self.store, recorded, withheld)

    def settle(self, run: str, fate: Fate) -> None:
        """Say what became of a write."""
        settle_write(self.store, run, fate)

    def note_retry(self, run: str, what: str) -> None:
        """Note that a write had no answer or was refused."""
        add_retry(self.store, self.run, f"{run}: {what}")

    def note_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """Note the cells in which theirs stayed; not what they hold, where ours is withheld."""
        withheld = {conflict.key for conflict in conflicts if conflict.ours in WITHHELD}
        rows = [(c.key, c.column, _plain(c.ours), _plain(c.theirs)) for c in conflicts]
        with self.store.transaction():
            add_conflicts(self.store, self.run, rows)
            clear_cells(self.store, withheld)

    def note_take_over(self, former: StoreMark) -> None:
        """Note that this store goes on where another one, or a newer copy of it, had left off."""
        self.store.log("take over", self.sheet, run=self.run, former_store=former.id, former_sequence=former.sequence)

    def earlier_writes(self) -> Sequence[EarlierWrite]:
        """Return the writes that happened in runs that were cut off before they could report them."""
        found = [_earlier(write) for write in unreported_writes(self.store, self.sheet, self.run)]
        return [write for write in found if write.rows or write.cells or write.repaired]

    def note_reported(self) -> None:
        """Note that the run is over and that its user was told of every write that happened."""
        note_reported(self.store, self.sheet, self.run)


def _withholds(cell: PlannedCell) -> bool:
    values = cell.after.values() if isinstance(cell.after, Mapping) else (cell.after,)
    return any(value in WITHHELD for value in values)


def _plain(value: Cell) -> Any:  # noqa: ANN401 - what JSON can keep
    return {"formula": str(value)} if isinstance(value, Formula) else value


def _plain_row(value: Cell | Row) -> Any:  # noqa: ANN401 - what JSON can keep
    return {name: _plain(cell) for name, cell in value.items()} if isinstance(value, Mapping) else _plain(value)


def _earlier(write: UnreportedWrite) -> EarlierWrite:
    repaired = tuple(RepairedCell(r.address, r.key, r.column, r.theirs, r.is_put_back) for r in write.repaired)
    return EarlierWrite(write.rows, write.cells, repaired, write.day)
