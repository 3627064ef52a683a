"""The worksheets of any spreadsheet as rows of values: .xlsx, .xlsm, .xls, .xlsb, .ods and .csv."""

import csv
from collections.abc import Sequence
from pathlib import Path

from tht_xl.extras import named_when_missing
from tht_xl.formulas.cell import FormulaError
from tht_xl.templates.mapping import BETWEEN
from tht_xl.workbook.file.book import Book
from tht_xl.workbook.file.container import DamagedError, RawFile
from tht_xl.workbook.file.marks import read_marks
from tht_xl.workbook.file.values import read_values

Grid = Sequence[Sequence[object]]
MAX_BYTES = 50_000_000
"""A tracker is smaller. [bytes]"""


def sheets_of(path: Path) -> dict[str, Grid]:
    """Return the worksheets of a file by name, each from A1 on; a .csv file has one, named after the file.

    Raises:
        DamagedError: It cannot be read.
        MissingExtraError: The library that reads workbooks is not installed.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise DamagedError(f"the file has more than {MAX_BYTES // 1_000_000} MB")
        if path.suffix.lower() in (".csv", ".txt", ".tsv"):
            return {path.stem: _csv_rows(path.read_bytes())}
    except OSError as error:
        raise DamagedError(f"the file cannot be read ({error.strerror})") from None
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        raw = RawFile.read(path)
        if not raw.is_zip:
            raise DamagedError("the file is not an Excel workbook, or needs a password")
        book = Book.open(raw.container)
        return {entry.name: _values_and_errors(book, entry.part) for entry in book.sheets if entry.is_worksheet}
    return _by_calamine(path)


def _values_and_errors(book: Book, part: str) -> Grid:
    """Return the values of a worksheet; an error value such as #N/A stays one, so that it is not taken for a blank."""
    marks = read_marks(book.container.part(part), part, book.percent_styles())
    grid = read_values(book, part, marks)
    for (row, column), error in marks.errors.items():
        if row <= len(grid) and column < len(grid[row - 1]):
            grid[row - 1][column] = FormulaError(error)
    for row, column in marks.percents:
        shown = grid[row - 1][column] if row <= len(grid) and column < len(grid[row - 1]) else None
        if isinstance(shown, float | int):
            # What the owner sees is 25%, which Excel keeps as 0.25.
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


def _csv_rows(data: bytes) -> Grid:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise DamagedError("the file is not a text of values apart by commas")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        return list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))
    except csv.Error as error:
        raise DamagedError(f"the file is not a text of values apart by commas ({error})") from None


def _by_calamine(path: Path) -> dict[str, Grid]:
    with named_when_missing():
        from python_calamine import CalamineError, CalamineWorkbook
    try:
        with CalamineWorkbook.from_path(str(path)) as workbook:
            names = workbook.sheet_names
            return {name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in names}
    except CalamineError as problem:
        raise DamagedError(f"the file cannot be read ({problem})") from problem
    except BaseException as problem:
        # As in `workbook.file.values`: a panic of the Rust reader means a damaged file.
        if type(problem).__name__ != "PanicException":
            raise
        raise DamagedError("the file cannot be read") from problem
