from collections.abc import Callable, Sequence
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from tht_xl.disclosure.one_way import suppress
from tht_xl.disclosure.released import NOT_ADDING_UP, Released
from tht_xl.disclosure.rules import DISCLOSURE_RULES, DisclosureRule, apply, is_small
from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Numbers

STRICT = DISCLOSURE_RULES["1-5"]
ROUNDED = DISCLOSURE_RULES["1-7"]
counts = st.lists(st.one_of(st.integers(0, 9), st.integers(0, 40)), min_size=1, max_size=7)
rules = st.sampled_from([DISCLOSURE_RULES[name] for name in sorted(DISCLOSURE_RULES)])


def shown(given: Sequence[float], rule: DisclosureRule = STRICT, total: float | None = None) -> list[Any]:
    result = suppress(given, rule, sum(given) if total is None else total)
    assert result.totals is not None
    cells = [symbol or count for symbol, count in zip(result.symbols, result.counts.tolist(), strict=True)]
    return [*cells, result.totals.symbols.item() or result.totals.counts.item()]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        # The next smallest goes with the one that is small, or the total would tell.
        ([3, 12, 40, 0], ["[c]", "[c]", 40, 0, 55]),
        # Two that are small cover for each other where their sum leaves every value from 1 to 5 possible ...
        ([2, 4, 50], ["[c]", "[c]", 50, 56]),
        # ... but not where one of them could not be 1 or not be 5.
        ([3, 4, 50], ["[c]", "[c]", "[c]", 57]),
        ([1, 2, 50], ["[c]", "[c]", "[c]", 53]),
        # A cover must not be so small that a 5 would leave too little for it, nor so near the next that a 1 would
        # leave too much: then the next goes too.
        ([3, 8, 40, 90], ["[c]", "[c]", "[c]", 90, 141]),
        ([3, 12, 14, 40], ["[c]", "[c]", "[c]", 40, 69]),
        ([3, 12, 16, 40], ["[c]", "[c]", 16, 40, 71]),
        # All that can cover is too little.
        ([3, 8, 6], ["[c]", "[c]", 6, "[c]"]),
        ([5, 5, 20, 30], ["[c]", "[c]", "[c]", 30, 60]),
        # A 6 beside a 1 could only be a 6 for who knows which is small; cells of equal count go together.
        ([1, 6, 20, 30], ["[c]", 6, "[c]", 30, 57]),
        ([3, 8, 8, 20], ["[c]", "[c]", "[c]", 20, 39]),
        # Where nothing can cover, the total goes.
        ([3, 6, 0], ["[c]", 6, 0, "[c]"]),
        ([1, 1, 0], ["[c]", "[c]", 0, "[c]"]),
        ([6, 7, 0], [6, 7, 0, 13]),
        ([0, 0], [0, 0, 0]),
    ],
)
def test_a_total_reveals_nothing(given: list[float], expected: list[Any]) -> None:
    assert shown(given) == expected


def test_rounding_stands_in_for_withholding_more() -> None:
    assert shown([3, 12, 40], ROUNDED) == ["[c]", 10, 40, 55]
    # Twelve ones: the total of 10 or more leaves nothing but ones. Four sevens: the total says so too.
    assert shown([1] * 12, ROUNDED) == ["[c]"] * 13
    assert shown([7] * 4, ROUNDED) == ["[c]"] * 5
    assert shown([7] * 4 + [33], ROUNDED) == ["[c]"] * 4 + [35, 60]
    # 17 is shown as 15, beside 10 and 10 that are 8 or more each: the small one could only be a 1. Were the total of
    # 18 shown, its absence would say so.
    assert shown([1, 8, 8], ROUNDED) == shown([2, 8, 8], ROUNDED) == ["[c]", 10, 10, "[c]"]
    assert shown([7, 8, 8], ROUNDED) == ["[c]", 10, 10, 25]


def test_an_exact_national_total_can_undo_the_rounding() -> None:
    # 12 is shown as 10 and is 12 at most, so that an exact total of 19 leaves 7 alone.
    spared = suppress([7, 12], ROUNDED, 19, is_national_total=True)
    assert spared.totals is not None
    assert spared.symbols.tolist() == ["[c]", "[c]"]
    assert spared.totals.counts.item() == 19
    assert spared.reasons.tolist() == ["1-7: primary", "1-7: secondary"]
    # Not only where it does, or the cover would say that it did.
    assert suppress([4, 12], ROUNDED, 16, is_national_total=True).symbols.tolist() == ["[c]", "[c]"]


