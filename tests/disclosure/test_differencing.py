from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.disclosure.differencing import find_differences, has_small_remainder, has_small_step
from tht_xl.disclosure.rules import DISCLOSURE_RULES, apply
from tht_xl.errors import DomainError

STRICT = DISCLOSURE_RULES["1-5"]
ROUNDED = DISCLOSURE_RULES["1-7"]
NAN = float("nan")


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ([20, 31, 34, 34, 60], [False, False, True, False, False]),
        # The month between was withheld, but the one before it was not.
        ([20, NAN, 24], [False, False, True]),
        # A correction tells as much.
        ([20, 17], [False, True]),
        ([20, 26, 20], [False, False, False]),
        ([NAN, NAN], [False, False]),
        ([NAN, 3], [False, False]),
        ([20], [False]),
        ([], []),
    ],
)
def test_months_in_a_row(months: list[float], expected: list[bool]) -> None:
    assert has_small_step(STRICT, months).tolist() == expected


def test_rounding_leaves_a_step_open() -> None:
    assert not has_small_step(ROUNDED, [20, 25, 25, 30]).any()
    assert not has_small_step(DISCLOSURE_RULES["published"], [20, 23]).any()
    assert has_small_step(STRICT, [[20, 23], [20, 40]]).tolist() == [[False, True], [False, False]]


@given(st.lists(st.one_of(st.none(), st.integers(0, 40)), max_size=8))
def test_a_small_difference_of_any_two_months_shows_in_a_step(given: list[int | None]) -> None:
    months = [NAN if month is None else float(month) for month in given]
    known = [month for month in months if month == month]
    flagged = has_small_step(STRICT, months)
    steps = [b - a for a, b in pairwise(known)]
    assert flagged.sum() == sum(1 <= abs(step) <= 5 for step in steps)
    if known == sorted(known) and any(1 <= b - a <= 5 for a in known for b in known):
        assert flagged.any()


def test_a_whole_and_its_parts() -> None:
    parts = [[20, 20], [20, 14], [20, NAN], [40, NAN], [43, NAN]]
    assert has_small_remainder(STRICT, 43, parts).tolist() == [True, False, False, True, False]
    assert not has_small_remainder(ROUNDED, 45, parts).any()
    assert not has_small_remainder(ROUNDED, 40, parts).any()


def test_an_area_within_another() -> None:
    members = [[True, True, True], [True, True, False]]
    (found,) = find_differences(STRICT, [43, 40], members)
    assert (found.added, found.subtracted, found.blocks) == ((0,), (1,), (2,))
    assert (found.lowest, found.highest) == (3, 3)
    assert find_differences(STRICT, [43, 43], members) == ()
    assert find_differences(STRICT, [43, NAN], members) == ()
    assert find_differences(ROUNDED, [45, 40], members) == ()
    assert find_differences(DISCLOSURE_RULES["round-5"], [45, 40], members) == ()


def test_old_wards_and_new_wards() -> None:
    # Pieces: both sets cut the borough in two, and the new border moves piece 1 from one ward to the other.
    old = [[True, True, False], [False, False, True]]
    new = [[True, False, False], [False, True, True]]
    (found,) = find_differences(STRICT, [34, 50, 30, NAN], old + new)
    assert (found.added, found.subtracted, found.blocks, found.highest) == ((0,), (2,), (1,), 4)


def test_a_difference_that_no_pair_shows() -> None:
    # Three areas that overlap two by two, and the whole: the first two and the third leave piece 0 alone.
    members = [[1, 1, 0, 1], [1, 0, 1, 1], [0, 1, 1, 0]]
    (found,) = find_differences(STRICT, [21, 22, 39], members)
    assert (found.added, found.subtracted, found.blocks) == ((0, 1), (2,), (0, 3))
    assert (found.lowest, found.highest) == (2, 2)


def test_two_pieces_that_are_only_known_together() -> None:
    (found,) = find_differences(STRICT, [44, 40], [[1, 1, 1, 1], [1, 1, 0, 0]])
    assert (found.blocks, found.highest) == ((2, 3), 4)
    # A third area tells them apart, but says nothing of either.
    (found,) = find_differences(STRICT, [44, 40, 20], [[1, 1, 1, 1, 0], [1, 1, 0, 0, 0], [0, 0, 1, 0, 1]])
    assert (found.blocks, found.lowest, found.highest) == ((2, 3), 4, 4)


@pytest.mark.slow
@settings(max_examples=60)
@given(st.data(), st.integers(1, 3), st.integers(1, 4))
def test_every_piece_known_to_be_small_is_found(data: st.DataObject, blocks: int, areas: int) -> None:
    truth = data.draw(st.lists(st.integers(0, 8), min_size=blocks, max_size=blocks))
    members = np.array(data.draw(st.lists(st.lists(st.booleans(), min_size=blocks, max_size=blocks),
                                          min_size=areas, max_size=areas)))  # fmt: skip
    shown = apply(STRICT, members @ truth, np.nan).counts
    known = ~np.isnan(shown)
    worlds = np.array(list(product(range(int(np.nanmax([*shown, 0])) + 1), repeat=blocks)))
    fitting = worlds[(worlds @ members[known].T == shown[known]).all(axis=1)]
    found = {place for each in find_differences(STRICT, shown, members) for place in each.blocks}
    covered = members[known].any(axis=0) if known.any() else np.zeros(blocks, bool)
    for block in np.flatnonzero(covered):
        certain = fitting[:, block].min() >= 1 and fitting[:, block].max() <= 5
        assert not certain or block in found
    for each in find_differences(STRICT, shown, members):
        sums = fitting[:, list(each.blocks)].sum(axis=1)
        assert each.lowest <= sums.min() <= sums.max() <= each.highest
        assert 1 <= each.lowest <= each.highest <= 5


def test_what_cannot_be() -> None:
    with pytest.raises(DomainError) as refusal:
        find_differences(STRICT, [40, 43], [[True, True], [True, False]])
    assert str(refusal.value) == (
        "no counts of the blocks agree with the released ones. "
        "Check that areas and counts belong to one another and to one period."
    )
    with pytest.raises(DomainError) as refusal:
        find_differences(STRICT, [40], [[True], [False]])
    assert str(refusal.value) == (
        "members has the shape (2, 1) beside counts of the shape (1,); expected a row for each area. "
        "Give one count and one row of True and False for each area."
    )
