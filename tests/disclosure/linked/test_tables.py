"""Linked tables, against an attacker who writes down every table there is and keeps those that fit the release."""

from typing import NamedTuple

import numpy as np
import pytest

from tht_xl.disclosure.linked.audit import feasibility_intervals
from tht_xl.disclosure.linked.tables import NOT_A_COUNT, NOT_ADDING_UP, linked_sets, suppress_linked
from tht_xl.disclosure.released import Released
from tht_xl.disclosure.rules import DISCLOSURE_RULES, DisclosureRule, apply, is_small
from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.stats.arrays import Flags, Numbers

STRICT, ROUNDED = DISCLOSURE_RULES["1-5"], DISCLOSURE_RULES["1-7"]


def figures(*groups: list[int], blocks: int) -> Flags:
    """Figures as the numbers of the blocks that they add up."""
    return np.array([[block in group for block in range(blocks)] for group in groups])


CELLS = [[0], [1], [2], [3]]
ALL = [[0, 1, 2, 3]]
STRUCTURES = {
    "two levels": figures(*CELLS, [0, 1], [2, 3], *ALL, blocks=4),
    "two levels, no total": figures(*CELLS, [0, 1], [2, 3], blocks=4),
    "three levels": figures(*CELLS, [1, 2], [0, 1, 2], *ALL, blocks=4),
    "a locality of one ward": figures(*CELLS, [0], [1, 2, 3], *ALL, blocks=4),
    "two-way": figures(*CELLS, [0, 1], [2, 3], [0, 2], [1, 3], *ALL, blocks=4),
    "two-way margins alone": figures([0, 1], [2, 3], [0, 2], [1, 3], *ALL, blocks=4),
    "two-way beside a locality": figures(*CELLS, [0, 1], [2, 3], [0, 2], [1, 3], blocks=4),
    "overlapping areas": figures([0, 1], [1, 2], [2, 3], [3], *ALL, blocks=4),
    "wards old and new": figures([0, 1], [2, 3], [0], [1, 2], [3], *ALL, blocks=4),
    "an even cycle": figures([0, 1], [1, 2], [2, 3], [0, 3], blocks=4),
    "an odd cycle": figures([0, 1], [1, 2], [0, 2], [3], *ALL, blocks=4),
}
HIGHEST = 17
UNIVERSE = np.indices((HIGHEST + 1,) * 4, np.int16).reshape(4, -1).T.astype(float)
"""Every table of four blocks of up to so many people."""


class Attack(NamedTuple):
    """What is left of the universe, and which figures are cells known to be small."""

    tables: Numbers
    small: list[int]


def attack(release: Released, members: Flags, rule: DisclosureRule, counts: Numbers) -> Attack:
    """The tables that agree with what is shown, for an attacker who has been told which cells are small.

    Written without a line of the code that protects: figure by figure, what is shown must come out.
    """
    left = UNIVERSE
    zero = members[counts == 0].any(axis=0)
    is_cell = [not any(_is_part(members[other] & ~zero, members[one] & ~zero) for other in range(len(members)))
               for one in range(len(members))]  # fmt: skip
    small = [one for one in range(len(members)) if is_cell[one] and is_small(rule, counts[one])]
    by_value = apply(rule, np.arange(4.0 * HIGHEST + 1), np.nan).counts
    for one in range(len(members)):
        sums = left @ members[one]
        if release.symbols[one] == "":
            fits = by_value[sums.astype(int)] == release.counts[one]
        elif one in small:
            fits = (sums >= 1) & (sums <= rule.suppression_threshold)
        else:
            fits = sums > (rule.suppression_threshold if is_cell[one] else 0)
        left = left[fits]
    return Attack(left, small)


def _is_part(one: Flags, of: Flags) -> bool:
    return bool(one.any() and (one <= of).all() and (one != of).any())


def sampled(members: Flags, seed: int) -> Numbers:
    """Counts of blocks with some zeros, some small ones and some just above the limit."""
    random = np.random.default_rng(seed)
    size = members.shape[1]
    return (
        np.where(random.random(size) < 0.35, random.integers(0, 6, size), random.integers(5, HIGHEST - 3, size)) * 1.0
    )


