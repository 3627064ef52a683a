"""One sheet of values, gathered row by row and never larger than a sheet may be."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tht_xl.documents.addresses import LAST_ROW, cell_name
from tht_xl.workbook.file.marks import SheetMarks
from tht_xl.workbook.file.values import MAX_CELLS, Cell

MAX_COLUMNS = 16_384
"""Columns of an Excel worksheet."""
MAX_CELLS_OF_A_BOOK = 2 * MAX_CELLS
"""All its sheets together: a small file can hold ten thousand of them."""


@dataclass(frozen=True, slots=True)
class ValuesSheet:
    """A sheet as it was read.

    Attributes:
        name: As on its tab.
        values: Its rows from A1 on, all of one length; an error cell is blank.
        marks: What is known of it beside the values.
        is_hidden: Whether a person does not see its tab.
        too_large: What it has too many of, where it was not read to its end; then it has no values.
    """

    name: str
    values: Sequence[Sequence[Cell]]
    marks: SheetMarks
    is_hidden: bool = False
    too_large: str = ""


BLANK_ROW: list[Cell] = []
"""Stands for each row with nothing in it; rows are never changed."""


@dataclass(slots=True)
class ReadRow:
    """One row as it is read: its cells from column A on, and the columns, from 0, in which there is more to know."""

    cells: list[Cell] = field(default_factory=list[Cell])
    errors: dict[int, str] = field(default_factory=dict[int, str])
    percents: list[int] = field(default_factory=list[int])
    unsaved: list[int] = field(default_factory=list[int])

    def last_filled(self) -> int:
        """Return the last column with something in it, or -1."""
        last = next((at for at in range(len(self.cells) - 1, -1, -1) if self.cells[at] != ""), -1)
        return max(last, *self.errors, *self.unsaved) if self.errors or self.unsaved else last


@dataclass(slots=True)
class SheetGatherer:
    """Gathers the rows of a sheet; one that grows too large is dropped at once, and costs no more memory.

    Attributes:
        name: Of the sheet.
        is_hidden: Whether a person does not see its tab.
        room: How many cells it may have, from A1 to its last filled one.
        rows: The rows so far. A row that is there many times is one list.
        marks: What is known beside the values.
        too_large: What it has too many of.
    """

    name: str
    is_hidden: bool = False
    room: int = MAX_CELLS
    rows: list[list[Cell]] = field(default_factory=list[list[Cell]])
    marks: SheetMarks = field(default_factory=SheetMarks)
    too_large: str = ""
    _blank_rows: int = 0

    @property
    def cells(self) -> int:
        """How many cells it has from A1 to its last filled one, as far as they are kept."""
        return 0 if self.too_large else self.marks.last_row * (self.marks.last_column + 1)

    def add(self, row: ReadRow, *, times: int = 1) -> None:
        """Add a row, so many times."""
        if not row.cells and not row.errors:
            self._blank_rows += times
            return
        last = row.last_filled()
        if last < 0:
            self._blank_rows += times
        if last < 0 or self.too_large:
            return
        first = len(self.rows) + self._blank_rows + 1
        self.marks.last_column = max(self.marks.last_column, last)
        self.marks.last_row = first + times - 1
        self.marks.filled_rows += times
        if self._is_refused():
            return
        self.rows += [BLANK_ROW] * self._blank_rows
        self._blank_rows = 0
        self.rows += [row.cells[: last + 1]] * times
        if row.errors or row.percents or row.unsaved:
            for number in range(first, first + times):
                self._mark(number, row)

    def _mark(self, number: int, row: ReadRow) -> None:
        for column, error in row.errors.items():
            self.marks.errors[number, column] = error
            # None but a formula gives an error value, so that is what the cell holds.
            self.marks.formulas[number, column] = ""
        self.marks.percents |= {(number, column) for column in row.percents}
        for column in row.unsaved:
            self.marks.formulas[number, column] = ""
            self.marks.unsaved.add((number, column))

    def _is_refused(self) -> bool:
        row, width = self.marks.last_row, self.marks.last_column + 1
        if row > LAST_ROW or width > MAX_COLUMNS:
            self.too_large = f"goes on to row {row:,} and column {width:,}"
        elif row * width > self.room:
            self.too_large = f"has its last filled cell at {cell_name(row, width - 1)}, or further"
        if self.too_large:
            self.rows, self.marks.errors, self.marks.formulas = [], {}, {}
        return bool(self.too_large)

    def done(self) -> ValuesSheet:
        """Return the sheet with all its rows of one length."""
        width = self.marks.last_column + 1
        # A row that is there many times is filled up once.
        filled: dict[int, list[Cell]] = {}
        for row in self.rows:
            if id(row) not in filled:
                filled[id(row)] = row + [""] * (width - len(row))
        values = [filled[id(row)] for row in self.rows]
        self.marks.last_formatted_row = self.marks.last_row
        return ValuesSheet(self.name, values, self.marks, self.is_hidden, self.too_large)


def room_left(sheets: Sequence[SheetGatherer]) -> int:
    """Return how many cells the next sheet of a workbook may have."""
    return min(MAX_CELLS, MAX_CELLS_OF_A_BOOK - sum(sheet.cells for sheet in sheets))
