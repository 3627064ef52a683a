from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.disclosure.rules import DISCLOSURE_RULES
from tht_xl.functions import call

TABLE: list[list[Any]] = [[3, 20, 30], [15, 12, 40]]
BORDERED: list[list[Any]] = [[3, 20, 30, 53], [15, 12, 40, 67], [18, 32, 70, 120]]
SHOWN = "By the rule 1-5: Sub-national counts from 1 to 5 are withheld; other counts stay as they are."
SMALL = "Withheld by the rule 1-5: it is small itself."
TOTAL_TOO = (
    "Withheld by the rule 1-5: the total would have to be withheld too; withhold it, or give the range with its totals "
    "twice, as counts and as totals."
)
NO_SUM = "Not released: the total is not the sum of its cells; correct the total, or give all the cells that it sums."

counts = st.integers(0, 30)


def _suppressed(*cells: object) -> list[list[Any]]:
    shown = call("THT_SUPPRESS", *cells)
    assert isinstance(shown, list)
    return shown


@pytest.mark.parametrize(
    ("totals", "shown"),
    [
        (None, [["[c]", 20, 30], [15, 12, 40]]),
        ([[None], [None]], [["[c]", 20, 30], [15, 12, 40]]),
        ([[53], [67]], [["[c]", "[c]", 30], [15, 12, 40]]),
        ([[None], [67]], [["[c]", 20, 30], [15, 12, 40]]),
        ([[18, 32, 70]], [["[c]", 20, 30], ["[c]", 12, 40]]),
        (120, [["[c]", 20, 30], ["[c]", "[c]", 40]]),
    ],
)
def test_totals_beside_a_table(totals: object, shown: list[list[Any]]) -> None:
    assert _suppressed(TABLE, "1-5", totals) == shown


def test_blank_totals_are_left_out() -> None:
    for blank in ([[None], [None]], [["", None]], [[None, "  "], [None, None], [None, None]], ""):
        assert _suppressed([[3], [12]], "1-5", blank) == [["[c]"], [12]]


def test_table_with_its_totals() -> None:
    shown = [["[c]", 20, "[c]", 53], ["[c]", 12, "[c]", 67], [18, 32, 70, 120]]
    assert _suppressed(BORDERED, "1-5", BORDERED) == shown
    assert _suppressed([[3], [12], [40], [55]], "1-5", [[3], [12], [40], [55]]) == [["[c]"], ["[c]"], [40], [55]]
    assert _suppressed([[3, 0, 0, 3]], "1-5", [[3, 0, 0, 3]]) == [["[c]", 0, 0, "[c]"]]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(counts, min_size=2, max_size=3), min_size=2, max_size=3).filter(
    lambda rows: len({len(row) for row in rows}) == 1), st.sampled_from(list(DISCLOSURE_RULES)))  # fmt: skip
def test_a_row_is_what_it_is_alone(rows: list[list[int]], rule: str) -> None:
    totals = [[sum(row)] for row in rows]
    shown = _suppressed(rows, rule, totals)
    assert shown == [_suppressed([row], rule, sum(row))[0] for row in rows]
    turned = _suppressed([*zip(*rows, strict=True)], rule, [[total for (total,) in totals]])
    assert shown == [list(row) for row in zip(*turned, strict=True)]


@settings(max_examples=60, deadline=None)
@given(st.lists(counts, min_size=2, max_size=5))
def test_nothing_small_is_shown_and_no_lone_cell_is_left_to_a_subtraction(row: list[int]) -> None:
    shown = _suppressed([row], "1-5", sum(row))[0]
    for count, cell in zip(row, shown, strict=True):
        assert cell == "[c]" if 1 <= count <= 5 else cell in (count, "[c]")
    withheld = shown.count("[c]")
    assert withheld != 1
    assert withheld == 0 or any(1 <= count <= 5 for count in row)


def test_where_every_part_would_tell_too_much_nothing_is_shown() -> None:
    table = [[3, 8, 11], [9, 7, 16], [12, 15, 27]]
    assert _suppressed(table, "1-5", table) == [["[c]"] * 3] * 3
    said = call("THT_NOTE", "THT_SUPPRESS", table, "1-5", table)
    assert isinstance(said, list)
    assert {note for row in said for note in row} == {
        "Withheld by the rule 1-5: whatever could be shown of this table would reveal too much; combine "
        "rows or columns that belong together, and start again."
    }


def test_where_the_total_would_have_to_go_nothing_is_shown() -> None:
    assert _suppressed([[3], [0], [6]], "1-5", 9) == [["[c]"]] * 3
    said = call("THT_NOTE", "THT_SUPPRESS", [[3], [0], [6]], "1-5", 9)
    assert said == [[SMALL], [TOTAL_TOO], [TOTAL_TOO]]


