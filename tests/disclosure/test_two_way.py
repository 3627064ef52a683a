from collections.abc import Callable
from itertools import permutations
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tht_xl.disclosure.feasibility import total_places
from tht_xl.disclosure.one_way import suppress
from tht_xl.disclosure.released import NOT_ADDING_UP, Released
from tht_xl.disclosure.rules import DISCLOSURE_RULES, DisclosureRule, apply, is_small
from tht_xl.disclosure.two_way import suppress_table, with_totals
from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Flags, Numbers

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


def test_the_rectangle_with_the_largest_totals_covers_for_a_small_cell() -> None:
    assert shown([[3, 20, 30], [15, 12, 40], [9, 31, 32]]) == [
        ["[c]", 20, "[c]", 53],
        [15, 12, 40, 67],
        ["[c]", 31, "[c]", 72],
        [27, 63, 102, 192],
    ]
    reasons = suppress_table(with_totals([[3, 20], [15, 12]]), STRICT).reasons
    assert reasons[:2, :2].tolist() == [["1-5: primary", "1-5: secondary"], ["1-5: secondary"] * 2]


def test_the_size_of_a_small_cell_never_decides_what_covers_for_it() -> None:
    # All are released alike, so that nobody can tell one from the other.
    releases = [shown([[x, 20, 33 - x], [15, 12, 40], [12 - x, 31, 29 + x]]) for x in range(1, 6)]
    assert releases[1:] == releases[:-1]


def test_where_no_rectangle_covers_the_totals_over_small_cells_go() -> None:
    assert shown([[3]]) == [["[c]", "[c]"], ["[c]", "[c]"]]
    assert shown([[3, 6], [6, 6]]) == [["[c]", 6, "[c]"], [6, 6, 12], ["[c]", 12, "[c]"]]
    # The row holds the 3 alone, so that its total tells of it.
    assert shown([[3, 0, 0], [15, 12, 40], [9, 7, 50]]) == [
        ["[c]", 0, 0, "[c]"],
        [15, 12, 40, 67],
        [9, 7, 50, 66],
        ["[c]", 19, 90, "[c]"],
    ]
    reasons = suppress_table(with_totals([[3, 0], [15, 12]]), STRICT).reasons
    assert reasons[0].tolist() == ["1-5: primary", "", "1-5: primary"]
    assert reasons[2].tolist() == ["1-5: secondary", "", "1-5: secondary"]


def test_small_cells_never_cover_for_one_another() -> None:
    assert shown([[3, 20], [15, 3]]) == [["[c]", 20, "[c]"], [15, "[c]", "[c]"], ["[c]", "[c]", "[c]"]]


def test_nothing_is_shown_where_every_part_would_tell_too_much() -> None:
    # A 5 would be covered for: to withhold the totals instead would say that it is none.
    result = suppress_table(with_totals([[3, 8], [9, 7]]), STRICT)
    assert set(result.symbols.ravel()) == {"[c]"}
    assert set(result.reasons.ravel()) == {"1-5: whole table"}
    assert np.isnan(result.counts).all()


def test_equal_rectangles_are_withheld_together() -> None:
    straight = shown([[3, 12, 12], [9, 20, 20]])
    assert straight == [["[c]", "[c]", "[c]", 27], ["[c]", "[c]", "[c]", 49], [12, 32, 32, 76]]


def test_totals_of_rows_alone_make_each_row_a_line() -> None:
    table = published([[3, 12, 40], [20, 30, 40]], {"columns", "corner"})
    assert suppress_table(table, STRICT).symbols[:2].tolist() == [["[c]", "[c]", "", ""], [""] * 4]
    np.testing.assert_array_equal(
        suppress_table(table.T, STRICT).symbols, np.transpose(suppress_table(table, STRICT).symbols)
    )
    only_corner = published([[3, 12], [40, 20]], {"columns", "rows"})
    assert suppress_table(only_corner, STRICT).symbols.tolist() == [["[c]", "[c]", ""], ["", "", ""], ["", "", ""]]
    none = published([[3, 12], [40, 20]], {"columns", "rows", "corner"})
    assert suppress_table(none, STRICT).symbols.tolist() == [["[c]", "", ""], ["", "", ""], ["", "", ""]]


def test_nothing_is_withheld_where_nothing_is_small() -> None:
    assert shown([[0, 6], [7, 40]]) == [[0, 6, 6], [7, 40, 47], [7, 46, 53]]


def test_an_exact_national_corner() -> None:
    # 7 is shown beside an exact total for the country, and 12 as 10: only 7 is left.
    table = [[7, 12, 19], [7, 12, 19]]
    national = [[False, False, True]] * 2
    assert suppress_table(table, ROUNDED).symbols.tolist() == [["[c]", "", ""]] * 2
    spared = suppress_table(table, ROUNDED, is_national=national)
    assert set(spared.reasons.ravel()) == {"1-7: whole table"}
    roomy = suppress_table([[4, 12, 30, 46], [4, 12, 30, 46]], ROUNDED, is_national=[[False] * 3 + [True]] * 2)
    assert roomy.counts[:, -1].tolist() == [46, 46]


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
    table[2, 1] = np.nan
    judged = suppress_table(table, STRICT)
    assert judged.symbols[:3, :3].tolist() == [["[c]", "", "[c]"], ["", "", ""], ["[c]", "", "[c]"]]
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


