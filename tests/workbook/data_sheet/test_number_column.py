"""Columns of numbers, read by column: every cell as `read_number` reads it alone."""

from datetime import date, timedelta
from math import inf, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.workbook.data_sheet.number_column import KINDS, ColumnMarks, NumberColumn, read_column
from tht_xl.workbook.data_sheet.reading import read_number

CELLS = (
    310.0, 310, -1.5, 1e13, -inf, nan, True, False, "", " ", "310", "1,310", "28%", "[C]", " [x] ", "about 300",
    "\u200b7", date(2025, 3, 4), timedelta(hours=1),
)  # fmt: skip
UNMARKED = ColumnMarks({}, {}, (), ())


def read(cells: list[object], marks: ColumnMarks = UNMARKED) -> NumberColumn:
    return read_column(cells, np.arange(5, 5 + len(cells)), marks)


@given(st.lists(st.sampled_from(CELLS)))
def test_cells_are_read_as_one_by_one(cells: list[object]) -> None:
    column = read(cells)

    alone = [read_number(cell) for cell in cells]
    assert [KINDS[kind] for kind in column.kind] == [reading.kind for reading in alone]
    assert np.array_equal(column.number, np.array([reading.number for reading in alone], float), equal_nan=True)
    assert [bool(symbol) for symbol in column.symbol] == [reading.kind == "symbol" for reading in alone]


def test_an_error_and_a_formula_without_a_result_hold_no_number() -> None:
    column = read([1.0, 2.0, 3.0], ColumnMarks({5: "#N/A", 99: "#REF!"}, {6: "THT_VALUE(A6)", 7: ""}, {6}, {7}))

    assert [KINDS[kind] for kind in column.kind] == ["error", "unsaved", "number"]
    assert column.number.tolist() == pytest.approx([nan, nan, 3.0], nan_ok=True)
    assert column.is_formula.tolist() == [False, True, True]
    assert column.is_ours.tolist() == [False, True, True]
    assert column.is_percent.tolist() == [False, False, True]
    assert column.has("error", "number").tolist() == [True, False, True]
