"""One worksheet: a grid of cells that is copied before it is changed."""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tht_xl.rehearsal.spreadsheet import a1
from tht_xl.rehearsal.spreadsheet.cell import Cell
from tht_xl.rehearsal.spreadsheet.grid_range import Dimension, GridRange
from tht_xl.rehearsal.spreadsheet.refusal import ApiError

Row = list[Cell | None]
MAX_COLUMNS = 18_278
"""Columns up to ZZZ, the most a Google sheet has."""


@dataclass
class Sheet:
    """A worksheet. Rows are only as long as their last cell, and the list only as long as the last row in use.

    Attributes:
        id: Number that stays when the sheet is renamed.
        title: Name on the tab.
        row_count: Rows of the grid, used or not. [rows]
        column_count: Columns of the grid. [columns]
        grid: Other grid properties that are set, such as frozenRowCount.
        looks: Other sheet properties that are set, such as hidden and tabColorStyle.
        rows: Cells by row, then column.
        merges: Merged blocks.
        protected: ProtectedRange objects; a missing range means the whole sheet.
        basic_filter: BasicFilter, or None.
        filter_views: FilterView objects, in the order in which they were made.
        conditional_formats: ConditionalFormatRule objects, the first that holds before the others.
        dimensions: DimensionProperties that were set, by dimension and index.
        groups: DimensionGroup objects by dimension.
    """

    id: int
    title: str
    row_count: int = 1000
    column_count: int = 26
    grid: dict[str, Any] = field(default_factory=dict)
    looks: dict[str, Any] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    merges: list[GridRange] = field(default_factory=list)
    protected: list[dict[str, Any]] = field(default_factory=list)
    basic_filter: dict[str, Any] | None = None
    filter_views: list[dict[str, Any]] = field(default_factory=list)
    conditional_formats: list[dict[str, Any]] = field(default_factory=list)
    dimensions: dict[Dimension, dict[int, dict[str, Any]]] = field(default_factory=lambda: {"ROWS": {}, "COLUMNS": {}})
    groups: dict[Dimension, list[dict[str, Any]]] = field(default_factory=lambda: {"ROWS": [], "COLUMNS": []})

    def draft(self) -> "Sheet":
        """Return a copy that can be changed without this one noticing. Cells never change, so they are shared."""
        other = copy.copy(self)
        other.grid, other.looks = dict(self.grid), copy.deepcopy(self.looks)
        other.rows = [row[:] for row in self.rows]
        other.merges, other.protected = list(self.merges), copy.deepcopy(self.protected)
        other.basic_filter = copy.deepcopy(self.basic_filter)
        other.filter_views = copy.deepcopy(self.filter_views)
        other.conditional_formats = copy.deepcopy(self.conditional_formats)
        other.dimensions, other.groups = copy.deepcopy(self.dimensions), copy.deepcopy(self.groups)
        return other

    @property
    def size(self) -> dict[Dimension, int]:
        """Rows and columns of the grid."""
        return {"ROWS": self.row_count, "COLUMNS": self.column_count}

    @property
    def block(self) -> GridRange:
        """The whole grid."""
        return GridRange(0, 0, self.row_count, self.column_count)

    @property
    def is_hidden(self) -> bool:
        """Whether the tab is hidden."""
        return bool(self.looks.get("hidden"))

    def cell(self, row: int, column: int) -> Cell | None:
        """Return the cell there, or None when it is empty."""
        cells = self.rows[row] if row < len(self.rows) else ()
        return cells[column] if column < len(cells) else None

    def put(self, row: int, column: int, cell: Cell | None) -> None:
        """Replace a cell.

        Raises:
            ApiError: It lies outside the grid.
        """
        if row >= self.row_count or column >= self.column_count:
            raise self.beyond(GridRange(row, column, row + 1, column + 1))
        if cell is None and self.cell(row, column) is None:
            return
        while len(self.rows) <= row:
            self.rows.append([])
        cells = self.rows[row]
        if column >= len(cells):
            cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = cell

    def line(self, row: int, left: int, width: int) -> Row:
        """Return the cells of part of a row, the empty ones too."""
        cells = self.rows[row][left : left + width] if row < len(self.rows) else []
        return cells + [None] * (width - len(cells))

    def put_line(self, row: int, left: int, cells: Row) -> None:
        """Replace part of a row.

        Raises:
            ApiError: It lies outside the grid.
        """
        if row >= self.row_count or left + len(cells) > self.column_count:
            raise self.beyond(GridRange(row, left, row + 1, left + len(cells)))
        while len(self.rows) <= row:
            self.rows.append([])
        line = self.rows[row]
        line.extend([None] * (left - len(line)))
        line[left : left + len(cells)] = cells
        while line and line[-1] is None:
            line.pop()

    def beyond(self, block: GridRange) -> ApiError:
        """Return Google's error for a block outside the grid."""
        return ApiError(
            f"Range ({a1.write(self.title, block)}) exceeds grid limits. "
            f"Max rows: {self.row_count}, max columns: {self.column_count}"
        )

    def within(self, block: GridRange) -> GridRange:
        """Return the part of a block inside the grid.

        Raises:
            ApiError: It starts outside; one that only ends outside is cut off, as at Google.
        """
        if block.top >= self.row_count or block.left >= self.column_count:
            raise self.beyond(block)
        return block.clipped(self.row_count, self.column_count)

    def cells(self, block: GridRange) -> Iterator[tuple[int, int, Cell]]:
        """Every cell of the block that holds something, with its place."""
        for row in range(block.top, min(block.bottom, len(self.rows))):
            for column, cell in enumerate(self.rows[row][block.left : block.right], start=block.left):
                if cell is not None:
                    yield row, column, cell

    def has_value(self, row: int, column: int) -> bool:
        """Return whether the cell has a value, not merely a format."""
        cell = self.cell(row, column)
        return cell is not None and cell.value is not None

    def last_row(self) -> int:
        """Return how many rows there are down to the last value."""
        for row in range(len(self.rows), 0, -1):
            if any(cell is not None and cell.value is not None for cell in self.rows[row - 1]):
                return row
        return 0

    def resize(self, rows: int, columns: int) -> None:
        """Set the size of the grid; what falls outside is gone."""
        if rows < 1 or columns < 1:
            raise ApiError("You can't delete all the " + ("rows" if rows < 1 else "columns") + " on the sheet.")
        if columns > MAX_COLUMNS:
            raise ApiError(f"A sheet has at most {MAX_COLUMNS} columns, not {columns}.")
        self.row_count, self.column_count = rows, columns
        del self.rows[rows:]
        for row in self.rows:
            del row[columns:]
        for dimension, limit in self.size.items():
            self.dimensions[dimension] = {i: p for i, p in self.dimensions[dimension].items() if i < limit}

    def properties(self, index: int) -> dict[str, Any]:
        """As SheetProperties."""
        grid = {"rowCount": self.row_count, "columnCount": self.column_count}
        grid |= {name: value for name, value in self.grid.items() if value}
        looks = {name: value for name, value in self.looks.items() if value not in (None, False)}
        return {
            "sheetId": self.id,
            "title": self.title,
            "index": index,
            "sheetType": "GRID",
            "gridProperties": grid,
            **looks,
        }
