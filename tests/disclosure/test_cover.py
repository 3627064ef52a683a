import numpy as np

from tht_xl.disclosure.cover import covering_cells


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
