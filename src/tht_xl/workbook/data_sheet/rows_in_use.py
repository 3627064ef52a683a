"""Which rows below the headings are rows of the table: those that hold something a person typed."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tht_xl.model.definition import Framework
from tht_xl.workbook.data_sheet.headings import KEYS, Layout
from tht_xl.workbook.data_sheet.number_column import Flags, rows_among
from tht_xl.workbook.data_sheet.passed_over import Kind, kind_of_row
from tht_xl.workbook.data_sheet.sheet import DataSheet
from tht_xl.workbook.data_sheet.shorthand import without_invisible
from tht_xl.workbook.file.values import Cell


def rows_in_use(
    sheet: DataSheet, layout: Layout, framework: Framework
) -> tuple[NDArray[np.int64], tuple[tuple[int, Kind], ...]]:
    """Return the worksheet rows of the table, and the rows without figures, such as totals, with what each is.

    A row that holds formulas only is one that waits to be filled in.
    """
    rows = np.arange(layout.header_row + 1, len(sheet.values) + 1)
    is_typed = _is_typed(sheet, layout, rows)
    # Most rows are full ones, and are looked at no further.
    doubtful = rows[is_typed & ~_has_whole_key(sheet, layout)].tolist()
    passed_over: dict[int, Kind] = {}
    for row in doubtful:
        if kind := _kind(sheet, layout, framework, row):
            passed_over[row] = kind
    return rows[is_typed & ~rows_among(rows, passed_over)], tuple(passed_over.items())


def _is_typed(sheet: DataSheet, layout: Layout, rows: NDArray[np.int64]) -> Flags:
    """Rows with something in a known column that is not a formula: a text, a number or an error."""
    is_typed = np.zeros(len(rows), bool)
    for column in layout.columns.values():
        cells, marks = sheet.below(layout.header_row, column), sheet.column_marks(column)
        says = {text: _says_something(text) for text in {cell for cell in cells if type(cell) is str}}
        found = np.array([says[cell] if type(cell) is str else True for cell in cells], bool)
        is_typed |= (found | rows_among(rows, marks.errors)) & ~rows_among(rows, marks.formulas)
        if is_typed.all():
            break
    return is_typed


def _has_whole_key(sheet: DataSheet, layout: Layout) -> Flags:
    """Rows with something in each column of the key, and not its heading once more."""
    is_whole = np.ones(len(sheet.values) - layout.header_row, bool)
    for heading in KEYS:
        if heading in layout.columns:
            cells = sheet.below(layout.header_row, layout.columns[heading])
            texts = {text: text.strip() for text in {cell for cell in cells if type(cell) is str}}
            good = {text: bool(bare) and bare.casefold() != heading.casefold() for text, bare in texts.items()}
            is_whole &= np.array([good[cell] if type(cell) is str else True for cell in cells], bool)
    return is_whole


def _kind(sheet: DataSheet, layout: Layout, framework: Framework, row: int) -> Kind | None:
    cells: Sequence[Cell] = sheet.values[row - 1]
    found = {heading: cells[column] for heading, column in layout.columns.items()}
    formulas = frozenset(h for h, column in layout.columns.items() if (row, column) in sheet.marks.formulas)
    indicator = str(found.get("Indicator", "")).strip().casefold()
    return kind_of_row(found, formulas, knows=any(i.id == indicator for i in framework.indicators))


def _says_something(text: str) -> bool:
    """Return whether a text is more than blanks: somebody who clears a row with the space bar leaves one."""
    return bool(without_invisible(text).strip())
