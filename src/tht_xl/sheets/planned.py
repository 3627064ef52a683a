"""A write in the ledger's terms, before it is sent: from a plan, or from a repair."""

from collections.abc import Mapping
from dataclasses import replace

from tht_xl.documents.addresses import cell_name
from tht_xl.sheets.ledger import WHOLE_ROW, PlannedCell, PlannedWrite, RepairedCell
from tht_xl.sheets.plan.plan import Plan
from tht_xl.sheets.read.snapshot import SheetReading
from tht_xl.sheets.repair.restore import Repair
from tht_xl.sheets.table import Cell


def planned_figures(read: SheetReading, plans: Mapping[str, Plan], run: str) -> PlannedWrite:
    """Return the write that plans come to, by tab: changed cells one by one, new rows whole."""
    cells: list[PlannedCell] = []
    for tab, plan in plans.items():
        before = _place_of(tab, read.state.worksheet)
        cells += [PlannedCell(before + w.key, w.column, w.before, w.after) for w in plan.writes]
        cells += [PlannedCell(before + a.key, WHOLE_ROW, None, a.cells) for a in plan.appends]
    return PlannedWrite(run, read.state.generation + 1, "plan", tuple(cells))


def _place_of(tab: str, first: str) -> str:
    """Return what is written before a key or an address to say in which tab it is; nothing for the first."""
    return "" if tab == first else f"{tab}!"


def planned_repairs(
    read: SheetReading, repairs: Mapping[str, tuple[SheetReading, Repair, int]], run: str
) -> PlannedWrite:
    """Return the write that repairs come to, by tab: what was read of it, the repair, and the column of its keys."""
    cells: list[PlannedCell] = []
    repaired: list[RepairedCell] = []
    for tab, (tab_read, repair, key_column) in repairs.items():
        before, write = _place_of(tab, read.state.worksheet), planned_repair(tab_read, repair, key_column, run)
        cells += [replace(cell, key=before + cell.key) for cell in write.cells]
        repaired += [replace(cell, address=before + cell.address) for cell in write.repaired]
    return PlannedWrite(run, read.state.generation + 1, "repair", tuple(cells), tuple(repaired))


def planned_repair(read: SheetReading, repair: Repair, key_column: int, run: str) -> PlannedWrite:
    """Return the write that a repair comes to, with every address that it puts back or cannot."""
    data = read.data
    cells = [
        PlannedCell(
            _text(data.at(put.row, key_column)),
            _text(data.at(0, put.column)),
            data.at(put.row, put.column),
            put.content,
        )
        for put in repair.put_back
    ]
    return PlannedWrite(run, read.state.generation + 1, "repair", tuple(cells), _repaired(repair))


def _repaired(repair: Repair) -> tuple[RepairedCell, ...]:
    # Rows may have moved since the write: a cell that was put back has its address of now, any other that of then.
    places = {put.origin: cell_name(put.row + 1, put.column) for put in repair.put_back}
    kept = {each.address: each for each in repair.recovered}
    missing = dict.fromkeys(repair.not_found)
    cells: list[RepairedCell] = []
    for cell in repair.found:
        origin = cell.row, cell.change.column
        found_at = cell_name(cell.row + 1, cell.change.column)
        was_kept = kept.pop(found_at, None)
        is_put_back = found_at not in missing and (was_kept is None or was_kept.is_put_back)
        missing.pop(found_at, None)
        address = places.get(origin, found_at)
        cells.append(RepairedCell(address, _text(cell.key), cell.column, cell.found, is_put_back))
    cells += [
        RepairedCell(each.address, each.key, each.heading, each.content, each.is_put_back) for each in kept.values()
    ]
    return (*cells, *(RepairedCell(address, "", "", None, is_put_back=False) for address in missing))


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)
