import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.monitoring.direction import direction

numbers = st.integers(-1000, 1000).map(lambda n: n / 10)


@pytest.mark.parametrize(
    ("polarity", "words"),
    [
        ("high", ["Improving", "No change", "Worsening"]),
        ("low", ["Worsening", "No change", "Improving"]),
        ("none", ["Up", "No change", "Down"]),
    ],
)
def test_each_polarity(polarity: str, words: list[str]) -> None:
    assert direction([11, 10, 9], 10, polarity).tolist() == words


def test_the_tolerance_itself_is_no_change() -> None:
    assert direction([0.3, 0.30001, 0.1, 0.09999], 0.2, "high", 0.1).tolist() == [
        "No change", "Improving", "No change", "Worsening",
    ]  # fmt: skip


def test_equal_at_15_digits_is_no_change() -> None:
    assert direction(57 / 100 * 100, 57, "high").item() == "No change"


@given(numbers, numbers, st.integers(0, 50).map(lambda n: n / 10))
def test_the_way_back_is_the_opposite(value: float, previous: float, tolerance: float) -> None:
    there, back = (direction(*pair, "high", tolerance).item() for pair in ((value, previous), (previous, value)))
    assert {there, back} in ({"Improving", "Worsening"}, {"No change"})


def test_one_bad_row_spoils_one_row() -> None:
    words = direction([1, np.nan, 1, 1], [0, 0, np.nan, 0], "high", [0, 0, 0, -1])
    assert words.tolist() == ["Improving", "", "", ""]