@pytest.mark.slow
@pytest.mark.parametrize("rule", [STRICT, ROUNDED], ids=lambda rule: rule.name)
@pytest.mark.parametrize("structure", STRUCTURES)
def test_every_value_stays_possible_for_an_attacker_who_tries_every_table(structure: str, rule: DisclosureRule) -> None:
    members, tried = STRUCTURES[structure], 0
    for seed in range(60):
        if tried == 5:
            break
        counts = members @ sampled(members, seed)
        release = suppress_linked(counts, members, rule)
        if (release.symbols == "[c]").all() or (release.symbols == "").all():
            continue
        tried += 1
        found = attack(release, members, rule, counts)
        for one in found.small:
            values = np.unique(found.tables @ members[one])
            assert len(values) >= rule.least_possible, (seed, counts.tolist(), release.counts.tolist(), one, values)
        for one in np.flatnonzero(release.symbols == "[c]"):
            # Nor is any other withheld figure narrower; small ones that add up are as many as they are at least.
            values = np.unique(found.tables @ members[one])
            parts = sum(bool((members[each] <= members[one]).all()) for each in found.small)
            fewest = min(rule.least_possible, rule.suppression_threshold + 1 - max(parts, 1))
            assert len(values) >= fewest, (seed, counts.tolist(), release.counts.tolist(), one, values)
    assert tried == 5


@pytest.mark.slow
@pytest.mark.parametrize("structure", STRUCTURES)
def test_whatever_fits_a_release_is_released_alike(structure: str) -> None:
    """So that to know the method, and to try it on every table, tells nothing more."""
    members, random = STRUCTURES[structure], np.random.default_rng(8)
    for seed in range(6):
        counts = members @ sampled(members, seed)
        release = suppress_linked(counts, members, STRICT)
        if (release.symbols == "[c]").all() or (release.symbols == "").all():
            continue
        found = attack(release, members, STRICT, counts)
        cells = np.array(found.small)
        larger = [one for one in range(len(members)) if counts[one] > 0 and one not in found.small
                  and not any((members[each] <= members[one]).all() for each in cells)]  # fmt: skip
        sums = found.tables @ members.T
        # Whoever knows the rule knows that 6 is always shown: what is withheld is 7 or more, or holds a small cell.
        left = found.tables[
            (sums[:, larger] != STRICT.suppression_threshold + 1).all(axis=1) | (release.symbols[larger] == "").all()
        ]
        for blocks in random.permutation(left)[:4]:
            other = suppress_linked(members @ blocks, members, STRICT)
            assert other.symbols.tolist() == release.symbols.tolist(), (seed, counts, blocks)
            np.testing.assert_array_equal(other.counts, release.counts)


def hierarchy(seed: int, *, levels: int) -> tuple[Numbers, Flags]:
    """Wards within localities, within districts, within a borough."""
    random = np.random.default_rng(seed)
    wards = int(random.integers(6, 14))
    locality = np.sort(random.integers(0, 4, wards))
    parts = [np.eye(wards, dtype=bool), locality == np.unique(locality)[:, None]]
    if levels == 3:
        district = locality // 2
        parts.append(district == np.unique(district)[:, None])
    members = np.vstack([*parts, np.ones((1, wards), bool)])
    drawn = random.geometric(1 / random.choice([5, 15, 40]), wards) - random.integers(0, 2)
    return np.asarray(drawn, np.float64), members


def crossed(seed: int) -> tuple[Numbers, Flags]:
    """Wards by age, localities by age, and all their totals."""
    random = np.random.default_rng(seed)
    wards, ages = int(random.integers(3, 6)), int(random.integers(2, 4))
    by_ward = np.vstack([np.eye(wards, dtype=bool), np.arange(wards) < 2, np.arange(wards) >= 2, np.ones(wards, bool)])
    by_age = np.vstack([np.eye(ages, dtype=bool), np.ones((1, ages), bool)])
    return np.asarray(random.geometric(1 / 25, wards * ages), np.float64), np.kron(by_ward, by_age)


def three_margins(seed: int) -> tuple[Numbers, Flags]:
    """Three two-way tables of a cube that is not published: age by sex, age by ward, sex by ward."""
    random = np.random.default_rng(seed)
    a, b, c = (each.ravel() for each in np.indices((3, 2, 3)))
    pairs = [(one == value) & (other == another) for one, other in ((a, b), (a, c), (b, c))
             for value in np.unique(one) for another in np.unique(other)]  # fmt: skip
    return np.asarray(random.geometric(1 / 12, 18) - 1, np.float64), np.array(pairs)


