import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl import frames
from tht_xl.stats.mean import mean_interval

numbers = st.floats(-1e6, 1e6)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("abc"), numbers), min_size=1, max_size=30))
def test_each_group_is_the_mean_of_its_own_values(rows: list[tuple[str, float]]) -> None:
    frame = pd.DataFrame(rows, columns=["area", "value"])
    found = frames.means(frame, by="area")
    for _, row in found.iterrows():
        own = [value for area, value in rows if area == row["area"]]
        interval = mean_interval(own)
        assert row["count"] == len(own)
        assert row["value"] == pytest.approx(np.mean(own), rel=1e-12, abs=1e-6)
        np.testing.assert_allclose(row["lower"], interval.lower, rtol=1e-9, atol=1e-6)
        np.testing.assert_allclose(row["upper"], interval.upper, rtol=1e-9, atol=1e-6)


def test_equal_values_have_exactly_their_own_mean() -> None:
    found = frames.means(pd.DataFrame({"value": [0.1] * 3}))
    assert found[["value", "standard_deviation", "lower", "upper"]].iloc[0].tolist() == [0.1, 0, 0.1, 0.1]


def test_a_missing_value_leaves_its_group_without_a_mean() -> None:
    frame = pd.DataFrame({"area": ["a", "b", "a", "c"], "value": [1.0, 2.0, None, np.inf]})
    found = frames.means(frame, by="area")
    assert found["reason"].tolist() == [
        "the value is missing in row 2",
        "no interval: there is a single value",
        "the value is inf in row 3; expected a number",
    ]
    np.testing.assert_array_equal(found["value"], [np.nan, 2, np.nan])


def test_no_row() -> None:
    found = frames.means(pd.DataFrame({"area": [], "value": []}), by="area", metadata=True)
    assert found.columns.tolist() == [
        *["area", "count", "value", "standard_deviation", "lower", "upper", "reason"],
        *["statistic", "confidence", "method"],
    ]
    assert len(found) == 0
