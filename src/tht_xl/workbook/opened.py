"""A workbook of any kind as the checks see it: its sheets, and what is on each."""

from collections.abc import Sequence

from tht_xl.workbook.data_sheet.sheet import DataSheet
from tht_xl.workbook.file.book import Book, SheetEntry
from tht_xl.workbook.file.container import RawFile
from tht_xl.workbook.file.marks import SheetMarks, read_marks
from tht_xl.workbook.file.values import Cell, read_values
from tht_xl.workbook.values_only.book import ValuesBook, open_values
from tht_xl.workbook.values_only.kind import values_kind

AnyBook = Book | ValuesBook


def open_book(raw: RawFile) -> AnyBook:
    """Open a workbook: an Excel one with its structure, any other by its values alone.

    Raises:
        DamagedError: It cannot be read.
        MissingExtraError: The library that reads workbooks is not installed.
    """
    kind = values_kind(raw)
    return open_values(raw, kind) if kind else Book.open(raw.container)


def marks_of(book: AnyBook, entry: SheetEntry) -> SheetMarks:
    """Return what the values of a sheet do not tell.

    Raises:
        DamagedError: The sheet cannot be read.
    """
    if isinstance(book, ValuesBook):
        return book.marks(entry)
    return read_marks(book.container.part(entry.part), entry.part, book.percent_styles())


def read_sheet(book: AnyBook, entry: SheetEntry) -> DataSheet:
    """Return a worksheet with its values and its marks.

    Raises:
        DamagedError: It cannot be read, or has too many cells.
    """
    marks = marks_of(book, entry)
    return DataSheet(entry.name, marks, values_of(book, entry, marks))


def values_of(book: AnyBook, entry: SheetEntry, marks: SheetMarks) -> Sequence[Sequence[Cell]]:
    """Return all values of a sheet from A1 on; its error cells, which its marks know, are blank.

    Raises:
        DamagedError: The sheet cannot be read.
    """
    if isinstance(book, ValuesBook):
        return book.values(entry)
    return read_values(book, entry.part, marks)
