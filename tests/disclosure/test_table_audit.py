import numpy as np
import pytest

from tht_xl.disclosure.rules import DISCLOSURE_RULES, is_small
from tht_xl.disclosure.table_audit import are_protected
from tht_xl.disclosure.two_way import with_totals

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
