import pytest

from tht_xl.functions.engine.blocks import CellBlock
from tht_xl.functions.engine.spreading import cell_at


@pytest.mark.parametrize(
    ("block", "cells"),
    [
        (CellBlock([1], (1, 1)), [1, 1, 1, 1, 1, 1]),
        (CellBlock([1, 2], (2, 1)), [1, 1, 1, 2, 2, 2]),
        (CellBlock([1, 2, 3], (1, 3)), [1, 2, 3, 1, 2, 3]),
        (CellBlock([1, 2, 3, 4, 5, 6], (2, 3)), [1, 2, 3, 4, 5, 6]),
        (CellBlock([1, 2, 3, 4, 5, 6], (6, 1)), [1, 2, 3, 4, 5, 6]),
    ],
)
def test_cells_that_go_with_each_result(block: CellBlock, cells: list[int]) -> None:
    assert [cell_at(block, (2, 3), place) for place in range(6)] == cells
