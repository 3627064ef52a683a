"""batchUpdate requests about whole worksheets and the spreadsheet."""

import copy
from dataclasses import replace
from typing import Any

from tht_xl.rehearsal.requests.colours import with_styles
from tht_xl.rehearsal.requests.fields import Mask, merge, parse_mask, wants
from tht_xl.rehearsal.spreadsheet.refusal import ApiError, not_served, require_integer, require_object
from tht_xl.rehearsal.spreadsheet.sheet import Sheet
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet

_LOOKS = frozenset({"hidden", "tabColor", "tabColorStyle", "rightToLeft"})
_SHEET = _LOOKS | {"sheetId", "title", "index", "sheetType", "gridProperties"}
_GRID = frozenset(
    {
        "rowCount",
        "columnCount",
        "frozenRowCount",
        "frozenColumnCount",
        "hideGridlines",
        "rowGroupControlAfter",
        "columnGroupControlAfter",
    }
)
_SPREADSHEET = frozenset({"title", "locale", "autoRecalc", "timeZone", "defaultFormat", "iterativeCalculationSettings"})


def required_mask(request: dict[str, Any]) -> Mask:
    """Return the field mask of an update; there is no default.

    Raises:
        ApiError: It is missing.
    """
    if not request.get("fields"):
        raise ApiError("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)")
    return parse_mask(str(request["fields"]))


def _require_new_title(draft: RehearsalSpreadsheet, title: Any, but: Sheet | None = None) -> str:  # noqa: ANN401 - JSON
    if not isinstance(title, str) or not title:
        raise ApiError("Sheet name cannot be empty.")
    if len(title) > 100:
        raise ApiError("The name of a sheet may have at most 100 characters.")
    if (other := draft.titled(title)) and other is not but:
        raise ApiError(f'A sheet with the name "{title}" already exists. Please enter another name.')
    return title


def _free_title(draft: RehearsalSpreadsheet, start: str) -> str:
    number = 1
    while draft.titled(f"{start}{number}"):
        number += 1
    return f"{start}{number}"


