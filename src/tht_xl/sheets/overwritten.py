"""Did the last write run over something a person had just typed?

The write copied every cell it was about to change, and its key, to the same address in _tht_undo, inside the same
request. What stands there is what the write found. If that is not what we had read, a person was quicker.
"""

from dataclasses import dataclass

from tht_xl.sheets.grid import Grid
from tht_xl.sheets.state import Change, Entry, Journal
from tht_xl.sheets.table import Cell, same


@dataclass(frozen=True, slots=True)
class Overwritten:
    """A cell that was not what we took it for.

    Attributes:
        key: The row we meant.
        column: The header we meant.
        row: Where the cell was, counted from 0.
        change: What we took the cell for, and what we put there.
        found: What it held.
        standing_key: The key that stands beside it since: the one the write found, or put there. None if there was
            none, or if the keys' column had moved.
        found_header: The header above it.
        is_key_known: Whether the keys' column was still where we had read it.
        is_elsewhere: Whether this was not the cell we meant at all: its row or column had moved.
    """

    key: Cell
    column: str
    row: int
    change: Change
    found: Cell
    standing_key: Cell
    found_header: Cell
    is_key_known: bool
    is_elsewhere: bool

    @property
    def is_lost(self) -> bool:
        """Whether something was there that is gone now: what we put there differs from what we found."""
        return not same(self.found, self.change.after)


def moved_columns(journal: Journal, undo: Grid) -> frozenset[int]:
    """Columns whose header was another one when the write happened than when we read."""
    return frozenset(column for column, name in journal.header.items() if not same(undo.at(0, column), name))


def overwritten(journal: Journal, undo: Grid) -> tuple[Overwritten, ...]:
    """Compare what the write found with what we had read.

    Args:
        journal: What the write did.
        undo: What it found, each cell at its own address.
    """
    moved = moved_columns(journal, undo)
    cells = (_found(journal, undo, moved, entry, change) for entry in journal.entries for change in entry.changes)
    # Somebody who typed exactly what we wrote has lost nothing.
    return tuple(
        cell for cell in cells if cell.is_elsewhere or (cell.is_lost and not same(cell.found, cell.change.before))
    )


def _found(journal: Journal, undo: Grid, moved: frozenset[int], entry: Entry, change: Change) -> Overwritten:
    is_key_known = journal.key_column not in moved
    found_key = undo.at(entry.row, journal.key_column) if is_key_known else None
    return Overwritten(
        key=entry.key,
        column=str(journal.header.get(change.column, "")),
        row=entry.row,
        change=change,
        found=undo.at(entry.row, change.column),
        standing_key=next((c.after for c in entry.changes if c.column == journal.key_column), found_key),
        found_header=undo.at(0, change.column),
        is_key_known=is_key_known,
        is_elsewhere=not is_key_known or change.column in moved or not same(found_key, entry.key),
    )
