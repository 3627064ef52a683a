"""Which request is which: method and path to what answers it."""

import re
from collections.abc import Callable
from typing import Any

from tht_xl.rehearsal.requests import values_append, values_read, values_write
from tht_xl.rehearsal.requests.batch import batch_update
from tht_xl.rehearsal.requests.fields import EVERYTHING, project
from tht_xl.rehearsal.requests.metadata import get_developer_metadata, search_developer_metadata
from tht_xl.rehearsal.requests.sheets import add_sheet, renumber
from tht_xl.rehearsal.requests.spreadsheet_json import spreadsheet_json
from tht_xl.rehearsal.requests.values_read import one
from tht_xl.rehearsal.server import drive
from tht_xl.rehearsal.server.call import Answer, ApiCall, Handler
from tht_xl.rehearsal.spreadsheet.refusal import ApiError, require_integer, require_object
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet, new_spreadsheet


def _get(call: ApiCall) -> Answer:
    grid_data = one(call.query, "includeGridData") == "true"
    return spreadsheet_json(call.book, mask=call.mask, ranges=call.query.get("ranges", []), grid_data=grid_data)


def _create(call: ApiCall) -> Answer:
    known = frozenset({"properties", "sheets", "namedRanges", "developerMetadata"})
    body = require_object(call.body, "spreadsheet", known)
    given = body.get("properties", {})
    book = new_spreadsheet(str(given.get("title") or "Untitled spreadsheet"))
    book.properties |= {name: given[name] for name in ("locale", "timeZone", "autoRecalc") if given.get(name)}
    if body.get("sheets"):
        book.sheets = []
        for sheet in body["sheets"]:
            add_sheet(book, {"properties": require_object(sheet, "sheets", frozenset({"properties"}))["properties"]})
    return spreadsheet_json(call.workspace.add(book), mask=call.mask)


def _batch_update(call: ApiCall) -> Answer:
    body, mask = call.body, call.mask
    with call.workspace.changing(call.id) as draft:
        answer = batch_update(draft, body, mask)
    return {
        name: value if name == "updatedSpreadsheet" else project(value, mask.get(name, EVERYTHING))
        for name, value in answer.items()
        if not mask or name in mask
    }


def _changing(change: Callable[[RehearsalSpreadsheet, ApiCall], dict[str, Any]]) -> Handler:
    def handle(call: ApiCall) -> Answer:
        mask = call.mask
        with call.workspace.changing(call.id) as draft:
            answer = change(draft, call)
        return project(answer, mask)

    return handle


def _reading(read: Callable[[ApiCall], dict[str, Any]]) -> Handler:
    return lambda call: project(read(call), call.mask)


def _copy_sheet(call: ApiCall) -> Answer:
    body = require_object(call.body, "body", frozenset({"destinationSpreadsheetId"}))
    source = call.book.sheet(require_integer(call.parts["sheet"], "sheetId"))
    with call.workspace.changing(str(body.get("destinationSpreadsheetId", ""))) as draft:
        title, number = f"Copy of {source.title}", 1
        while draft.titled(title):
            number += 1
            title = f"Copy of {source.title} {number}"
        sheet = renumber(draft, source, draft.new_sheet_id(), title)
        draft.adopt(sheet)
        draft.require_room()
        return sheet.properties(len(draft.sheets) - 1)


def _delete_file(call: ApiCall) -> Answer:
    call.workspace.remove(call.id)
    return None


def _object(call: ApiCall) -> dict[str, Any]:
    body = call.body
    if not isinstance(body, dict):
        raise ApiError("Invalid JSON payload received. An object is expected.")
    return body


_SHEETS, _FILES = "/v4/spreadsheets", "/drive/v3/files"
_BOOK, _FILE = rf"{_SHEETS}/(?P<id>[^/:]+)", rf"{_FILES}/(?P<id>[^/]+)"

ROUTES: list[tuple[str, re.Pattern[str], Handler]] = [
    (method, re.compile(path), handler)
    for method, path, handler in (
        ("POST", _SHEETS, _create),
        ("GET", _BOOK, _get),
        ("POST", rf"{_BOOK}:batchUpdate", _batch_update),
        ("GET", rf"{_BOOK}/values:batchGet", _reading(lambda c: values_read.batch_get_values(c.book, c.query))),
        ("POST", rf"{_BOOK}/values:batchUpdate", _changing(lambda d, c: values_write.batch_update_values(d, c.body))),
        ("POST", rf"{_BOOK}/values:batchClear", _changing(lambda d, c: values_write.batch_clear_values(d, c.body))),
        (
            "POST",
            rf"{_BOOK}/values/(?P<range>.+):append",
            _changing(lambda d, c: values_append.append_values(d, c.parts["range"], c.query, c.body)),
        ),
        (
            "POST",
            rf"{_BOOK}/values/(?P<range>.+):clear",
            _changing(lambda d, c: values_write.clear_values(d, c.parts["range"])),
        ),
        (
            "GET",
            rf"{_BOOK}/values/(?P<range>.+)",
            _reading(lambda c: values_read.get_values(c.book, c.parts["range"], c.query)),
        ),
        (
            "PUT",
            rf"{_BOOK}/values/(?P<range>.+)",
            _changing(lambda d, c: values_write.update_values(d, c.parts["range"], c.query, c.body)),
        ),
        ("POST", rf"{_BOOK}/sheets/(?P<sheet>\d+):copyTo", _copy_sheet),
        (
            "GET",
            rf"{_BOOK}/developerMetadata/(?P<number>\d+)",
            _reading(lambda c: get_developer_metadata(c.book, c.parts["number"])),
        ),
        ("POST", rf"{_BOOK}/developerMetadata:search", _reading(lambda c: search_developer_metadata(c.book, c.body))),
        ("GET", _FILES, lambda c: drive.list_files(c.workspace, c.query)),
        ("POST", _FILES, lambda c: drive.create_file(c.workspace, c.query, _object(c))),
        ("GET", _FILE, lambda c: drive.mask_fields(drive.file_json(c.book), c.query)),
        ("DELETE", _FILE, _delete_file),
        ("POST", rf"{_FILE}/copy", lambda c: drive.copy_file(c.workspace, c.book, c.query, _object(c))),
        ("GET", rf"{_FILE}/export", lambda c: drive.export(c.book, one(c.query, "mimeType"))),
        ("GET", rf"{_FILE}/comments", lambda c: {"comments": []} if c.book else None),
        ("GET", rf"{_FILE}/permissions", lambda c: drive.list_permissions(c.book, c.query)),
        ("POST", rf"{_FILE}/permissions", _changing(lambda d, c: drive.create_permission(d, _object(c)))),
        (
            "PATCH",
            rf"{_FILE}/permissions/(?P<number>[^/]+)",
            _changing(lambda d, c: drive.update_permission(d, c.parts["number"], _object(c))),
        ),
        (
            "DELETE",
            rf"{_FILE}/permissions/(?P<number>[^/]+)",
            _changing(lambda d, c: drive.delete_permission(d, c.parts["number"])),
        ),
        ("PUT", r"/upload/drive/v2/files/(?P<id>[^/]+)", _changing(lambda d, c: drive.import_csv(d, c.content))),
    )
]
