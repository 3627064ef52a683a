"""One worksheet's cells: put, read, cut to size."""

import pytest

from tht_xl.rehearsal.spreadsheet.cell import Cell
from tht_xl.rehearsal.spreadsheet.grid_range import GridRange
from tht_xl.rehearsal.spreadsheet.refusal import ApiError
from tht_xl.rehearsal.spreadsheet.sheet import Row, Sheet


def sheet(rows: int = 4, columns: int = 3) -> Sheet:
    return Sheet(0, "Sheet1", rows, columns)


def texts(made: Sheet) -> list[list[str]]:
    return [["" if cell is None else cell.text for cell in row] for row in made.rows]


def test_a_row_is_written_where_the_one_before_it_ends() -> None:
    made = sheet()
    made.put_line(1, 1, [Cell("b")])
    made.put_line(1, 2, [Cell("c")])
    made.put_line(1, 0, [Cell("a")])
    assert texts(made) == [[], ["a", "b", "c"]]
    assert [cell and cell.text for cell in made.line(1, 1, 5)] == ["b", "c", None, None, None]
    made.put_line(1, 1, [None, None])
    assert texts(made) == [[], ["a"]]


@pytest.mark.parametrize("row", [3, 4])
@pytest.mark.parametrize("column", [2, 3])
def test_a_cell_outside_the_grid_is_refused(row: int, column: int) -> None:
    made = sheet()
    is_inside = row < 4 and column < 3
    for put in (lambda: made.put(row, column, Cell(1)), lambda: made.put_line(row, column, [Cell(1)])):
        if is_inside:
            put()
        else:
            with pytest.raises(ApiError, match=r"exceeds grid limits. Max rows: 4, max columns: 3"):
                put()
    assert made.has_value(3, 2) is is_inside


def test_taking_nothing_away_changes_nothing() -> None:
    made = sheet()
    made.put(2, 1, None)
    assert made.rows == []
    made.put(2, 1, Cell("x"))
    made.put(2, 1, None)
    assert texts(made) == [[], [], ["", ""]]


@pytest.mark.parametrize(
    ("block", "inside"),
    [
        (GridRange(0, 0, 9, 9), GridRange(0, 0, 4, 3)),
        (GridRange(3, 2, 4, 3), GridRange(3, 2, 4, 3)),
        (GridRange(1, 1, 2, 2), GridRange(1, 1, 2, 2)),
        (GridRange(4, 0, 5, 1), None),
        (GridRange(0, 3, 1, 4), None),
    ],
)
def test_a_range_that_ends_outside_is_cut_and_one_that_starts_there_is_refused(
    block: GridRange, inside: GridRange | None
) -> None:
    if inside:
        assert sheet().within(block) == inside
    else:
        with pytest.raises(ApiError, match="exceeds grid limits"):
            sheet().within(block)


def test_cut_to_size_what_falls_outside_is_gone() -> None:
    made = sheet()
    for row in range(4):
        made.put_line(row, 0, [Cell(f"{row}{column}") for column in range(3)])
    made.dimensions["ROWS"] = {1: {"pixelSize": 5}, 2: {"pixelSize": 6}}
    made.dimensions["COLUMNS"] = {1: {"pixelSize": 7}, 2: {"pixelSize": 8}}
    made.resize(2, 2)
    assert texts(made) == [["00", "01"], ["10", "11"]]
    assert (made.size, made.block) == ({"ROWS": 2, "COLUMNS": 2}, GridRange(0, 0, 2, 2))
    assert made.dimensions == {"ROWS": {1: {"pixelSize": 5}}, "COLUMNS": {1: {"pixelSize": 7}}}


@pytest.mark.parametrize(
    ("rows", "last"),
    [([], 0), ([[Cell("x")]], 1), ([[Cell("x")], [], [None, Cell("y")]], 3), ([[Cell("x")], [Cell(note="n")]], 1)],
)
def test_the_last_row_is_the_last_with_a_value(rows: list[Row], last: int) -> None:
    made = sheet()
    made.rows = rows
    assert made.last_row() == last


def test_the_cells_of_a_block_with_their_places() -> None:
    made = sheet()
    made.put(0, 0, Cell("a"))
    made.put(1, 2, Cell("b"))
    made.put(3, 1, Cell("c"))
    assert [(row, column, cell.text) for row, column, cell in made.cells(GridRange(0, 1, 4, 3))] == [
        (1, 2, "b"),
        (3, 1, "c"),
    ]
    assert [place[:2] for place in made.cells(GridRange(0, 0, 1, 3))] == [(0, 0)]


def test_a_block_and_its_neighbours() -> None:
    block = GridRange(2, 2, 4, 4)
    assert [block.overlaps(other) for other in (GridRange(3, 3, 5, 5), GridRange(0, 0, 3, 3), block)] == [
        True,
        True,
        True,
    ]
    beside = (GridRange(4, 2, 5, 4), GridRange(0, 2, 2, 4), GridRange(2, 4, 4, 5), GridRange(2, 0, 4, 2))
    assert not any(block.overlaps(other) or other.overlaps(block) for other in beside)
    assert block.contains(block)
    outside = (GridRange(1, 2, 4, 4), GridRange(2, 1, 4, 4), GridRange(2, 2, 5, 4), GridRange(2, 2, 4, 5))
    assert not any(block.contains(other) for other in outside)
    assert all(other.contains(block) for other in outside)
    assert (GridRange(2, 2, 3, 3).is_cell, GridRange(2, 2, 3, 4).is_cell, GridRange(2, 2, 4, 3).is_cell) == (
        True,
        False,
        False,
    )
    assert (GridRange(3, 3, 2, 2).height, GridRange(3, 3, 2, 2).width) == (0, 0)
