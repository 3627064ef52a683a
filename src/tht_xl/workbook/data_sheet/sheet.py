"""The sheet Data as it was found: values, marks and headings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeVar

from tht_xl.disclosure.personal_data.quick_look import may_be_personal
from tht_xl.documents.addresses import cell_name
from tht_xl.workbook.data_sheet.headings import Layout, find_layout
from tht_xl.workbook.data_sheet.number_column import ColumnMarks
from tht_xl.workbook.file.marks import Position, SheetMarks
from tht_xl.workbook.file.values import Cell

Said = TypeVar("Said")
ByColumn = dict[int, dict[int, Said]]
"""What is said of cells, by their column and then by their row."""


@dataclass(frozen=True)
class DataSheet:
    """One worksheet.

    Attributes:
        name: As on its tab.
        marks: Formulas, errors, formats, hidden and merged cells.
        values: Rows of cells from A1 on.
    """

    name: str
    marks: SheetMarks
    values: Sequence[Sequence[Cell]]

    @cached_property
    def layout(self) -> Layout | None:
        """Where the table starts, or None where no row looks like its header."""
        return find_layout(self.values)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Every distinct text of the sheet."""
        found = dict.fromkeys(chain.from_iterable(self.values))
        return tuple(cell for cell in found if isinstance(cell, str) and cell)

    def positions_of(self, texts: Iterable[str]) -> dict[str, list[Position]]:
        """Return where some texts are."""
        # The positions of every text of a large sheet would be a million objects, of which next to none are asked for.
        found: dict[str, list[Position]] = {text: [] for text in texts}
        for row, cells in enumerate(self.values if found else (), start=1):
            for column, cell in enumerate(cells):
                if type(cell) is str and cell in found:
                    found[cell].append((row, column))
        return found

    @cached_property
    def texts_to_search(self) -> dict[str, list[Position]]:
        """The texts that may hold personal data at a quick look, with their positions; the others hold none."""
        return self.positions_of(filter(may_be_personal, self.texts))

    @cached_property
    def headings(self) -> tuple[str, ...]:
        """The text above each column of the table; none where there is no table."""
        return tuple(map(str, self.values[self.layout.header_row - 1])) if self.layout else ()

    def heading(self, column: int) -> str:
        """Return the text above a column of the table, or ""."""
        return self.headings[column] if column < len(self.headings) else ""

    def below(self, row: int, column: int) -> list[Cell]:
        """Return the cells of a column below a row, which counts from 1."""
        return [cells[column] for cells in self.values[row:]]

    def column_marks(self, column: int) -> ColumnMarks:
        """Return what the file says of a column besides its values."""
        errors, formulas, unsaved, percents = self._marks_by_column
        return ColumnMarks(
            errors.get(column, {}), formulas.get(column, {}), unsaved.get(column, {}), percents.get(column, {})
        )

    @cached_property
    def _marks_by_column(self) -> tuple[ByColumn[str], ByColumn[str], ByColumn[None], ByColumn[None]]:
        """The errors, formulas, unsaved formulas and percentages of each column, by row."""
        marks = self.marks
        unsaved, percents = dict.fromkeys(marks.unsaved), dict.fromkeys(marks.percents)
        return _by_column(marks.errors), _by_column(marks.formulas), _by_column(unsaved), _by_column(percents)

    @staticmethod
    def address(position: Position) -> str:
        """Return the A1 address of a position."""
        return cell_name(*position)


def _by_column(cells: Mapping[Position, Said]) -> ByColumn[Said]:
    found: ByColumn[Said] = {}
    for (row, column), said in cells.items():
        found.setdefault(column, {})[row] = said
    return found
