"""The few requests of the Drive API that gspread makes beside the Sheets API: files and who may see them."""

import csv
import io
import re
import secrets
from collections.abc import Callable
from typing import Any

from tht_xl.rehearsal.requests.fields import parse_mask, project
from tht_xl.rehearsal.requests.values_read import Query, one
from tht_xl.rehearsal.requests.values_write import enter
from tht_xl.rehearsal.spreadsheet.cell import Cell
from tht_xl.rehearsal.spreadsheet.refusal import ApiError, not_found, not_served
from tht_xl.rehearsal.spreadsheet.sheet import Sheet
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet, new_spreadsheet
from tht_xl.rehearsal.spreadsheet.workspace import Workspace

SHEETS_TYPE = "application/vnd.google-apps.spreadsheet"
_CLAUSE = re.compile(r"""(mimeType|name)\s*=\s*(["'])((?:\\.|(?!\2).)*)\2|trashed\s*=\s*false|parents in .*""")


def file_json(book: RehearsalSpreadsheet) -> dict[str, Any]:
    """Return a spreadsheet as a Drive file."""
    return {
        "kind": "drive#file",
        "id": book.id,
        "name": book.title,
        "mimeType": SHEETS_TYPE,
        "createdTime": book.created,
        "modifiedTime": book.modified,
    }


def mask_fields(answer: dict[str, Any], query: Query) -> dict[str, Any]:
    """Return the answer with only the fields asked for."""
    text = one(query, "fields")
    return project(answer, parse_mask(text)) if text else answer


def list_files(workspace: Workspace, query: Query) -> dict[str, Any]:
    """Answer to files.list: everything on one page."""
    wanted = _name_wanted(one(query, "q"))
    files = [file_json(book) for book in workspace.all() if wanted in (None, book.title)]
    return mask_fields({"kind": "drive#fileList", "files": files}, query)


def _name_wanted(text: str) -> str | None:
    name = None
    for clause in filter(None, re.split(r"\s+and\s+(?=mimeType|name|trashed|parents)", text)):
        found = _CLAUSE.fullmatch(clause.strip())
        if not found:
            raise not_served(f"The Drive search {clause!r}")
        if found[1] == "name":
            name = re.sub(r"\\(.)", r"\1", found[3])
    return name


def create_file(workspace: Workspace, query: Query, body: dict[str, Any]) -> dict[str, Any]:
    """Answer to files.create, for spreadsheets only."""
    if body.get("mimeType") != SHEETS_TYPE:
        raise not_served(f"A Drive file of type {body.get('mimeType')!r}")
    title = body.get("name") or "Untitled spreadsheet"
    return mask_fields(file_json(workspace.add(new_spreadsheet(str(title)))), query)


def copy_file(workspace: Workspace, book: RehearsalSpreadsheet, query: Query, body: dict[str, Any]) -> dict[str, Any]:
    """Answer to files.copy."""
    title = body.get("name") or f"Copy of {book.title}"
    return mask_fields(file_json(workspace.copied(book.id, str(title))), query)


def list_permissions(book: RehearsalSpreadsheet, query: Query) -> dict[str, Any]:
    """Answer to permissions.list."""
    owner = {"id": "owner", "type": "user", "role": "owner", "emailAddress": "rehearsal@localhost"}
    listed = [{"kind": "drive#permission", **item} for item in (owner, *book.permissions.values())]
    return mask_fields({"kind": "drive#permissionList", "permissions": listed}, query)


def create_permission(draft: RehearsalSpreadsheet, body: dict[str, Any]) -> dict[str, Any]:
    """Apply permissions.create; it is only remembered."""
    if body.get("type") not in ("user", "group", "domain", "anyone") or not body.get("role"):
        raise ApiError("The permission type or role field is invalid.")
    number = "anyoneWithLink" if body["type"] == "anyone" else str(secrets.randbelow(10**20))
    kept = {name: value for name, value in body.items() if value is not None}
    draft.permissions[number] = {**kept, "id": number}
    return {"kind": "drive#permission", **draft.permissions[number]}


def update_permission(draft: RehearsalSpreadsheet, number: str, body: dict[str, Any]) -> dict[str, Any]:
    """Apply permissions.update."""
    if number not in draft.permissions:
        raise not_found()
    draft.permissions[number] |= body
    return {"kind": "drive#permission", **draft.permissions[number]}


def delete_permission(draft: RehearsalSpreadsheet, number: str) -> dict[str, Any]:
    """Apply permissions.delete."""
    if draft.permissions.pop(number, None) is None:
        raise not_found()
    return {}


def import_csv(draft: RehearsalSpreadsheet, content: bytes) -> dict[str, Any]:
    """Replace all worksheets with a CSV file, parsed as if typed."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    width = max(map(len, rows), default=0)
    sheet = Sheet(draft.new_sheet_id(), draft.title[:100], max(len(rows), 1), max(width, 1))
    draft.sheets = []
    draft.adopt(sheet)
    draft.require_room()
    for i, row in enumerate(rows):
        sheet.put_line(i, 0, [enter(None, text, parse=True, day_first=draft.day_first) for text in row])
    return {"kind": "drive#file", "id": draft.id, "title": draft.title, "mimeType": SHEETS_TYPE}


def export(book: RehearsalSpreadsheet, mime_type: str) -> tuple[str, bytes]:
    """Return the first worksheet as CSV or tab-separated text: type and content."""
    marks = {"text/csv": ",", "text/tab-separated-values": "\t"}
    if mime_type not in marks:
        raise not_served(f"Export as {mime_type!r}")
    out = io.StringIO()
    table = csv.writer(out, delimiter=marks[mime_type], lineterminator="\r\n")
    text: Callable[[Cell | None], str] = lambda cell: cell.text if cell else ""  # noqa: E731
    table.writerows([text(cell) for cell in row] for row in book.sheets[0].rows[: book.sheets[0].last_row()])
    return mime_type, out.getvalue().removesuffix("\r\n").encode(errors="replace")
