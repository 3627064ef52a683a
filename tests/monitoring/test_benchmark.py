import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import UnknownNameError
from tht_xl.monitoring.benchmark import compare

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
