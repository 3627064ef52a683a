import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import UnknownNameError
from tht_xl.monitoring.goal import compare_interval_with_goal, compare_with_goal, compare_with_range

tenths = st.integers(-300, 300).map(lambda n: n / 10)
polarities = st.sampled_from(["high", "low"])


def test_a_value_at_its_goal_is_better() -> None:
    # Fingertips' own cases: a goal of 10.
    assert compare_with_goal([9, 10, 11], 10, "low").tolist() == ["Better", "Better", "Worse"]
    assert compare_with_goal([9, 10, 11], 10, "high").tolist() == ["Worse", "Better", "Better"]
    assert compare_with_goal(57 / 100 * 100, 57, "high").item() == "Better"


def test_the_range_holds_its_low_end_for_either_polarity() -> None:
    # Fingertips' own cases: a range from 1 to 2.
    assert compare_with_range([0, 1, 1.5, 2, 3], 1, 2, "high").tolist() == [
        "Worse", "Similar", "Similar", "Better", "Better",
    ]  # fmt: skip
    assert compare_with_range([0, 1, 2, 3], 1, 2, "low").tolist() == ["Better", "Similar", "Worse", "Worse"]
    assert compare_with_range([0, 1], 1, 1, "high").tolist() == ["Worse", "Better"]


def test_the_whole_interval_has_to_meet_a_goal() -> None:
    goals = [89.8, 89.9, 90, 90.3, 90.4]
    words = ["Better", "Better", "Similar", "Similar", "Worse"]
    assert compare_interval_with_goal(90.1, 89.9, 90.3, goals, "high").tolist() == words
    mirrored = -np.array(goals)
    assert compare_interval_with_goal(-90.1, -90.3, -89.9, mirrored, "low").tolist() == words
    # MMR, one dose, Yorkshire and the Humber 2024, against 95%.
    assert compare_interval_with_goal(90.1013, 89.8578, 90.3396, 95, "high").item() == "Worse"


@given(tenths, tenths, polarities)
def test_the_mirror_image_has_the_same_word(value: float, goal: float, polarity: str) -> None:
    other = {"high": "low", "low": "high"}[polarity]
    assert compare_with_goal(value, goal, polarity).item() == compare_with_goal(-value, -goal, other).item()


@given(tenths, tenths, polarities)
def test_an_interval_without_width_is_a_value(value: float, goal: float, polarity: str) -> None:
    there = compare_interval_with_goal(value, value, value, goal, polarity).item()
    assert there == compare_with_goal(value, goal, polarity).item()


@given(tenths, tenths, st.integers(0, 99).map(lambda n: n / 10))
def test_a_range_is_two_goals(value: float, low: float, width: float) -> None:
    at_low, at_high = (compare_with_goal(value, end, "high").item() for end in (low, low + width))
    expected = "Better" if at_high == "Better" else "Similar" if at_low == "Better" else "Worse"
    assert compare_with_range(value, low, low + width, "high").item() == expected


def test_one_bad_row_spoils_one_row() -> None:
    assert compare_with_goal([1, np.nan, 1], [1, 1, np.nan], "high").tolist() == ["Better", "", ""]
    assert compare_with_goal(1, 1, ["high", "none"]).tolist() == ["Better", ""]
    assert compare_interval_with_goal(
        [5, np.nan, 5, 5, 5, 5], [4, 4, np.nan, 4, 7, 4], [6, 6, 6, np.nan, 6, 6], [3, 3, 3, 3, 3, np.nan], "high"
    ).tolist() == ["Better", "", "", "", "", ""]
    assert compare_interval_with_goal(5, 4, 6, 3, "none").item() == ""
    assert compare_with_range([5, np.nan, 5, 5], [1, 1, 2, np.nan], [2, 2, 1, 2], "high").tolist() == [
        "Better", "", "", "",
    ]  # fmt: skip
    assert compare_with_range(5, 1, 2, "none").item() == ""


@pytest.mark.parametrize("compare", [compare_with_goal, lambda v, g, p: compare_with_range(v, g, g, p)])
def test_refuses_an_unknown_polarity(compare: object) -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown polarity 'up'\. Known: high, low, none$"):
        compare(1, 1, "up")  # pyright: ignore[reportCallIssue]
