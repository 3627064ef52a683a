"""A repair as part of an atomic batch: people's cells go back as they were, the base forgets what we wrote there."""

from collections.abc import Iterable

from tht_xl.model.days import today
from tht_xl.sheets.hidden import BASE, RECOVERED, STAGE
from tht_xl.sheets.journal import Journal
from tht_xl.sheets.matching import match_key
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.read.snapshot import SheetReading
from tht_xl.sheets.repair.recovered import recover
from tht_xl.sheets.repair.restore import PutBack, Repair
from tht_xl.sheets.table import Formula
from tht_xl.sheets.write.batch import Request, blank_all, copy, resize, write, writes
from tht_xl.sheets.write.blocks import Rectangle
from tht_xl.sheets.write.envelope import TabPart


def part_of_repair(
    read: SheetReading, repair: Repair, key_column: int, key_name: str, *, makes_recovered: bool = False
) -> TabPart:
    """Return what puts the cells of a tab back.

    Args:
        read: What was read of the tab after the harm was done; its state knows the worksheet `Recovered` if the repair
            needs it.
        repair: What to put back.
        key_column: Where the keys are now.
        key_name: Header of the keys.
        makes_recovered: Whether the worksheet `Recovered` has still to be made.
    """
    ids, worksheet = read.state.sheet_ids, read.state.worksheet
    work = [
        *(
            recover(ids[RECOVERED], worksheet, repair.recovered, today(), is_new=makes_recovered)
            if repair.recovered
            else ()
        ),
        *_put_back(ids[worksheet], ids[STAGE], repair.put_back),
        *_base_as_it_was(ids[BASE], read.base, repair, key_name),
    ]
    return TabPart(read, _journal(read.data, repair, key_column), work)


def _put_back(data: int, stage: int, cells: tuple[PutBack, ...]) -> Iterable[Request]:
    formulas = [cell for cell in cells if isinstance(cell.content, Formula)]
    if formulas:
        height, width = (max(cell.origin[i] for cell in formulas) + 1 for i in (0, 1))
        yield resize(stage, height, width)
    for cell in formulas:
        # By way of its old address on another worksheet: the copy adjusts its references to the new row.
        yield write(stage, *cell.origin, [[cell.content]])
        yield copy(stage, Rectangle(*cell.origin, 1, 1), data, (cell.row, cell.column))
    if formulas:
        yield blank_all(stage)
    yield from writes(data, {(c.row, c.column): c.content for c in cells if not isinstance(c.content, Formula)})


def _base_as_it_was(sheet_id: int, base: Grid, repair: Repair, key_name: str) -> Iterable[Request]:
    columns = {match_key(name): column for column, name in enumerate(base.header)}
    key_column = columns.get(match_key(key_name))
    if key_column is None:
        return
    rows = {match_key(base.at(row, key_column)): row for row in range(1, base.used)}
    cells = {
        (rows[match_key(key)], columns[match_key(name)]): value
        for key, row in repair.base.items()
        for name, value in row.items()
        if match_key(key) in rows and match_key(name) in columns
    }
    yield from writes(sheet_id, cells)


def _journal(data: Grid, repair: Repair, key_column: int) -> Journal:
    columns = {key_column} | {change.column for entry in repair.entries for change in entry.changes}
    return Journal(
        key_column=key_column,
        header={column: data.at(0, column) for column in sorted(columns)},
        entries=repair.entries,
        is_repair=True,
    )
