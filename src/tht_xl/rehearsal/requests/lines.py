"""batchUpdate requests about rows and columns."""

import copy
from typing import Any

from tht_xl.rehearsal.requests.fields import merge
from tht_xl.rehearsal.requests.sheets import required_mask
from tht_xl.rehearsal.spreadsheet.grid_range import Dimension, GridRange, dimension_from_json, span_from_json
from tht_xl.rehearsal.spreadsheet.lines import copy_looks, delete_lines, insert_lines, move_lines
from tht_xl.rehearsal.spreadsheet.refusal import ApiError, require_integer, require_object
from tht_xl.rehearsal.spreadsheet.sheet import Sheet
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet

_PROPERTIES = frozenset({"hiddenByUser", "pixelSize", "hiddenByFilter", "developerMetadata"})


def _line_span(draft: RehearsalSpreadsheet, given: Any, where: str) -> tuple[Sheet, Dimension, int, int]:  # noqa: ANN401 - JSON
    if not isinstance(given, dict):
        raise ApiError(f"{where} is required.")
    sheet = draft.edit(require_integer(given.get("sheetId", 0), f"{where}.sheetId"))
    return sheet, *span_from_json(given, sheet.size, where)


def insert_dimension(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Empty rows or columns before a place."""
    request = require_object(request, "insertDimension", frozenset({"range", "inheritFromBefore"}))
    sheet, dimension, start, end = _line_span(draft, request.get("range"), "range")
    before = request.get("inheritFromBefore") is True
    if start > sheet.size[dimension] or (start == sheet.size[dimension] and not before):
        raise ApiError(f"range.startIndex[{start}] is outside the grid[{sheet.size[dimension]}]")
    if before and start == 0:
        raise ApiError("inheritFromBefore cannot be true if inserting at the beginning of the sheet.")
    insert_lines(draft, sheet, dimension, start, end - start)
    copy_looks(sheet, dimension, start - 1 if before else end, start, end - start)
    return {}


def delete_dimension(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Rows or columns taken out."""
    request = require_object(request, "deleteDimension", frozenset({"range"}))
    sheet, dimension, start, end = _line_span(draft, request.get("range"), "range")
    delete_lines(draft, sheet, dimension, start, end)
    return {}


def move_dimension(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Rows or columns dragged to another place of their sheet."""
    request = require_object(request, "moveDimension", frozenset({"source", "destinationIndex"}))
    sheet, dimension, start, end = _line_span(draft, request.get("source"), "source")
    to = require_integer(request.get("destinationIndex", 0), "destinationIndex")
    move_lines(draft, sheet, dimension, start, end, to)
    return {}


def append_dimension(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Empty rows or columns at the end of the grid."""
    request = require_object(request, "appendDimension", frozenset({"sheetId", "dimension", "length"}))
    sheet = draft.edit(require_integer(request.get("sheetId", 0), "sheetId"))
    length = require_integer(request.get("length", 0), "length", least=1)
    rows = length if dimension_from_json(request.get("dimension"), "dimension") == "ROWS" else 0
    sheet.resize(sheet.row_count + rows, sheet.column_count + length - rows)
    draft.require_room()
    return {}


def update_dimension_properties(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Size of rows or columns, or whether they are hidden."""
    request = require_object(request, "updateDimensionProperties", frozenset({"range", "properties", "fields"}))
    given = require_object(request.get("properties", {}), "properties", _PROPERTIES)
    mask = required_mask(request)
    sheet, dimension, start, end = _line_span(draft, request.get("range"), "range")
    for line in range(start, min(end, sheet.size[dimension])):
        changed = merge(sheet.dimensions[dimension].get(line, {}), given, mask)
        sheet.dimensions[dimension][line] = {name: value for name, value in changed.items() if value}
    return {}


def auto_resize_dimensions(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Columns as wide, or rows as high, as their contents: roughly, as there is no screen."""
    request = require_object(request, "autoResizeDimensions", frozenset({"dimensions"}))
    sheet, dimension, start, end = _line_span(draft, request.get("dimensions"), "dimensions")
    block = (
        GridRange(start, 0, end, sheet.column_count)
        if dimension == "ROWS"
        else GridRange(0, start, sheet.row_count, end)
    )
    sizes: dict[int, int] = {}
    for row, column, cell in sheet.cells(block):
        lines = cell.text.split("\n")
        line, size = (row, 21 * len(lines)) if dimension == "ROWS" else (column, 12 + 7 * max(map(len, lines)))
        sizes[line] = max(size, sizes.get(line, 21))
    for line, size in sizes.items():
        sheet.dimensions[dimension][line] = {**sheet.dimensions[dimension].get(line, {}), "pixelSize": size}
    return {}


def add_dimension_group(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Rows or columns that fold away together."""
    request = require_object(request, "addDimensionGroup", frozenset({"range"}))
    sheet, dimension, start, end = _line_span(draft, request.get("range"), "range")
    where = {"sheetId": sheet.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    inside = [g for g in sheet.groups[dimension] if g["range"]["startIndex"] <= start and end <= g["range"]["endIndex"]]
    sheet.groups[dimension].append({"range": where, "depth": len(inside) + 1})
    return {"dimensionGroups": copy.deepcopy(sheet.groups[dimension])}


def delete_dimension_group(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Ungroup the lines of a range, which stay."""
    request = require_object(request, "deleteDimensionGroup", frozenset({"range"}))
    sheet, dimension, start, end = _line_span(draft, request.get("range"), "range")
    groups = sheet.groups[dimension]
    found = [g for g in groups if (g["range"]["startIndex"], g["range"]["endIndex"]) == (start, end)]
    if not found:
        raise ApiError(f"There is no group over {dimension} {start} to {end}.")
    groups.remove(max(found, key=lambda group: group["depth"]))
    return {"dimensionGroups": copy.deepcopy(groups)} if groups else {}
