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

from tht_xl.sheets.journal import Change, Entry, Journal
from tht_xl.sheets.matching import match_key, matches
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.repair.misplaced import misplaced_rows
from tht_xl.sheets.repair.places import BaseCells, Doubt, Owed, Places
from tht_xl.sheets.repair.recovered import Recovered
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
        base: Base cells that change, by key and column: back to what they were, or to what is in the sheet by mistake.
        entries: The journal of the repair itself, since a person may be quicker than it, too.
        not_found: Addresses where something of ours may be left over.
        recovered: What is certain to be somebody's, and whose place is not certain.
    """

    found: tuple[Overwritten, ...] = ()
    put_back: tuple[PutBack, ...] = ()
    base: Mapping[str, Row] = field(default_factory=dict[str, Row])
    entries: tuple[Entry, ...] = ()
    not_found: tuple[str, ...] = ()
    recovered: tuple[Recovered, ...] = ()


def repair(journal: Journal, undo: Grid, data: Grid, base: Grid, key_column: int) -> Repair | None:
    """Compare the last write with what it found, and say what to put back; None if it harmed nothing.

    Nothing is dropped: what was run over is put back where its cell is certain. Otherwise it is one of our own
    figures, and the next plan writes it again; or it is somebody's, and goes into the worksheet `Recovered`.

    Args:
        journal: What the write did.
        undo: What it found.
        data: The worksheet as it is now.
        base: The base as it is now.
        key_column: Where the keys are now.
    """
    # Two kinds of harm: cells of people that we wrote over, and new rows of ours that landed under moved headers.
    found = overwritten(journal, undo)
    # Keys that we put into rows which are not theirs: those rows get their own back.
    key_name = data.at(0, key_column)
    astray = {match_key(cell.change.after) for cell in found if matches(cell.found_header, key_name)} - {None}
    misplaced = misplaced_rows(journal, undo, data, base, key_column, is_harmed=bool(found), astray=astray)
    if not found and not misplaced:
        return None
    put_back = {at: PutBack(content, at, *at) for row in misplaced for at, content in row.cells.items()}
    settled = {at: row for row in misplaced for at in row.cells}
    was_ours = BaseCells(base)
    places = Places(data, key_column, was_ours)
    former = {} if journal.is_repair else _former_base(found)
    not_found: list[str] = []
    recovered: list[Recovered] = []
    # A repair that was itself run over by a move has proved that the sheet is not to be trusted in this minute.
    has_moved_twice = journal.is_repair and any(cell.is_elsewhere for cell in found)
    # Keys first: a row whose key we ran over can be found by it once that is back.
    for owed in sorted(_find_owed(found, journal), key=lambda each: not places.is_key(each)):
        place = places.find(owed)
        if isinstance(place, tuple) and place in settled:
            # A whole row of ours is put right there. What we ran over in it was ours, or else has no place there.
            if settled[place].has(owed.content):
                continue
            place = Doubt.ANY
        if isinstance(place, tuple):
            put_back[place] = PutBack(owed.content, owed.origin, *place)
            places.put_back(owed, place)
        elif place is Doubt.NONE:
            continue
        elif owed.content is None:
            not_found.append(owed.address)
        is_somebodys = owed.content is not None and not (
            was_ours.has(places.key_beside(owed, place), owed.header, owed.content)
            or any(row.has(owed.content) and row.has(owed.key) for row in misplaced)
        )
        if not isinstance(place, tuple) and owed.is_key_known and not places.is_key(owed):
            # What is there by mistake is ours, and no choice of a person's: the next plan writes over it.
            former.setdefault(str(owed.key), {})[str(owed.header)] = owed.standing
        if is_somebodys and (has_moved_twice or not isinstance(place, tuple)):
            key, heading = (str(text or "") for text in (places.key_beside(owed, place), owed.header))
            recovered.append(Recovered(owed.address, heading, key, owed.content, isinstance(place, tuple)))
    return Repair(
        found=() if journal.is_repair else found,
        put_back=tuple(put_back.values()),
        base=former,
        entries=_entries(put_back, data, key_column),
        not_found=tuple(not_found),
        recovered=tuple(recovered),
    )


def _find_owed(found: tuple[Overwritten, ...], journal: Journal) -> list[Owed]:
    # A repair is a write too, and a person can be quicker than it: then it put somebody's content into a cell that is
    # not its own. That content is still owed (`astray`), and so is what was in the cell it went to.
    astray = {_cell(o): o for c in found if c.is_elsewhere for o in [_still_owed(c)]} if journal.is_repair else {}
    owed: list[Owed] = []
    for lost in (_owed_for(cell) for cell in found if cell.is_lost):
        # A repair that went astray can run over a cell that waits for its own: what was owed there first counts.
        earlier = astray.get(_cell(replace(lost, standing=lost.content)))
        if earlier and same(earlier.standing, lost.content):
            del astray[_cell(earlier)]
            owed.append(replace(earlier, standing=lost.standing))
        else:
            owed.append(lost)
    return [*owed, *astray.values()]


def _cell(owed: Owed) -> tuple[str | None, str | None, Cell]:
    # Rows without a key are told apart by what we put into them.
    key = match_key(owed.key)
    return key, match_key(owed.header), owed.standing if key is None else None


def _owed_for(cell: Overwritten) -> Owed:
    origin = cell.row, cell.change.column
    return Owed(cell.found, origin, cell.standing_key, cell.found_header, cell.change.after, cell.is_key_known)


def _still_owed(cell: Overwritten) -> Owed:
    origin = cell.change.origin or (cell.row, cell.change.column)
    # Where a repair has put the row's key right, the row is found by that from then on.
    key = cell.standing_key if cell.is_row_right else cell.key
    return Owed(cell.change.after, origin, key, cell.column, cell.change.before)


def _former_base(found: tuple[Overwritten, ...]) -> dict[str, dict[str, Cell]]:
    base: dict[str, dict[str, Cell]] = {}
    for cell in found:
        base.setdefault(str(cell.key), {})[cell.column] = cell.change.before
    return base


def _entries(put_back: Mapping[tuple[int, int], PutBack], data: Grid, key_column: int) -> tuple[Entry, ...]:
    rows: dict[int, list[Change]] = {}
    for (row, column), put in sorted(put_back.items(), key=lambda item: item[0]):
        rows.setdefault(row, []).append(Change(column, data.at(row, column), put.content, put.origin))
    return tuple(Entry(row, data.at(row, key_column), tuple(changes)) for row, changes in rows.items())
