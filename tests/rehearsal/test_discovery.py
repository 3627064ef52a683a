"""Google's own description of the API is the schema of everything the server takes and answers."""

import importlib.util
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests

from tht_xl.rehearsal.requests.batch import REQUESTS
from tht_xl.rehearsal.server import RehearsalServer

Api = Callable[..., requests.Response]
Schema = dict[str, Any]


@pytest.fixture(scope="module")
def discovery() -> Schema:
    found = importlib.util.find_spec("googleapiclient")
    if found is None or found.origin is None:
        pytest.skip("google-api-python-client, which carries the discovery document, is not installed")
    path = Path(found.origin).parent / "discovery_cache" / "documents" / "sheets.v4.json"
    return json.loads(path.read_text(encoding="utf-8"))


def faults(discovery: Schema, schema: Schema, value: Any, where: str) -> list[str]:
    """Everything in a JSON value that its schema does not allow."""
    if "$ref" in schema:
        schema = discovery["schemas"][schema["$ref"]]
    kind = schema.get("type", "any")
    if kind == "object" and "properties" in schema:
        if not isinstance(value, dict):
            return [f"{where}: {value!r} is no object"]
        unknown = [f"{where}.{name} is unknown" for name in value if name not in schema["properties"]]
        return unknown + [
            fault
            for name, part in value.items()
            if name in schema["properties"]
            for fault in faults(discovery, schema["properties"][name], part, f"{where}.{name}")
        ]
    if kind == "array":
        if not isinstance(value, list):
            return [f"{where}: {value!r} is no list"]
        return [f for i, part in enumerate(value) for f in faults(discovery, schema["items"], part, f"{where}[{i}]")]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{where}: {value!r} is none of {schema['enum']}"]
    types = {"string": str, "boolean": bool, "integer": int, "number": (int, float)}
    if kind in types and (not isinstance(value, types[kind]) or (isinstance(value, bool) != (kind == "boolean"))):
        return [f"{where}: {value!r} is no {kind}"]
    return []


def block(top: int, left: int, bottom: int, right: int) -> dict[str, int]:
    return {
        "sheetId": 0,
        "startRowIndex": top,
        "endRowIndex": bottom,
        "startColumnIndex": left,
        "endColumnIndex": right,
    }


ROWS = {"sheetId": 0, "dimension": "ROWS", "startIndex": 8, "endIndex": 10}
CELL = {
    "userEnteredValue": {"numberValue": 1.5},
    "userEnteredFormat": {
        "backgroundColor": {"red": 1, "green": 0},
        "numberFormat": {"type": "PERCENT", "pattern": "0%"},
        "textFormat": {"bold": True},
    },
    "note": "a note",
    "dataValidation": {"condition": {"type": "BOOLEAN"}},
}
LABEL = {
    "metadataId": 5,
    "metadataKey": "k",
    "metadataValue": "v",
    "location": {"spreadsheet": True},
    "visibility": "DOCUMENT",
}
ROW = {"sheetId": 0, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}
LOOKUP = {"developerMetadataLookup": {"metadataId": 5}}
BATCH: list[dict[str, Any]] = [
    {
        "addSheet": {
            "properties": {"sheetId": 7, "title": "Two", "hidden": True, "tabColorStyle": {"rgbColor": {"red": 1}}}
        }
    },
    {
        "updateCells": {
            "start": {"sheetId": 0, "rowIndex": 0, "columnIndex": 0},
            "rows": [{"values": [CELL]}],
            "fields": "*",
        }
    },
    {"repeatCell": {"range": block(1, 0, 3, 2), "cell": CELL, "fields": "userEnteredFormat,userEnteredValue"}},
    {"appendCells": {"sheetId": 0, "rows": [{"values": [CELL]}], "fields": "userEnteredValue"}},
    {"setDataValidation": {"range": block(0, 3, 1, 4), "rule": {"condition": {"type": "BOOLEAN"}, "strict": True}}},
    {"copyPaste": {"source": block(0, 0, 1, 1), "destination": block(5, 0, 6, 1), "pasteType": "PASTE_VALUES"}},
    {"cutPaste": {"source": block(5, 0, 6, 1), "destination": {"sheetId": 0, "rowIndex": 6, "columnIndex": 0}}},
    {"sortRange": {"range": block(0, 0, 9, 3), "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "DESCENDING"}]}},
    {"insertDimension": {"range": ROWS, "inheritFromBefore": True}},
    {"deleteDimension": {"range": ROWS}},
    {"moveDimension": {"source": ROWS, "destinationIndex": 12}},
    {"appendDimension": {"sheetId": 0, "dimension": "COLUMNS", "length": 2}},
    {
        "updateDimensionProperties": {
            "range": ROWS,
            "properties": {"pixelSize": 40, "hiddenByUser": True},
            "fields": "*",
        }
    },
    {"autoResizeDimensions": {"dimensions": ROWS}},
    {"addDimensionGroup": {"range": ROWS}},
    {"addDimensionGroup": {"range": {**ROWS, "dimension": "COLUMNS"}}},
    {"deleteDimensionGroup": {"range": ROWS}},
    {"mergeCells": {"range": block(20, 0, 22, 2), "mergeType": "MERGE_ALL"}},
    {"mergeCells": {"range": block(30, 0, 32, 2), "mergeType": "MERGE_COLUMNS"}},
    {"unmergeCells": {"range": block(20, 0, 22, 2)}},
    {"addNamedRange": {"namedRange": {"namedRangeId": "n1", "name": "here", "range": block(0, 0, 1, 1)}}},
    {"updateNamedRange": {"namedRange": {"namedRangeId": "n1", "name": "there"}, "fields": "name"}},
    {"addNamedRange": {"namedRange": {"namedRangeId": "n2", "name": "gone", "range": block(0, 0, 1, 1)}}},
    {"deleteNamedRange": {"namedRangeId": "n2"}},
    {
        "addFilterView": {
            "filter": {
                "filterViewId": 41,
                "title": "Red",
                "range": block(0, 0, 9, 3),
                "filterSpecs": [{"columnIndex": 1, "filterCriteria": {"condition": {"type": "NOT_BLANK"}}}],
                "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}],
            }
        }
    },
    {"addFilterView": {"filter": {"filterViewId": 42, "range": block(0, 0, 9, 3)}}},
    {"deleteFilterView": {"filterId": 42}},
    {"addProtectedRange": {"protectedRange": {"protectedRangeId": 3, "range": {"sheetId": 0}, "warningOnly": True}}},
    {
        "updateProtectedRange": {
            "protectedRange": {"protectedRangeId": 3, "description": "ours"},
            "fields": "description",
        }
    },
    {"addProtectedRange": {"protectedRange": {"protectedRangeId": 4, "range": block(0, 0, 1, 1)}}},
    {"deleteProtectedRange": {"protectedRangeId": 4}},
    {"setBasicFilter": {"filter": {"range": block(0, 0, 9, 3)}}},
    {"clearBasicFilter": {"sheetId": 7}},
    {
        "addConditionalFormatRule": {
            "rule": {
                "ranges": [block(1, 2, 9, 3)],
                "booleanRule": {
                    "condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": "Red"}]},
                    "format": {"backgroundColor": {"red": 1}, "textFormat": {"bold": True}},
                },
            },
            "index": 0,
        }
    },
    {"createDeveloperMetadata": {"developerMetadata": LABEL}},
    {
        "updateDeveloperMetadata": {
            "dataFilters": [LOOKUP],
            "developerMetadata": {"metadataValue": "w"},
            "fields": "metadataValue",
        }
    },
    {"createDeveloperMetadata": {"developerMetadata": {**LABEL, "metadataId": 6, "location": {"sheetId": 0}}}},
    {"createDeveloperMetadata": {"developerMetadata": {**LABEL, "metadataId": 8, "location": {"dimensionRange": ROW}}}},
    {"createDeveloperMetadata": {"developerMetadata": {**LABEL, "metadataId": 7}}},
    {"deleteDeveloperMetadata": {"dataFilter": {"developerMetadataLookup": {"metadataId": 7}}}},
    {
        "updateSheetProperties": {
            "properties": {"sheetId": 0, "gridProperties": {"frozenRowCount": 1}},
            "fields": "gridProperties.frozenRowCount",
        }
    },
    {"updateSpreadsheetProperties": {"properties": {"locale": "en_GB"}, "fields": "locale"}},
    {"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 8, "newSheetName": "Three"}},
    {"deleteSheet": {"sheetId": 8}},
]


