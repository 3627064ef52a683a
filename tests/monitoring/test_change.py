import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import UnknownNameError
from tht_xl.monitoring.change import change

numbers = st.integers(-50, 50).map(float)
halves = st.integers(0, 20).map(float)


@pytest.mark.parametrize(
    ("polarity", "words"),
    [
        ("high", ["Better", "Similar", "Similar", "Similar", "Worse"]),
        ("low", ["Worse", "Similar", "Similar", "Similar", "Better"]),
        ("none", ["Higher", "Similar", "Similar", "Similar", "Lower"]),
    ],
)
def test_intervals_that_touch_overlap(polarity: str, words: list[str]) -> None:
    before = np.array([7.9, 8, 10, 12, 12.1])
    assert change(10, 9, 11, before, before - 1, before + 1, polarity).tolist() == words


def test_a_real_change() -> None:
    # Year 6 obesity in Tower Hamlets, 2022/23 against 2020/21 and 2018/19.
    before, lower, upper = np.array([[33.38983, 31.73207, 35.13608], [25.32468, 23.75671, 26.8244]]).T
    assert change(28.04878, 26.54592, 29.6201, before, lower, upper, "low").tolist() == ["Better", "Similar"]


@given(numbers, halves, numbers, halves)
def test_the_way_back_and_the_mirror_image_are_opposites(a: float, da: float, b: float, db: float) -> None:
    there = change(a, a - da, a + da, b, b - db, b + db, "high").item()
    back = change(b, b - db, b + db, a, a - da, a + da, "high").item()
    mirror = change(-a, -a - da, -a + da, -b, -b - db, -b + db, "low").item()
    assert {there, back} in ({"Better", "Worse"}, {"Similar"})
    assert mirror == there
    assert (there == "Similar") == (abs(a - b) <= da + db)


def test_one_bad_row_spoils_one_row() -> None:
    rows = np.array([[5, 4, 6, 1, 0, 2.0]] * 8).T
    for place in range(6):
        rows[place, place + 1] = np.nan
    rows[1, 7] = 7
    value, lower, upper, before, before_lower, before_upper = rows
    words = change(value, lower, upper, before, before_lower, before_upper, "high")
    assert words.tolist() == ["Better", *[""] * 7]


def test_limits_are_compared_at_15_digits() -> None:
    assert change(1, 0.1 + 0.2, 2, 0.2, 0.1, 0.3, "high").item() == "Similar"


def test_refuses_an_unknown_polarity() -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown polarity 'up'\. Known: high, low, none$"):
        change(1, 0, 2, 1, 0, 2, "up")
