import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.stats.slope_fit import fitted_line, ranked_groups, slope_coefficients

shares = st.lists(st.integers(1, 10**6), min_size=2, max_size=20)


@given(shares)
def test_the_weighted_mean_of_the_midpoints_is_the_middle(populations: list[int]) -> None:
    groups = ranked_groups(np.ones(len(populations)), np.ones(len(populations)), populations, scale="linear")
    assert (groups.weights * groups.distances).sum() == pytest.approx(0, abs=1e-14)
    assert slope_coefficients(groups).sum() == pytest.approx(0, abs=1e-9)


def test_a_line_through_the_midpoints_is_found() -> None:
    populations = np.array([12.0, 10, 20, 30, 28])
    midpoints = np.array([0.06, 0.17, 0.32, 0.57, 0.86])
    line = fitted_line(ranked_groups(3 + 2 * midpoints, np.zeros(5), populations, scale="linear"))
    assert line.slope == pytest.approx(2)
    assert line.middle == pytest.approx(4)
    assert (line.slope_variance, line.middle_variance, line.covariance) == (0, 0, 0)
