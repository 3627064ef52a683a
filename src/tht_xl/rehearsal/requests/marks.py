"""batchUpdate requests about merged, protected, named and filtered ranges."""

import secrets
from collections.abc import Iterable
from typing import Any

from tht_xl.rehearsal.requests.fields import merge
from tht_xl.rehearsal.requests.sheets import required_mask
from tht_xl.rehearsal.spreadsheet.grid_range import GridRange
from tht_xl.rehearsal.spreadsheet.refusal import ApiError, require_integer, require_object
from tht_xl.rehearsal.spreadsheet.sheet import Sheet
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet

_PROTECTED = frozenset(
    {
        "protectedRangeId",
        "range",
        "namedRangeId",
        "description",
        "warningOnly",
        "requestingUserCanEdit",
        "unprotectedRanges",
        "editors",
    }
)
_NAMED = frozenset({"namedRangeId", "name", "range"})


def _block(draft: RehearsalSpreadsheet, given: Any, where: str = "range") -> tuple[Sheet, GridRange]:  # noqa: ANN401 - JSON
    found, block = draft.block(given, where)
    return draft.edit(found.id), block


def merge_cells(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Cells shown as one: all together, by row or by column. Only the first keeps its value."""
    request = require_object(request, "mergeCells", frozenset({"range", "mergeType"}))
    sheet, block = _block(draft, request.get("range"))
    for part in _merged_parts(block, request.get("mergeType", "MERGE_ALL")):
        old = [merged for merged in sheet.merges if merged.overlaps(part)]
        if any(not part.contains(merged) for merged in old):
            raise ApiError("You must select all cells in a merged range to merge or unmerge them.")
        sheet.merges = [merged for merged in sheet.merges if merged not in old]
        for row, column, _ in list(sheet.cells(part)):
            if (row, column) != (part.top, part.left):
                sheet.put(row, column, None)
        if not part.is_cell:
            sheet.merges.append(part)
    return {}


def _merged_parts(block: GridRange, kind: str) -> Iterable[GridRange]:
    if kind == "MERGE_ALL":
        return [block]
    if kind == "MERGE_ROWS":
        return [GridRange(row, block.left, row + 1, block.right) for row in range(block.top, block.bottom)]
    if kind == "MERGE_COLUMNS":
        return [GridRange(block.top, column, block.bottom, column + 1) for column in range(block.left, block.right)]
    raise ApiError(f"Invalid value at 'mergeType', {kind!r}")


def unmerge_cells(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Unmerge merged cells."""
    request = require_object(request, "unmergeCells", frozenset({"range"}))
    sheet, block = _block(draft, request.get("range"))
    if any(merged.overlaps(block) and not block.contains(merged) for merged in sheet.merges):
        raise ApiError("You must select all cells in a merged range to merge or unmerge them.")
    sheet.merges = [merged for merged in sheet.merges if not merged.overlaps(block)]
    return {}


def add_protected_range(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Mark a range as protected. The rehearsal has one user, who owns it, so nothing is refused."""
    request = require_object(request, "addProtectedRange", frozenset({"protectedRange"}))
    given = require_object(request.get("protectedRange"), "protectedRange", _PROTECTED)
    sheet, _ = _block(draft, given.get("range"), "protectedRange.range")
    number = given.get("protectedRangeId", draft.next_id)
    number = require_integer(number, "protectedRange.protectedRangeId")
    if any(item["protectedRangeId"] == number for other in draft.sheets for item in other.protected):
        raise ApiError(f"Protected range with id {number} already exists.")
    draft.next_id = max(draft.next_id, number) + 1
    item = {**given, "protectedRangeId": number, "requestingUserCanEdit": True}
    item["range"] = {"sheetId": sheet.id, **given["range"]}
    sheet.protected.append(item)
    return {"protectedRange": item}


def _find_protected(draft: RehearsalSpreadsheet, number: int) -> tuple[Sheet, dict[str, Any]]:
    for sheet in draft.sheets:
        for item in sheet.protected:
            if item["protectedRangeId"] == number:
                return sheet, item
    raise ApiError(f"No protected range with id: {number}")


def update_protected_range(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Masked parts of a protected range replaced."""
    request = require_object(request, "updateProtectedRange", frozenset({"protectedRange", "fields"}))
    given = require_object(request.get("protectedRange"), "protectedRange", _PROTECTED)
    found, old = _find_protected(draft, require_integer(given.get("protectedRangeId"), "protectedRangeId"))
    changed = {**merge(old, given, required_mask(request)), "protectedRangeId": old["protectedRangeId"]}
    sheet = draft.edit(found.id)
    sheet.protected = [
        changed if item["protectedRangeId"] == old["protectedRangeId"] else item for item in sheet.protected
    ]
    return {}


def delete_protected_range(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Remove the protection of a range."""
    request = require_object(request, "deleteProtectedRange", frozenset({"protectedRangeId"}))
    found, old = _find_protected(draft, require_integer(request.get("protectedRangeId"), "protectedRangeId"))
    sheet = draft.edit(found.id)
    sheet.protected = [item for item in sheet.protected if item["protectedRangeId"] != old["protectedRangeId"]]
    return {}


def add_named_range(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Name a range."""
    request = require_object(request, "addNamedRange", frozenset({"namedRange"}))
    given = require_object(request.get("namedRange"), "namedRange", _NAMED)
    name = given.get("name")
    if not isinstance(name, str) or not name.replace("_", "a").isalnum() or name[0].isdigit():
        raise ApiError(f"The name {name!r} is not valid for a named range.")
    if any(named["name"].casefold() == name.casefold() for named in draft.named_ranges):
        raise ApiError(f'A named range with the name "{name}" already exists.')
    sheet, _ = _block(draft, given.get("range"), "namedRange.range")
    item = {"namedRangeId": given.get("namedRangeId") or str(secrets.randbelow(2**31)), "name": name}
    item["range"] = {"sheetId": sheet.id, **given["range"]}
    draft.named_ranges.append(item)
    return {"namedRange": item}


def update_named_range(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Masked parts of a named range replaced."""
    request = require_object(request, "updateNamedRange", frozenset({"namedRange", "fields"}))
    given = require_object(request.get("namedRange"), "namedRange", _NAMED)
    old = _named(draft, given.get("namedRangeId"))
    changed = {**merge(old, given, required_mask(request)), "namedRangeId": old["namedRangeId"]}
    draft.named_ranges[draft.named_ranges.index(old)] = changed
    return {}


def _named(draft: RehearsalSpreadsheet, number: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    for named in draft.named_ranges:
        if named["namedRangeId"] == number:
            return named
    raise ApiError(f"No named range with id: {number}")


def delete_named_range(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Remove the name of a range."""
    request = require_object(request, "deleteNamedRange", frozenset({"namedRangeId"}))
    draft.named_ranges.remove(_named(draft, request.get("namedRangeId")))
    return {}


def set_basic_filter(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Set the filter a person sees. It hides no rows from the API."""
    request = require_object(request, "setBasicFilter", frozenset({"filter"}))
    known = frozenset({"range", "sortSpecs", "criteria", "filterSpecs"})
    given = require_object(request.get("filter"), "filter", known)
    sheet, block = _block(draft, given.get("range"), "filter.range")
    sheet.basic_filter = {**given, "range": block.to_json(sheet.id)}
    return {}


def add_conditional_format_rule(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Add a format that holds while a cell says something; at the index given, or first. The page shows none."""
    request = require_object(request, "addConditionalFormatRule", frozenset({"rule", "index"}))
    rule = require_object(request.get("rule"), "rule", frozenset({"ranges", "booleanRule", "gradientRule"}))
    areas = rule.get("ranges")
    if not isinstance(areas, list) or not areas or len({"booleanRule", "gradientRule"} & rule.keys()) != 1:
        raise ApiError("A conditional format rule needs at least one range, and one of booleanRule and gradientRule.")
    blocks = [_block(draft, area, f"rule.ranges[{place}]") for place, area in enumerate(areas)]
    if len({sheet.id for sheet, _ in blocks}) != 1:
        raise ApiError("All ranges of a conditional format rule must be on one sheet.")
    sheet = blocks[0][0]
    index = require_integer(request.get("index", 0), "index")
    if not 0 <= index <= len(sheet.conditional_formats):
        raise ApiError(f"No conditional format on sheet: {sheet.id} at index: {index}")
    added = {**rule, "ranges": [{"sheetId": sheet.id, **area} for area in areas]}
    sheet.conditional_formats.insert(index, added)
    return {}


def clear_basic_filter(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """No filter."""
    request = require_object(request, "clearBasicFilter", frozenset({"sheetId"}))
    draft.edit(require_integer(request.get("sheetId", 0), "sheetId")).basic_filter = None
    return {}
