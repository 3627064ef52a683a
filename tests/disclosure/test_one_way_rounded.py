import numpy as np
import pytest

from tht_xl.disclosure.one_way import total_tells
from tht_xl.disclosure.rules import DISCLOSURE_RULES, is_small

ROUNDED = DISCLOSURE_RULES["1-7"]


@pytest.mark.parametrize(
    ("cells", "tells"),
    [
        ([3, 12, 40], False),
        # The total tells of ones or of sevens, or the next one would.
        ([1] * 12, True),
        ([7] * 4, True),
        ([7, 7, 7, 2], True),
        ([7, 7, 4, 4], False),
        ([1, 8, 8], True),
        ([6, 8, 8], True),
        ([7, 8, 8], False),
        # Seven ones are a small total, which goes by itself; eight of seven cells must not tell of it.
        ([1] * 6 + [2], True),
        # Exactly two values are left, and two are enough.
        ([1, 1, 1, 1, 2, 2], False),
        ([1, 1, 1, 1, 1, 7], False),
    ],
)
def test_totals_that_tell(cells: list[int], tells: bool) -> None:
    line = np.array([cells], float)
    assert total_tells(ROUNDED, line, line.sum(axis=1), is_small(ROUNDED, line)).tolist() == [tells]


def test_missing_cells_are_taken_to_be_known() -> None:
    line = np.array([[1, 8, 8, np.nan]])
    assert total_tells(ROUNDED, line, np.array([117.0]), is_small(ROUNDED, line)).tolist() == [True]
