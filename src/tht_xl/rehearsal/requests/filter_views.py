"""batchUpdate requests about filter views: saved filters that a person chooses, each for themselves."""

from typing import Any

from tht_xl.rehearsal.spreadsheet.refusal import ApiError, require_integer, require_object
from tht_xl.rehearsal.spreadsheet.sheet import Sheet
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet

_VIEW = frozenset({"filterViewId", "title", "range", "sortSpecs", "criteria", "filterSpecs"})


def add_filter_view(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Add a filter view. It hides no rows from the API."""
    request = require_object(request, "addFilterView", frozenset({"filter"}))
    given = require_object(request.get("filter"), "filter", _VIEW)
    found, block = draft.block(given.get("range"), "filter.range")
    sheet = draft.edit(found.id)
    number = require_integer(given.get("filterViewId", draft.next_id), "filter.filterViewId")
    if any(view["filterViewId"] == number for _, view in _views(draft)):
        raise ApiError(f"Filter view with id {number} already exists.")
    title = given.get("title") or f"Filter {len(sheet.filter_views) + 1}"
    if any(view["title"] == title for view in sheet.filter_views):
        raise ApiError(f'A filter view with the name "{title}" already exists. Please enter another name.')
    draft.next_id = max(draft.next_id, number) + 1
    view = {**given, "filterViewId": number, "title": title, "range": block.to_json(sheet.id)}
    sheet.filter_views.append(view)
    return {"filter": view}


def delete_filter_view(draft: RehearsalSpreadsheet, request: dict[str, Any]) -> dict[str, Any]:
    """Remove a filter view."""
    request = require_object(request, "deleteFilterView", frozenset({"filterId"}))
    number = require_integer(request.get("filterId"), "filterId")
    found = next((sheet for sheet, view in _views(draft) if view["filterViewId"] == number), None)
    if found is None:
        raise ApiError(f"No filter view with id: {number}")
    sheet = draft.edit(found.id)
    sheet.filter_views = [view for view in sheet.filter_views if view["filterViewId"] != number]
    return {}


def _views(draft: RehearsalSpreadsheet) -> list[tuple[Sheet, dict[str, Any]]]:
    return [(sheet, view) for sheet in draft.sheets for view in sheet.filter_views]
