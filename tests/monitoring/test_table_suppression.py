from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.monitoring.disclosure import DISCLOSURE_RULES, DisclosureRule, apply, is_small
from tht_xl.monitoring.released import NOT_ADDING_UP, Released
from tht_xl.monitoring.suppression import suppress
from tht_xl.monitoring.table_reach import total_places
from tht_xl.monitoring.table_suppression import suppress_table, with_totals
from tht_xl.stats.arrays import Numbers

STRICT = DISCLOSURE_RULES["1-5"]
ROUNDED = DISCLOSURE_RULES["1-7"]
rules = st.sampled_from([DISCLOSURE_RULES[name] for name in sorted(DISCLOSURE_RULES)])
MIXED = st.one_of(st.integers(0, 9), st.integers(0, 40))
tables = st.tuples(st.integers(1, 4), st.integers(1, 4)).flatmap(
    lambda shape: st.lists(st.lists(MIXED, min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0])
)
unpublished = st.sets(st.sampled_from(["rows", "columns", "corner"]), max_size=2)


def published(given: list[list[int]], without: set[str]) -> Numbers:
    table = with_totals(given)
    if "rows" in without:
        table[:-1, -1] = np.nan
    if "columns" in without:
        table[-1, :-1] = np.nan
    if "corner" in without:
        table[-1, -1] = np.nan
    return table


def shown(given: list[list[int]], rule: DisclosureRule = STRICT) -> list[list[Any]]:
    result = suppress_table(with_totals(given), rule)
    return [
        [symbol or count for symbol, count in zip(*row, strict=True)]
        for row in zip(result.symbols.tolist(), result.counts.tolist(), strict=True)
    ]


def test_totals() -> None:
    np.testing.assert_array_equal(with_totals([[1, 2], [3, 4]]), [[1, 2, 3], [3, 4, 7], [4, 6, 10]])
    np.testing.assert_array_equal(with_totals([[np.nan, 2]])[:, 1:], [[2, np.nan], [2, np.nan]])


def test_the_cheapest_rectangle_covers_for_a_small_cell() -> None:
    assert shown([[3, 20, 30], [15, 12, 40], [9, 31, 32]]) == [
        ["[c]", "[c]", 30, 53],
        ["[c]", "[c]", 40, 67],
        [9, 31, 32, 72],
        [27, 63, 102, 192],
    ]
    reasons = suppress_table(with_totals([[3, 20], [15, 12]]), STRICT).reasons
    assert reasons[:2, :2].tolist() == [["1-5: primary", "1-5: secondary"], ["1-5: secondary"] * 2]


def test_a_small_total_is_covered_like_a_cell() -> None:
    # The row holds the 3 alone, so that its total tells of it, and another row's total has to cover for that.
    assert shown([[3, 0, 0], [15, 12, 40], [9, 7, 50]]) == [
        ["[c]", 0, 0, "[c]"],
        [15, 12, 40, 67],
        ["[c]", 7, 50, "[c]"],
        [27, 19, 90, 136],
    ]


def test_small_cells_that_cover_for_each_other_take_nobody_with_them() -> None:
    assert shown([[4, 4, 20], [4, 4, 20]]) == [["[c]", "[c]", 20, 28], ["[c]", "[c]", 20, 28], [8, 8, 40, 56]]


def test_a_cell_that_is_small_itself_can_stand_at_a_corner() -> None:
    assert shown([[3, 20], [15, 3]]) == [["[c]", "[c]", 23], ["[c]", "[c]", 18], [18, 23, 41]]


def test_totals_stay_where_any_cells_can_cover() -> None:
    # The totals of the first two rows come to less than the cells of the third.
    assert shown([[3, 7], [9, 0], [500, 500]]) == [
        ["[c]", "[c]", 10],
        [9, 0, 9],
        ["[c]", "[c]", 1000],
        [512, 507, 1019],
    ]


def test_cells_that_nothing_tells_apart_are_judged_together() -> None:
    straight, mirrored = [[9, 12, 7], [12, 9, 0], [4, 4, 9]], [[12, 9, 7], [9, 12, 0], [4, 4, 9]]
    for table in (straight, mirrored):
        assert [[cell == "[c]" for cell in row[:3]] for row in shown(table)[:2]] == [[True, True, False]] * 2


def test_where_no_cell_can_cover_the_totals_go() -> None:
    assert shown([[3]]) == [["[c]", "[c]"], ["[c]", "[c]"]]
    assert shown([[3, 6], [6, 6]]) == [["[c]", 6, "[c]"], [6, 6, 12], ["[c]", 12, "[c]"]]


def test_nothing_is_withheld_where_nothing_is_small() -> None:
    assert shown([[0, 6], [7, 40]]) == [[0, 6, 6], [7, 40, 47], [7, 46, 53]]


def test_an_exact_national_corner() -> None:
    # 7 is shown beside an exact total for the country, and 12 as 10: only 7 is left.
    table = [[7, 12, 19], [7, 12, 19]]
    national = [[False, False, True]] * 2
    assert suppress_table(table, ROUNDED).symbols.tolist() == [["[c]", "", ""]] * 2
    spared = suppress_table(table, ROUNDED, is_national=national)
    assert spared.counts[:, -1].tolist() == [19, 19]
    assert spared.symbols.tolist() == [["[c]", "[c]", ""]] * 2


