"""Did the last write run over something a person had just typed?

The write copied every cell it was about to change, and its key, to the same address in _tht_undo, inside the same
request. What is there is what the write found. If that is not what we had read, a person was quicker.
"""

from dataclasses import dataclass, replace

from tht_xl.sheets.journal import Change, Entry, Journal
from tht_xl.sheets.matching import match_key, matches
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.table import Cell, comparable, same

REACH = 4
"""How far to either side of the keys' column a pre-image goes: what people can insert in a second. [columns]."""


@dataclass(frozen=True, slots=True)
class Overwritten:
    """A cell that was not what we took it for.

    Attributes:
        key: The row we meant.
        column: The header we meant.
        row: Where the cell was, counted from 0.
        change: What we took the cell for, and what we put there.
        found: What it held.
        standing_key: The key that is beside it since: the one the write found, or put there. None if there was
            none, or if the keys' column had gone.
        found_header: The header above it.
        is_key_known: Whether the keys' column was still there.
        is_elsewhere: Whether this was not the cell we meant at all: its row or column had moved.
        is_row_right: Whether it was in the row we meant, as far as its key says.
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
    is_row_right: bool = True

    @property
    def is_lost(self) -> bool:
        """Whether something was there that is gone now: what we put there differs from what we found."""
        return not same(self.found, self.change.after)


def moved_columns(journal: Journal, undo: Grid) -> frozenset[int]:
    """Columns whose header was another one when the write happened than when we read."""
    return frozenset(column for column, name in journal.header.items() if not matches(undo.at(0, column), name))


def overwritten(journal: Journal, undo: Grid) -> tuple[Overwritten, ...]:
    """Compare what the write found with what we had read.

    Args:
        journal: What the write did.
        undo: What it found, each cell at its own address.
    """
    moved = moved_columns(journal, undo)
    cells = [_find(journal, undo, moved, entry, change) for entry in journal.entries for change in entry.changes]
    # Rows without a key look alike. One that held what another of them was to hold is that other one, and one that
    # held already what we were to put there may be any: rows had moved.
    waiting = {(c.change.column, comparable(c.change.before)) for c in cells if match_key(c.key) is None}
    cells = [
        replace(cell, is_elsewhere=True)
        if match_key(cell.key) is None
        and not same(cell.found, cell.change.before)
        and (not cell.is_lost or (cell.change.column, comparable(cell.found)) in waiting)
        else cell
        for cell in cells
    ]
    # Somebody who typed exactly what we wrote has lost nothing; nor has anybody where the cell was as we had read it.
    return tuple(
        cell for cell in cells if cell.is_elsewhere or (cell.is_lost and not same(cell.found, cell.change.before))
    )


def _find(journal: Journal, undo: Grid, moved: frozenset[int], entry: Entry, change: Change) -> Overwritten:
    keys = _key_column_then(journal, undo, moved)
    found_key = None if keys is None else undo.at(entry.row, keys)
    is_row_right = keys is not None and matches(found_key, entry.key) and not _is_another_without_key(undo, entry)
    return Overwritten(
        key=entry.key,
        column=str(journal.header.get(change.column, "")),
        row=entry.row,
        change=change,
        found=undo.at(entry.row, change.column),
        standing_key=next((c.after for c in entry.changes if c.column == keys), found_key),
        found_header=undo.at(0, change.column),
        is_key_known=keys is not None,
        is_elsewhere=change.column in moved or not is_row_right,
        is_row_right=is_row_right,
    )


def _is_another_without_key(undo: Grid, entry: Entry) -> bool:
    """Return whether a row without a key held nothing of what the row without a key did that we meant."""
    if match_key(entry.key) is not None:
        return False
    filled = {comparable(change.before) for change in entry.changes} - {comparable(None)}
    # In whichever column: those may have moved, and the row be the right one.
    held = {comparable(cell) for cell in undo.cells[entry.row]} if entry.row < undo.used else set[object]()
    return bool(filled) and filled.isdisjoint(held)


def _key_column_then(journal: Journal, undo: Grid, moved: frozenset[int]) -> int | None:
    if journal.key_column not in moved:
        return journal.key_column
    column = undo.column_headed(journal.header[journal.key_column], -1)
    return column if column >= 0 and abs(column - journal.key_column) <= REACH else None
