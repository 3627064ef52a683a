import numpy as np
import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.stats.distributions.poisson import FEW, byar_interval
from tht_xl.stats.rate import poisson_interval


def test_the_table_of_whole_counts_holds_the_limits_by_chi_square() -> None:
    # A second route: Garwood's limits are half of quantiles of chi-square.
    counts = np.arange(10)
    for level in (0.5, 0.95, 0.998):
        lower, upper = poisson_interval(np.tile(counts, 3), confidence=level)
        np.testing.assert_allclose(lower[1:10], scipy.stats.chi2.ppf((1 - level) / 2, 2 * counts[1:]) / 2, rtol=1e-11)
        np.testing.assert_allclose(
            upper[:10], scipy.stats.chi2.ppf(1 - (1 - level) / 2, 2 * counts + 2) / 2, rtol=1e-11
        )
        np.testing.assert_array_equal(lower[:10], lower[20:])


def test_fractions_below_10_are_exact_among_whole_counts() -> None:
    lower, upper = poisson_interval([9, 4.25, 0, 0.5, 4.25])
    np.testing.assert_allclose(lower[[1, 3, 4]], scipy.stats.chi2.ppf(0.025, [8.5, 1, 8.5]) / 2, rtol=1e-10)
    np.testing.assert_allclose(upper[[1, 3, 4]], scipy.stats.chi2.ppf(0.975, [10.5, 3, 10.5]) / 2, rtol=1e-10)


def test_byars_limits_apply_to_any_count_above_0() -> None:
    lower, upper = byar_interval([4, 100])
    np.testing.assert_allclose(lower, [1.07612, 81.3623], rtol=1e-4)
    np.testing.assert_allclose(upper, [10.2407, 121.6285], rtol=1e-4)
    assert lower[1] == poisson_interval(100).lower


@pytest.mark.parametrize("count", [0, -1, np.nan, np.inf, -np.inf])
def test_byars_limits_of_no_count_are_unknown(count: float) -> None:
    lower, upper = byar_interval([count, 25])
    assert np.isnan([lower[0], upper[0]]).all()
    assert np.isfinite([lower[1], upper[1]]).all()


def test_a_thousand_million_events_have_limits() -> None:
    lower, upper = poisson_interval(1e9)
    assert (1e9 - lower, upper - 1e9) == (pytest.approx(61_979, abs=1), pytest.approx(61_980, abs=2))


@given(
    st.lists(st.one_of(st.integers(-1, 2000), st.floats(-1, 1e6), st.sampled_from([np.nan, np.inf, 10.0, 1e19]))),
    st.sampled_from([0.5, 0.95, 0.998]),
)
def test_a_few_counts_have_the_limits_that_they_have_among_many(counts: list[float], level: float) -> None:
    # One by one and in arrays the arithmetic is the same to the last digit.
    few = counts[:FEW]
    for interval in (poisson_interval, byar_interval):
        alone, among = interval(few, confidence=level), interval(few + [25.0] * FEW, confidence=level)
        for one, other in zip(alone, among, strict=True):
            np.testing.assert_array_equal(one, other[: len(few)])


def test_one_count_has_limits_without_axes() -> None:
    assert poisson_interval(7).upper.shape == byar_interval(7).upper.shape == ()
    assert poisson_interval([[7]]).upper.shape == (1, 1)
    assert poisson_interval(7, confidence=[0.95, 0.998]).upper.shape == (2,)
