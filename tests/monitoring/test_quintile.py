import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import UnknownNameError
from tht_xl.monitoring.quintile import quintile

BEST = ["Worst fifth", "Second worst fifth", "Middle fifth", "Second best fifth", "Best fifth"]
HIGHEST = ["Lowest fifth", "Second lowest fifth", "Middle fifth", "Second highest fifth", "Highest fifth"]


def test_words() -> None:
    assert quintile(range(5), "high").tolist() == BEST
    assert quintile(range(5), "low").tolist() == BEST[::-1]
    assert quintile(range(5), "none").tolist() == HIGHEST
    assert quintile(np.arange(10), "high").tolist() == [word for word in BEST for _ in range(2)]


@given(st.lists(st.integers(-99, 99), min_size=5, max_size=20, unique=True))
def test_low_is_the_mirror_of_high(values: list[int]) -> None:
    assert quintile(values, "high").tolist() == quintile([-v for v in values], "low").tolist()


def test_one_bad_row_spoils_one_row() -> None:
    assert quintile([0, 1, np.nan, 2, 3, 4], "high").tolist() == [*BEST[:2], "", *BEST[2:]]
    assert quintile([[0, 1, 2, 3, np.nan], [0, 1, 2, 3, 4]], "high").tolist() == [[""] * 5, BEST]
    assert quintile(np.empty((0, 5)), "low").shape == (0, 5)


def test_refuses_an_unknown_polarity() -> None:
    with pytest.raises(UnknownNameError, match=r"^unknown polarity 'up'\. Known: high, low, none$"):
        quintile([1], "up")