def add_sheet(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Add an empty worksheet."""
    request = require_object(request, "addSheet", frozenset({"properties"}))
    given = require_object(request.get("properties", {}), "properties", _SHEET)
    if given.get("sheetType", "GRID") != "GRID":
        raise not_served(f"sheetType {given['sheetType']}")
    sheet_id = require_integer(given["sheetId"], "properties.sheetId") if "sheetId" in given else draft.new_sheet_id()
    if any(sheet.id == sheet_id for sheet in draft.sheets):
        raise ApiError(f"Sheet with id {sheet_id} already exists.")
    title = _require_new_title(draft, given["title"]) if "title" in given else _free_title(draft, "Sheet")
    sheet = Sheet(sheet_id, title)
    _set_grid(sheet, given.get("gridProperties", {}))
    sheet.looks = with_styles({name: given[name] for name in _LOOKS if name in given})
    index = require_integer(given["index"], "properties.index") if "index" in given else len(draft.sheets)
    draft.adopt(sheet, min(index, len(draft.sheets)))
    draft.require_room()
    return {"properties": sheet.properties(draft.index(sheet.id))}


def _set_grid(sheet: Sheet, given: Any) -> None:  # noqa: ANN401 - JSON
    given = require_object(given, "properties.gridProperties", _GRID)
    rows = require_integer(given.get("rowCount", sheet.row_count), "gridProperties.rowCount")
    columns = require_integer(given.get("columnCount", sheet.column_count), "gridProperties.columnCount")
    if (rows, columns) != (sheet.row_count, sheet.column_count):
        sheet.resize(rows, columns)
    sheet.grid = {name: value for name, value in given.items() if name not in ("rowCount", "columnCount") and value}
    for name, size, word in (("frozenRowCount", rows, "rows"), ("frozenColumnCount", columns, "columns")):
        if require_integer(sheet.grid.get(name, 0), f"gridProperties.{name}") >= size:
            raise ApiError(f"You can't freeze all visible {word} on the sheet.")


def delete_sheet(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Delete a worksheet and everything that refers to it."""
    request = require_object(request, "deleteSheet", frozenset({"sheetId"}))
    sheet = draft.sheet(require_integer(request.get("sheetId", 0), "sheetId"))
    if len(draft.sheets) == 1:
        raise ApiError("You can't remove all the sheets in a document.")
    if not any(not other.is_hidden for other in draft.sheets if other is not sheet):
        raise ApiError("You can't remove all the visible sheets in a document.")
    draft.sheets.remove(sheet)
    draft.named_ranges = [n for n in draft.named_ranges if n["range"].get("sheetId", 0) != sheet.id]
    # Metadata lies on a worksheet, on its rows or columns, or on the spreadsheet, where it stays.
    places = {i: each["location"] for i, each in draft.metadata.items()}
    sheet_of = {i: place.get("sheetId", place.get("dimensionRange", {}).get("sheetId")) for i, place in places.items()}
    draft.metadata = {i: each for i, each in draft.metadata.items() if sheet_of[i] != sheet.id}
    return {}


def update_sheet_properties(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Name, place, size, frozen lines, colour of a tab, or whether it is hidden."""
    request = require_object(request, "updateSheetProperties", frozenset({"properties", "fields"}))
    given = require_object(request.get("properties", {}), "properties", _SHEET)
    require_object(given.get("gridProperties", {}), "properties.gridProperties", _GRID)
    mask = required_mask(request)
    sheet = draft.edit(require_integer(given.get("sheetId", 0), "properties.sheetId"))
    if wants(mask, "title") and (mask or "title" in given):
        sheet.title = _require_new_title(draft, given.get("title", ""), but=sheet)
    present = sheet.properties(0)
    # Google keeps each colour twice; who sets one of the two sets both.
    names_colour = "tabColor" in mask or "tabColorStyle" in mask
    both = {**mask, "tabColor": {}, "tabColorStyle": {}} if names_colour else mask
    changed = merge(present, with_styles(given), both)
    sheet.looks = {name: changed[name] for name in _LOOKS if name in changed}
    if sheet.is_hidden and all(other.is_hidden for other in draft.sheets):
        raise ApiError("You can't hide all the sheets in a document.")
    if wants(mask, "gridProperties"):
        whole = {"rowCount": sheet.row_count, "columnCount": sheet.column_count}
        _set_grid(sheet, {**whole, **changed.get("gridProperties", {})})
        draft.require_room()
    if wants(mask, "index") and "index" in given:
        _move(draft, sheet, require_integer(given["index"], "properties.index"))
    return {}


def _move(draft: RehearsalSpreadsheet, sheet: Sheet, index: int) -> None:
    if index > len(draft.sheets):
        raise ApiError(f"properties.index[{index}] is after the last sheet.")
    # The sheet is taken out first: one place past the end is then the end, as insert has it anyway.
    draft.sheets.remove(sheet)
    draft.sheets.insert(index, sheet)


def duplicate_sheet(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Duplicate a worksheet beside the others."""
    known = frozenset({"sourceSheetId", "insertSheetIndex", "newSheetId", "newSheetName"})
    request = require_object(request, "duplicateSheet", known)
    source = draft.sheet(require_integer(request.get("sourceSheetId", 0), "sourceSheetId"))
    sheet_id = request.get("newSheetId")
    sheet_id = draft.new_sheet_id() if sheet_id is None else require_integer(sheet_id, "newSheetId")
    if any(sheet.id == sheet_id for sheet in draft.sheets):
        raise ApiError(f"Sheet with id {sheet_id} already exists.")
    name = request.get("newSheetName")
    title = f"Copy of {source.title}"
    if name:
        title = _require_new_title(draft, name)
    elif draft.titled(title):
        title = _free_title(draft, f"{title} ")
    sheet = renumber(draft, source, sheet_id, title)
    place = require_integer(request.get("insertSheetIndex", 0), "insertSheetIndex")
    draft.adopt(sheet, min(place, len(draft.sheets)))
    draft.require_room()
    return {"properties": sheet.properties(draft.index(sheet.id))}


def renumber(draft: RehearsalSpreadsheet, source: Sheet, sheet_id: int, title: str) -> Sheet:
    """Return a copy of a sheet under another id and title; what named the old id names the new one."""
    sheet = replace(source.draft(), id=sheet_id, title=title)

    def pointed(item: dict[str, Any]) -> dict[str, Any]:
        item = copy.deepcopy(item)
        item.get("range", {})["sheetId"] = sheet_id
        return item

    sheet.protected = []
    for item in source.protected:
        sheet.protected.append({**pointed(item), "protectedRangeId": draft.next_id})
        draft.next_id += 1
    sheet.basic_filter = pointed(source.basic_filter) if source.basic_filter else None
    sheet.filter_views = []
    for view in source.filter_views:
        sheet.filter_views.append({**pointed(view), "filterViewId": draft.next_id})
        draft.next_id += 1
    sheet.conditional_formats = [
        {**rule, "ranges": [{**area, "sheetId": sheet_id} for area in rule["ranges"]]}
        for rule in copy.deepcopy(source.conditional_formats)
    ]
    sheet.groups = {"ROWS": [], "COLUMNS": []}
    for dimension, groups in source.groups.items():
        sheet.groups[dimension] = [pointed(group) for group in groups]
    return sheet


def update_spreadsheet_properties(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Title, locale or time zone of the spreadsheet."""
    request = require_object(request, "updateSpreadsheetProperties", frozenset({"properties", "fields"}))
    given = require_object(request.get("properties", {}), "properties", _SPREADSHEET)
    mask = required_mask(request)
    if wants(mask, "title") and mask and not given.get("title"):
        raise ApiError("The title of a spreadsheet cannot be empty.")
    draft.properties = merge(draft.properties, given, mask or {name: {} for name in given})
    return {}