def test_one_bad_table_spoils_one_table() -> None:
    good = with_totals([[3, 20], [15, 12]])
    bad = good.copy()
    bad[0, -1] = 24
    judged = suppress_table([good, bad], STRICT)
    assert judged.symbols[0, 0].tolist() == ["[c]", "[c]", ""]
    assert np.isnan(judged.counts[1]).all()
    assert set(judged.reasons[1].ravel()) == {NOT_ADDING_UP}
    assert set(judged.symbols[1].ravel()) == {""}


def test_a_missing_cell_covers_for_nobody() -> None:
    table = with_totals([[3, 20, 30], [15, 12, 40], [50, 60, 70]])
    table[1, 1] = np.nan
    judged = suppress_table(table, STRICT)
    assert judged.symbols[:3, :3].tolist() == [["[c]", "", "[c]"], ["[c]", "", "[c]"], ["", "", ""]]
    table[0, 1] = table[0, 2] = table[1, 0] = table[2, 0] = np.nan
    assert judged.counts.shape == suppress_table(table, STRICT).counts.shape


@pytest.mark.parametrize("shape", [(3,), (1, 4), (4, 1), (0, 0)])
def test_a_table_has_cells_besides_its_totals(shape: tuple[int, ...]) -> None:
    with pytest.raises(DomainError) as refusal:
        suppress_table(np.zeros(shape), STRICT)
    assert str(refusal.value) == (
        f"table has the shape {shape}; expected 2 rows and 2 columns or more. "
        "Give the table with its totals in the last row and the last column."
    )


@settings(max_examples=100)
@given(tables, rules, unpublished)
@example([[3, 20], [15, 12]], STRICT, set())
@example([[5, 5, 20], [5, 5, 20]], STRICT, set())
@example([[1, 0, 0], [0, 1, 0], [0, 0, 1]], STRICT, set())
@example([[1, 6, 6], [6, 6, 6]], STRICT, set())
@example([[7, 7], [7, 7], [12, 22]], ROUNDED, set())
def test_no_reader_can_work_out_a_withheld_cell(
    possible_ranges: Callable[..., Any],
    reader_bounds: Callable[..., Any],
    sums_of: Callable[..., Any],
    given: list[list[int]],
    rule: DisclosureRule,
    without: set[str],
) -> None:
    table = published(given, without)
    result = suppress_table(table, rule)
    is_total = total_places(table.shape).ravel()
    asked = np.flatnonzero(result.symbols.ravel() == "[c]").tolist()
    for knows_why, least in ((False, rule.least_possible), (True, 2)):
        bounds = reader_bounds(rule, result, is_total, np.zeros(table.size, bool), knows_why=knows_why)
        for place, (low, high) in possible_ranges(bounds, sums_of(table.shape), asked).items():
            if str(result.reasons.ravel()[place]).endswith("primary") and not is_total[place]:
                low, high = max(low, 1), min(high, rule.withheld_to)
                assert high - low + 1 >= least, (place, low, high)
            assert high - low >= 1, (place, low, high)


@given(tables, rules, unpublished, st.randoms())
def test_the_order_of_rows_and_columns_never_matters(
    given: list[list[int]], rule: DisclosureRule, without: set[str], random: Random
) -> None:
    table = published(given, without)
    rows, columns = list(range(len(given))), list(range(len(given[0])))
    random.shuffle(rows)
    random.shuffle(columns)
    places = np.ix_([*rows, -1], [*columns, -1])
    straight, shuffled = suppress_table(table, rule), suppress_table(table[places], rule)
    assert shuffled.reasons.tolist() == straight.reasons[places].tolist()


@given(tables, rules, unpublished)
def test_what_is_shown_is_what_the_rule_allows(given: list[list[int]], rule: DisclosureRule, without: set[str]) -> None:
    table = published(given, without)
    result = suppress_table(table, rule)
    kept = result.symbols == ""
    np.testing.assert_array_equal(result.counts[kept], apply(rule, table, np.nan).counts[kept])
    assert not is_small(rule, result.counts).any()
    assert not ((table == 0) & ~kept).any()
    if not is_small(rule, table).any():
        assert kept.all()


@given(tables, rules)
def test_what_is_released_may_be_released_again(given: list[list[int]], rule: DisclosureRule) -> None:
    once = suppress_table(with_totals(given), rule)
    again = suppress_table(once.counts, rule)
    np.testing.assert_array_equal(again.counts, once.counts)
    assert set(again.symbols.ravel()) == {""}


@given(st.lists(MIXED, min_size=1, max_size=5))
def test_a_table_of_one_row_without_column_totals_is_a_one_way_table(given: list[int]) -> None:
    flat = suppress(given, STRICT, sum(given))
    table = suppress_table(published([given], {"columns", "corner"}), STRICT)
    assert isinstance(flat, Released)
    small = [reason.endswith("primary") for reason in flat.reasons.tolist()]
    assert [reason.endswith("primary") for reason in table.reasons[0, :-1].tolist()] == small
    # The two choose their covers differently; that one is needed they agree on.
    assert flat.totals is not None
    needs = [
        any(reason.endswith("secondary") for reason in reasons)
        for reasons in ([*flat.reasons, flat.totals.reasons.item()], table.reasons[0].tolist())
    ]
    assert needs[0] == needs[1]