def test_every_request_is_one_of_googles_and_is_tried_here(discovery: Schema) -> None:
    assert set(REQUESTS) <= set(discovery["schemas"]["Request"]["properties"])
    assert {kind for request in BATCH for kind in request} == set(REQUESTS)


def test_what_we_send_is_what_google_takes(discovery: Schema) -> None:
    schema = {"$ref": "BatchUpdateSpreadsheetRequest"}
    assert faults(discovery, schema, {"requests": BATCH}, "body") == []


def test_every_answer_has_googles_shape(discovery: Schema, api: Api, server: RehearsalServer, book: str) -> None:
    server.spreadsheet(book).write("Sheet1", "A1", [["a", 1, True], ["=x", None, 2.5]])
    raw = {"valueInputOption": "RAW"}
    back = {**raw, "includeValuesInResponse": "true"}
    data = {
        "valueInputOption": "RAW",
        "includeValuesInResponse": True,
        "data": [{"range": "A1:B1", "values": [[1, 2]]}],
    }
    whole = {"requests": BATCH, "includeSpreadsheetInResponse": True, "responseIncludeGridData": True}
    calls: list[tuple[str, str, str, Any, dict[str, Any]]] = [
        ("BatchUpdateSpreadsheetResponse", "POST", f"/{book}:batchUpdate", whole, {}),
        ("Spreadsheet", "GET", f"/{book}", None, {"includeGridData": "true"}),
        ("Spreadsheet", "POST", "", {"properties": {"title": "New"}, "sheets": [{"properties": {"title": "One"}}]}, {}),
        ("ValueRange", "GET", f"/{book}/values/A1:C9", None, {}),
        ("BatchGetValuesResponse", "GET", f"/{book}/values:batchGet", None, {"ranges": ["A1", "B:B"]}),
        ("UpdateValuesResponse", "PUT", f"/{book}/values/A1", {"values": [[1, "b"]]}, back),
        ("BatchUpdateValuesResponse", "POST", f"/{book}/values:batchUpdate", data, {}),
        ("AppendValuesResponse", "POST", f"/{book}/values/Sheet1:append", {"values": [[1]]}, back),
        ("ClearValuesResponse", "POST", f"/{book}/values/A1:clear", None, {}),
        ("BatchClearValuesResponse", "POST", f"/{book}/values:batchClear", {"ranges": ["A1", "B1"]}, {}),
        ("SheetProperties", "POST", f"/{book}/sheets/0:copyTo", {"destinationSpreadsheetId": book}, {}),
        ("DeveloperMetadata", "GET", f"/{book}/developerMetadata/5", None, {}),
        ("SearchDeveloperMetadataResponse", "POST", f"/{book}/developerMetadata:search", {"dataFilters": [LOOKUP]}, {}),
    ]
    for schema, method, path, body, params in calls:
        answer = api(method, path, body, params=params)
        assert answer.status_code == 200, answer.text
        assert faults(discovery, {"$ref": schema}, answer.json(), schema) == []
