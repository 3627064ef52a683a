"""The worksheets of any spreadsheet as rows of values: .xlsx, .xlsm, .xls, .xlsb, .ods and .csv."""

from collections.abc import Sequence
from pathlib import Path

from tht_xl.formulas.cell import FormulaError
from tht_xl.templates.mapping import BETWEEN
from tht_xl.workbook.file.book import SheetEntry
from tht_xl.workbook.file.container import DamagedError, RawFile
from tht_xl.workbook.opened import AnyBook, marks_of, open_book, values_of
from tht_xl.workbook.values_only.kind import values_kind

Grid = Sequence[Sequence[object]]
MAX_BYTES = 50_000_000
"""A tracker is smaller. [bytes]"""


def sheets_of(path: Path) -> dict[str, Grid]:
    """Return the worksheets of a file by name, each from A1 on; a text has one, named after the file.

    Raises:
        DamagedError: It cannot be read, or is too large to be a tracker.
        MissingExtraError: The library that reads workbooks is not installed.
    """
    raw = RawFile.read(path)
    if raw.problem:
        raise DamagedError(raw.problem)
    if raw.size > MAX_BYTES:
        raise DamagedError(f"the file has more than {MAX_BYTES // 1_000_000} MB")
    if not raw.is_zip and not values_kind(raw):
        raise DamagedError("the file is not a spreadsheet, or needs a password")
    book = open_book(raw)
    return {entry.name: _values_and_errors(book, entry) for entry in book.sheets if entry.is_worksheet}


def _values_and_errors(book: AnyBook, entry: SheetEntry) -> Grid:
    """Return the values of a worksheet; an error value such as #N/A stays one, so that it is not taken for a blank."""
    marks = marks_of(book, entry)
    grid = [list(row) for row in values_of(book, entry, marks)]
    for (row, column), error in marks.errors.items():
        if row <= len(grid) and column < len(grid[row - 1]):
            grid[row - 1][column] = FormulaError(error)
    for row, column in marks.percents:
        shown = grid[row - 1][column] if row <= len(grid) and column < len(grid[row - 1]) else None
        if isinstance(shown, float | int):
            # What the owner sees is 25%, which the file keeps as 0.25.
            grid[row - 1][column] = f"{shown * 100:.12g}%"
    return grid


def headings_of(grid: Grid, header_rows: Sequence[int]) -> list[str]:
    """Return the heading of each column; of several rows together, "Dates / Due".

    A merged heading is in its first cell only, so it goes on to the right until the next one of its row.
    """
    rows = [[str(cell).strip() for cell in grid[number - 1]] if number <= len(grid) else [] for number in header_rows]
    width = max(map(len, rows), default=0)
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    for row in filled[:-1]:
        for at in range(1, width):
            row[at] = row[at] or row[at - 1]
    found: list[str] = []
    for at in range(width):
        parts = dict.fromkeys(" ".join(row[at].split()) for row in filled if row[at])
        # A column with nothing in its own row belongs to the one to the left.
        found.append(BETWEEN.join(parts) if filled[-1][at] or len(filled) == 1 else "")
    return found