def test_without_a_total_only_small_cells_are_withheld() -> None:
    alone = suppress([3, 12, 40], STRICT)
    assert alone.symbols.tolist() == ["[c]", "", ""]
    assert alone.totals is None
    assert suppress([3, 12], STRICT, np.nan).symbols.tolist() == ["[c]", ""]


def test_many_tables_at_once_are_each_judged_alone() -> None:
    tables = [[3, 12, 40], [8, 12, 40], [1, 6, 30]]
    together = suppress(tables, STRICT, [55, 60, 37])
    assert together.totals is not None
    for row, (table, total) in enumerate(zip(tables, [55, 60, 37], strict=True)):
        assert together.symbols[row].tolist() == suppress(table, STRICT, total).symbols.tolist()
    assert together.reasons[0].tolist() == ["1-5: primary", "1-5: secondary", ""]
    assert together.totals.symbols.tolist() == ["", "", ""]


def test_one_bad_table_spoils_one_table() -> None:
    judged = suppress([[3, 12], [3, 12], [12, 13]], STRICT, [15, 14, 26])
    assert judged.totals is not None
    np.testing.assert_array_equal(judged.counts, [[np.nan] * 2, [np.nan] * 2, [np.nan] * 2])
    assert judged.symbols.tolist() == [["[c]", "[c]"], ["", ""], ["", ""]]
    assert judged.reasons[1:].tolist() == [[NOT_ADDING_UP] * 2] * 2
    assert judged.totals.reasons.tolist() == ["", NOT_ADDING_UP, NOT_ADDING_UP]


def test_a_missing_or_impossible_cell_covers_for_nobody() -> None:
    judged = suppress([3, np.nan, 12, -4, 7.5], STRICT, 40)
    assert judged.symbols.tolist() == ["[c]", "", "[c]", "", ""]
    assert np.isnan(judged.counts).all()
    assert shown([np.nan, 30, 9], total=20) == [pytest.approx(np.nan, nan_ok=True)] * 4


def test_no_table_and_no_cell() -> None:
    assert suppress(np.zeros((0, 3)), STRICT, np.zeros(0)).counts.shape == (0, 3)
    assert suppress(np.zeros((2, 0)), STRICT, [0, 0]).counts.shape == (2, 0)
    assert suppress(3, STRICT).symbols.tolist() == ["[c]"]


def test_totals_have_to_fit() -> None:
    with pytest.raises(DomainError) as refusal:
        suppress([[3, 4], [5, 6]], STRICT, [7, 11, 12])
    assert str(refusal.value) == "totals have the shape (3,); expected (2,). Give one total for each table."


@pytest.mark.slow
@settings(max_examples=60)
@given(counts, rules, st.booleans())
@example([5, 5, 20], STRICT, False)
@example([1, 6, 6], STRICT, False)
@example([7, 12], ROUNDED, True)
@example([1] * 12, ROUNDED, False)
def test_no_reader_can_work_out_a_withheld_cell(
    possible_ranges: Callable[..., Any],
    reader_bounds: Callable[..., Any],
    given: list[int],
    rule: DisclosureRule,
    national: bool,
) -> None:
    result = suppress(given, rule, sum(given), is_national_total=national)
    for knows_why in (False, True):
        for place, low, high in audited(possible_ranges, reader_bounds, rule, result, national, knows_why=knows_why):
            if result.reasons[place].endswith("primary"):
                low, high = max(low, 1), min(high, rule.suppression_threshold)
                assert high - low + 1 >= rule.least_possible, (place, low, high)
            assert high - low >= 1, (place, low, high)


@settings(max_examples=60)
@given(counts)
def test_nothing_more_is_withheld_without_need(
    possible_ranges: Callable[..., Any], reader_bounds: Callable[..., Any], given: list[int]
) -> None:
    rule = STRICT
    result = suppress(given, rule, sum(given))
    assert result.totals is not None
    if not any(reason.endswith("secondary") for reason in (*result.reasons, result.totals.reasons.item())):
        return
    total = Released(*(np.array(each) for each in (rounded(rule, sum(given)), "", "")), totals=None)
    plain = Released(rounded(rule, given), *small_alone(rule, given), totals=total)
    exposed = False
    for _, low, high in audited(possible_ranges, reader_bounds, rule, plain, False, knows_why=True):
        exposed |= min(high, rule.suppression_threshold) - max(low, 1) + 1 < rule.least_possible
    assert exposed


