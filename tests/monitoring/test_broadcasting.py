import numpy as np
import pytest

from tht_xl.errors import DomainError
from tht_xl.monitoring.broadcasting import are_known, at_places, rows_of


def test_single_numbers_are_scalars_and_columns_share_a_shape() -> None:
    assert all(isinstance(each, np.float64) for each in rows_of(value=1.0, target=2))
    value, target = rows_of(value=np.array([1, 2, None], object), target=3)
    np.testing.assert_array_equal(value, [1, 2, np.nan])
    assert target.tolist() == [3, 3, 3]


def test_lists_of_unequal_lengths_are_refused_by_name() -> None:
    with pytest.raises(DomainError, match=r"^value has rows of different lengths"):
        rows_of(value=[[1], [1, 2]])
    with pytest.raises(DomainError, match=r"^the lengths differ: value 2, target 3; expected equal lengths"):
        rows_of(value=[1, 2], target=[1, 2, 3])


def test_an_infinite_number_is_as_good_as_none() -> None:
    assert are_known(np.array([1, np.nan, np.inf, -np.inf, 2]), np.array([1, 1, 1, 1, np.nan])).tolist() == [
        True, False, False, False, False,
    ]  # fmt: skip


def test_one_point_of_each_series() -> None:
    series = np.array([[1, 2, 3], [4, 5, 6]])
    assert at_places(series, np.array([2, 0])).tolist() == [3, 4]
    assert at_places(series[0], np.intp(1)).item() == 2
    assert at_places(series, np.array(0)).tolist() == [1, 4]
