"""Where to put back what a write ran over: found by what is there now, never by a remembered row alone.

Pure: a reading in, a repair out. The sheet may have changed again since the write, so a cell is put back only where
what we wrote is still beside the key it was typed for. A person who has typed over it since has the last word.

An example. We read that C5, beside the key k7, holds 21.0, and decide to write 22.4. Before the write arrives somebody
sorts the sheet, so that row 5 is now k2, and its C5 a comment "see minutes". Our batch copies "see minutes" to
_tht_undo!C5 and puts 22.4 in its place. The next read compares: the journal says k7 and 21.0 were expected, _tht_undo
says k2 and "see minutes" were there. So "see minutes" is owed to k2, in the column of that header; 22.4 is what is
there by mistake, and is how the cell is recognised. If the sheet has been sorted again, k2 is found in its new row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tht_xl.documents.addresses import cell_name
from tht_xl.sheets.journal import Change, Entry, Journal
from tht_xl.sheets.matching import match_key
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.repair.misplaced import MisplacedRow, misplaced_rows
from tht_xl.sheets.table import Cell, Row, same
from tht_xl.sheets.write.overwritten import Overwritten, overwritten


@dataclass(frozen=True, slots=True)
class PutBack:
    """A cell to put back.

    Attributes:
        content: What belongs there, formulas told from texts.
        origin: Row and column where it was when it was run over.
        row: Where it belongs now, counted from 0.
        column: Where it belongs now, counted from 0.
    """

    content: Cell
    origin: tuple[int, int]
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Repair:
    """What undoes the harm of a write.

    Attributes:
        found: What a synchronisation ran over; nothing where it was a repair that did.
        put_back: Cells to put back.
        base: Base cells that go back to what they were, by key and column.
        forgotten: Keys to drop from the base: their rows are added again.
        entries: The journal of the repair itself, since a person may be quicker than it, too.
        not_found: Addresses where something was run over whose place is now uncertain, or where something of ours
            is left over.
    """

    found: tuple[Overwritten, ...] = ()
    put_back: tuple[PutBack, ...] = ()
    base: Mapping[str, Row] = field(default_factory=dict[str, Row])
    forgotten: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    not_found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Owed:
    """A cell's content, and how to recognise the cell it belongs in: its key, its header, and what we put there."""

    content: Cell
    origin: tuple[int, int]
    key: Cell
    header: Cell
    standing: Cell
    is_key_known: bool = True


def repair(journal: Journal, undo: Grid, data: Grid, base: Grid, key_column: int) -> Repair | None:
    """Compare the last write with what it found, and say what to put back; None if it harmed nothing.

    Args:
        journal: What the write did.
        undo: What it found.
        data: The worksheet as it is now.
        base: The base as it is now.
        key_column: Where the keys are now.
    """
    # Two kinds of harm: cells of people that we wrote over, and new rows of ours that landed under moved headers.
    found = overwritten(journal, undo)
    misplaced = misplaced_rows(journal, undo, data, base)
    if not found and not misplaced:
        return None
    ours = [cell for row in misplaced for cell in row.cells]
    # Keys stay, even those that are none: without its key no row could be found again.
    put_back = {
        (row, column): PutBack(None, (row, column), row, column) for row, column in ours if column != key_column
    }
    not_found = [cell_name(row + 1, column) for row, column in ours if column == key_column]
    # Then what is owed to people; it comes second, so that it wins where a cell of ours is to be emptied.
    rows = _rows_by_key(data, key_column)
    for owed in _find_owed(found, journal):
        match _place(owed, data, rows):
            case (row, column):
                put_back[row, column] = PutBack(owed.content, owed.origin, row, column)
            case False:
                not_found.append(cell_name(owed.origin[0] + 1, owed.origin[1]))
    return Repair(
        found=() if journal.is_repair else found,
        put_back=tuple(put_back.values()),
        base={} if journal.is_repair else _former_base(found, misplaced),
        forgotten=tuple(row.key for row in misplaced if row.is_keyless),
        entries=_entries(put_back, data, key_column),
        not_found=tuple(not_found),
    )


