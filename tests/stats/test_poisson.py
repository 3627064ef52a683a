import numpy as np
import pytest
from scipy.stats import chi2

from tht_xl.stats.poisson import byar_interval
from tht_xl.stats.rate import poisson_interval


def test_the_table_of_whole_counts_holds_the_limits_by_chi_square() -> None:
    # A second route: Garwood's limits are half of quantiles of chi-square.
    counts = np.arange(10)
    for level in (0.5, 0.95, 0.998):
        lower, upper = poisson_interval(np.tile(counts, 3), confidence=level)
        np.testing.assert_allclose(lower[1:10], chi2.ppf((1 - level) / 2, 2 * counts[1:]) / 2, rtol=1e-11)
        np.testing.assert_allclose(upper[:10], chi2.ppf(1 - (1 - level) / 2, 2 * counts + 2) / 2, rtol=1e-11)
        np.testing.assert_array_equal(lower[:10], lower[20:])


def test_fractions_below_10_are_exact_among_whole_counts() -> None:
    lower, upper = poisson_interval([9, 4.25, 0, 0.5, 4.25])
    np.testing.assert_allclose(lower[[1, 3, 4]], chi2.ppf(0.025, [8.5, 1, 8.5]) / 2, rtol=1e-10)
    np.testing.assert_allclose(upper[[1, 3, 4]], chi2.ppf(0.975, [10.5, 3, 10.5]) / 2, rtol=1e-10)


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
