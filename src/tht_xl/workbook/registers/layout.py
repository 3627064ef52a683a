"""How wide and high the cells of a register are, and how a wide one is printed."""

from math import ceil

from tht_xl.templates.definition import ColumnDefinition, ColumnKind
from tht_xl.templates.table import Row
from tht_xl.workbook.registers.sheet import SheetPlan
from tht_xl.workbook.writing.live_cells import LiveSheet

CHECK_WIDTH = 34
_WIDTHS = {ColumnKind.TEXT: 30, ColumnKind.REFERENCE: 24, ColumnKind.ROLE: 24, ColumnKind.CHOICE: 16}
MAX_PAGE_WIDTH = 230
"""What can still be read on A4, landscape. [characters]"""
LINE_HEIGHT, MAX_HEIGHT = 13.5, 162
"""Of a row with wrapped text: Excel fits rows when a file is opened, LibreOffice and previews do not. [points]"""


def print_on_several_pages(sheet: LiveSheet, plan: SheetPlan) -> None:
    """Print a wide table over pages side by side, each with the first columns, rather than too small to read."""
    width = CHECK_WIDTH + sum(map(width_of, plan.table.columns))
    if width > MAX_PAGE_WIDTH:
        sheet.worksheet.fit_to_pages(ceil(width / MAX_PAGE_WIDTH), 0)
        sheet.worksheet.repeat_columns(0, 1)


def width_of(column: ColumnDefinition) -> int:
    """Return how wide a column is."""
    return column.width or _WIDTHS.get(column.kind, 12)


def is_wrapped(column: ColumnDefinition) -> bool:
    """Return whether the text of a column goes on over several lines."""
    return column.kind in (ColumnKind.TEXT, ColumnKind.ROLE)


def lines_of(row: Row) -> int:
    """Return how many lines the longest text of a row takes, about as many characters each as its column is wide."""
    texts = [(row.given.get(c.id), width_of(c)) for c in row.table.definition.columns if is_wrapped(c)]
    return max(
        (sum(1 + len(line) // width for line in str(text or "").split("\n")) for text, width in texts), default=1
    )
