import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import UnknownNameError
from tht_xl.monitoring.benchmark import compare, compare_at_two_levels

numbers = st.integers(-50, 50).map(float)


@pytest.mark.parametrize(
    ("polarity", "words"),
    [
        ("high", ["Better", "Similar", "Similar", "Similar", "Worse"]),
        ("low", ["Worse", "Similar", "Similar", "Similar", "Better"]),
        ("none", ["Higher", "Similar", "Similar", "Similar", "Lower"]),
    ],
)
def test_the_limits_belong_to_the_interval(polarity: str, words: list[str]) -> None:
    assert compare(10, 9, 12, [8.9, 9, 10, 12, 12.1], polarity).tolist() == words


def test_a_real_comparison() -> None:
    # Year 6 obesity 2022/23: Tower Hamlets 28.0 (26.5 to 29.6), England 22.7.
    assert compare(28.04878, 26.54592, 29.6201, 22.7, "low").item() == "Worse"


@given(numbers, st.floats(0.1, 20), numbers)
def test_turning_the_scale_round_turns_better_into_worse(value: float, half: float, other: float) -> None:
    here = compare(value, value - half, value + half, other, "high")
    there = compare(-value, -value - half, -value + half, -other, "high")
    assert {here.item(), there.item()} in ({"Better", "Worse"}, {"Similar"})
    assert compare(-value, -value - half, -value + half, -other, "low").item() == here.item()


def test_one_bad_row_spoils_one_row() -> None:
    value, lower, upper = [10, np.nan, 10, 10, 10, 10], [9, 9, np.nan, 9, 12, 9], [12, 12, 12, np.nan, 9, 12]
    comparator = [8, 8, 8, 8, 8, np.nan]
    assert compare(value, lower, upper, comparator, "high").tolist() == ["Better", "", "", "", "", ""]


def test_limits_are_compared_at_15_digits() -> None:
    assert compare(5, 0.1 + 0.2, 9, 0.3, "high").item() == "Similar"


def test_refuses_an_unknown_polarity() -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown polarity 'up'\. Known: high, low, none$"):
        compare(1, 0, 2, 1, "up")


@pytest.mark.parametrize(
    ("polarity", "words"),
    [
        ("high", ["Best", "Better", "Better", "Similar", "Worse", "Worse", "Worst"]),
        ("low", ["Worst", "Worse", "Worse", "Similar", "Better", "Better", "Best"]),
        ("none", ["Higher", "Higher", "Higher", "Similar", "Lower", "Lower", "Lower"]),
    ],
)
def test_two_levels(polarity: str, words: list[str]) -> None:
    comparators = [7.9, 8, 8.9, 9, 12.1, 13, 13.1]
    assert compare_at_two_levels(10, 9, 12, 8, 13, comparators, polarity).tolist() == words


@given(numbers, st.floats(0.1, 20), st.floats(0.1, 20), numbers)
def test_turning_the_scale_round_keeps_the_word(value: float, half: float, more: float, other: float) -> None:
    reach = half + more
    here = compare_at_two_levels(value, value - half, value + half, value - reach, value + reach, other, "high")
    there = compare_at_two_levels(-value, -value - half, -value + half, -value - reach, -value + reach, -other, "low")
    assert here.item() == there.item()
    at_95 = compare(value, value - half, value + half, other, "high").item()
    assert here.item() in {"Better": ("Better", "Best"), "Worse": ("Worse", "Worst"), "Similar": ("Similar",)}[at_95]


def test_a_limit_that_is_not_given_singles_nothing_out() -> None:
    assert compare_at_two_levels(10, 9, 12, [np.nan, 8], [np.nan, np.nan], [0, 0], "high").tolist() == [
        "Better",
        "Best",
    ]
    assert compare_at_two_levels(10, 9, 12, np.nan, 13, [0, 20], "high").tolist() == ["Better", "Worst"]


def test_limits_that_are_no_pair_of_levels_have_no_word() -> None:
    assert compare_at_two_levels(10, 9, 12, [9.1, 9, 8], [13, 11.9, 13], 0, "high").tolist() == ["", "", "Best"]
    assert compare_at_two_levels([np.nan, 10], 9, [12, np.nan], 8, 13, 0, "high").tolist() == ["", ""]


@pytest.mark.parametrize(("value", "comparator"), [(np.inf, 3), (5, np.inf), (5, -np.inf)])
def test_the_infinite_is_not_compared(value: float, comparator: float) -> None:
    assert compare(value, 4, 6, comparator, "high").item() == ""