@pytest.mark.slow
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
    for knows_why in (False, True):
        bounds = reader_bounds(rule, result, is_total, np.zeros(table.size, bool), knows_why=knows_why)
        for place, (low, high) in possible_ranges(bounds, sums_of(table.shape), asked).items():
            if str(result.reasons.ravel()[place]).endswith("primary") and not is_total[place]:
                low, high = max(low, 1), min(high, rule.suppression_threshold)
                assert high - low + 1 >= rule.least_possible, (place, low, high)
            assert high - low >= 1, (place, low, high)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("rule", "shape", "up_to"),
    [(STRICT, (2, 2), 24), (STRICT, (1, 3), 40), (STRICT, (2, 3), 13), (ROUNDED, (2, 2), 17), (ROUNDED, (1, 3), 24)],
    ids=lambda given: getattr(given, "name", str(given)),
)
def test_a_reader_who_tries_every_table_cannot_narrow_a_small_cell(
    every_table: Callable[..., Numbers],
    possible_values: Callable[..., Any],
    rule: DisclosureRule,
    shape: tuple[int, int],
    up_to: int,
) -> None:
    tables = every_table(shape[0] * shape[1], up_to).reshape(-1, *shape)
    result = suppress_in_every_order(tables, rule)
    small = is_small(rule, tables).sum(axis=(1, 2))
    hides_its_sum = result.symbols[:, -1, -1] == "[c]"
    # What is withheld can be this much more in a table released alike.
    further = (rule.suppression_threshold - 1) * small * hides_its_sum + rule.rounding_base
    further[(result.symbols == "[c]").all(axis=(1, 2))] = 0
    assert_not_narrowed(possible_values, rule, tables, result, tables.sum(axis=(1, 2)) + further <= up_to)


@pytest.mark.parametrize(
    ("across", "down"), [([24, 28], [14, 17, 21]), ([19, 60], [20, 25, 34]), ([12, 40], [9, 20, 23])]
)
def test_a_reader_who_tries_every_table_of_these_totals_cannot_narrow_a_small_cell(
    possible_values: Callable[..., Any], across: list[int], down: list[int]
) -> None:
    first = np.array([(a, b, across[0] - a - b) for a in range(across[0] + 1) for b in range(across[0] + 1 - a)])
    tables = np.stack([first, np.array(down) - first], axis=1).astype(float)
    tables = tables[(tables >= 0).all(axis=(1, 2))]
    result = suppress_table(with_totals(tables), STRICT)
    shows_its_sums = (result.symbols[:, -1, :] == "").all(axis=-1) & (result.symbols[:, :, -1] == "").all(axis=-1)
    assert_not_narrowed(possible_values, STRICT, tables, result, shows_its_sums)


@pytest.mark.slow
@pytest.mark.parametrize(("shape", "up_to"), [((2, 2), 9), ((1, 3), 14), ((2, 3), 5)], ids=str)
@pytest.mark.parametrize("rule", [STRICT, ROUNDED], ids=lambda rule: rule.name)
def test_small_tables_are_released_alike_in_every_order(
    every_table: Callable[..., Numbers], rule: DisclosureRule, shape: tuple[int, int], up_to: int
) -> None:
    tables = every_table(shape[0] * shape[1], up_to).reshape(-1, *shape)
    straight, in_order = suppress_table(with_totals(tables), rule), suppress_in_every_order(tables, rule)
    np.testing.assert_array_equal(in_order.counts, straight.counts)
    np.testing.assert_array_equal(in_order.symbols, straight.symbols)
    np.testing.assert_array_equal(in_order.reasons, straight.reasons)


def suppress_in_every_order(tables: Numbers, rule: DisclosureRule) -> Released:
    """Suppress one of the tables that differ only in the order of rows and columns, and put it into every order.

    Two tests show that the order never matters, so that trying every table costs a fraction of the tables.
    """
    orders = [np.ix_(rows, columns) for rows in permutations(range(tables.shape[1])) for columns in
              permutations(range(tables.shape[2]))]  # fmt: skip
    base = int(tables.max()) + 1
    weights = (float(base) ** np.arange(tables[0].size)).reshape(tables[0].shape)
    numbers = np.stack([(tables[:, *order] * weights).sum(axis=(1, 2)) for order in orders])
    which = numbers.argmin(axis=0)
    _, first, inverse = np.unique(numbers.min(axis=0), return_index=True, return_inverse=True)
    ordered = np.stack([tables[place][orders[which[place]]] for place in first])
    released = suppress_table(with_totals(ordered), rule)
    # From the order of the one that was suppressed back to each table's own; totals stay last.
    back = [np.ix_([*np.argsort(rows.ravel()), -1], [*np.argsort(columns.ravel()), -1]) for rows, columns in orders]
    counts, symbols, reasons = (
        np.stack([cells[one][back[order]] for one, order in zip(inverse.ravel(), which, strict=True)])
        for cells in (released.counts, released.symbols, released.reasons)
    )
    return Released(counts, symbols, reasons)


def assert_not_narrowed(
    possible_values: Callable[..., Any], rule: DisclosureRule, tables: Numbers, result: Released, asked: Flags
) -> None:
    whole = with_totals(tables)
    found = possible_values(rule, whole.reshape(len(whole), -1), result, asked)
    cells = np.flatnonzero(~total_places((whole.shape[1], whole.shape[2])).ravel()).tolist()
    values = [number for (_, place), number in found.items() if place in cells]
    assert values
    assert min(values) >= rule.least_possible


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
    if not result.reasons.ravel()[0].endswith("whole table"):
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
