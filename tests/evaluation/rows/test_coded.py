"""Each distinct thing once, and which of them each row has."""

from datetime import date, datetime
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.evaluation.rows.coded import Coded, Reasons, coded_texts, distinct_cells, distinct_rows

CELLS = ["a", "a", 1, 1.0, True, "1", None, np.nan, pd.NA, 0.0, -0.0, Decimal("1.0"), Decimal("1.00"), [1], [1]]


def test_equal_cells_of_different_types_are_told_apart() -> None:
    codes, cells = distinct_cells(pd.Series(CELLS, dtype=object))
    back = [cells[code] for code in codes]
    assert [(type(cell), str(cell)) for cell in back] == [(type(cell), str(cell)) for cell in CELLS]
    assert codes[0] == codes[1]


@pytest.mark.parametrize(
    "column",
    [
        pd.Series([2, 1, 2]),
        pd.Series([2.5, None, 2.5]),
        pd.Series(["b", None, "b"]),
        pd.Series(["b", None, "b"], dtype="string"),
        pd.Series(["b", None, "b"], dtype="category"),
        pd.Series([None, None], dtype=object),
        pd.Series([date(2024, 1, 1), datetime(2024, 1, 1), None], dtype=object),  # noqa: DTZ001 - as Excel gives it
        pd.Series([pd.Timestamp(2024, 1, 1), pd.NaT]),
        pd.Series([], dtype=object),
    ],
)
def test_cells_come_back_from_their_codes(column: pd.Series) -> None:
    codes, cells = distinct_cells(column)
    assert len(cells) <= len(column)
    assert [str(cells[code]) for code in codes if not pd.isna(cells[code])] == [str(cell) for cell in column.dropna()]
    assert [pd.isna(cells[code]) for code in codes] == column.isna().tolist()


def test_texts_that_become_alike_have_one_code() -> None:
    texts = coded_texts(pd.Series(["London ", "England", "London"]), str.strip)
    assert (texts.codes.tolist(), texts.things) == ([0, 1, 0], ("London", "England"))


def test_a_row_without_a_thing_has_the_other_answer() -> None:
    assert Coded(np.array([1, -1, 0]), ("a", "b")).column(str.upper, "none").tolist() == ["B", "none", "A"]
    assert Coded(np.array([-1]), ()).column(str, "none").tolist() == ["none"]


@given(st.lists(st.tuples(*[st.integers(-3, 3) | st.integers(-(2**62), 2**62)] * 3), max_size=20))
def test_rows_alike_in_all_keys_have_one_number(rows: list[tuple[int, int, int]]) -> None:
    keys = np.array(rows, np.int64).reshape(-1, 3)
    codes, first = distinct_rows(*keys.T)
    assert [rows[first[code]] for code in codes] == rows
    assert len(first) == len(set(rows))
    assert all(rows.index(rows[row]) == row for row in first)


def test_the_first_reason_stays() -> None:
    reasons = Reasons(4)
    reasons.add(np.array([0, 1, -1, 0]), ["", "first"])
    reasons.add(np.array([0, 0, 0, -1]), ["second"])
    assert [reasons.texts[code] for code in reasons.codes] == ["second", "first", "second", ""]
    assert reasons.is_usable.tolist() == [False, False, False, True]
