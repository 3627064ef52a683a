import numpy as np
import pytest

from tht_xl.errors import DomainError
from tht_xl.stats.interval import Interval

LIMITS = Interval(np.array([0.1, 0.2]), np.array([0.3, 0.4]))


def test_unpacks_into_its_limits() -> None:
    lower, upper = LIMITS
    assert lower.tolist() == [0.1, 0.2]
    assert upper.tolist() == [0.3, 0.4]


def test_where_blanks_both_limits_of_one_element() -> None:
    lower, upper = LIMITS.where(np.array([True, False]))
    np.testing.assert_array_equal(lower, [0.1, np.nan])
    np.testing.assert_array_equal(upper, [0.3, np.nan])


def test_limits_belong_to_the_interval() -> None:
    assert LIMITS.contains([0.1, 0.4]).tolist() == [True, True]
    assert LIMITS.contains([0.0999, 0.4001]).tolist() == [False, False]


def test_contains_nothing_where_anything_is_unknown() -> None:
    unknown = Interval(np.array([np.nan, 0.2]), np.array([0.3, np.nan]))
    assert unknown.contains(0.25).tolist() == [False, False]
    assert LIMITS.contains(np.nan).tolist() == [False, False]


def test_scales_and_rounds_both_limits() -> None:
    scaled = LIMITS.scaled([100, 1000])
    np.testing.assert_allclose(scaled.lower, [10, 200])
    np.testing.assert_allclose(scaled.upper, [30, 400])
    rounded = Interval(np.array(0.06241), np.array(0.16049)).round(3)
    assert repr(rounded) == "Interval(lower=0.062, upper=0.16)"


def test_a_multiplier_below_0_swaps_the_limits_of_its_own_row() -> None:
    turned = Interval(np.array([1.0, 1.0]), np.array([2.0, 2.0])).scaled([-1, 10])
    assert (turned.lower.tolist(), turned.upper.tolist()) == ([-2, 10], [-1, 20])


def test_names_what_holds_no_numbers() -> None:
    interval = Interval(np.array(1.0), np.array(2.0))
    with pytest.raises(DomainError, match=r"^multiplier holds the text 'x'; expected numbers"):
        interval.scaled("x")
    with pytest.raises(DomainError, match=r"^value holds the text 'x'; expected numbers"):
        interval.contains("x")