def test_totals_that_are_no_sum() -> None:
    assert _suppressed(TABLE, "1-5", [[53], [68]]) == [["[c]", "[c]", 30], ["#VALUE!"] * 3]
    assert call("THT_NOTE", "THT_SUPPRESS", [[3], [9]], "1-5", 13) == [[NO_SUM]] * 2


def test_other_numbers_in_the_place_of_the_same_range() -> None:
    assert _suppressed([[3, 20], [15, 12]], "1-5", [[3, 20], [15, 13]]) == [["#VALUE!"] * 2] * 2
    said = call("THT_NOTE", "THT_SUPPRESS", [[3, 20], [15, 12]], "1-5", [[3, 20], [15, 13]])
    assert isinstance(said, list)
    assert str(said[0][0]).startswith("Totals has as many cells as counts and other numbers; give one total for")


def test_one_bad_cell_spoils_one_cell() -> None:
    cells = [[3, 20], ["abc", 12.5], [None, "[u]"], ["#REF!", -1]]
    shown = [["[c]", 20], ["#VALUE!", "#VALUE!"], ["#N/A", "[u]"], ["#REF!", "#VALUE!"]]
    assert _suppressed(cells, "1-5") == shown
    assert call("THT_NOTE", "THT_SUPPRESS", [[3], [9]], "1-5", 13) == [[NO_SUM]] * 2


@pytest.mark.parametrize(("total", "shown"), [("abc", "#VALUE!"), ("[c]", "[c]"), ("#REF!", "#REF!"), (1.5, "#VALUE!")])
def test_one_bad_total_spoils_its_own_table(total: object, shown: str) -> None:
    assert _suppressed(TABLE, "1-5", [[total], [67]]) == [[shown] * 3, [15, 12, 40]]
    assert _suppressed(TABLE, "1-5", [[18, 32, total]]) == [["[c]", 20, shown], ["[c]", 12, shown]]
    said = call("THT_NOTE", "THT_SUPPRESS", TABLE, "1-5", [[18, 32, total]])
    assert isinstance(said, list)
    assert [str(row[2])[:10] for row in said] == ["Totals is "] * 2


def test_shapes() -> None:
    assert call("THT_SUPPRESS", 3, "1-5") == "[c]"
    assert call("THT_SUPPRESS", [[3]], "1-5") == [["[c]"]]
    assert call("THT_SUPPRESS", TABLE, "1-5", [[1, 2]]) == "#VALUE!"
    assert call("THT_SUPPRESS", TABLE, [["1-5"], ["1-7"]]) == "#VALUE!"
    assert call("THT_NOTE", "THT_SUPPRESS", TABLE, "1-5", [[1, 2]]) == (
        "The shape of totals does not fit, 1 x 2 beside 2 x 3."
    )
    assert call("THT_NOTE", "THT_SUPPRESS", TABLE, [["1-5"], ["1-7"]]) == "Rule is a range; expected one cell."


def test_rules() -> None:
    assert _suppressed([[3, 7, 12, 0]], "1-7") == [["[c]", "[c]", 10, 0]]
    assert _suppressed([[3, 7, 12, 0]], "published", 22) == [[3, 7, 12, 0]]
    assert _suppressed([[3, 7, 12, 0]], "Round-5") == [[5, 5, 10, 0]]
    assert _suppressed([[3, 7]], "1-6") == [["#VALUE!"] * 2]
    assert _suppressed([[3, 7]], None) == [["#N/A"] * 2]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 100))
def test_rounded_to_the_nearest_multiple(count: int, base: int) -> None:
    rounded = call("THT_ROUND", count, base)
    assert isinstance(rounded, float)
    assert rounded % base == 0
    assert -base / 2 < rounded - count <= base / 2


def test_rounding_by_row() -> None:
    shown = call("THT_ROUND", [[12], [12.5], [None], [-1], ["[c]"]], [[10], [None], [5], [5], [5]])
    assert shown == [[10], [15], ["#N/A"], ["#VALUE!"], ["[c]"]]


@pytest.mark.parametrize("base", [0, 0.5, 2.5, -5, "abc"])
def test_base(base: object) -> None:
    assert call("THT_ROUND", 12, base) == "#VALUE!"
    assert call("THT_ROUND", [[12], [13]], [[base], [5]]) == [["#VALUE!"], [15]]
    assert str(call("THT_NOTE", "THT_ROUND", 12, base)).endswith("; expected a whole number from 1 up.")
