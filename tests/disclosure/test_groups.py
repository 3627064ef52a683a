import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.disclosure.groups import release_groups
from tht_xl.disclosure.rules import DISCLOSURE_RULES, DisclosureRule, apply, is_small

ALL = [DISCLOSURE_RULES[name] for name in sorted(DISCLOSURE_RULES)]
groups = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=12)


def reason(name: str, count: float, denominator: float, **flags: bool) -> str:
    return release_groups(DISCLOSURE_RULES[name], count, denominator, **flags).reasons.item()


@pytest.mark.parametrize(
    ("name", "count", "denominator", "expected"),
    [
        ("1-5", 98, 100, "1-5: small complement"),
        ("1-5", 94, 100, ""),
        ("1-5", 100, 100, "1-5: whole group"),
        ("1-5", 0, 100, "1-5: whole group"),
        ("1-5", 0, 0, ""),
        ("1-5", 3, 100, "1-5: primary"),
        ("1-5", 2, 4, "1-5: primary"),
        # Shown as 100 of 100: the others are 4 at most. Shown as 95 of 100: they are anything up to 9.
        ("1-7", 98, 100, "1-7: small complement"),
        ("1-7", 97, 99, ""),
        ("1-7", 100, 100, "1-7: whole group"),
        ("1-7", 102, 102, "1-7: whole group"),
        ("1-7", 90, 100, ""),
        ("1-7", 0, 100, ""),
        ("round-5", 98, 100, ""),
        ("published", 98, 100, ""),
        ("published", 100, 100, ""),
    ],
)
def test_what_a_share_tells(name: str, count: float, denominator: float, expected: str) -> None:
    assert reason(name, count, denominator) == expected


def test_a_country_is_spared_and_a_population_is_exact() -> None:
    assert reason("1-5", 98, 100, is_national=True) == ""
    assert reason("1-5", 100, 100, is_national=True) == ""
    # Beside an exact 101, a 100 was 98 or more: the others are 3 at most.
    assert reason("1-7", 99, 101) == "1-7: small complement"
    assert reason("1-7", 96, 101, public_denominator=True) == ""
    assert reason("1-7", 99, 101, public_denominator=True) == "1-7: small complement"


def test_one_bad_row_spoils_one_row() -> None:
    rows = release_groups(DISCLOSURE_RULES["1-5"], [40, 101, np.nan, -1, 40], [100, 100, 100, 100, np.nan])
    np.testing.assert_array_equal(rows.counts, [40, np.nan, np.nan, np.nan, 40])
    np.testing.assert_array_equal(rows.denominators, [100, np.nan, np.nan, np.nan, np.nan])
    assert rows.symbols.tolist() == [""] * 5


@given(groups, st.sampled_from(ALL))
def test_what_is_released_may_be_released_again(given: list[tuple[int, int]], rule: DisclosureRule) -> None:
    x, more = np.array(given).T
    once = release_groups(rule, x, x + more)
    again = release_groups(rule, once.counts, once.denominators)
    np.testing.assert_array_equal(again.counts, once.counts)
    assert set(again.reasons) == {""}


@given(groups, st.sampled_from(ALL))
def test_nothing_is_shown_that_leaves_none_but_few(given: list[tuple[int, int]], rule: DisclosureRule) -> None:
    x, more = np.array(given).T
    rows = release_groups(rule, x, x + more)
    pairs = [(a, b) for b in range(70) for a in range(b + 1)]
    every = apply(rule, *np.array(pairs).T)
    for count, denominator, rest in zip(rows.counts, rows.denominators, more, strict=True):
        alike = (every.counts == count) & (every.denominators == denominator)
        few = is_small(rule, rest) and rule.protects_complements and denominator < 60
        if few and not np.isnan(count):
            assert max(b - a for (a, b), same in zip(pairs, alike, strict=True) if same) > rule.suppression_threshold


@pytest.mark.parametrize("rule", ALL[:2], ids=lambda rule: rule.name)
@pytest.mark.parametrize("public", [False, True])
def test_a_reader_who_tries_every_group_learns_of_no_few_and_no_whole(rule: DisclosureRule, *, public: bool) -> None:
    x, n = np.array([(count, people) for people in range(1, 70) for count in range(people + 1)], float).T
    shown = release_groups(rule, x, n, public_denominator=public)
    alike: dict[tuple[float, float], list[tuple[float, float]]] = {}
    for place in np.flatnonzero((shown.symbols == "") & (shown.denominators < 60)).tolist():
        alike.setdefault((shown.counts[place], shown.denominators[place]), []).append((x[place], n[place]))
    assert alike
    for groups in alike.values():
        assert any(count > rule.suppression_threshold or count == 0 for count, _ in groups)
        assert any(people - count > rule.suppression_threshold for count, people in groups)
