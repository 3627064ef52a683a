"""spreadsheets.batchUpdate: many requests, all or nothing."""

from collections.abc import Callable
from typing import Any

from tht_xl.rehearsal.requests import cells as requests_cells
from tht_xl.rehearsal.requests import copy as requests_copy
from tht_xl.rehearsal.requests import filter_views as requests_filter_views
from tht_xl.rehearsal.requests import lines as requests_lines
from tht_xl.rehearsal.requests import marks as requests_marks
from tht_xl.rehearsal.requests import metadata as requests_metadata
from tht_xl.rehearsal.requests import sheets as requests_sheets
from tht_xl.rehearsal.requests.spreadsheet_json import spreadsheet_json
from tht_xl.rehearsal.spreadsheet.refusal import ApiError, require_object
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet

Request = Callable[[RehearsalSpreadsheet, dict[str, Any]], dict[str, Any]]

REQUESTS: dict[str, Request] = {
    "addConditionalFormatRule": requests_marks.add_conditional_format_rule,
    "addDimensionGroup": requests_lines.add_dimension_group,
    "addFilterView": requests_filter_views.add_filter_view,
    "addNamedRange": requests_marks.add_named_range,
    "addProtectedRange": requests_marks.add_protected_range,
    "addSheet": requests_sheets.add_sheet,
    "appendCells": requests_cells.append_cells,
    "appendDimension": requests_lines.append_dimension,
    "autoResizeDimensions": requests_lines.auto_resize_dimensions,
    "clearBasicFilter": requests_marks.clear_basic_filter,
    "copyPaste": requests_copy.copy_paste,
    "createDeveloperMetadata": requests_metadata.create_developer_metadata,
    "cutPaste": requests_copy.cut_paste,
    "deleteDeveloperMetadata": requests_metadata.delete_developer_metadata,
    "deleteDimension": requests_lines.delete_dimension,
    "deleteDimensionGroup": requests_lines.delete_dimension_group,
    "deleteFilterView": requests_filter_views.delete_filter_view,
    "deleteNamedRange": requests_marks.delete_named_range,
    "deleteProtectedRange": requests_marks.delete_protected_range,
    "deleteSheet": requests_sheets.delete_sheet,
    "duplicateSheet": requests_sheets.duplicate_sheet,
    "insertDimension": requests_lines.insert_dimension,
    "mergeCells": requests_marks.merge_cells,
    "moveDimension": requests_lines.move_dimension,
    "repeatCell": requests_cells.repeat_cell,
    "setBasicFilter": requests_marks.set_basic_filter,
    "setDataValidation": requests_cells.set_data_validation,
    "sortRange": requests_copy.sort_range,
    "unmergeCells": requests_marks.unmerge_cells,
    "updateCells": requests_cells.update_cells,
    "updateDeveloperMetadata": requests_metadata.update_developer_metadata,
    "updateDimensionProperties": requests_lines.update_dimension_properties,
    "updateNamedRange": requests_marks.update_named_range,
    "updateProtectedRange": requests_marks.update_protected_range,
    "updateSheetProperties": requests_sheets.update_sheet_properties,
    "updateSpreadsheetProperties": requests_sheets.update_spreadsheet_properties,
}
_BODY = frozenset({"requests", "includeSpreadsheetInResponse", "responseRanges", "responseIncludeGridData"})


def batch_update(draft: RehearsalSpreadsheet, body: Any, mask: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Apply every request to a draft, in order, and answer.

    Raises:
        ApiError: One of them failed; the draft is then to be thrown away.
    """
    body = require_object(body, "body", _BODY)
    requests = body.get("requests", [])
    if not isinstance(requests, list) or not requests:
        raise ApiError("Must specify at least one request.")
    answer: dict[str, Any] = {
        "spreadsheetId": draft.id,
        "replies": [_apply(draft, request, place) for place, request in enumerate(requests)],
    }
    if body.get("includeSpreadsheetInResponse") is True:
        answer["updatedSpreadsheet"] = spreadsheet_json(
            draft,
            mask=mask.get("updatedSpreadsheet", {}),
            ranges=body.get("responseRanges", ()),
            grid_data=body.get("responseIncludeGridData") is True,
        )
    return answer


def _apply(draft: RehearsalSpreadsheet, request: Any, place: int) -> dict[str, Any]:  # noqa: ANN401 - JSON
    if not isinstance(request, dict) or len(request) != 1:
        raise ApiError(f"Invalid value at 'requests[{place}]': exactly one kind of request is expected.")
    kind, given = next(iter(request.items()))
    if kind not in REQUESTS:
        raise ApiError(
            f"Invalid JSON payload received. Unknown name \"{kind}\" at 'requests[{place}]': Cannot find field. "
            "(The rehearsal server does not serve this request.)"
        )
    try:
        reply = REQUESTS[kind](draft, given)
    except ApiError as error:
        raise error.under(f"requests[{place}].{kind}") from error
    return {kind: reply} if reply else {}
