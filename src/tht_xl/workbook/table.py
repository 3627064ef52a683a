"""The rows of the table, column by column, with indicator, area and period looked up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tht_xl.documents.addresses import cell_name
from tht_xl.model.definition import Area, Framework, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.workbook.computed import Computed, compute
from tht_xl.workbook.file.values import Cell
from tht_xl.workbook.headings import COUNTS, KEYS, KNOWN, NUMBERS, Layout
from tht_xl.workbook.lookup import Found, find_areas, find_indicators, find_periods
from tht_xl.workbook.passed_over import Kind as NoFigures
from tht_xl.workbook.passed_over import kind_of_row
from tht_xl.workbook.reading import UNSAVED, Kind, begins_with_figure, read_number, shown
from tht_xl.workbook.rule import Fault
from tht_xl.workbook.sheet import DataSheet
from tht_xl.workbook.shorthand import without_invisible

Flags = NDArray[np.bool_]
InWords = tuple[str, str]
"""What was found and what was expected, without any figure."""

RELEASED = "published"
"""The disclosure rule of figures that their source has released: nothing is to be protected."""
OURS = "THT_"
"""What the names of the package's functions begin with."""


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column that should hold numbers.

    Attributes:
        kind: What each cell holds.
        number: Its number, NaN where it holds none.
        symbol: Its symbol in small letters, such as "[c]"; "" where it holds none.
        is_formula: Whether a formula computes it.
        is_ours: Whether that formula is one of the package's functions.
        is_percent: Whether it is shown as a percentage.
    """

    kind: NDArray[np.object_]
    number: NDArray[np.float64]
    symbol: NDArray[np.object_]
    is_formula: Flags
    is_ours: Flags
    is_percent: Flags

    def has(self, *kinds: Kind) -> Flags:
        """Return which cells hold one of these kinds."""
        return np.isin(self.kind, kinds)


@dataclass(frozen=True)
class ReturnTable:
    """The rows that hold something a person typed.

    Attributes:
        sheet: Where they are.
        layout: Where the columns are.
        framework: The definitions they are read by.
        rows: Worksheet row of each, from 1.
        passed_over: The rows without figures, such as totals, with what each is.
    """

    sheet: DataSheet
    layout: Layout
    framework: Framework
    rows: NDArray[np.int64]
    passed_over: tuple[tuple[int, NoFigures], ...] = ()

    @staticmethod
    def of(sheet: DataSheet, layout: Layout, framework: Framework) -> "ReturnTable":
        """Return the table below the headings. A row that holds formulas only is one that waits to be filled in."""
        typed = [row for row in range(layout.header_row + 1, len(sheet.values) + 1) if _is_typed(sheet, layout, row)]
        other: dict[int, NoFigures] = {}
        for row in typed:
            if kind := _kind(sheet, layout, framework, row):
                other[row] = kind
        rows = [row for row in typed if row not in other]
        return ReturnTable(sheet, layout, framework, np.array(rows, np.int64), tuple(other.items()))

    def __len__(self) -> int:
        return len(self.rows)

    @cached_property
    def index_of(self) -> dict[int, int]:
        """The index of each worksheet row."""
        return {row: index for index, row in enumerate(self.rows.tolist())}

    def has(self, *headings: str) -> bool:
        """Return whether the worksheet has these columns."""
        return all(heading in self.layout.columns for heading in headings)

    def cells(self, heading: str) -> list[Cell]:
        """Return the cells of a column, blank where the worksheet lacks it."""
        # Every fault of every row asks for cells of its row: read once, or the time grows with the square of the rows.
        if heading not in self._columns:
            self._columns[heading] = self._read_column(heading)
        return self._columns[heading]

    @cached_property
    def _columns(self) -> dict[str, list[Cell]]:
        """The columns that have been read so far."""
        return {}

    def _read_column(self, heading: str) -> list[Cell]:
        column = self.layout.columns.get(heading)
        if column is None:
            return [""] * len(self)
        return [self.sheet.values[row - 1][column] for row in self.rows.tolist()]

    def cell(self, heading: str, index: int) -> str:
        """Return the A1 address of a row's cell."""
        return cell_name(int(self.rows[index]), self.layout.columns[heading]) if self.has(heading) else ""

    def shown(self, heading: str, index: int) -> str:
        """Return what a row's cell holds, for a message; "" where the worksheet lacks the column."""
        if not self.has(heading):
            return ""
        row, column = int(self.rows[index]), self.layout.columns[heading]
        return shown(self.sheet.values[row - 1][column], self.sheet.marks.errors.get((row, column), ""))

    def error(self, heading: str, index: int) -> str:
        """Return the error that a row's cell shows, or ""."""
        return self.sheet.marks.errors.get((int(self.rows[index]), self.layout.columns.get(heading, -1)), "")

    def fault(
        self, heading: str, index: int, given: str, expected: str, fix: str = "", *, in_words: InWords = ("", "")
    ) -> Fault:
        """Return a fault in a row's cell.

        Findings are passed on further than workbooks, so a figure of a row that a disclosure rule protects is in none
        of them: what is wrong with a number cell of such a row is said in words.

        Args:
            heading: Column of the cell.
            index: Row of the table.
            given: What was found.
            expected: What was expected.
            fix: What to do, where it is more exact than the rule's own advice.
            in_words: Given and expected without any figure, for a protected row; the rule's title unless said.
        """
        if self.is_protected[index] and heading in NUMBERS:
            return self.fault_without_figures(heading, index, *in_words)
        if self.hides(heading, index):
            return self.fault_without_figures(heading, index, f"{heading.lower()} begins with a number", expected)
        return self.fault_without_figures(heading, index, given, expected, fix)

    def hides(self, heading: str, index: int) -> bool:
        """Return whether a cell of a protected row has a figure in place of a name, as when cells have moved."""
        is_figure = begins_with_figure(self.cells(heading)[index], but_a_year=heading == "Period")
        # An age band is a number in its own right.
        return (
            bool(self.is_protected[index]) and heading != "Age" and (is_figure or self._repeats_a_count(heading, index))
        )

    def _repeats_a_count(self, heading: str, index: int) -> bool:
        """Return whether a text, such as "Tower Hamlets (n=3)", says one of the row's own counts."""
        said = set(re.findall(r"\d+", str(self.cells(heading)[index])))
        counts = {re.sub(r"\D.*", "", str(self.cells(name)[index]).strip()) for name in COUNTS}
        return bool(said & (counts - {""}))

    def fault_without_figures(self, heading: str, index: int, given: str, expected: str, fix: str = "") -> Fault:
        """Return a fault whose words are the same whatever the figures of the row are, so that any row may have it."""
        return Fault(given, expected, self.cell(heading, index), int(self.rows[index]), fix)

    def where(self, flags: Flags) -> Iterator[int]:
        """Return the indices of the rows that are flagged."""
        return map(int, np.flatnonzero(flags))

    @cached_property
    def numbers(self) -> dict[str, NumberColumn]:
        """The number columns."""
        return {heading: self._number_column(heading) for heading in NUMBERS}

    @cached_property
    def texts(self) -> dict[str, list[str]]:
        """The other known columns, as text without surrounding blanks."""
        return {
            heading: [without_invisible(str(c)).strip() for c in self.cells(heading)]
            for heading in KNOWN
            if heading not in NUMBERS
        }

    @cached_property
    def indicators(self) -> Found[Indicator]:
        """The indicator of each row."""
        return find_indicators(self.framework, self.texts["Indicator"])

    @cached_property
    def areas(self) -> Found[Area]:
        """The area of each row."""
        return find_areas(self.framework, self.texts["Area"])

    @cached_property
    def periods(self) -> Found[Period]:
        """The period of each row."""
        return find_periods(self.cells("Period"))

    @cached_property
    def is_protected(self) -> Flags:
        """Rows whose figures no finding may show: their indicator has a disclosure rule, or nobody knows which."""
        return np.array([i is None or i.disclosure != RELEASED for i in self.indicators.things], bool)

    @cached_property
    def is_percent(self) -> Flags:
        """Rows of an indicator whose unit is a percentage."""
        return np.array([i is not None and i.unit == "%" for i in self.indicators.things], bool)

    @cached_property
    def computed(self) -> Computed:
        """What the counts of each row give by its indicator's own measure and disclosure rule."""
        count, denominator = (self.numbers[heading].number for heading in ("Numerator", "Denominator"))
        return compute(self.indicators.things, self.areas.things, count, denominator)

    def _number_column(self, heading: str) -> NumberColumn:
        column, marks = self.layout.columns.get(heading, -1), self.sheet.marks
        errors = {row: error for (row, where), error in marks.errors.items() if where == column}
        readings = [
            read_number(cell, errors.get(row, "") if errors else "")
            for cell, row in zip(self.cells(heading), self.rows.tolist(), strict=True)
        ]
        unsaved = {row for row, where in marks.unsaved if where == column}
        readings = [
            UNSAVED if row in unsaved else reading for reading, row in zip(readings, self.rows.tolist(), strict=True)
        ]
        formulas = {row: text for (row, where), text in marks.formulas.items() if where == column}
        return NumberColumn(
            kind=np.array([reading.kind for reading in readings], object),
            number=np.array([reading.number for reading in readings], float),
            symbol=np.array(
                [
                    str(cell).strip().casefold() if reading.kind == "symbol" else ""
                    for cell, reading in zip(self.cells(heading), readings, strict=True)
                ],
                object,
            ),
            is_formula=np.isin(self.rows, list(formulas)),
            # A cell that shares its formula with others has no text of its own.
            is_ours=np.isin(self.rows, [row for row, text in formulas.items() if not text or OURS in text.upper()]),
            is_percent=np.isin(self.rows, [row for row, where in marks.percents if where == column]),
        )


def _kind(sheet: DataSheet, layout: Layout, framework: Framework, row: int) -> NoFigures | None:
    cells = sheet.values[row - 1]
    keys = [(heading, str(cells[column]).strip()) for heading, column in layout.columns.items() if heading in KEYS]
    # Most rows are full ones, and are looked at no further.
    if all(text and text.casefold() != heading.casefold() for heading, text in keys):
        return None
    found = {heading: cells[column] for heading, column in layout.columns.items()}
    formulas = frozenset(h for h, column in layout.columns.items() if (row, column) in sheet.marks.formulas)
    indicator = str(found.get("Indicator", "")).strip().casefold()
    return kind_of_row(found, formulas, knows=any(i.id == indicator for i in framework.indicators))


def _is_typed(sheet: DataSheet, layout: Layout, row: int) -> bool:
    cells, marks = sheet.values[row - 1], sheet.marks
    return any(
        (_says_something(cells[column]) or (row, column) in marks.errors) and (row, column) not in marks.formulas
        for column in layout.columns.values()
    )


def _says_something(cell: Cell) -> bool:
    """Return whether a cell holds more than blanks: somebody who clears a row with the space bar leaves one."""
    return bool(without_invisible(cell).strip()) if isinstance(cell, str) else True
