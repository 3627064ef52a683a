"""A sheet of values as the sheet Data of a return: what a text holds as numbers, and what only a formula gives."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tht_xl.model.vocabulary import SYMBOLS
from tht_xl.workbook.data_sheet.headings import NUMBERS, RESULTS, Layout
from tht_xl.workbook.data_sheet.sheet import DataSheet
from tht_xl.workbook.file.marks import Position
from tht_xl.workbook.file.values import Cell
from tht_xl.workbook.opened import AnyBook
from tht_xl.workbook.values_only.book import ValuesBook
from tht_xl.workbook.values_only.unseen import NOT_RUN

_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", re.ASCII)
_WITH_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?", re.ASCII)


def rules_not_run(book: AnyBook) -> frozenset[str]:
    """Return the codes of the rules that cannot run on a workbook; none for an Excel workbook."""
    return NOT_RUN[book.kind] if isinstance(book, ValuesBook) else frozenset()


def as_return(book: AnyBook, sheet: DataSheet, layout: Layout) -> DataSheet:
    """Return the sheet Data as the rules of rows read it; that of an Excel workbook as it is."""
    if not isinstance(book, ValuesBook):
        return sheet
    values = with_numbers(sheet.values, layout) if book.kind == "csv" else sheet.values
    # "[c]" in a result may be typed, or come of our own function, which withholds the count. Taken for a formula's, it
    # counts as the row's own symbol only where our rule would not give it: the same result either way.
    symbols = dict.fromkeys(_symbols(values, layout), "")
    return DataSheet(sheet.name, replace(sheet.marks, formulas={**symbols, **sheet.marks.formulas}), values)


def _symbols(values: Sequence[Sequence[Cell]], layout: Layout) -> Iterator[Position]:
    columns = [column for heading, column in layout.columns.items() if heading in RESULTS]
    for number, row in enumerate(values[layout.header_row :], start=layout.header_row + 1):
        for column in columns:
            cell = row[column]
            if isinstance(cell, str) and cell.strip().casefold() in SYMBOLS:
                yield number, column


def with_numbers(values: Sequence[Sequence[Cell]], layout: Layout) -> Sequence[Sequence[Cell]]:
    """Return the rows of a text with its number columns read; what is not a plain number stays for the checks.

    Only those columns: "007" or "10-14" elsewhere is what somebody typed.
    """
    columns = [column for heading, column in layout.columns.items() if heading in NUMBERS]
    read = [list(row) for row in values]
    for row in read[layout.header_row :]:
        for column in columns:
            row[column] = number_of(row[column])
    return read


def number_of(cell: Cell) -> Cell:
    """Return the number that a text is, as a British spreadsheet writes one; any other text as it is.

    Examples:
        >>> number_of("310"), number_of("1,310.5"), number_of("1,31"), number_of("28%")
        (310.0, 1310.5, '1,31', '28%')
    """
    if not isinstance(cell, str):
        return cell
    text = cell.strip()
    if _PLAIN.fullmatch(text):
        return float(text)
    return float(text.replace(",", "")) if _WITH_THOUSANDS.fullmatch(text) else cell
