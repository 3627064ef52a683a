import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.functions.engine.cells import clean, number_of_text, numbers_of

CELLS: list[Any] = [
    *(5, 5.5, -0.0, math.nan, math.inf, None, np.float64(5), np.int64(5), "5", " 1,000.5 ", "\u00a07", 2**70),
    *("", " ", "[c]", "[x]", "#N/A", "high", "5%", "５", True, np.True_, np.float32(5), Decimal(5), b"5", {}, 1j),
]


def _number(cell: object) -> float | None:
    """The number of one cell by the cleaner of single cells."""
    content = clean(cell)
    number = number_of_text(content) if isinstance(content, str) else content
    return number if isinstance(number, float) else None


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(CELLS) | st.floats() | st.text("0123456789,. -", max_size=6), min_size=1))
def test_columns_hold_the_numbers_of_their_cells(cells: list[Any]) -> None:
    numbers, others = numbers_of(cells)
    for place, (cell, number) in enumerate(zip(cells, numbers.tolist(), strict=True)):
        if place not in others:
            assert _number(cell) == (None if math.isnan(number) else number)
        else:
            assert math.isnan(number)
            assert cell is not None


def test_odd_cells_leave_the_others_alone() -> None:
    numbers, others = numbers_of([5, "[c]", 7.5, None, " 1,000\u00a0", "#N/A"])
    assert np.array_equal(numbers, [5, np.nan, 7.5, np.nan, 1000, np.nan], equal_nan=True)
    assert others == [1, 5]


@pytest.mark.parametrize("huge", [10**400, -(10**400)])
def test_whole_number_beyond_floats_has_all_cells_read_by_themselves(huge: int) -> None:
    numbers, others = numbers_of([5, huge])
    assert np.isnan(numbers).all()
    assert others == [0, 1]
