import json
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.functions import REGISTRY, CellError, call
from tht_xl.functions.engine.function import Example, WorksheetFunction

EXAMPLES = [(function, each) for function in REGISTRY.values() for each in function.examples]
WITH_RANGES = [function for function in REGISTRY.values() if function.arguments and function.name != "THT_NOTE"]
ANY_CELL = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(),
    st.text(max_size=12),
    st.dates(),
    st.datetimes(),
    st.sampled_from(["high", "low", "none", "[c]", "[x]", "#N/A", "reception-obesity", "2023/24", "linear", {}]),
)


@pytest.mark.parametrize(("function", "worked"), EXAMPLES, ids=lambda each: getattr(each, "name", ""))
def test_examples_as_json(function: WorksheetFunction, worked: Example) -> None:
    """Every result is what a cell can hold, without numpy's types, NaN or infinity."""
    shown = call(function.name, *worked.cells)
    json.dumps(shown, allow_nan=False)
    assert {*map(type, np.array([shown], object).ravel().tolist())} <= {float, str, bool, CellError}


@pytest.mark.parametrize(("function", "worked"), EXAMPLES, ids=lambda each: getattr(each, "name", ""))
def test_examples(function: WorksheetFunction, worked: Example) -> None:
    shown = call(function.name, *worked.cells)
    flat, expected = (np.array(each, object).ravel().tolist() for each in (shown, worked.result))
    for one, other in zip(flat, expected, strict=True):
        assert one == (pytest.approx(other, rel=1e-13) if isinstance(other, float) else other)


@pytest.mark.slow
@pytest.mark.parametrize("function", list(REGISTRY.values()), ids=lambda function: function.name)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_no_cell_brings_a_function_down(function: WorksheetFunction, data: st.DataObject) -> None:
    cells = [data.draw(ANY_CELL | st.lists(st.tuples(ANY_CELL), min_size=1, max_size=7)) for _ in function.arguments]
    shown = call(function.name, *cells)
    note = call("THT_NOTE", function.name, *cells)
    for cell in np.array([shown], object).ravel().tolist() + np.array([note], object).ravel().tolist():
        assert type(cell) in (float, str, bool, CellError)
        assert not isinstance(cell, float) or math.isfinite(cell)


def test_version() -> None:
    assert str(call("THT_VERSION"))[0].isdigit()


def test_unknown_function() -> None:
    with pytest.raises(UnknownNameError, match="Did you mean 'THT_TREND'"):
        call("THT_TREND5", [[1]])


def test_wrong_number_of_arguments() -> None:
    with pytest.raises(DomainError, match="THT_GAP takes 3 arguments; 1 given"):
        call("tht_gap", 5)


def test_flat_lists_are_refused() -> None:
    for name, cells in (("THT_GAP", ([1, 2], 5, "high")), ("THT_TREND", ([1, 2], [[5], [6]], "high"))):
        with pytest.raises(DomainError, match="expected a list of rows"):
            call(name, *cells)


@pytest.mark.parametrize("name", [5, None, ["THT_GAP"]])
def test_a_name_that_is_no_text(name: Any) -> None:
    with pytest.raises(DomainError, match="the name of a function is not a text"):
        call(name, 5)


@pytest.mark.parametrize("function", WITH_RANGES, ids=lambda each: each.name)
@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([[1, 2], [3]], "the rows of a range have different lengths. Fill the short ones with None"),
        ([[[1]]], "a cell of a range is itself a list; expected a list of rows"),
        ([], "a range is given as a flat or an empty list; expected a list of rows"),
        ([[]], "a range is given as a flat or an empty list; expected a list of rows"),
        ({1}, "a range is given as a set; expected a list of rows"),
        (pd.DataFrame({"count": [1]}), "a range is given as a DataFrame; expected a list of rows"),
    ],
    ids=["ragged", "nested", "flat", "empty", "set", "frame"],
)
def test_what_is_no_list_of_rows_is_refused(function: WorksheetFunction, given: object, message: str) -> None:
    with pytest.raises(DomainError) as refused:
        call(function.name, *[given] * max(function.fewest, 1))
    assert str(refused.value).startswith(message)
    with pytest.raises(DomainError) as refused:
        call("THT_NOTE", function.name, *[given] * max(function.fewest, 1))
    assert str(refused.value).startswith(message)


def test_errors_equal_their_text() -> None:
    shown: Any = call("THT_GAP", None, 5, "high")
    assert shown is CellError.NA
    assert shown == "#N/A"
