import json
import math
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.functions.engine.cells import CellError
from tht_xl.functions.engine.results import cell_of, cells_of, rows_of


@pytest.mark.parametrize("value", [5, 5.0, np.float64(5), np.int32(5), Decimal(5), np.array(5), np.array([5.0])])
def test_numbers_are_floats(value: object) -> None:
    assert type(cell_of(value)) is float
    assert cell_of(value) == 5


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, np.nan, "", None, Decimal("NaN"), object()])
def test_undefined(value: object) -> None:
    assert cell_of(value) == "#NUM!"


def test_other_cells() -> None:
    assert cell_of("Green") == "Green"
    assert cell_of(np.True_) is True
    assert cell_of(date(2024, 3, 31)) == 45382.0


def test_zero_has_no_sign() -> None:
    assert math.copysign(1, cell_of(-0.0)) == 1  # type: ignore[arg-type]
    assert [math.copysign(1, cell) for cell in cells_of(np.array([-0.0]), 1)] == [1]  # type: ignore[arg-type]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(), min_size=1))
def test_columns_hold_what_cells_hold(values: list[float]) -> None:
    cells = cells_of(np.array(values), len(values))
    assert cells == [cell_of(value) for value in values]
    assert {*map(type, cells)} <= {float, type(cell_of(math.nan))}
    json.dumps(cells, allow_nan=False)


@pytest.mark.parametrize(
    "column",
    [
        np.array(["Green", "", "Green"], object),
        np.array(["Green", "Red"]),
        np.array([np.str_("Green"), "Red"], object),
        np.array(["[x]", 5, 5.5, np.float64(7), True, np.True_, None, math.nan, -0.0, date(2024, 3, 31)], object),
        np.array([1.0, True, 0, False], object),
        np.array([True, False]),
        np.array([1, 0]),
        np.array([Decimal("1.5"), Decimal("Infinity")], object),
    ],
)
def test_a_column_of_anything_holds_what_cells_hold(column: np.ndarray) -> None:
    cells = cells_of(column, len(column))
    assert cells == [cell_of(value) for value in column]
    assert [*map(type, cells)] == [type(cell_of(value)) for value in column]
    assert {*map(type, cells)} <= {float, str, bool, CellError}
    json.dumps(cells, allow_nan=False)


def test_columns_of_words_and_single_results() -> None:
    assert cells_of(np.array(["Green", ""], object), 2) == ["Green", "#NUM!"]
    assert cells_of("[x]", 3) == ["[x]"] * 3
    assert rows_of([1.0, 2.0, 3.0, 4.0], 2) == [[1.0, 2.0], [3.0, 4.0]]
