"""The sheet Data as it was found: values, marks and headings."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tht_xl.documents.addresses import cell_name
from tht_xl.workbook.file.marks import Position, SheetMarks
from tht_xl.workbook.file.values import Cell
from tht_xl.workbook.headings import Layout, find_layout


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
    def texts(self) -> dict[str, list[Position]]:
        """Every distinct text of the sheet, with the positions that hold it."""
        found: dict[str, list[Position]] = defaultdict(list)
        for row, cells in enumerate(self.values, start=1):
            for column, cell in enumerate(cells):
                if cell and isinstance(cell, str):
                    found[cell].append((row, column))
        return dict(found)

    def heading(self, column: int) -> str:
        """Return the text above a column of the table, or ""."""
        row = self.values[self.layout.header_row - 1] if self.layout else []
        return str(row[column]) if column < len(row) else ""

    @staticmethod
    def address(position: Position) -> str:
        """Return the A1 address of a position."""
        return cell_name(*position)
