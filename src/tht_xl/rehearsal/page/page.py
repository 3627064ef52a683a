"""The page for people: which spreadsheets there are, and one of them to read and type in."""

from dataclasses import dataclass, field
from html import escape
from urllib.parse import parse_qs, quote, urlencode

from tht_xl.documents.addresses import column_letters
from tht_xl.rehearsal.page.person import Person
from tht_xl.rehearsal.page.style import STYLE
from tht_xl.rehearsal.page.table import TableWindow, entry_text, table
from tht_xl.rehearsal.requests.values_read import Query, one
from tht_xl.rehearsal.spreadsheet import a1
from tht_xl.rehearsal.spreadsheet.refusal import ApiError
from tht_xl.rehearsal.spreadsheet.sheet import Sheet
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet
from tht_xl.rehearsal.spreadsheet.workspace import Workspace

PAGE_ROWS = 200
"""How many rows are shown at once. [rows]"""


@dataclass(frozen=True, slots=True)
class WebResponse:
    """What a browser gets."""

    html: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def answer(workspace: Workspace, method: str, path: str, query: Query, content: bytes) -> WebResponse:
    """Answer a request that is not for the API.

    Raises:
        ApiError: There is no such page, or what was typed is refused.
    """
    parts = [part for part in path.split("/") if part]
    if method == "GET" and not parts:
        return WebResponse(_document("Spreadsheets", _list(workspace)))
    if len(parts) == 2 and parts[0] == "sheet":
        book = workspace.get(parts[1])
        if method == "GET":
            return WebResponse(_sheet_page(book, query))
        if method == "POST":
            return _save(workspace, book, parse_qs(content.decode("utf-8", "replace"), keep_blank_values=True))
    raise ApiError("There is no such page.", 404)


def refusal(error: ApiError) -> str:
    """Return a page that says why not."""
    body = (
        f'<main class="narrow"><h1>That did not work</h1><p>{escape(error.message)}</p>'
        '<p><a href="/">All spreadsheets</a></p></main>'
    )
    return _document("That did not work", body)


def _document(title: str, body: str) -> str:
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} - rehearsal</title><style>{STYLE}</style></head>\n<body>{body}</body></html>\n"
    )


def _list(workspace: Workspace) -> str:
    books = workspace.all()
    rows = "".join(
        f'<li><a href="/sheet/{quote(book.id)}">{escape(book.title)}</a> '
        f'<span class="quiet">{len(book.sheets)} worksheets, changed {escape(book.modified[:16].replace("T", " "))} UTC'
        "</span></li>"
        for book in reversed(books)
    )
    return (
        '<main class="narrow"><h1>Spreadsheets of this rehearsal</h1>'
        "<p>They live on this computer only and stand in for the shared Google Sheet.</p>"
        + (
            f'<ul class="books">{rows}</ul>'
            if books
            else '<p class="quiet">There are none yet: the first sync makes one.</p>'
        )
        + "</main>"
    )


def _address(book: RehearsalSpreadsheet, **given: object) -> str:
    pairs = {name: value for name, value in given.items() if value not in (None, "", False)}
    return f"/sheet/{quote(book.id)}" + (f"?{urlencode(pairs)}" if pairs else "")


def _choose_sheet(book: RehearsalSpreadsheet, query: Query) -> Sheet:
    wanted = one(query, "sheet")
    if wanted:
        return book.sheet(int(wanted) if wanted.isdecimal() else -1)
    return next((sheet for sheet in book.sheets if not sheet.is_hidden), book.sheets[0])