def _find_owed(found: tuple[Overwritten, ...], journal: Journal) -> list[_Owed]:
    # A repair is a write too, and a person can be quicker than it: then it put somebody's content into a cell that is
    # not its own. That content is still owed (`astray`), and so is what was in the cell it went to.
    astray = {_cell(o): o for c in found if c.is_elsewhere for o in [_still_owed(c)]} if journal.is_repair else {}
    owed: list[_Owed] = []
    for lost in (_owed_for(cell) for cell in found if cell.is_lost):
        # A repair that went astray can run over a cell that waits for its own: what was owed there first counts.
        earlier = astray.get(_cell(replace(lost, standing=lost.content)))
        if earlier and same(earlier.standing, lost.content):
            del astray[_cell(earlier)]
            owed.append(replace(earlier, standing=lost.standing))
        else:
            owed.append(lost)
    return [*owed, *astray.values()]


def _cell(owed: _Owed) -> tuple[str | None, str | None, Cell]:
    # Rows without a key are told apart by what we put into them.
    key = match_key(owed.key)
    return key, match_key(owed.header), owed.standing if key is None else None


def _owed_for(cell: Overwritten) -> _Owed:
    origin = cell.row, cell.change.column
    return _Owed(cell.found, origin, cell.standing_key, cell.found_header, cell.change.after, cell.is_key_known)


def _still_owed(cell: Overwritten) -> _Owed:
    origin = cell.change.origin or (cell.row, cell.change.column)
    return _Owed(cell.change.after, origin, cell.key, cell.column, cell.change.before)


def _place(owed: _Owed, data: Grid, rows: Mapping[str | None, list[int]]) -> tuple[int, int] | bool:
    """Return where a cell is now; True if somebody has dealt with it since; False if its place is uncertain."""
    row, column = owed.origin[0], data.column_headed(owed.header, owed.origin[1])
    key = match_key(owed.key)
    if key is None and owed.standing is None:
        # A blank cell in a row without a key looks like any other: only the same one will do.
        return (row, column) if row in rows.get(None, []) and data.at(row, column) is None else False
    if not owed.is_key_known:
        # The keys' column had gone when we wrote: nothing but the address and our own text tells where it belongs.
        return (row, column) if same(data.at(row, column), owed.standing) else False
    standing = [row for row in rows.get(key, []) if same(data.at(row, column), owed.standing)]
    if not standing:
        return True  # what we wrote is gone: a person has typed there since, or deleted the row
    if row in standing:
        return row, column
    # The row has moved. One candidate is certain; of several alike nobody can say which, so a person is told instead.
    return (standing[0], column) if len(standing) == 1 else False


def _rows_by_key(data: Grid, key_column: int) -> dict[str | None, list[int]]:
    rows: dict[str | None, list[int]] = {}
    for row in range(1, data.used):
        rows.setdefault(match_key(data.at(row, key_column)), []).append(row)
    return rows


def _former_base(found: tuple[Overwritten, ...], misplaced: list[MisplacedRow]) -> dict[str, Row]:
    base: dict[str, dict[str, Cell]] = {row.key: dict.fromkeys(row.columns) for row in misplaced if not row.is_keyless}
    for cell in found:
        base.setdefault(str(cell.key), {})[cell.column] = cell.change.before
    return dict(base)


def _entries(put_back: Mapping[tuple[int, int], PutBack], data: Grid, key_column: int) -> tuple[Entry, ...]:
    rows: dict[int, list[Change]] = {}
    for (row, column), put in sorted(put_back.items(), key=lambda item: item[0]):
        rows.setdefault(row, []).append(Change(column, data.at(row, column), put.content, put.origin))
    return tuple(Entry(row, data.at(row, key_column), tuple(changes)) for row, changes in rows.items())
