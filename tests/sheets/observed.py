"""What a spreadsheet does where Google's documentation does not say: found by trying, through the API alone."""

import uuid
from collections.abc import Callable
from typing import Any

from tht_xl.sheets.connection.refusal import RejectedRequestError
from tht_xl.sheets.connection.transport import SheetsHTTPClient

Observe = Callable[[SheetsHTTPClient, str, int], bool]
KEY = "tht_xl_trial"


def _line(sheet_id: int, dimension: str, at: int) -> dict[str, Any]:
    return {"sheetId": sheet_id, "dimension": dimension, "startIndex": at, "endIndex": at + 1}


def _label(line: dict[str, Any], value: str) -> dict[str, Any]:
    label = {"metadataKey": KEY, "metadataValue": value, "visibility": "DOCUMENT", "location": {"dimensionRange": line}}
    return {"createDeveloperMetadata": {"developerMetadata": label}}


def _found_at(http: SheetsHTTPClient, spreadsheet: str, value: str) -> int:
    """Where the label is now."""
    lookup = {"developerMetadataLookup": {"metadataKey": KEY, "metadataValue": value}}
    url = f"https://sheets.googleapis.com/v4/spreadsheets/{spreadsheet}/developerMetadata:search"
    answer = http.request("post", url, json={"dataFilters": [lookup]}).json()
    (match,) = answer["matchedDeveloperMetadata"]
    return match["developerMetadata"]["location"]["dimensionRange"]["startIndex"]


def no_match_fails(http: SheetsHTTPClient, spreadsheet: str, sheet_id: int) -> bool:
    """Whether deleting metadata that no lookup finds is an error."""
    del sheet_id
    lookup = {"developerMetadataLookup": {"metadataKey": KEY, "metadataValue": uuid.uuid4().hex}}
    try:
        http.batch_update(spreadsheet, {"requests": [{"deleteDeveloperMetadata": {"dataFilter": lookup}}]})
    except RejectedRequestError:
        return True
    return False


def metadata_follows_a_drag(http: SheetsHTTPClient, spreadsheet: str, sheet_id: int) -> bool:
    """Whether metadata of a column moves with it when it is dragged."""
    value, column = uuid.uuid4().hex, _line(sheet_id, "COLUMNS", 0)
    move = {"moveDimension": {"source": column, "destinationIndex": 3}}
    http.batch_update(spreadsheet, {"requests": [_label(column, value), move]})
    at = _found_at(http, spreadsheet, value)
    assert at in (0, 2), f"neither with its column nor where it was, but at {at}"
    return at == 2


def metadata_follows_a_sort(http: SheetsHTTPClient, spreadsheet: str, sheet_id: int) -> bool:
    """Whether metadata of a row moves with the row's cells when they are sorted."""
    value = uuid.uuid4().hex
    rows = [{"values": [{"userEnteredValue": {"numberValue": number}}]} for number in (1, 2, 3)]
    start = {"sheetId": sheet_id, "rowIndex": 0, "columnIndex": 0}
    area = {"sheetId": sheet_id, "startRowIndex": 0, "endRowIndex": 3}
    down = {"range": area, "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]}
    body = [
        {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}},
        _label(_line(sheet_id, "ROWS", 0), value),
        {"sortRange": down},
    ]
    http.batch_update(spreadsheet, {"requests": body})
    at = _found_at(http, spreadsheet, value)
    assert at in (0, 2), f"neither with its row nor where it was, but at {at}"
    return at == 2


OBSERVATIONS: dict[str, Observe] = {
    "no_match_fails": no_match_fails,
    "metadata_follows_a_drag": metadata_follows_a_drag,
    "metadata_follows_a_sort": metadata_follows_a_sort,
}
"""How each switch of the rehearsal server is found out; `edits_shift_addresses` cannot be seen through the API."""
