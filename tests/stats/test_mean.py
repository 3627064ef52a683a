import math

import numpy as np
import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.stats.mean import mean, mean_interval, mean_interval_from_summary

# Darwin's fifteen differences in height of crossed and self-fertilised maize, in eighths of an inch.
DARWIN = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]


def test_darwins_maize_as_fisher_gives_it() -> None:
    # R. A. Fisher, The Design of Experiments (1935), section 17: mean 20.933, t = 2.148 on 14 degrees of freedom;
    # the 95% limits exclude 0, narrowly.
    lower, upper = mean_interval(DARWIN)
    assert mean(DARWIN) == pytest.approx(20.9333, abs=5e-5)
    assert lower == pytest.approx(0.03, abs=5e-3)
    assert upper == pytest.approx(41.84, abs=5e-3)
    assert mean(DARWIN) / (np.std(DARWIN, ddof=1) / math.sqrt(15)) == pytest.approx(2.148, abs=5e-4)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30), st.sampled_from([0.5, 0.95, 0.998]))
def test_a_mean_at_the_limit_would_be_found_that_far_off_with_the_chance_in_the_tail(
    values: list[float], confidence: float
) -> None:
    lower, upper = mean_interval(values, confidence=confidence)
    error = np.std(values, ddof=1) / math.sqrt(len(values))
    if error > 1e-6 * max(map(abs, values)):
        for limit in (lower, upper):
            distance = abs(mean(values) - limit) / error
            assert scipy.stats.t.sf(distance, len(values) - 1) == pytest.approx((1 - confidence) / 2, rel=1e-6)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=10), st.floats(-1e3, 1e3))
def test_moving_the_values_moves_the_interval(values: list[float], shift: float) -> None:
    lower, upper = mean_interval(values)
    moved = mean_interval(np.asarray(values) + shift)
    np.testing.assert_allclose(tuple(moved), (lower + shift, upper + shift), rtol=1e-9, atol=1e-6)


def test_the_summary_gives_what_the_values_give() -> None:
    alone = mean_interval(DARWIN)
    np.testing.assert_allclose(
        tuple(mean_interval_from_summary(15, np.mean(DARWIN), np.std(DARWIN, ddof=1))), tuple(alone), rtol=1e-12
    )


def test_two_values_are_enough_and_one_is_not() -> None:
    assert mean([3.0]) == 3
    assert np.isnan(tuple(mean_interval([3.0]))).all()
    lower, upper = mean_interval([1, 3])
    # With one degree of freedom t is Cauchy's: tan(0.475 pi) = 12.706.
    assert (lower, upper) == (pytest.approx(2 - 12.7062, abs=1e-4), pytest.approx(2 + 12.7062, abs=1e-4))


def test_no_values_have_no_mean() -> None:
    assert np.isnan(mean([]))
    assert np.isnan(mean_interval([]).lower)
    assert mean(np.empty((3, 0))).shape == mean_interval(np.empty((3, 0))).upper.shape == (3,)
    assert mean(np.empty((0, 3))).shape == (0,)


def test_equal_values_are_their_own_mean_without_any_width() -> None:
    lower, upper = mean_interval([[0.1] * 3, [1e15 + 0.3] * 3])
    assert lower.tolist() == upper.tolist() == mean([[0.1] * 3, [1e15 + 0.3] * 3]).tolist() == [0.1, 1e15 + 0.3]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_one_bad_series_spoils_one(bad: float) -> None:
    series = [[1.0, 2, 4], [1, bad, 4], [2, 3, 3]]
    lower, upper = mean_interval(series)
    for column in (lower, upper):
        assert np.isnan(column).tolist() == [False, True, False]
    assert np.isnan(mean(series)).tolist() == [False, True, False]


def test_one_bad_summary_spoils_one_row() -> None:
    counts, means, deviations = [10, 1, 10, 10, np.nan, np.inf, 10], [5, 5, np.inf, 5, 5, 5, 5], [1, 1, 1, -1, 1, 1, 0]
    lower, upper = mean_interval_from_summary(counts, means, deviations)
    assert np.isnan(lower).tolist() == np.isnan(upper).tolist() == [False, *[True] * 5, False]
    assert lower[-1] == upper[-1] == 5


def test_refuses_a_single_number_and_texts() -> None:
    with pytest.raises(DomainError) as refusal:
        mean_interval(5)
    assert str(refusal.value) == "values is the single number 5; expected a list. Give all values of the series"
    with pytest.raises(DomainError, match=r"^values holds the text '5' in place 1 of 2; expected numbers\. Convert"):
        mean(["5", "6"])
