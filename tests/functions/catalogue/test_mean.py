import numpy as np
import pytest
import scipy
from hypothesis import given, settings
from hypothesis import strategies as st

from tht_xl.functions import call

values = st.lists(st.integers(-1000, 1000), min_size=2, max_size=20).filter(lambda given: len(set(given)) > 1)


@pytest.mark.slow
@settings(max_examples=50, deadline=None)
@given(values, st.sampled_from([0.8, 0.95, 0.998]))
def test_limits_are_those_a_t_test_does_not_reject(given: list[int], confidence: float) -> None:
    column = [[each] for each in given]
    value, lower, upper = call("THT_MEAN_CI", column, confidence)[0]  # type: ignore[index, misc]
    assert value == call("THT_MEAN", column) == pytest.approx(np.mean(given), rel=1e-12, abs=1e-9)
    for limit in (lower, upper):
        _, p = scipy.stats.ttest_1samp(given, limit)
        assert p == pytest.approx(1 - confidence, rel=1e-6)


def test_one_value_has_a_mean_and_no_limits() -> None:
    assert call("THT_MEAN", 5) == 5
    assert call("THT_MEAN_CI", [[5], [None]]) == [["#NUM!"] * 3]
    note = call("THT_NOTE", "THT_MEAN_CI", [[5]])
    assert note == "One value has a mean but no confidence limits; give two or more."


def test_nothing_filled() -> None:
    assert call("THT_MEAN", [[None]] * 3) == "#N/A"
