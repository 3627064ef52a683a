"""The rows of the table, column by column, with indicator, area and period looked up."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from tht_xl.documents.addresses import cell_name
from tht_xl.model.definition import Area, Framework, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.workbook.data_sheet.computed import Computed, compute
from tht_xl.workbook.data_sheet.headings import COUNTS, KNOWN, NUMBERS, Layout
from tht_xl.workbook.data_sheet.lookup import Found, Pairs, find_areas, find_indicators, find_periods
from tht_xl.workbook.data_sheet.number_column import ColumnMarks, Flags, NumberColumn, read_column
from tht_xl.workbook.data_sheet.passed_over import Kind as NoFigures
from tht_xl.workbook.data_sheet.reading import begins_with_figure, shown
from tht_xl.workbook.data_sheet.rows_in_use import rows_in_use
from tht_xl.workbook.data_sheet.sheet import DataSheet
from tht_xl.workbook.data_sheet.shorthand import without_invisible
from tht_xl.workbook.file.values import Cell
from tht_xl.workbook.rule import Fault

Made = TypeVar("Made")
InWords = tuple[str, str]
"""What was found and what was expected, without any figure."""

RELEASED = "published"
"""The disclosure rule of figures that their source has released: nothing is to be protected."""


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
        rows, passed_over = rows_in_use(sheet, layout, framework)
        return ReturnTable(sheet, layout, framework, rows, passed_over)

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
        return iter(flags.nonzero()[0].tolist())

    @cached_property
    def numbers(self) -> dict[str, NumberColumn]:
        """The number columns."""
        return {heading: self._number_column(heading) for heading in NUMBERS}

    @cached_property
    def texts(self) -> dict[str, list[str]]:
        """The other known columns, as text without surrounding blanks."""
        return {heading: self._texts(heading) for heading in KNOWN if heading not in NUMBERS}

    def _texts(self, heading: str) -> list[str]:
        cells = self.cells(heading)
        if not self.has(heading):
            return [""] * len(self)
        known = {text: without_invisible(text).strip() for text in {cell for cell in cells if type(cell) is str}}
        return [known[cell] if type(cell) is str else without_invisible(str(cell)).strip() for cell in cells]

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
    def periods_by_indicator(self) -> Pairs[Indicator, Period]:
        """The indicator and the period of each row, every distinct pair once."""
        return Pairs.of(self.indicators, self.periods)

    @cached_property
    def is_protected(self) -> Flags:
        """Rows whose figures no finding may show: their indicator has a disclosure rule, or nobody knows which."""
        return self.indicators.where(lambda indicator: indicator is None or indicator.disclosure != RELEASED)

    @cached_property
    def is_percent(self) -> Flags:
        """Rows of an indicator whose unit is a percentage."""
        return self.indicators.where(lambda indicator: indicator is not None and indicator.unit == "%")

    @cached_property
    def is_national(self) -> Flags:
        """Rows of a country."""
        return self.areas.where(lambda area: area is not None and area.kind == "country")

    @cached_property
    def by_indicator(self) -> list[tuple[Indicator, NDArray[np.int64]]]:
        """Each indicator with the indices of its rows, in the order of first appearance."""
        return [(indicator, rows) for indicator, rows in self.indicators.groups() if indicator is not None]

    @cached_property
    def computed(self) -> Computed:
        """What the counts of each row give by its indicator's own measure and disclosure rule."""
        count, denominator = (self.numbers[heading].number for heading in ("Numerator", "Denominator"))
        return compute(self.by_indicator, count, denominator, is_national=self.is_national)

    def _number_column(self, heading: str) -> NumberColumn:
        if not self.has(heading):
            return self.once(_blank_column)
        marks = self.sheet.column_marks(self.layout.columns[heading])
        return read_column(self.cells(heading), self.rows, marks)

    def once(self, make: Callable[["ReturnTable"], Made]) -> Made:
        """Return what a function makes of the table; it is called the first time only."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("Made", self._made[make])

    @cached_property
    def _made(self) -> dict[object, object]:
        return {}


def _blank_column(table: ReturnTable) -> NumberColumn:
    """Return what a column of numbers holds that the worksheet lacks."""
    return read_column([""] * len(table), table.rows, ColumnMarks({}, {}, (), ()))
