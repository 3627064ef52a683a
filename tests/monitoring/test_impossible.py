"""Combinations that cannot be: the row has no answer, and its neighbours keep theirs."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.monitoring.benchmark import compare, compare_at_two_levels
from tht_xl.monitoring.change import change
from tht_xl.monitoring.direction import direction
from tht_xl.monitoring.goal import compare_interval_with_goal, compare_with_goal, compare_with_range
from tht_xl.monitoring.process_control import assurance, process_chart
from tht_xl.monitoring.projection import target_date
from tht_xl.monitoring.rating import rate_with_tolerance
from tht_xl.monitoring.rating_variants import rate_by_interval, rate_with_previous
from tht_xl.monitoring.required_change import required_change
from tht_xl.monitoring.trajectory import target_at
from tht_xl.monitoring.trend import recent_trend

INF = np.inf
POSSIBLE, OUTSIDE_ABOVE, OUTSIDE_BELOW, SWAPPED, UNBOUNDED = (5, 4, 6), (5, 6, 7), (5, 3, 4), (5, 6, 4), (5, -INF, INF)
TRIPLES = np.array([POSSIBLE, OUTSIDE_ABOVE, POSSIBLE, OUTSIDE_BELOW, SWAPPED, UNBOUNDED, POSSIBLE], float).T
IS_POSSIBLE = [True, False, True, False, False, False, True]

BY_INTERVAL: list[Callable[..., Any]] = [
    lambda v, low, high: compare(v, low, high, 10, "high"),
    lambda v, low, high: compare_at_two_levels(v, low, high, np.nan, np.nan, 10, "high"),
    lambda v, low, high: change(v, low, high, 10, 9, 11, "high"),
    lambda v, low, high: change(10, 9, 11, v, low, high, "high"),
    lambda v, low, high: compare_interval_with_goal(v, low, high, 10, "high"),
    lambda v, low, high: rate_by_interval(v, 10, "high", low, high),
]


@pytest.mark.parametrize("rule", BY_INTERVAL)
def test_a_value_outside_its_own_interval_has_no_word(rule: Callable[..., Any]) -> None:
    words = rule(*TRIPLES).tolist()
    assert [word != "" for word in words] == IS_POSSIBLE
    # One row by itself is read as it is in a column.
    assert [rule(*map(float, triple)).item() for triple in TRIPLES.T] == words


def test_a_value_on_its_limit_at_15_digits_is_within_it() -> None:
    assert compare(0.1 + 0.2, 0.2, 0.3, 0.5, "high").item() == "Worse"


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.floats(0, 1e6))
def test_a_value_within_its_interval_always_has_a_word(value: float, below: float, above: float) -> None:
    assert compare(value, value - below, value + above, 0.0, "low").item() != ""


@pytest.mark.parametrize(
    "words",
    [
        direction([INF, 1, 1, 2], [1, -INF, 2, 1], "high", [0, 0, INF, 0]),
        compare_with_goal([INF, 5, -INF, 5], [10, INF, 5, 5], "high"),
        compare_with_range([INF, 5, 5, 5], [4, 4, -INF, 4], [6, INF, 6, 6], "high"),
        rate_with_previous([1, 1, INF, 1], [INF, 10, 1, 1], "high", [1, INF, 1, 1]),
        rate_with_previous([1, 1, 1, 1], [-INF, INF, -INF, 1], ["high", "low", "low", "low"], 1),
        rate_with_tolerance([1, 1, INF, 1], [INF, -INF, 1, 1], "low", 0.05),
        assurance([4, 8, -INF, 4], [8, 4, 8, 8], [INF, 5, 5, 5], "high"),
        compare_at_two_levels(5, 4, 6, [-INF, 3, 3, 3], [7, INF, 7, 7], [1, 1, -INF, 1], "high"),
    ],
)
def test_an_infinite_number_has_no_word(words: Any) -> None:
    assert (words != "").tolist() == [False, False, False, True]


def test_an_infinite_number_has_no_amount() -> None:
    needed = required_change([INF, 1, 1], "2024-01-01", [5, -INF, 2], "2025-01-01")
    np.testing.assert_array_equal(needed, [np.nan, np.nan, 1])
    stands = target_at(
        [INF, 5, 5], "2024-01-01", [10, INF, 10], "2025-01-01", ["2024-06-01", "2025-06-01", "2025-06-01"]
    )
    np.testing.assert_array_equal(stands, [np.nan, np.nan, 10])


def test_a_process_has_no_infinite_target() -> None:
    values = [[5, 7, 6, 8, 5, 7, 6, 4, 6, 7, 5, 6, 7]] * 2
    chart = process_chart(values, "low", target=[INF, 20])
    assert chart.assurance.tolist() == ["", "Consistently passes"]


def test_no_date_for_an_infinite_target() -> None:
    when = target_date([1, 2, 3, 4], [1, 2, 3, 4.1], [INF, -INF, 5], "high")
    assert np.isnan(when.day).tolist() == [True, True, False]
    assert when.reason.tolist() == ["the target is infinite", "the target is infinite", ""]


def test_a_point_outside_its_own_interval_is_impossible() -> None:
    values, lowers, uppers = [1, 2, 3, 4, 5], [[0, 1, 2, 3, 4], [2, 1, 2, 3, 4]], [[2, 3, 4, 5, 6], [3, 3, 4, 5, 6]]
    trend = recent_trend("low", values=values, lowers=lowers, uppers=uppers)
    assert trend.reasons.tolist() == ["", "a point is impossible"]
    assert trend.words[1] == "Cannot be calculated"
