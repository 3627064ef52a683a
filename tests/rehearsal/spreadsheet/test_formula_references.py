from functools import partial

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tht_xl.rehearsal.spreadsheet.formula_references import copy_references, dragged_span, moved_span, shift_references


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("=A1", "=B3"),
        ("=$A1+A$1+$A$1", "=$A3+B$1+$A$1"),
        ('=A1&"A1"', '=B3&"A1"'),
        ("=SUM(A1:B2)", "=SUM(B3:C4)"),
        ("=Data!A1+'My data'!B2", "=Data!B3+'My data'!C4"),
        ("=LOG10(A1)", "=LOG10(B3)"),
        ("=1+1", "=1+1"),
    ],
)
def test_a_copy_points_at_its_neighbours(formula: str, moved: str) -> None:
    assert copy_references(formula, 2, 1) == moved


def test_a_copy_that_would_leave_the_sheet() -> None:
    assert copy_references("=A1", -1, 0) == "=#REF!"


@pytest.mark.parametrize(
    ("formula", "inserted", "deleted"),
    [
        ("=B1", "=B1", "=B1"),
        ("=B5", "=B7", "=B3"),
        ("=$B$5", "=$B$7", "=$B$3"),
        ("=B3", "=B5", "=#REF!"),
        ("=SUM(B2:B9)", "=SUM(B2:B11)", "=SUM(B2:B7)"),
        ("=SUM(B3:B4)", "=SUM(B5:B6)", "=SUM(#REF!)"),
        ("=SUM(B4:B9)", "=SUM(B6:B11)", "=SUM(B3:B7)"),
        ("=Other!B5", "=Other!B5", "=Other!B5"),
        ('="B5"', '="B5"', '="B5"'),
    ],
)
def test_lines_inserted_and_deleted(formula: str, inserted: str, deleted: str) -> None:
    assert shift_references(formula, "Data", "Data", "ROWS", partial(moved_span, at=2, delta=2)) == inserted
    assert shift_references(formula, "Data", "Data", "ROWS", partial(moved_span, at=2, delta=-2)) == deleted


def test_only_references_to_the_sheet_that_changed_move() -> None:
    one_more = partial(moved_span, at=0, delta=1)
    assert shift_references("=B5+Data!B5", "Other", "Data", "ROWS", one_more) == "=B5+Data!B6"
    assert shift_references("=B5", "Data", "Data", "COLUMNS", one_more) == "=C5"


spans = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(spans, st.integers(0, 40), st.integers(1, 10))
def test_what_is_inserted_can_be_deleted_again(span: tuple[int, int], at: int, count: int) -> None:
    moved = moved_span(*span, at, count)
    assert moved is not None
    assert moved_span(*moved, at, -count) == span


@given(spans, st.integers(0, 40), st.integers(1, 10))
def test_a_deletion_keeps_the_lines_that_are_left(span: tuple[int, int], at: int, count: int) -> None:
    left = [line for line in range(*span) if not at <= line < at + count]
    moved = moved_span(*span, at, -count)
    assert (moved[1] - moved[0] if moved else 0) == len(left)


@given(st.integers(0, 9), st.integers(1, 4), st.integers(0, 12), st.integers(0, 12))
def test_a_drag_takes_each_line_to_its_place(first: int, count: int, to: int, line: int) -> None:
    """Beside Python's own lists: the lines taken out, and put in before the line they were dragged to."""
    lines, last = list(range(16)), first + count
    assume(not first < to < last)
    moved = lines[first:last]
    expected = [each for each in lines if each not in moved]
    at = len(expected) if to > max(expected) else next(i for i, each in enumerate(expected) if each >= to)
    expected[at:at] = moved
    assert dragged_span(line, line + 1, first, last, to)[0] == expected.index(line)
