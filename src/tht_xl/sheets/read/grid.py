"""A worksheet as it was read: cells by position, and how large the worksheet is."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tht_xl.documents.addresses import extent
from tht_xl.sheets.matching import match_key
from tht_xl.sheets.table import Cell, cell, from_entered


def _entered_cell(value: Mapping[str, Any] | Cell) -> Cell:
    """Return a cell as it was read, or one that is still as it came; a blank one is an empty object."""
    return from_entered(value) if isinstance(value, Mapping) else value


@dataclass(frozen=True, slots=True)
class Grid:
    """Cells from A1 to the last one that holds anything.

    Attributes:
        cells: Rows of cells; a row ends with its last cell that holds anything.
        height: Rows the worksheet has, blank ones included. [rows]
        width: Columns the worksheet has. [columns]
    """

    cells: Sequence[Sequence[Cell]] = ()
    height: int = 0
    width: int = 0

    @classmethod
    def from_values(cls, answer: Mapping[str, Any]) -> "Grid":
        """One range of a values read that named a whole worksheet."""
        cells = [[cell(value) for value in row] for row in answer.get("values", [])]
        return cls(cells, *extent(answer.get("range", "")))

    @classmethod
    def from_spreadsheet(cls, answer: Mapping[str, Any]) -> "Grid":
        """Return the one range of a spreadsheet that was sent with its grid data; formulas are told from texts."""
        data = answer.get("sheets", [{}])[0].get("data", [{}])[0].get("rowData", [])
        return cls([[_entered_cell(value) for value in row.get("values", [])] for row in data])

    @classmethod
    def from_write(cls, answer: bytes) -> "dict[str, Grid]":
        """Return the ranges that a write sent back as its JSON, by worksheet.

        Each cell is read as soon as it is complete: 100,000 rows take a tenth of what their JSON would as objects.
        """
        reply = json.loads(answer, object_hook=lambda part: from_entered(part) if "userEnteredValue" in part else part)
        return cls.by_title(reply.get("updatedSpreadsheet", {}))

    @classmethod
    def by_title(cls, answer: Mapping[str, Any]) -> "dict[str, Grid]":
        """Return the ranges of a spreadsheet that was sent with its grid data, one for each worksheet that has one."""
        sheets = [sheet for sheet in answer.get("sheets", []) if sheet.get("data")]
        return {sheet["properties"]["title"]: cls.from_spreadsheet({"sheets": [sheet]}) for sheet in sheets}

    @property
    def used(self) -> int:
        """How many rows there are up to the last one that holds anything."""
        return len(self.cells)

    @property
    def used_width(self) -> int:
        """How many columns there are up to the last one that holds anything."""
        return max((len(row) for row in self.cells), default=0)

    @property
    def header(self) -> Sequence[Cell]:
        """The first row."""
        return self.cells[0] if self.cells else ()

    def column_headed(self, name: Cell, otherwise: int) -> int:
        """Return the position of the only column with this header; `otherwise` if there is none, or more than one.

        To look up several headers, take `columns_by_header` once.
        """
        wanted = match_key(name)
        return otherwise if wanted is None else self.columns_by_header().get(wanted, otherwise)

    def columns_by_header(self) -> dict[str | None, int]:
        """Return the position of the column of each header, by its compared form; none for headers there twice."""
        places: dict[str | None, int] = {}
        twice: set[str | None] = {None}
        for column, header in enumerate(self.header):
            seen = match_key(header)
            if seen in places:
                twice.add(seen)
            places.setdefault(seen, column)
        return {seen: column for seen, column in places.items() if seen not in twice}

    def at(self, row: int, column: int) -> Cell:
        """Return the cell at a position counted from 0; None outside."""
        if row >= len(self.cells) or column >= len(self.cells[row]):
            return None
        return self.cells[row][column]
