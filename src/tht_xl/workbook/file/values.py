"""Cell values of one worksheet, read with calamine."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from typing import cast

from tht_xl.documents.addresses import cell_name
from tht_xl.extras import named_when_missing
from tht_xl.workbook.file.book import Book
from tht_xl.workbook.file.container import DamagedError, TooManyCellsError
from tht_xl.workbook.file.marks import NAMELESS, SheetMarks, as_texts
from tht_xl.workbook.file.markup import MAIN, PACKAGE
from tht_xl.workbook.file.odd_cells import has_odd_texts, without_odd_cells

Cell = object
"""A float, text, bool, date, datetime, time or timedelta; "" is a blank cell, and an error cell too."""

MAX_CELLS = 5_000_000
"""A table of 300,000 rows and 16 columns; beyond it a stray cell at the end of the sheet is likelier."""
SHEET = "xl/worksheets/sheet1.xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def read_values(book: Book, part: str, marks: SheetMarks) -> list[list[Cell]]:
    """All values of a worksheet, from A1 on, so that row 5 of the sheet is item 4.

    Calamine refuses a whole worksheet for one cell that it does not understand: an error value that is newer than
    Excel 2007, a shared text that is not there, "1,5" in place of 1.5. Such a cell is given to it as plain text.

    Args:
        book: The workbook.
        part: Name of the worksheet's part.
        marks: The worksheet's error cells, which are blank among the values; cells whose text is lost join them.

    Raises:
        TooManyCellsError: From A1 to the last filled cell there are more than can be read.
        DamagedError: Calamine cannot make sense of the worksheet.
        MissingExtraError: Calamine is not installed.
    """
    # Calamine reserves room for all cells from A1 on, and a program of Rust that gets no memory ends.
    if marks.last_row * (marks.last_column + 1) > MAX_CELLS:
        last = cell_name(marks.last_row, marks.last_column)
        raise TooManyCellsError(f"the last filled cell of a worksheet is {last}")
    sheet = as_texts(book.container.part(part), marks.error_tags)
    try:
        values = None if has_odd_texts(sheet) else _values(book, sheet)
    except DamagedError:
        values = None
    if values is None:
        sheet, lost = without_odd_cells(sheet, part, book)
        marks.errors |= dict.fromkeys(lost, NAMELESS)
        values = _values(book, sheet)
    for row, column in marks.errors:
        if row <= len(values) and column < len(values[row - 1]):
            values[row - 1][column] = ""
    return values


def _values(book: Book, sheet: bytes) -> list[list[Cell]]:
    with named_when_missing():
        from python_calamine import CalamineError, CalamineWorkbook
    try:
        with CalamineWorkbook.from_filelike(_package(book, sheet)) as workbook:
            return cast("list[list[Cell]]", workbook.get_sheet_by_index(0).to_python(skip_empty_area=False))
    except CalamineError as problem:
        raise DamagedError(f"the worksheet cannot be read ({problem})") from problem
    except BaseException as problem:
        # A panic of the Rust reader is not an Exception, but is only one more way of saying that the file is damaged.
        if type(problem).__name__ != "PanicException":
            raise
        raise DamagedError("the worksheet cannot be read") from problem


def _package(book: Book, sheet: bytes) -> BytesIO:
    """Return a workbook of this worksheet alone: calamine must not fail on the rest of the file."""
    parts: dict[str, bytes | str] = {"_rels/.rels": _relations({"officeDocument": "xl/workbook.xml"}), SHEET: sheet}
    targets = {"worksheet": "worksheets/sheet1.xml"}
    for kind, name in (("sharedStrings", book.strings), ("styles", book.styles)):
        if name:
            targets[kind] = f"{kind}.xml"
            parts[f"xl/{kind}.xml"] = book.container.part(name)
    parts["xl/_rels/workbook.xml.rels"] = _relations(targets)
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN[0]}" xmlns:r="{RELATION}"><workbookPr date1904="{int(book.counts_from_1904)}"/>'
        '<sheets><sheet name="Data" sheetId="1" r:id="worksheet"/></sheets></workbook>'
    )
    # Not packed again: it lives for a moment.
    with zipfile.ZipFile(content := BytesIO(), "w", zipfile.ZIP_STORED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    content.seek(0)
    return content


def _relations(targets: Mapping[str, str]) -> str:
    """Return what a part refers to, by the kind of thing."""
    listed = (f'<Relationship Id="{kind}" Type="{RELATION}/{kind}" Target="{path}"/>' for kind, path in targets.items())
    return f'<Relationships xmlns="{PACKAGE[0]}">{"".join(listed)}</Relationships>'
