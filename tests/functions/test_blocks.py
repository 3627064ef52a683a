import numpy as np
import pytest

from tht_xl.errors import DomainError
from tht_xl.functions.blocks import Block, block_of, common_shape, is_range
from tht_xl.functions.outcome import Outcome, Refusal


@pytest.mark.parametrize("given", [[[1, 2], [3, 4]], ((1, 2), (3, 4)), np.array([[1, 2], [3, 4]])])
def test_rows_of_cells(given: list[object]) -> None:
    assert is_range(given)
    assert block_of(given) == Block([1, 2, 3, 4], (2, 2))


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
