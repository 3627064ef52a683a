"""batchUpdate requests that write cells: updateCells, appendCells, repeatCell, setDataValidation."""

from collections.abc import Callable
from typing import Any

from tht_xl.rehearsal.requests.colours import with_styles
from tht_xl.rehearsal.requests.fields import Mask, merge, wants
from tht_xl.rehearsal.requests.sheets import required_mask
from tht_xl.rehearsal.spreadsheet.cell import Cell, TypedFormula, value_from_json
from tht_xl.rehearsal.spreadsheet.formula_references import copy_references
from tht_xl.rehearsal.spreadsheet.grid_range import GridRange
from tht_xl.rehearsal.spreadsheet.refusal import ApiError, not_served, require_integer, require_object
from tht_xl.rehearsal.spreadsheet.sheet import Sheet
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet

_WRITABLE = frozenset({"userEnteredValue", "userEnteredFormat", "note", "dataValidation"})
_READ_ONLY = frozenset({"effectiveValue", "formattedValue", "effectiveFormat", "hyperlink"})
_UNSERVED = frozenset({"textFormatRuns", "pivotTable", "dataSourceTable", "dataSourceFormula", "chipRuns"})
_CELL = _WRITABLE | _READ_ONLY | _UNSERVED
_COORDINATE = frozenset({"sheetId", "rowIndex", "columnIndex"})

Writer = Callable[[Cell | None, dict[str, Any], str], Cell | None]


def writer(mask: Mask) -> Writer:
    """Return a function that puts CellData into a cell: masked parts are set, or cleared where CellData lacks them.

    Raises:
        ApiError: The mask names something that cannot be written.
    """
    for name in mask:
        if name in _UNSERVED or name in _READ_ONLY or name not in _CELL:
            raise not_served(f'Writing the cell field "{name}"')

    def write(cell: Cell | None, given: dict[str, Any], where: str) -> Cell | None:
        given = require_object(given, where, _CELL)
        old = cell or Cell()
        value = old.value
        if wants(mask, "userEnteredValue"):
            has_value = "userEnteredValue" in given
            value = value_from_json(given["userEnteredValue"], f"{where}.userEnteredValue") if has_value else None
        changed = Cell(
            value,
            _format(old, given, mask) if wants(mask, "userEnteredFormat") else old.format,
            str(given.get("note", "")) if wants(mask, "note") else old.note,
            (given.get("dataValidation") or None) if wants(mask, "dataValidation") else old.rule,
        )
        return None if changed.is_bare else changed

    return write


def _format(old: Cell, given: dict[str, Any], mask: Mask) -> dict[str, Any] | None:
    deeper = _both_colours(mask.get("userEnteredFormat", {}))
    new = with_styles(given.get("userEnteredFormat", {}))
    # Without names below it, the mask replaces the format as a whole.
    return (merge(dict(old.format or {}), new, deeper) if deeper else new) or None


def _both_colours(mask: Mask) -> Mask:
    both: Mask = {}
    for name, deeper in mask.items():
        both[name] = _both_colours(deeper)
        if name.endswith("Color"):
            both[f"{name}Style"] = {}
        elif name.endswith("ColorStyle"):
            both[name.removesuffix("Style")] = {}
    return both


