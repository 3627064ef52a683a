"""Rectangles cover exactly the cells they were made of."""

from hypothesis import given
from hypothesis import strategies as st

from tht_xl.sheets.write.blocks import Rectangle, blocks

positions = st.tuples(st.integers(0, 9), st.integers(0, 6))


@given(st.dictionaries(positions, st.integers(0, 99).map(float)))
def test_every_cell_is_covered_once(cells: dict[tuple[int, int], float]) -> None:
    found = [
        ((block.area.row + i, block.area.column + j), value)
        for block in blocks(cells)
        for i, row in enumerate(block.rows)
        for j, value in enumerate(row)
    ]
    assert sorted(found) == sorted(cells.items())


def test_a_full_rectangle_is_one_block() -> None:
    cells = {(row, column): None for row in range(3, 1003) for column in range(2, 7)}
    assert [block.area for block in blocks(cells)] == [Rectangle(3, 2, 1000, 5)]


def test_no_cells_no_blocks() -> None:
    assert blocks({}) == []


def test_rows_of_one_width_that_begin_in_different_columns_are_two_blocks() -> None:
    assert [block.area for block in blocks({(0, 0): "a", (1, 1): "b"})] == [
        Rectangle(0, 0, 1, 1),
        Rectangle(1, 1, 1, 1),
    ]
