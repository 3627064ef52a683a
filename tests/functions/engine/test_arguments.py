import math
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.functions.engine.arguments import CONFIDENCE, Argument, count, day, multiplier, number, period, polarity
from tht_xl.functions.engine.kinds import Number
from tht_xl.functions.engine.outcome import Outcome

CELLS: list[Any] = [
    *(0, 1, -1, 0.5, 0.95, 95, 2023, 45000, math.nan, math.inf, True, None, "", "[x]", "[c]", "[u]", "[z]"),
    *(np.float64(5), np.int64(5), np.float32(0.5), " 5 ", "５", "\u00a07\u00a0", 10**400, Decimal(5), b"5"),
    *("#N/A", "#REF!", "5", "1,000", "5%", "high", "LOW", "2023/24", "2010-11", {"type": "Error", "error": "#NUM!"}),
]
ARGUMENTS = [
    number("value", "x"),
    count("count", "x"),
    multiplier(100, "x"),
    CONFIDENCE,
    polarity(),
    day("date", "x"),
    period("period", "x"),
    period("periods", "x", optional=True),
    number("values", "x", gaps=True),
    day("dates", "x", gaps=True),
    Argument("base", "x", Number("x", at_least=1, whole=True)),
]


@pytest.mark.parametrize("argument", ARGUMENTS, ids=lambda argument: argument.name)
@settings(max_examples=30, deadline=None)
@given(cells=st.lists(st.sampled_from(CELLS) | st.floats() | st.integers(-10, 10), min_size=1))
def test_columns_are_read_as_cells_are(argument: Argument, cells: list[Any]) -> None:
    values, codes = argument.read_column(cells)
    expected = [argument.read(cell) for cell in cells]
    assert np.broadcast_to(codes, len(cells)).tolist() == [code for _, code in expected]
    for value, (other, _) in zip(values.tolist(), expected, strict=True):
        assert value == other or (value != value and other != other)


def test_blank_takes_the_default() -> None:
    assert [multiplier(100, "x").read(cell) for cell in (None, "", "[x]")] == [(100, Outcome.FINE)] * 3


@pytest.mark.parametrize("cells", [[5, None, "", "[x]"], [5.0, None]])
def test_gaps_are_missing_points(cells: list[Any]) -> None:
    for argument in (number("values", "x", gaps=True), day("dates", "x", gaps=True)):
        values, codes = argument.read_column([2023, *cells[1:]])
        assert np.isnan(values).tolist() == [False] + [True] * (len(cells) - 1)
        assert np.all(np.equal(codes, Outcome.FINE))


def test_whole_numbers() -> None:
    base = Argument("base", "x", Number("x", at_least=1, whole=True))
    values, codes = base.read_column([1, 2.5, 0, 1e20])
    assert np.array_equal(values, [1, np.nan, np.nan, 1e20], equal_nan=True)
    assert np.array_equal(codes, [Outcome.FINE, Outcome.INVALID, Outcome.INVALID, Outcome.FINE])
    assert [base.read(cell)[1] for cell in (1, 2.5)] == [Outcome.FINE, Outcome.INVALID]


def test_blank_takes_another_outcome_where_that_is_said() -> None:
    assert number("target", "x", blank=Outcome.NO_TARGET).read(None)[1] == Outcome.NO_TARGET


def test_huge_whole_numbers_are_refused() -> None:
    _, codes = number("value", "x").read_column([1, 10**400])
    assert np.array_equal(codes, [Outcome.FINE, Outcome.INVALID])


def test_signature() -> None:
    assert [argument.signature for argument in ARGUMENTS] == [
        "value",
        "count",
        "[multiplier=100]",
        "[confidence=0.95]",
        "polarity",
        "date",
        "period",
        "[periods]",
        "values",
        "dates",
        "base",
    ]


def test_help_that_excel_would_cut_is_refused() -> None:
    with pytest.raises(ValueError, match="help of value has 256 characters; Excel shows 255"):
        Argument("value", "x" * 256, Number())
