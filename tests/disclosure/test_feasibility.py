from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.disclosure.feasibility import are_protected, reach, signs, total_places
from tht_xl.disclosure.released import FeasibilityInterval
from tht_xl.disclosure.rules import DISCLOSURE_RULES, is_small
from tht_xl.disclosure.two_way import with_totals


def test_totals_stand_last() -> None:
    assert total_places((2, 3)).tolist() == [[False, False, True], [True, True, True]]
    np.testing.assert_array_equal(signs((2, 3)), [[1, 1, -1], [-1, -1, 1]])


def test_a_cell_moves_only_where_others_can_follow() -> None:
    still, free = np.zeros((3, 3)), np.zeros((3, 3))
    free[:2, :2] = [[9, 4], [5, 9]]
    assert reach(FeasibilityInterval(still, still), (0, 0), 1, 9) == 0
    # The cells beside and below have to fall, and the one opposite has to rise.
    assert reach(FeasibilityInterval(free, free), (0, 0), 1, 9) == 4
    assert reach(FeasibilityInterval(free, free), (0, 0), 1, 3) == 3
    free[1, 0] = 0
    assert reach(FeasibilityInterval(free, free), (0, 0), 1, 9) == 0
    # Or its totals move with it.
    free[0, 2] = free[2, 0] = free[2, 2] = 6
    assert reach(FeasibilityInterval(free, free), (0, 0), 1, 9) == 6


def test_what_moved_one_way_may_have_to_move_back() -> None:
    # The shortest way takes a cell that the second way needs the other way round.
    down, up = np.zeros((5, 5)), np.zeros((5, 5))
    for place, fall, rise in (
        ((0, 0), 6, 6), ((0, 1), 1, 1), ((1, 0), 2, 1), ((1, 1), 2, 0), ((3, 1), 2, 1), ((3, 3), 1, 0),
        ((4, 0), 0, 1), ((4, 1), 2, 0), ((4, 2), 1, 0), ((4, 4), 2, 2), ((0, 3), 0, 2), ((0, 4), 0, 1),
        ((1, 3), 0, 2), ((2, 2), 0, 2),
    ):  # fmt: skip
        down[place], up[place] = fall, rise
    assert reach(FeasibilityInterval(down, up), (0, 0), 1, 9) == 2


@pytest.mark.slow
@settings(max_examples=60)
@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_a_linear_program_agrees(
    possible_ranges: Callable[..., Any], sums_of: Callable[..., Any], height: int, width: int, data: st.DataObject
) -> None:
    shape = (height + 1, width + 1)
    cells = st.lists(st.sampled_from([0, 0, 1, 2, 5, 50]), min_size=shape[0] * shape[1], max_size=shape[0] * shape[1])
    down, up = (np.array(data.draw(cells), float).reshape(shape) for _ in range(2))
    place = data.draw(st.integers(0, height)), data.draw(st.integers(0, width))
    flat = place[0] * shape[1] + place[1]
    bounds = list(zip((-down).ravel(), up.ravel(), strict=True))
    low, high = possible_ranges(bounds, sums_of(shape), [flat])[flat]
    before = down.copy()
    assert reach(FeasibilityInterval(down, up), place, 1, 99) == pytest.approx(high)
    assert reach(FeasibilityInterval(down, up), place, -1, 99) == pytest.approx(-low)
    np.testing.assert_array_equal(down, before)


STRICT, ROUNDED = DISCLOSURE_RULES["1-5"], DISCLOSURE_RULES["1-7"]


def protected(cells: list[list[int]], withheld: list[list[int]]) -> bool:
    table = with_totals(cells)
    hidden = np.pad(np.array(withheld, bool), ((0, 1), (0, 1)))
    primary = is_small(STRICT, table)
    return are_protected(STRICT, table, hidden | primary, primary, np.zeros(table.shape, bool))


@pytest.mark.parametrize(
    ("corners", "enough"),
    [((9, 9, 9), True), ((8, 9, 9), False), ((9, 8, 9), False), ((9, 9, 8), False), ((90, 90, 90), True)],
)
def test_all_three_corners_need_room(corners: tuple[int, int, int], enough: bool) -> None:
    beside, below, opposite = corners
    assert protected([[3, beside], [below, opposite]], [[1, 1], [1, 1]]) is enough


def test_a_way_round_more_than_three_cells() -> None:
    cells = [[3, 20, 0], [0, 20, 20], [20, 0, 20]]
    assert protected(cells, [[1, 1, 0], [0, 1, 1], [1, 0, 1]])
    assert not protected(cells, [[1, 1, 0], [0, 1, 1], [1, 0, 0]])


def test_rounding_leaves_room() -> None:
    table = with_totals([[3, 12], [40, 60]])
    primary, no = is_small(ROUNDED, table), np.zeros(table.shape, bool)
    assert are_protected(ROUNDED, table, primary, primary, no)
    assert not are_protected(ROUNDED, table, primary, primary, ~no)
