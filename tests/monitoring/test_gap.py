from fractions import Fraction
from math import ceil, floor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.monitoring.gap import gap, people_to_target
from tht_xl.monitoring.significant_digits import meets
from tht_xl.stats.proportion import proportion

groups = st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
decimals = st.tuples(st.integers(0, 8), st.integers(0, 10**10)).map(
    lambda d: (d[1] % (100 * 10 ** d[0] + 1)) / 10 ** d[0]
)


def test_positive_is_short_of_the_target() -> None:
    assert gap([8, 12], 10, "high").tolist() == [2, -2]
    assert gap([8, 12], 10, "low").tolist() == [-2, 2]
    assert np.isnan(gap([8, np.nan, 8], [10, 10, np.nan], ["none", "high", "low"])).all()


def test_a_gap_of_rounding_error_is_none() -> None:
    assert gap(57 / 100 * 100, 57, ["high", "low"]).tolist() == [0, 0]
    assert not np.signbit(gap(5, 5, "low"))


def test_children_above_a_ceiling() -> None:
    assert people_to_target(310, 2940, 9.1535, "low") == 41


def test_decimals_as_written() -> None:
    # In floats 0.57 * 100 is 56.99999999999999 and 0.07 * 100 is 7.000000000000001.
    assert people_to_target(57, 100, 0.57, "high", 1) == 0
    assert people_to_target(56, 100, 0.57, ["high", "low"], 1).tolist() == [1, 0]
    assert people_to_target(0, 100, 0.07, "high", 1) == 7
    assert people_to_target(0, 3000, 0.1 + 0.2, "high", 1) == 900


@given(groups, decimals, st.sampled_from([1, 100, 1000, 100_000]))
def test_exact_in_fractions(group: tuple[int, int], target: float, multiplier: int) -> None:
    x, n = group
    wanted = Fraction(repr(target)) * n / multiplier
    value = proportion(x, n, multiplier=multiplier)
    more = 0 if meets(value, target, "high") else max(0, ceil(wanted) - x)
    fewer = 0 if meets(value, target, "low") else max(0, x - floor(wanted))
    found = people_to_target(x, n, target, ["high", "low"], multiplier).tolist()
    assert found == [more, fewer] if target <= multiplier else (np.isnan(found[0]) and found[1] == fewer)


@given(groups, decimals)
def test_that_many_people_meet_the_target_and_one_fewer_do_not(group: tuple[int, int], target: float) -> None:
    x, n = group
    for polarity, sign in (("high", 1), ("low", -1)):
        people = float(people_to_target(x, n, target, polarity))
        if 0 < people <= (n - x if sign > 0 else x):
            reached = proportion(x + sign * people * np.array([1, 0]), n, multiplier=100)
            assert meets(reached, target, polarity).tolist() == [True, False]
            short = Fraction(repr(target)) * n / 100 - (x + sign * (int(people) - 1))
            assert sign * short > 0


@given(groups, decimals, st.sampled_from(["high", "low"]))
def test_none_are_needed_exactly_where_the_target_is_met(group: tuple[int, int], target: float, polarity: str) -> None:
    value = proportion(*group, multiplier=100)
    assert (people_to_target(*group, target, polarity) == 0) == meets(value, target, polarity)


def test_a_target_above_everybody_is_never_met_and_spoils_its_own_row() -> None:
    found = people_to_target(5, 10, [150, 100, 60], "high")
    np.testing.assert_array_equal(found, [np.nan, 5, 1])
    assert people_to_target(5, 10, 150, "low") == 0
    assert np.isnan(people_to_target(5, 10, 0.6, "high", 0.5))


def test_more_counted_than_there_are_people_gives_no_answer() -> None:
    np.testing.assert_array_equal(people_to_target([11, 9], 10, 100, "high"), [np.nan, 1])


def test_an_infinite_number_has_no_gap() -> None:
    np.testing.assert_array_equal(gap([np.inf, 1, np.inf, 1], [1, np.inf, np.inf, 2], "high"), [np.nan] * 3 + [1])
    assert np.isnan(gap(1.0, -np.inf, "low"))


def test_a_target_met_at_15_digits_needs_nobody() -> None:
    # Two in three is 66.66666666666667 per cent, which a hair's breadth of a person separates from the target.
    assert people_to_target(2, 3, 66.6666666666667, "high") == 0
    assert people_to_target(1, 3, 33.3333333333333, "low") == 0


@given(st.integers(10**12, 10**15 - 1))
def test_exact_beyond_the_digits_of_a_float(n: int) -> None:
    assert people_to_target(0, n, 33.3333, "high") == ceil(Fraction(333_333 * n, 1_000_000))


def test_counts_that_are_not_whole_still_give_whole_people() -> None:
    assert people_to_target([2.5, 2.5], 10, [50, 20], ["high", "low"]).tolist() == [3, 1]


def test_the_ends_of_every_range_are_answered() -> None:
    people = people_to_target([0, 10, 0, 10, 0], 10, [50, 50, 0, 100, 0], ["high", "high", "low", "high", "high"])
    assert people.tolist() == [5, 0, 0, 0, 0]
    assert people_to_target([3, 10], 10, [0, 0], "low").tolist() == [3, 10]


def test_one_bad_row_spoils_one_row() -> None:
    people = people_to_target(
        [1, -1, np.nan, 1, 1, 1, 1, 1, 1],
        [10, 10, 10, 0, np.nan, 10, 10, 10, np.inf],
        [50, 50, 50, 50, 50, -1, np.nan, 50, 50],
        ["high", "high", "high", "high", "high", "high", "low", "none", "low"],
    )
    assert np.isnan(people).tolist() == [False, *[True] * 8]
    assert people[0] == 4
    assert np.isnan(people_to_target(1, 10, 50, "high", 0))


@pytest.mark.parametrize("shape", [(), (0,), (2, 3)])
def test_shapes(shape: tuple[int, ...]) -> None:
    assert people_to_target(np.full(shape, 5), 10, 60, "high").shape == shape
    assert gap(np.full(shape, 5), 10, "high").shape == shape


def test_an_infinite_multiplier_reckons_nobody() -> None:
    assert np.isnan(people_to_target(5, 10, 60, "high", np.inf))