CASES = [
    *((f"2 levels {seed}", *hierarchy(seed, levels=2)) for seed in range(6)),
    *((f"3 levels {seed}", *hierarchy(seed, levels=3)) for seed in range(6)),
    *((f"crossed {seed}", *crossed(seed)) for seed in range(4)),
    *((f"three margins {seed}", *three_margins(seed)) for seed in range(4)),
]


@pytest.mark.slow
@pytest.mark.parametrize("rule", [STRICT, ROUNDED], ids=lambda rule: rule.name)
@pytest.mark.parametrize(("blocks", "members"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_an_audit_by_linear_programming_finds_no_narrow_figure(
    blocks: Numbers, members: Flags, rule: DisclosureRule
) -> None:
    counts = members @ np.maximum(blocks, 0)
    release = suppress_linked(counts, members, rule)
    assert not is_small(rule, release.counts).any()
    shown = ~np.isnan(release.counts)
    np.testing.assert_array_equal(release.counts[shown], apply(rule, counts, np.nan).counts[shown])
    zero = members[counts == 0].any(axis=0)
    cells = [not any(_is_part(other & ~zero, one & ~zero) for other in members) for one in members]
    for known_small in (False, is_small(rule, counts) & cells):
        found = feasibility_intervals(release.counts, release.symbols, members, rule, known_small=known_small)
        assert not found.is_narrow.any()
        assert ((found.lowest <= counts) & (counts <= found.highest)).all()


def test_the_order_of_figures_breaks_ties_and_their_size_does_not() -> None:
    members = STRUCTURES["two levels"]
    symbols = [suppress_linked(members @ [x, 20 - x, 40, 31], members, STRICT).symbols.tolist() for x in range(1, 6)]
    assert symbols == [["[c]", "[c]", "", "", "", "", ""]] * 5
    # Of three wards that may cover equally well, two share the task, whatever their counts.
    line = figures([0], [1], [2], [3], [0, 1, 2, 3], blocks=4)
    hidden = {tuple(suppress_linked(line @ [3, *rest], line, STRICT).symbols) for rest in
              ([20, 30, 40], [40, 30, 20], [20, 40, 30], [99, 12, 15])}  # fmt: skip
    assert len(hidden) == 1
    assert hidden.pop().count("[c]") == 3


def test_a_total_of_small_cells_goes_with_them_whatever_its_size() -> None:
    members = STRUCTURES["two levels"]
    for pair in ([1, 2], [5, 5]):
        release = suppress_linked(members @ [*pair, 30, 40], members, STRICT)
        assert release.symbols[[0, 1, 4]].tolist() == ["[c]"] * 3
    assert suppress_linked(members @ [5, 5, 30, 40], members, STRICT).reasons[4] == "1-5: secondary"
    assert suppress_linked(members @ [1, 2, 30, 40], members, STRICT).reasons[4] == "1-5: primary"


def test_where_nothing_can_cover_nothing_is_shown() -> None:
    members = figures([0], [1], [0, 1], blocks=2)
    release = suppress_linked([3, 7, 10], members, STRICT)
    assert release.reasons.tolist() == ["1-5: whole table"] * 3
    assert release.symbols.tolist() == ["[c]"] * 3
    assert np.isnan(release.counts).all()


def test_what_is_linked_with_nothing_small_is_shown() -> None:
    two = np.kron(np.eye(2, dtype=bool), figures([0], [1], [0, 1], blocks=2))
    assert [each.tolist() for each in linked_sets(two)] == [[0, 1, 2], [3, 4, 5]]
    release = suppress_linked([3, 20, 23, 30, 40, 70], two, STRICT)
    assert release.symbols.tolist() == ["[c]", "[c]", "", "", "", ""]
    np.testing.assert_array_equal(release.counts[3:], [30, 40, 70])


def test_chains_are_one_set() -> None:
    chain = figures([4, 5], [0, 1], [2, 3], [3, 4], [1, 2], [6], blocks=7)
    assert [each.tolist() for each in linked_sets(chain)] == [[0, 1, 2, 3, 4], [5]]


@pytest.mark.parametrize("rule", sorted(DISCLOSURE_RULES))
def test_rules_without_small_counts_and_tables_without_any(rule: str) -> None:
    members = STRUCTURES["two levels"]
    release = suppress_linked(members @ [0, 12, 33, 41], members, rule)
    expected = apply(rule, members @ [0, 12, 33, 41], np.nan).counts
    np.testing.assert_array_equal(release.counts, expected)
    assert set(release.symbols) == set(release.reasons) == {""}


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        ([3, 20, 30, 40, 22, 70, 93], NOT_ADDING_UP),
        ([3, 20, 30, 40, 23, 70, np.nan], NOT_A_COUNT),
        ([3, 20.5, 30, 40, 23.5, 70, 93.5], NOT_A_COUNT),
        ([3, 20, 30, 40, -1, 70, 93], NOT_A_COUNT),
    ],
)
def test_what_cannot_be_judged_is_not_released(counts: list[float], reason: str) -> None:
    release = suppress_linked(counts, STRUCTURES["two levels"], STRICT)
    assert release.reasons.tolist() == [reason] * 7
    assert np.isnan(release.counts).all()
    assert set(release.symbols) == {""}


