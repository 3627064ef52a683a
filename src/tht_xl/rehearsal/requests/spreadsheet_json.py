"""spreadsheets.get: a spreadsheet as the API writes it."""

from collections.abc import Sequence
from typing import Any

from tht_xl.rehearsal.requests.fields import EVERYTHING, Mask, below, project, wants
from tht_xl.rehearsal.spreadsheet.cell import Cell, TypedFormula, value_to_json
from tht_xl.rehearsal.spreadsheet.grid_range import Dimension, GridRange
from tht_xl.rehearsal.spreadsheet.refusal import ApiError
from tht_xl.rehearsal.spreadsheet.sheet import Sheet
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet

WHITE = {"red": 1, "green": 1, "blue": 1}
DEFAULT_FORMAT: dict[str, Any] = {
    "backgroundColor": WHITE,
    "padding": {"top": 2, "right": 3, "bottom": 2, "left": 3},
    "verticalAlignment": "BOTTOM",
    "wrapStrategy": "OVERFLOW_CELL",
    "textFormat": {
        "foregroundColor": {},
        "fontFamily": "arial,sans,sans-serif",
        "fontSize": 10,
        "bold": False,
        "italic": False,
        "strikethrough": False,
        "underline": False,
        "foregroundColorStyle": {"rgbColor": {}},
    },
    "backgroundColorStyle": {"rgbColor": WHITE},
}
_PIXELS: dict[Dimension, int] = {"ROWS": 21, "COLUMNS": 100}
_TOP = frozenset(
    {
        "spreadsheetId",
        "properties",
        "sheets",
        "namedRanges",
        "spreadsheetUrl",
        "developerMetadata",
        "dataSources",
        "dataSourceSchedules",
    }
)


def spreadsheet_json(
    spreadsheet: RehearsalSpreadsheet, *, mask: Mask = EVERYTHING, ranges: Sequence[str] = (), grid_data: bool = False
) -> dict[str, Any]:
    """Return a Spreadsheet object.

    Args:
        spreadsheet: The spreadsheet.
        mask: Fields wanted; where there are any, they decide about grid data.
        ranges: A1 texts; only the sheets they name are given, and only these cells. Empty: everything.
        grid_data: Whether the cells are wanted, where the mask is empty.

    Raises:
        ApiError: The mask or a range names nothing.
    """
    if mask and not _TOP.issuperset(mask):
        raise ApiError("Request contains an invalid argument.")
    located = [spreadsheet.locate(text) for text in ranges]
    sheets = [sheet for sheet in spreadsheet.sheets if not ranges or any(sheet is found for found, _ in located)]
    with_cells = "data" in below(mask, "sheets") or (not mask and grid_data) or (mask.get("sheets") == {} and grid_data)
    answer: dict[str, Any] = {
        "spreadsheetId": spreadsheet.id,
        "properties": {**spreadsheet.properties, "defaultFormat": DEFAULT_FORMAT},
    }
    if wants(mask, "sheets"):
        answer["sheets"] = []
        for sheet in sheets:
            blocks = [block for found, block in located if found is sheet] or [sheet.block]
            item = _sheet_json(spreadsheet, sheet)
            if with_cells:
                data_mask = below(below(mask, "sheets"), "data")
                item["data"] = [grid_json(sheet, block, data_mask) for block in blocks]
            answer["sheets"].append(project(item, below(mask, "sheets")))
    if spreadsheet.named_ranges:
        answer["namedRanges"] = spreadsheet.named_ranges
    answer["spreadsheetUrl"] = f"https://docs.google.com/spreadsheets/d/{spreadsheet.id}/edit"
    if labels := _labels(spreadsheet, None):
        answer["developerMetadata"] = labels
    if not mask:
        return answer
    return {
        name: value if name == "sheets" else project(value, mask[name])
        for name, value in answer.items()
        if name in mask
    }


def _labels(spreadsheet: RehearsalSpreadsheet, sheet_id: int | None) -> list[dict[str, Any]]:
    return [item for item in spreadsheet.metadata.values() if item["location"].get("sheetId") == sheet_id]


def _sheet_json(spreadsheet: RehearsalSpreadsheet, sheet: Sheet) -> dict[str, Any]:
    parts = {
        "merges": [block.to_json(sheet.id) for block in sheet.merges],
        "developerMetadata": _labels(spreadsheet, sheet.id),
        "protectedRanges": sheet.protected,
        "basicFilter": sheet.basic_filter,
        "filterViews": sheet.filter_views,
        "conditionalFormats": sheet.conditional_formats,
        "rowGroups": sheet.groups["ROWS"],
        "columnGroups": sheet.groups["COLUMNS"],
    }
    present = {name: value for name, value in parts.items() if value}
    return {"properties": sheet.properties(spreadsheet.index(sheet.id)), **present}


def grid_json(sheet: Sheet, block: GridRange, mask: Mask = EVERYTHING) -> dict[str, Any]:
    """Return a block as GridData, without its empty end."""
    answer: dict[str, Any] = {}
    if block.top:
        answer["startRow"] = block.top
    if block.left:
        answer["startColumn"] = block.left
    if wants(mask, "rowData"):
        cell_mask = below(below(mask, "rowData"), "values")
        rows = [_row_json(row[block.left : block.right], cell_mask) for row in sheet.rows[block.top : block.bottom]]
        while rows and not rows[-1]:
            rows.pop()
        if rows:
            answer["rowData"] = rows
    if wants(mask, "rowMetadata"):
        answer["rowMetadata"] = _dimension_json(sheet, "ROWS", block.top, block.bottom)
    if wants(mask, "columnMetadata"):
        answer["columnMetadata"] = _dimension_json(sheet, "COLUMNS", block.left, block.right)
    return answer


def _dimension_json(sheet: Sheet, dimension: Dimension, start: int, end: int) -> list[dict[str, Any]]:
    looks = sheet.dimensions[dimension]
    return [{"pixelSize": _PIXELS[dimension], **looks.get(line, {})} for line in range(start, end)]


def _row_json(cells: list[Cell | None], mask: Mask) -> dict[str, Any]:
    while cells and cells[-1] is None:
        cells.pop()
    return {"values": [cell_json(cell, mask) if cell else {} for cell in cells]} if cells else {}


def cell_json(cell: Cell, mask: Mask = EVERYTHING) -> dict[str, Any]:
    """Return a cell as CellData."""
    answer: dict[str, Any] = {}
    if cell.value is not None:
        if wants(mask, "userEnteredValue"):
            answer["userEnteredValue"] = value_to_json(cell.value)
        if wants(mask, "effectiveValue"):
            value = cell.value.result if isinstance(cell.value, TypedFormula) else cell.value
            answer["effectiveValue"] = value_to_json(value)
        if wants(mask, "formattedValue"):
            answer["formattedValue"] = cell.text
    if cell.format and wants(mask, "userEnteredFormat"):
        answer["userEnteredFormat"] = cell.format
    if wants(mask, "effectiveFormat"):
        answer["effectiveFormat"] = {**DEFAULT_FORMAT, **(cell.format or {})}
    if cell.note and wants(mask, "note"):
        answer["note"] = cell.note
    if cell.rule and wants(mask, "dataValidation"):
        answer["dataValidation"] = cell.rule
    return project(answer, mask)
