"""One bad row spoils one row, whatever the function and wherever the row."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.functions import REGISTRY, call
from tht_xl.functions.engine.function import WorksheetFunction
from tht_xl.functions.engine.rowwise import RowWise

POOLS: dict[str, list[Any]] = {
    "number": [0, 1, 5, 9.5, 10, 12, 57, 100, "1,000", 0.05, 0.9],
    "choice": ["high", "LOW", "none", "linear", "geometric", "step"],
    "text": ["name", "text", "version", "healthy-choices", "unit"],
    "date": ["2021/22", "2023/24", 2025, 45382, "2024-06-30"],
    "period": ["2012/13", "2021/22", "2021 - 23", 2025, 45352],
    "indicator": ["reception-obesity", "Year-6-Obesity", "life-satisfaction", "strategy-2009:life-expectancy-male"],
}
BAD: list[Any] = [None, "", "[x]", "[c]", "[u]", "[z]", "#N/A", "#REF!", "abc", True, -1, float("inf"), "5%"]
ROWWISE = [f for f in REGISTRY.values() if f.arguments and isinstance(f.calling, RowWise)]


def _rows(function: WorksheetFunction, *, bad: bool) -> st.SearchStrategy[list[Any]]:
    cells = [st.sampled_from(POOLS[each.kind] + (BAD if bad else [])) for each in function.arguments]
    return st.tuples(*cells).map(list)


def _columns(rows: list[list[Any]]) -> list[list[list[Any]]]:
    return [[[cell] for cell in column] for column in zip(*rows, strict=True)]


def _same(shown: Any, expected: Any) -> bool:
    if isinstance(shown, list):
        return len(shown) == len(expected) and all(map(_same, shown, expected))
    return shown == (pytest.approx(expected, rel=1e-12) if isinstance(expected, float) else expected)


@pytest.mark.slow
@pytest.mark.parametrize("function", ROWWISE, ids=lambda function: function.name)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_bad_row_leaves_the_others_alone(function: WorksheetFunction, data: st.DataObject) -> None:
    rows = data.draw(st.lists(_rows(function, bad=False), min_size=1, max_size=6))
    bad = data.draw(_rows(function, bad=True))
    place = data.draw(st.integers(0, len(rows)))
    without = call(function.name, *_columns(rows))
    spoilt = call(function.name, *_columns([*rows[:place], bad, *rows[place:]]))
    assert isinstance(without, list)
    assert isinstance(spoilt, list)
    assert _same(spoilt[:place] + spoilt[place + 1 :], without)


@pytest.mark.slow
@pytest.mark.parametrize("function", ROWWISE, ids=lambda function: function.name)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_columns_give_what_single_cells_give(function: WorksheetFunction, data: st.DataObject) -> None:
    rows = data.draw(st.lists(_rows(function, bad=True), min_size=2, max_size=6))
    singly = [call(function.name, *row) for row in rows]
    expected = [row[0] if isinstance(row, list) else [row] for row in singly]
    assert _same(call(function.name, *_columns(rows)), expected)


@pytest.mark.slow
@pytest.mark.parametrize("function", ROWWISE, ids=lambda function: function.name)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_single_cell_goes_with_every_row(function: WorksheetFunction, data: st.DataObject) -> None:
    rows = data.draw(st.lists(_rows(function, bad=True), min_size=2, max_size=4))
    place = data.draw(st.integers(0, len(rows[0]) - 1))
    for row in rows[1:]:
        row[place] = rows[0][place]
    columns: list[Any] = _columns(rows)
    in_full = call(function.name, *columns)
    columns[place] = rows[0][place]
    expected = in_full if len(columns) > 1 else call(function.name, rows[0][0])
    assert _same(call(function.name, *columns), expected)


def test_shapes_are_kept() -> None:
    table = [[1, 2, 3], [4, 5, 6]]
    assert call("THT_GAP", table, 7, "high") == [[6, 5, 4], [3, 2, 1]]
    assert call("THT_GAP", [[1, 2, 3]], 7, "high") == [[6, 5, 4]]
    assert call("THT_GAP", [[1], [2]], [[7]], [["high"]]) == [[6], [5]]
    assert call("THT_GAP", [[1]], [[7]], [["high"]]) == [[6]]
    assert call("THT_GAP", 1, 7, "high") == 6


def test_limits_take_columns() -> None:
    assert call("THT_RATE_CI", [[0], [0]], 100, 100, [[95], [0.95]]) == [call("THT_RATE_CI", 0, 100, 100)[0]] * 2  # type: ignore[index]
    assert call("THT_RATE_CI", [[0, 0]], 100) == "#VALUE!"
    assert call("THT_RATE_CI", [[0]], 100, 100) == call("THT_RATE_CI", 0, 100, 100)


def test_confidence_may_differ_by_row() -> None:
    rows = call("THT_PROPORTION_CI", 5, 10, 100, [[80], [95], [80]])
    assert isinstance(rows, list)
    assert rows[0] == rows[2] == call("THT_PROPORTION_CI", 5, 10, 100, 0.8)[0]  # type: ignore[index]
    assert rows[1] == call("THT_PROPORTION_CI", 5, 10)[0]  # type: ignore[index]
