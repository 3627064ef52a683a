"""A write in the ledger's terms, before it is sent: from a plan, or from a repair."""

from tht_xl.documents.addresses import cell_name
from tht_xl.sheets.ledger import WHOLE_ROW, PlannedCell, PlannedWrite, RepairedCell
from tht_xl.sheets.plan.plan import Plan
from tht_xl.sheets.read.snapshot import SheetReading
from tht_xl.sheets.repair.restore import Repair
from tht_xl.sheets.table import Cell


def planned_figures(read: SheetReading, plan: Plan, run: str) -> PlannedWrite:
    """Return the write that a plan comes to: changed cells one by one, new rows whole."""
    changed = [PlannedCell(w.key, w.column, w.before, w.after) for w in plan.writes]
    added = [PlannedCell(a.key, WHOLE_ROW, None, a.cells) for a in plan.appends]
    return PlannedWrite(run, read.state.generation + 1, "plan", (*changed, *added))


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