def _sheet_page(book: RehearsalSpreadsheet, query: Query, *, notice: str = "", typed: str | None = None) -> str:
    sheet = _choose_sheet(book, query)
    hidden = one(query, "hidden") == "1" or sheet.is_hidden
    cell = _cell_of(sheet, one(query, "cell"))
    start = one(query, "from", "1")
    top = max(0, int(start) - 1) if start.isdecimal() else 0
    if cell and not top <= cell[0] < top + PAGE_ROWS:
        top = cell[0] // PAGE_ROWS * PAGE_ROWS

    def link(row: int, column: int) -> str:
        name = f"{column_letters(column)}{row + 1}"
        return _address(book, sheet=sheet.id, hidden=int(hidden), cell=name, **{"from": top + 1 if top else None})

    bottom = min(top + PAGE_ROWS, max(sheet.last_row() + 1, 2))
    kept = {"sheet": str(sheet.id), "hidden": str(int(hidden)), "from": str(top + 1)}
    view = TableWindow(sheet, top, bottom, cell, typed, link, _address(book), kept, book.day_first)
    body = (
        f'<header><p class="crumb"><a href="/">All spreadsheets</a></p><h1>{escape(book.title)}</h1>'
        f"{_tabs(book, sheet, hidden=hidden)}</header><main>"
        + (f'<p class="notice" role="alert">{escape(notice)}</p>' if notice else "")
        + f'{_range_line(book, sheet, top, hidden=hidden)}<div class="grid" role="region" tabindex="0" '
        f'aria-label="Cells of {escape(sheet.title)}">{table(view)}</div>'
        '<p class="quiet">Choose a cell to type in it. What you type is read as Google Sheets reads it: 10-14 becomes '
        "a date, 007 becomes 7; start with an apostrophe to keep it as text. Formulas are kept, not "
        "calculated.</p></main>"
    )
    return _document(f"{sheet.title} - {book.title}", body)


def _tabs(book: RehearsalSpreadsheet, chosen: Sheet, *, hidden: bool) -> str:
    shown = [sheet for sheet in book.sheets if hidden or not sheet.is_hidden]
    items = ""
    for sheet in shown:
        there = escape(_address(book, sheet=sheet.id, hidden=int(hidden)))
        current = ' aria-current="page"' if sheet is chosen else ""
        mark = ' <span class="quiet">(hidden)</span>' if sheet.is_hidden else ""
        items += f'<li><a href="{there}"{current}>{escape(sheet.title)}{mark}</a></li>'
    count = sum(sheet.is_hidden for sheet in book.sheets)
    toggle = ""
    if count and hidden:
        toggle = f'<a class="toggle" href="{escape(_address(book))}">Hide hidden worksheets</a>'
    elif count:
        there = escape(_address(book, sheet=chosen.id, hidden=1))
        toggle = f'<a class="toggle" href="{there}">Show hidden worksheets ({count})</a>'
    return f'<nav aria-label="Worksheets"><ul>{items}</ul>{toggle}</nav>'


def _range_line(book: RehearsalSpreadsheet, sheet: Sheet, top: int, *, hidden: bool) -> str:
    used = max(sheet.last_row(), 1)
    if used <= PAGE_ROWS:
        return ""
    steps = [("Earlier rows", top - PAGE_ROWS, top > 0), ("Later rows", top + PAGE_ROWS, top + PAGE_ROWS < used)]
    links = " ".join(
        f'<a href="{escape(_address(book, sheet=sheet.id, hidden=int(hidden), **{"from": max(0, at) + 1}))}">{text}</a>'
        for text, at, there in steps
        if there
    )
    return f'<p class="rows">Rows {top + 1} to {min(top + PAGE_ROWS, used)} of {used} {links}</p>'


def _cell_of(sheet: Sheet, text: str) -> tuple[int, int] | None:
    block = a1.parse_block(text) if text else None
    if block is None or not block.is_cell or not sheet.block.contains(block):
        return None
    return block.top, block.left


def _save(workspace: Workspace, book: RehearsalSpreadsheet, form: Query) -> WebResponse:
    """Put what was typed into its cell, unless the cell has changed since the person opened it."""
    sheet = _choose_sheet(book, form)
    place = _cell_of(sheet, one(form, "cell"))
    if place is None:
        raise ApiError("There is no such cell.")
    # Forms send every line end as two characters.
    form = {name: [value.replace("\r\n", "\n") for value in values] for name, values in form.items()}
    typed = one(form, "text")
    query: Query = {name: form[name] for name in ("sheet", "hidden", "cell", "from") if name in form}
    before = entry_text(sheet.cell(*place), day_first=book.day_first)
    if one(form, "was") != before:
        notice = f"{one(form, 'cell')} changed while you were typing; it now holds {before!r}. Nothing was saved."
        return WebResponse(_sheet_page(book, query, notice=notice, typed=typed), 409)
    try:
        Person(workspace, book.id).type(sheet.title, one(form, "cell"), typed)
    except ApiError as error:
        return WebResponse(_sheet_page(book, query, notice=error.message, typed=typed), 400)
    there = _address(book, sheet=sheet.id, hidden=one(form, "hidden"), **{"from": one(form, "from")})
    return WebResponse("", 303, {"Location": f"{there}#{quote(one(form, 'cell'))}"})
