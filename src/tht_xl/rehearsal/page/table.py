"""A worksheet as an HTML table in which one cell may be open for typing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from tht_xl.documents.addresses import column_letters
from tht_xl.rehearsal.page.look import NUMBERS_WIDTH, is_hidden_column, style_of
from tht_xl.rehearsal.spreadsheet.cell import Cell, TypedFormula
from tht_xl.rehearsal.spreadsheet.entry import parse_entry
from tht_xl.rehearsal.spreadsheet.sheet import Sheet

USUAL_WIDTH = 100
"""Of a column that nobody has given one. [pixels]"""
LONGEST_FORMULA = 40
"""How much is shown of a formula that is kept and not calculated; all of it where its cell is open. [characters]"""


@dataclass(frozen=True, slots=True)
class TableWindow:
    """What part of a worksheet is shown, and which cell is open.

    Attributes:
        sheet: The worksheet.
        top: First row shown below the header, counted from 0.
        bottom: The row after the last one shown.
        open: Row and column of the cell to type in, or None.
        typed: What was typed and not saved, or None.
        link: Address that opens a cell.
        action: Address that saves.
        kept: What the form sends along so that the same rows are shown again.
        day_first: Whether the spreadsheet's locale writes the day first.
    """

    sheet: Sheet
    top: int
    bottom: int
    open: tuple[int, int] | None
    typed: str | None
    link: Callable[[int, int], str]
    action: str
    kept: Mapping[str, str]
    day_first: bool


def entry_text(cell: Cell | None, *, day_first: bool = False) -> str:
    """Return what to type to get the cell's value again: a formula, or a text with an apostrophe if needed."""
    if cell is None or cell.value is None:
        return ""
    if isinstance(cell.value, TypedFormula):
        return cell.value.text
    if isinstance(cell.value, str) and parse_entry(cell.value, day_first=day_first).value != cell.value:
        return f"'{cell.value}"
    return cell.text if _reads_back(cell, day_first=day_first) else str(cell.value)


def _reads_back(cell: Cell, *, day_first: bool) -> bool:
    value = parse_entry(cell.text, day_first=day_first).value
    return (type(value) is not str and value == cell.value) or isinstance(cell.value, str)


def table(view: TableWindow) -> str:
    """Return the table: column letters, the frozen header row, and the rows."""
    sheet = view.sheet
    width = max([len(row) for row in sheet.rows] + [1, (view.open or (0, 0))[1] + 1])
    width = min(max(width + 1, 6), sheet.column_count)
    # A column that somebody has hidden is shown with the hidden worksheets, or where its own cell is open.
    shows_all, open_column = view.kept.get("hidden") == "1", view.open[1] if view.open else -1
    columns = [c for c in range(width) if shows_all or c == open_column or not is_hidden_column(sheet, c)]
    letters = "".join(f'<th scope="col"{_fixed(sheet, columns, c)}>{column_letters(c)}</th>' for c in columns)
    head = f'<tr class="letters"><td></td>{letters}</tr>{_row(view, 0, columns)}'
    last = max(view.bottom, (view.open or (0, 0))[0] + 1)
    body = "".join(_row(view, row, columns) for row in range(max(view.top, 1), min(last, sheet.row_count)))
    return f"<table><caption>{escape(sheet.title)}</caption><thead>{head}</thead><tbody>{body}</tbody></table>"


def _row(view: TableWindow, row: int, columns: Sequence[int]) -> str:
    cells = "".join(_cell(view, row, column, _left(view.sheet, columns, column)) for column in columns)
    return f'<tr><th scope="row">{row + 1}</th>{cells}</tr>'


def _left(sheet: Sheet, columns: Sequence[int], column: int) -> int | None:
    """Return by how many pixels to the right a frozen column begins; None for one that is not frozen."""
    if column >= sheet.grid.get("frozenColumnCount", 0):
        return None
    before = (sheet.dimensions["COLUMNS"].get(each, {}).get("pixelSize", USUAL_WIDTH) for each in columns)
    return sum(size for each, size in zip(columns, before, strict=True) if each < column)


def _fixed(sheet: Sheet, columns: Sequence[int], column: int) -> str:
    left = _left(sheet, columns, column)
    return "" if left is None else f' style="left:calc({NUMBERS_WIDTH} + {left}px);z-index:3"'


def _cell(view: TableWindow, row: int, column: int, left: int | None) -> str:
    cell = view.sheet.cell(row, column)
    name = f"{column_letters(column)}{row + 1}"
    tag = 'th scope="col"' if row == 0 else "td"
    close = tag.partition(" ")[0]
    if view.open == (row, column):
        return f'<{tag} id="{name}" class="open">{_form(view, cell, name)}</{close}>'
    look = style_of(view.sheet, row, column, left)
    value = cell.effective if cell else None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    text, said = cell.text if cell else "", cell.note if cell else ""
    if cell and isinstance(cell.value, TypedFormula) and value == cell.value.text and len(text) > LONGEST_FORMULA:
        # Google shows what it works out; here it would fill a column from top to bottom.
        text, said = f"{text[:LONGEST_FORMULA]}…", said or text
    label = "" if text else f' aria-label="{name}, empty"'
    note = f' title="{escape(said)}"' if said else ""
    link = f'<a href="{escape(view.link(row, column))}#{name}"{label}{note}>{escape(text)}</a>'
    return f'<{tag} id="{name}"{" class=" + chr(34) + "number" + chr(34) if is_number else ""}{look}>{link}</{close}>'


def _form(view: TableWindow, cell: Cell | None, name: str) -> str:
    was = entry_text(cell, day_first=view.day_first)
    text = was if view.typed is None else view.typed
    sent = {**view.kept, "cell": name, "was": was}
    hidden = "".join(f'<input type="hidden" name="{key}" value="{escape(value)}">' for key, value in sent.items())
    box = f'<input name="text" value="{escape(text)}" autofocus autocomplete="off" spellcheck="false">'
    if "\n" in text:
        # A text area swallows a line end at its start, so it is given one.
        box = f'<textarea name="text" rows="{1 + text.count(chr(10))}" autofocus>\n{escape(text)}</textarea>'
    back = escape(f"{view.action}?{urlencode(view.kept)}#{name}")
    return (
        f'<form method="post" action="{escape(view.action)}">{hidden}'
        f'<label><span class="name">{name}</span>{box}</label><button>Save</button> <a href="{back}">Cancel</a></form>'
    )