def test_margins_that_no_table_has_do_not_add_up() -> None:
    # 12 and 9 by row, 20 and 1 by column: fine; a total of 22 is not, nor are two figures of one group of people.
    margins = STRUCTURES["two-way margins alone"]
    assert set(suppress_linked([12, 9, 20, 1, 21], margins, STRICT).reasons) != {NOT_ADDING_UP}
    assert set(suppress_linked([12, 9, 20, 1, 22], margins, STRICT).reasons) == {NOT_ADDING_UP}
    twice = figures([0], [0], [1], [0, 1], blocks=2)
    assert set(suppress_linked([20, 21, 30, 50], twice, STRICT).reasons) == {NOT_ADDING_UP}
    # Half a person in each of three overlapping pairs.
    odd = figures([0, 1], [1, 2], [0, 2], blocks=3)
    assert set(suppress_linked([9, 9, 9], odd, STRICT).reasons) == {NOT_ADDING_UP}


def test_a_national_total_is_shown_exactly() -> None:
    members = figures([0], [1], [2], [0, 1, 2], blocks=3)
    national = [False, False, False, True]
    release = suppress_linked([4, 33, 42, 79], members, ROUNDED, is_national=national)
    assert release.counts[3] == 79
    assert release.symbols.tolist() == ["[c]", "[c]", "[c]", ""]
    assert suppress_linked([4, 33, 42, 79], members, ROUNDED).symbols.tolist() == ["[c]", "", "", ""]
    # Spared, and small: shown where nothing else tells of it, and not beside the one cell that it holds.
    assert suppress_linked([4], [[True]], STRICT, is_national=True).counts == 4
    assert set(suppress_linked([0, 4, 0, 4], members, STRICT, is_national=national).symbols) == {"[c]"}


def test_rounded_totals_that_tell_are_withheld_with_everything() -> None:
    """A 1 and a 1 beside a total of 60 in which 28 and 30 are shown as 30 and 30: 1 to 6 remain, and all is well."""
    members = figures([0], [1], [2], [0, 1, 2], blocks=3)
    assert suppress_linked([1, 28, 31, 60], members, ROUNDED).counts[1:].tolist() == [30, 30, 60]
    many = np.vstack([np.eye(13, dtype=bool), np.ones((1, 13), bool)])
    release = suppress_linked([1] * 12 + [40] + [52], many, ROUNDED)
    found = feasibility_intervals(release.counts, release.symbols, many, ROUNDED, known_small=release.symbols == "[c]")
    assert not found.is_narrow.any()


@pytest.mark.parametrize(
    ("counts", "members", "message"),
    [
        (
            [1, 2],
            [[True, False]],
            "members has the shape (1, 2) beside counts of the shape (2,); expected a row for each",
        ),
        ([1, 2], [[True, False], [False, False]], "figure 2 has no block; expected one or more"),
        ([[1, 2]], [[True, False]], "members has the shape (1, 2) beside counts of the shape (1, 2); "),
    ],
)
def test_figures_without_blocks(counts: list[float], members: list[list[bool]], message: str) -> None:
    with pytest.raises(DomainError) as refused:
        suppress_linked(counts, members, STRICT)
    assert str(refused.value).startswith(message)


def test_an_unknown_rule() -> None:
    with pytest.raises(UnknownNameError, match="unknown disclosure rule '1-6'"):
        suppress_linked([1], [[True]], "1-6")
