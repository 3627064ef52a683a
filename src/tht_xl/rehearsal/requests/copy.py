"""batchUpdate requests that move cells about: copyPaste, cutPaste, sortRange."""

from typing import Any

from tht_xl.rehearsal.spreadsheet.cell import Cell, TypedFormula
from tht_xl.rehearsal.spreadsheet.formula_references import copy_references
from tht_xl.rehearsal.spreadsheet.grid_range import GridRange
from tht_xl.rehearsal.spreadsheet.lines import move_row_labels
from tht_xl.rehearsal.spreadsheet.refusal import ApiError, not_served, require_integer, require_object
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet

PASTE_TYPES = ("PASTE_NORMAL", "PASTE_VALUES", "PASTE_FORMULA", "PASTE_FORMAT", "PASTE_NO_BORDERS")
_COORDINATE = frozenset({"sheetId", "rowIndex", "columnIndex"})


def _paste_type(request: dict[str, Any]) -> str:
    given = request.get("pasteType", "PASTE_NORMAL")
    if given not in PASTE_TYPES:
        raise not_served(f"pasteType {given}")
    return given


def paste(old: Cell | None, source: Cell | None, kind: str, rows: int, columns: int) -> Cell | None:
    """Return what a cell becomes when another is pasted over it.

    Args:
        old: The cell pasted over.
        source: The cell copied.
        kind: One of PASTE_TYPES.
        rows: How far down the paste lies. [rows]
        columns: How far right. [columns]
    """
    if (
        source is not None
        and source.is_plain
        and type(source.value) is not TypedFormula
        and (old is None or old.is_plain)
    ):
        # Nearly every cell: nothing to put together. Cells never change, so both places may hold the same one.
        return old if kind == "PASTE_FORMAT" else source
    copy, base = source or Cell(), old or Cell()
    value = copy.value
    if isinstance(value, TypedFormula) and kind != "PASTE_VALUES":
        value = TypedFormula(copy_references(value.text, rows, columns))
    if kind == "PASTE_VALUES":
        changed = base._replace(value=copy.effective)
    elif kind == "PASTE_FORMULA":
        changed = base._replace(value=value)
    elif kind == "PASTE_FORMAT":
        changed = base._replace(format=copy.format)
    else:
        changed = copy._replace(value=value)
    return None if changed.is_bare else changed


def copy_paste(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Copy a block; over a larger destination it is repeated, as with a paste by hand."""
    known = frozenset({"source", "destination", "pasteType", "pasteOrientation"})
    request = require_object(request, "copyPaste", known)
    kind, turned = _paste_type(request), request.get("pasteOrientation", "NORMAL") == "TRANSPOSE"
    source, origin = draft.block(request.get("source"), "source")
    target, wanted = draft.block(request.get("destination"), "destination")
    height, width = (origin.width, origin.height) if turned else (origin.height, origin.width)
    covered = GridRange(
        wanted.top,
        wanted.left,
        wanted.top + height * max(1, wanted.height // height if height else 1),
        wanted.left + width * max(1, wanted.width // width if width else 1),
    )
    if covered.bottom > target.row_count or covered.right > target.column_count:
        raise target.beyond(covered)
    taken = [source.line(row, origin.left, origin.width) for row in range(origin.top, origin.bottom)]
    sheet = draft.edit(target.id)
    for row in range(covered.top, covered.bottom):
        cells: list[Cell | None] = []
        for column, old in enumerate(sheet.line(row, covered.left, covered.width), start=covered.left):
            i, j = (row - covered.top) % height, (column - covered.left) % width
            i, j = (j, i) if turned else (i, j)
            cells.append(paste(old, taken[i][j], kind, row - origin.top - i, column - origin.left - j))
        sheet.put_line(row, covered.left, cells)
    return {}


def cut_paste(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Move a block to where the destination starts. References to it are left as they are."""
    request = require_object(request, "cutPaste", frozenset({"source", "destination", "pasteType"}))
    kind = _paste_type(request)
    source, origin = draft.block(request.get("source"), "source")
    goal = require_object(request.get("destination"), "destination", _COORDINATE)
    target = draft.sheet(require_integer(goal.get("sheetId", 0), "destination.sheetId"))
    top = require_integer(goal.get("rowIndex", 0), "destination.rowIndex")
    left = require_integer(goal.get("columnIndex", 0), "destination.columnIndex")
    covered = GridRange(top, left, top + origin.height, left + origin.width)
    if covered.bottom > target.row_count or covered.right > target.column_count:
        raise target.beyond(covered)
    moved = [
        (row - origin.top, column - origin.left, source.cell(row, column))
        for row in range(origin.top, origin.bottom)
        for column in range(origin.left, origin.right)
    ]
    emptied = draft.edit(source.id)
    for row, column, _ in moved:
        emptied.put(origin.top + row, origin.left + column, None)
    sheet = draft.edit(target.id)
    for row, column, cell in moved:
        sheet.put(top + row, left + column, paste(sheet.cell(top + row, left + column), cell, kind, 0, 0))
    return {}


def sort_range(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Sort the rows of a range: numbers, texts, booleans, and empty cells last in either order."""
    request = require_object(request, "sortRange", frozenset({"range", "sortSpecs"}))
    found, block = draft.block(request.get("range"), "range")
    sheet = draft.edit(found.id)
    # Rows and columns that were never used are empty, and empty cells come last anyway.
    bottom = min(block.bottom, len(sheet.rows))
    width = range(block.left, block.right)
    rows = [(row, [sheet.cell(row, column) for column in width]) for row in range(block.top, bottom)]
    known = frozenset({"dimensionIndex", "sortOrder"})
    for place, given in reversed(list(enumerate(request.get("sortSpecs", [])))):
        spec = require_object(given, f"sortSpecs[{place}]", known)
        column = require_integer(spec.get("dimensionIndex", 0), f"sortSpecs[{place}].dimensionIndex")
        if column not in width:
            raise ApiError(f"sortSpecs[{place}].dimensionIndex[{column}] is outside the range.")
        down = spec.get("sortOrder", "ASCENDING") == "DESCENDING"
        key = column - block.left
        filled = [row for row in rows if _has_value(row[1][key])]
        filled.sort(key=lambda row: _sort_key(row[1][key]), reverse=down)
        rows = filled + [row for row in rows if not _has_value(row[1][key])]
    if draft.switches.metadata_follows_a_sort:
        move_row_labels(draft, sheet.id, {came_from: block.top + at for at, (came_from, _) in enumerate(rows)})
    for place, (came_from, cells) in enumerate(rows):
        row = block.top + place
        for column, cell in zip(width, cells, strict=True):
            sheet.put(row, column, paste(None, cell, "PASTE_NORMAL", row - came_from, 0))
    return {}


def _has_value(cell: Cell | None) -> bool:
    return cell is not None and cell.value is not None


def _sort_key(cell: Cell | None) -> tuple[int, Any]:
    value = cell.effective if cell else None
    if isinstance(value, bool):
        return 2, value
    if isinstance(value, str):
        return 1, value.casefold()
    return 0, value or 0
