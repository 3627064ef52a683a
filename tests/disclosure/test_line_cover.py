import numpy as np
import pytest

from tht_xl.disclosure.line_cover import cover_lines, least_cover
from tht_xl.disclosure.rules import DISCLOSURE_RULES

STRICT = DISCLOSURE_RULES["1-5"]


def test_a_cover_is_two_above_the_limit() -> None:
    assert [least_cover(DISCLOSURE_RULES[name]) for name in ("1-5", "1-7")] == [7, 9]


@pytest.mark.parametrize(
    ("cells", "covers", "total"),
    [
        # One small cell: the smallest cover, unless 5 would not fit below it or 1 would lift it to the next.
        ([3, 9, 40], [9], False),
        ([3, 8, 40], [8, 40], False),
        ([3, 20, 24], [20], False),
        ([3, 20, 23], [20, 23], False),
        ([3, 20, 20, 90], [20, 20], False),
        # Where none stays, one more is wanted.
        ([3, 9], [9], True),
        ([3, 10], [10], False),
        ([3, 6], [], True),
        # Equal cells count together: by six of the seven it would have been enough for something to stay.
        ([1, 1, 7, 7, 7, 8, 9, 9, 9], [7, 7, 7, 8, 9, 9, 9], True),
        # Two small cells whose sum leaves all from 1 to 5 to each, and too small and too large a sum.
        ([1, 5, 30], [], False),
        ([2, 5, 30], [30], False),
        ([1, 4, 30], [30], False),
    ],
)
def test_covers(cells: list[int], covers: list[int], total: bool) -> None:
    line = np.array([cells], float)
    found = cover_lines(STRICT, line, (line > 0) & (line <= 5), line >= 7)
    assert line[found.cells].tolist() == covers
    assert found.totals.tolist() == [total]


def test_no_line() -> None:
    nothing = np.zeros((0, 3))
    assert cover_lines(STRICT, nothing, nothing > 0, nothing > 0).cells.shape == (0, 3)
