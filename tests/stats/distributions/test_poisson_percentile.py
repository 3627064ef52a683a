import numpy as np
import pytest
from scipy.special import gammaincc, pdtrik

from tht_xl.stats.distributions.normal import tail, z_score
from tht_xl.stats.distributions.poisson_percentile import count_with_share_below

EXPECTED = np.concatenate([np.linspace(0.1, 200, 500), np.geomspace(200, 1e9, 500)])


@pytest.mark.slow
@pytest.mark.parametrize("level", [0.5, 0.95, 0.998])
@pytest.mark.parametrize("is_upper", [False, True], ids=["lower", "upper"])
def test_agrees_with_the_slow_way_to_eight_digits(level: float, *, is_upper: bool) -> None:
    share, z = (1 - tail(level), z_score(level)) if is_upper else (tail(level), -z_score(level))
    with np.errstate(all="ignore"):
        found = count_with_share_below(share, z, EXPECTED)
    np.testing.assert_allclose(found, pdtrik(share, EXPECTED), rtol=1e-8)
    # The equation that defines it: that share of the distribution lies up to the count. As near as SciPy 1.13 tells.
    reached = found > 0
    np.testing.assert_allclose(gammaincc(found + 1, EXPECTED)[reached], share, rtol=5e-6)


def test_shapes_and_unknown_numbers() -> None:
    with np.errstate(all="ignore"):
        for expected in (np.array(30.0), np.array([[30.0], [5.0]]), np.empty(0), np.array([np.nan, 30.0])):
            found = count_with_share_below(0.975, 1.96, expected)
            assert found.shape == expected.shape
            np.testing.assert_array_equal(np.isnan(found), np.isnan(expected))
