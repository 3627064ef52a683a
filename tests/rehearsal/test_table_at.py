"""Where values.append finds the end of a table: cells with values and no gap, corners included."""

import pytest

from tht_xl.rehearsal.requests.values_append import table_at
from tht_xl.rehearsal.spreadsheet.cell import Cell
from tht_xl.rehearsal.spreadsheet.grid_range import GridRange
from tht_xl.rehearsal.spreadsheet.sheet import Sheet


def sheet(*rows: str) -> Sheet:
    """A worksheet of 8 rows and 8 columns: "x" is a value, "o" a cell with a look and no value, "." nothing."""
    made = Sheet(0, "Sheet1", 8, 8)
    for i, row in enumerate(rows):
        for j, mark in enumerate(row):
            if mark != ".":
                made.put(i, j, Cell(1) if mark == "x" else Cell(format={"wrapStrategy": "WRAP"}))
    return made


WHOLE = GridRange(0, 0, 8, 8)


@pytest.mark.parametrize(
    ("rows", "table"),
    [
        ((), None),
        (("o",), None),
        (("x",), GridRange(0, 0, 1, 1)),
        (("xx", "xx"), GridRange(0, 0, 2, 2)),
        (("x.", ".x"), GridRange(0, 0, 2, 2)),
        ((".x", "x."), GridRange(0, 0, 2, 2)),
        (("x", ".", "x"), GridRange(2, 0, 3, 1)),
        (("x", "o", "x"), GridRange(2, 0, 3, 1)),
        (("x.x", "xxx"), GridRange(0, 0, 2, 3)),
        (("x..", "x.x"), GridRange(1, 2, 2, 3)),
        (("..x", "xxx"), GridRange(0, 0, 2, 3)),
        (("xxx", "..x"), GridRange(0, 0, 2, 3)),
        (("x...", ".x..", "..x."), GridRange(0, 0, 3, 3)),
        ((".......x",), GridRange(0, 7, 1, 8)),
        ((".......x", "......x."), GridRange(0, 6, 2, 8)),
        (("", "", "", "", "", "", "", "x"), GridRange(7, 0, 8, 1)),
        (("", "", "", "", "", "", ".x", "x"), GridRange(6, 0, 8, 2)),
    ],
)
def test_the_last_table_of_a_worksheet(rows: tuple[str, ...], table: GridRange | None) -> None:
    assert table_at(sheet(*rows), WHOLE) == table


@pytest.mark.parametrize(
    ("block", "table"),
    [
        (GridRange(0, 0, 1, 1), GridRange(0, 0, 2, 2)),
        (GridRange(0, 0, 8, 3), GridRange(0, 0, 2, 2)),
        (GridRange(3, 4, 4, 5), GridRange(3, 4, 5, 5)),
        (GridRange(4, 0, 5, 8), GridRange(3, 4, 5, 5)),
        (GridRange(2, 0, 3, 8), None),
        (GridRange(0, 2, 8, 4), None),
        (GridRange(5, 0, 8, 8), None),
        (GridRange(0, 5, 8, 8), None),
    ],
)
def test_the_table_that_a_range_touches(block: GridRange, table: GridRange | None) -> None:
    assert table_at(sheet("xx", "x", "", "....x", "....x"), block) == table
