import itertools

import numpy as np
import pytest

from tht_xl.disclosure.linked.audit import feasibility_intervals
from tht_xl.errors import DomainError

NAN = float("nan")
LINE = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1]], bool)


def audit(counts: list[float], rule: str = "1-5", **arguments: object) -> list[list[float]]:
    symbols = ["[c]" if np.isnan(each) else "" for each in counts]
    found = feasibility_intervals(counts, symbols, LINE, rule, **arguments)  # type: ignore[arg-type]
    return [found.lowest.tolist(), found.highest.tolist(), found.is_narrow.tolist()]


def test_a_single_withheld_cell_is_its_total_less_the_rest() -> None:
    assert audit([NAN, 12, 40, 55]) == [[3, 12, 40, 55], [3, 12, 40, 55], [True, False, False, False]]


def test_two_withheld_cells_share_what_is_left_and_neither_is_0() -> None:
    assert audit([NAN, NAN, 40, 55]) == [[1, 1, 40, 55], [14, 14, 40, 55], [False] * 4]
    assert audit([NAN, NAN, 40, 44]) == [[1, 1, 40, 44], [3, 3, 40, 44], [True, True, False, False]]
    # Five values are enough, and four are not.
    assert audit([NAN, NAN, 40, 46])[2] == [False] * 4
    assert audit([NAN, NAN, 40, 45])[2] == [True, True, False, False]


def test_to_be_told_which_is_small_is_to_know_more() -> None:
    told = [True, False, False, False]
    assert audit([NAN, NAN, 40, 55], known_small=told) == [[1, 10, 40, 55], [5, 14, 40, 55], [False] * 4]
    assert audit([NAN, NAN, 40, 50], known_small=told)[2] == [True, True, False, False]
    # Of a total over withheld cells nobody is told that it is large.
    assert audit([NAN, NAN, 40, NAN], known_small=told)[:2] == [[1, 6, 40, 47], [5, np.inf, 40, np.inf]]


def test_rounding_leaves_room() -> None:
    assert audit([NAN, 10, 40, 55], "1-7")[:2] == [[1, 8, 38, 53], [11, 12, 42, 57]]
    exact = audit([NAN, 10, 40, 55], "1-7", is_national=[False, False, False, True])
    assert exact[:2] == [[1, 8, 38, 55], [9, 12, 42, 55]]
    assert audit([NAN, 10, 40, 55], "1-7", is_national=[False, False, False, True], known_small=[True, *[False] * 3])[
        1
    ] == [7, 12, 42, 55]


def test_where_all_is_withheld_a_cell_can_be_0() -> None:
    assert audit([NAN] * 4) == [[0] * 4, [np.inf] * 4, [False] * 4]


def test_the_intervals_are_those_of_every_table_written_down() -> None:
    random = np.random.default_rng(4)
    members = np.array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1], [1, 0, 0, 1], [1, 1, 1, 1], [1, 0, 0, 0]], bool)
    tables = np.array(list(itertools.product(range(13), repeat=4)), float)
    for _ in range(12):
        truth = members @ random.integers(1, 7, 4)
        hidden = random.random(6) < 0.4
        hidden[4] = False
        left = tables[((tables @ members.T == truth) | hidden).all(axis=1)]
        left = left[(left @ members.T >= hidden).all(axis=1)] @ members.T
        found = feasibility_intervals(np.where(hidden, NAN, truth), np.where(hidden, "[c]", ""), members, "1-5")
        # Wider where only fractions of people reach further, and never narrower.
        assert (found.lowest <= left.min(axis=0)).all()
        assert (found.highest >= left.max(axis=0)).all()
        assert (found.highest - left.max(axis=0) <= 1).all()
        np.testing.assert_array_equal(found.is_narrow, hidden & (found.highest - found.lowest + 1 < 5))


def test_what_cannot_be_audited() -> None:
    with pytest.raises(DomainError, match=r"^no counts of the blocks agree with the released figures\. Check that"):
        audit([NAN, 12, 40, 50])
    with pytest.raises(DomainError, match=r"^members has the shape \(4, 3\) beside counts of the shape \(1,\) and 1"):
        feasibility_intervals([1], [""], LINE, "1-5")
