from collections import deque

import numpy as np
import pandas as pd
import pytest

from tht_xl.errors import DomainError
from tht_xl.functions.engine.blocks import CellBlock, block_of, check_cells, common_shape, is_range
from tht_xl.functions.engine.outcome import Outcome, Refusal


@pytest.mark.parametrize("given", [[[1, 2], [3, 4]], ((1, 2), (3, 4)), np.array([[1, 2], [3, 4]])])
def test_rows_of_cells(given: list[object]) -> None:
    assert is_range(given)
    assert block_of(given) == CellBlock([1, 2, 3, 4], (2, 2))


@pytest.mark.parametrize("given", [[1, 2], [[1], 2], [], [[]], [[1], []], (1,), np.array([1, 2]), np.array(5)])
def test_flat_and_empty_lists_are_refused(given: list[object]) -> None:
    with pytest.raises(DomainError, match=r"a flat or an empty list; expected a list of rows"):
        block_of(given)


def test_ragged_rows_are_refused() -> None:
    with pytest.raises(DomainError, match="different lengths"):
        block_of([[1, 2], [3]])


def test_single_cell_goes_with_any_shape() -> None:
    assert common_shape([block_of([[1]]), block_of([[1, 2]])]) == (1, 2)
    assert common_shape([block_of([[1]])]) == (1, 1)


def test_different_shapes_are_refused() -> None:
    with pytest.raises(Refusal, match="1 x 2 and 2 x 1") as refused:
        common_shape([block_of([[1], [2]]), block_of([[1, 2]])])
    assert refused.value.outcome == Outcome.UNKNOWN


@pytest.mark.parametrize("given", [[[[1]]], [[1, [2]]], [[(1,)]], [[np.array([1])]], np.zeros((2, 2, 2)), [[{1}]]])
def test_lists_within_rows_are_refused(given: list[object]) -> None:
    with pytest.raises(DomainError, match=r"a cell of a range is itself a \w+; expected a list of rows"):
        block_of(given)


@pytest.mark.parametrize(
    "given", [{1}, frozenset(), range(3), deque([1]), {1: 2}.values(), bytearray(b"5"), pd.Series([1]), pd.DataFrame()]
)
def test_collections_are_no_cells(given: object) -> None:
    with pytest.raises(DomainError) as refused:
        check_cells([5, given])
    assert str(refused.value) == (
        f"a range is given as a {type(given).__name__}; expected a list of rows. "
        "Write a column as [[1], [2], [3]] and a row as [[1, 2, 3]]"
    )


@pytest.mark.parametrize("given", [5, "high", None, b"5", {"basicValue": 5}, np.str_("high"), np.float64(5), [[5]]])
def test_cells_and_ranges_are_no_collections(given: object) -> None:
    check_cells([given])