def update_cells(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Rows of CellData from a start on, or over a range; masked parts of cells the rows lack are cleared."""
    request = require_object(request, "updateCells", frozenset({"rows", "fields", "start", "range"}))
    write = writer(required_mask(request))
    if ("start" in request) == ("range" in request):
        raise ApiError("Exactly one of 'start' and 'range' must be set.")
    rows = _rows(request)
    if "range" in request:
        found, block = draft.block(request["range"])
        sheet = draft.edit(found.id)
        _require_inside(rows, block)
        _fill(sheet, block, write, lambda row, column: _at(rows, row, column))
        return {}
    start = require_object(request["start"], "start", _COORDINATE)
    sheet = draft.edit(require_integer(start.get("sheetId", 0), "start.sheetId"))
    top = require_integer(start.get("rowIndex", 0), "start.rowIndex")
    left = require_integer(start.get("columnIndex", 0), "start.columnIndex")
    if top >= sheet.row_count:
        raise ApiError(f"GridCoordinate.rowIndex[{top}] is after last row in grid[{sheet.row_count - 1}]")
    if left >= sheet.column_count:
        raise ApiError(f"GridCoordinate.columnIndex[{left}] is after last column in grid[{sheet.column_count - 1}]")
    _require_inside(rows, GridRange(top, left, sheet.row_count, sheet.column_count))
    _write_rows(sheet, top, left, rows, write)
    return {}


def _rows(request: dict[str, Any]) -> list[list[dict[str, Any]]]:
    given = request.get("rows", [])
    if not isinstance(given, list):
        raise ApiError("Invalid value at 'rows', a list is expected")
    known = frozenset({"values"})
    return [require_object(row, f"rows[{i}]", known).get("values", []) for i, row in enumerate(given)]


def _at(rows: list[list[dict[str, Any]]], row: int, column: int) -> dict[str, Any]:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else {}


def _require_inside(rows: list[list[dict[str, Any]]], block: GridRange) -> None:
    if len(rows) > block.height:
        raise ApiError(f"Attempting to write row: {block.bottom}, beyond the last requested row of: {block.bottom - 1}")
    if max(map(len, rows), default=0) > block.width:
        raise ApiError(
            f"Attempting to write column: {block.right}, beyond the last requested column of: {block.right - 1}"
        )


def _write_rows(sheet: Sheet, top: int, left: int, rows: list[list[dict[str, Any]]], write: Writer) -> None:
    for i, row in enumerate(rows):
        old = sheet.line(top + i, left, len(row))
        where = f"rows[{i}].values"
        sheet.put_line(top + i, left, [write(cell, given, where) for cell, given in zip(old, row, strict=True)])


def _fill(sheet: Sheet, block: GridRange, write: Writer, given: Callable[[int, int], dict[str, Any]]) -> None:
    for row in range(block.top, block.bottom):
        for column in range(block.left, block.right):
            source = given(row - block.top, column - block.left)
            old = sheet.cell(row, column)
            if source or old is not None:
                sheet.put(row, column, write(old, source, f"cell[{row}][{column}]"))


def append_cells(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Rows of CellData below the last row with a value; the grid grows where it has to."""
    request = require_object(request, "appendCells", frozenset({"sheetId", "rows", "fields"}))
    write = writer(required_mask(request))
    rows = _rows(request)
    sheet = draft.edit(require_integer(request.get("sheetId", 0), "sheetId"))
    top, width = sheet.last_row(), max(map(len, rows), default=0)
    sheet.resize(max(sheet.row_count, top + len(rows)), max(sheet.column_count, width))
    draft.require_room()
    _write_rows(sheet, top, 0, rows, write)
    return {}


def repeat_cell(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """One CellData into every cell of a range; a formula's relative references move along."""
    request = require_object(request, "repeatCell", frozenset({"range", "cell", "fields"}))
    write = writer(required_mask(request))
    found, block = draft.block(request.get("range"))
    sheet = draft.edit(found.id)
    given = require_object(request.get("cell", {}), "cell", _CELL)
    _fill(sheet, block, write, lambda _row, _column: given)
    if "formulaValue" in given.get("userEnteredValue", {}):
        for row, column, cell in list(sheet.cells(block)):
            if isinstance(cell.value, TypedFormula):
                text = copy_references(cell.value.text, row - block.top, column - block.left)
                sheet.put(row, column, cell._replace(value=TypedFormula(text)))
    return {}


def set_data_validation(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Set or clear a range's validation rule. It is stored, not enforced: Google does not enforce it on API writes."""
    request = require_object(request, "setDataValidation", frozenset({"range", "rule", "filteredRowsIncluded"}))
    found, block = draft.block(request.get("range"))
    sheet = draft.edit(found.id)
    rule = {"dataValidation": request["rule"]} if request.get("rule") else {}
    _fill(sheet, block, writer({"dataValidation": {}}), lambda _row, _column: rule)
    return {}
