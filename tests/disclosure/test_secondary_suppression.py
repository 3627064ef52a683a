import numpy as np
import pytest

from tht_xl.disclosure.rules import DISCLOSURE_RULES
from tht_xl.disclosure.secondary_suppression import cover_lines, covering_cells, least_cover

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


def covers(cells: list[list[int]]) -> list[list[int]] | None:
    table = np.array(cells, float)
    found = covering_cells((table > 0) & (table <= 5), table >= 7, table.sum(axis=1), table.sum(axis=0))
    return None if found is None else found.astype(int).tolist()


def test_the_largest_totals_choose() -> None:
    assert covers([[3, 20, 30], [15, 12, 40], [9, 31, 32]]) == [[0, 0, 1], [0, 0, 0], [1, 0, 1]]


def test_what_is_withheld_already_serves_again() -> None:
    # The second small cell could take larger totals, but the corners of the first are gone.
    assert covers([[3, 20, 30], [3, 12, 40], [9, 31, 32]]) == [[0, 0, 1], [0, 0, 1], [1, 0, 1]]


def test_equal_rectangles_are_all_taken() -> None:
    assert covers([[3, 12, 12], [9, 20, 20]]) == [[0, 1, 1], [1, 1, 1]]


def test_a_small_cell_without_a_rectangle_leaves_none() -> None:
    assert covers([[3, 20], [15, 6]]) is None
    assert covers([[3, 20], [0, 60]]) is None
    assert covers([[9, 20], [8, 60]]) == [[0, 0], [0, 0]]