@pytest.mark.slow
@pytest.mark.parametrize("rule", [STRICT, ROUNDED], ids=lambda rule: rule.name)
@pytest.mark.parametrize("total", ["shown", "national", "none"])
@pytest.mark.parametrize(("size", "up_to"), [(1, 60), (2, 50), (3, 42), (4, 34)])
def test_a_reader_who_tries_every_line_cannot_narrow_a_small_cell(
    every_table: Callable[..., Numbers],
    possible_values: Callable[..., Any],
    rule: DisclosureRule,
    total: str,
    size: int,
    up_to: int,
) -> None:
    lines = every_table(size, up_to)
    totals = None if total == "none" else lines.sum(axis=1)
    result = suppress(lines, rule, totals, is_national_total=total == "national")
    every = parts(result)
    if result.totals is not None:
        every = tuple(np.column_stack(pair) for pair in zip(every, parts(result.totals), strict=True))
    # What is withheld can be this much more in a line released alike.
    further = (rule.suppression_threshold - 1) * is_small(rule, lines).sum(axis=1) + 2 * rule.rounding_base
    found = possible_values(rule, lines, Released(every[0], every[1], every[2]), lines.sum(axis=1) + further <= up_to)
    assert found
    assert min(found.values()) >= rule.least_possible


@given(counts, rules, st.randoms())
def test_the_order_of_rows_never_matters(given: list[int], rule: DisclosureRule, random: Random) -> None:
    order = list(range(len(given)))
    random.shuffle(order)
    straight, shuffled = (suppress(each, rule, sum(given)) for each in (given, [given[i] for i in order]))
    assert shuffled.reasons.tolist() == straight.reasons[order].tolist()


@given(counts, rules)
def test_what_is_shown_is_what_the_rule_allows(given: list[int], rule: DisclosureRule) -> None:
    result = suppress(given, rule, sum(given))
    alone = apply(rule, given, np.nan)
    kept = result.symbols == ""
    np.testing.assert_array_equal(result.counts[kept], alone.counts[kept])
    assert not is_small(rule, result.counts).any()
    if not is_small(rule, given).any():
        assert result.symbols.tolist() == [""] * len(given)


@given(counts, rules)
def test_what_is_released_may_be_released_again(given: list[int], rule: DisclosureRule) -> None:
    once = suppress(given, rule, sum(given))
    assert once.totals is not None
    again = suppress(once.counts, rule, once.totals.counts)
    assert again.totals is not None
    np.testing.assert_array_equal(again.counts, once.counts)
    np.testing.assert_array_equal(again.totals.counts, once.totals.counts)
    assert set(again.symbols) <= {""}


def audited(
    possible_ranges: Callable[..., Any],
    reader_bounds: Callable[..., Any],
    rule: DisclosureRule,
    result: Released,
    national: bool,
    *,
    knows_why: bool,
) -> list[tuple[int, float, float]]:
    """The range of each withheld cell, for a reader of this table."""
    size = len(result.counts)
    assert result.totals is not None
    table = Released(*(np.append(a, b) for a, b in zip(parts(result), parts(result.totals), strict=True)), totals=None)
    bounds = reader_bounds(
        rule, table, [False] * size + [True], [False] * size + [national and rule.exempts_national], knows_why=knows_why
    )
    sums = np.array([[1.0] * size + [-1.0]])
    asked = np.flatnonzero(result.symbols == "[c]").tolist()
    return [(place, *ends) for place, ends in possible_ranges(bounds, sums, asked).items()]


def parts(result: Released) -> tuple[Any, Any, Any]:
    return result.counts, result.symbols, result.reasons


def rounded(rule: DisclosureRule, given: ArrayLike) -> Numbers:
    return apply(rule, given, np.nan).counts


def small_alone(rule: DisclosureRule, given: list[int]) -> tuple[Any, Any]:
    small = is_small(rule, given)
    return np.where(small, "[c]", "").astype(object), np.where(small, "primary", "").astype(object)
