import math

import numpy as np
import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.stats.distributions.normal import tail, z_score
from tht_xl.stats.rate import crude_rate, poisson_interval, rate_interval

confidences = st.sampled_from([0.5, 0.9, 0.95, 0.99, 0.998])


def test_published_rates() -> None:
    # Diabetic eye disease, England 2023/24 (Byar); MRSA, Cambridgeshire (exact). Per 100,000.
    lower, upper = rate_interval([1415, 7], [49_300_918, 616_282])
    np.testing.assert_allclose(crude_rate([1415, 7], [49_300_918, 616_282]), [2.8701, 1.13584], atol=5e-5)
    np.testing.assert_allclose(lower, [2.7225, 0.45667], atol=5e-5)
    np.testing.assert_allclose(upper, [3.0237, 2.34027], atol=5e-5)


def test_published_counts() -> None:
    # Exact: Garwood's table. Byar, 100: 81.36 to 121.63.
    lower, upper = poisson_interval([0, 1, 5, 9, 100])
    np.testing.assert_allclose(lower, [0, 0.0253, 1.6235, 4.1154, 81.36], atol=5e-3)
    np.testing.assert_allclose(upper, [3.6889, 5.5716, 11.6683, 17.0848, 121.63], atol=5e-3)


@given(st.integers(0, 9), confidences)
def test_below_10_the_limits_leave_half_of_alpha_in_each_tail(count: int, confidence: float) -> None:
    lower, upper = poisson_interval(count, confidence=confidence)
    assert scipy.stats.poisson.cdf(count, upper) == pytest.approx(tail(confidence), rel=1e-9)
    if count:
        assert scipy.stats.poisson.sf(count - 1, lower) == pytest.approx(tail(confidence), rel=1e-9)


@given(st.floats(10, 1e9), confidences)
def test_from_10_the_limits_solve_byars_equation(count: float, confidence: float) -> None:
    # The cube root of a Poisson count is nearly normal: 9 x ((limit/x)^(1/3) - 1 + 1/(9x))^2 = z^2.
    z = z_score(confidence)
    lower, upper = poisson_interval(count, confidence=confidence)
    for limit, x in ((lower, count), (upper, count + 1)):
        assert 3 * math.sqrt(x) * abs(math.cbrt(limit / x) - 1 + 1 / (9 * x)) == pytest.approx(z, rel=1e-5)
    assert lower < count < upper


def test_the_switch_lies_at_10() -> None:
    below, at = poisson_interval(np.nextafter(10, 0)), poisson_interval(10)
    assert scipy.stats.poisson.sf(8, poisson_interval(9).lower) == pytest.approx(0.025)
    assert at.lower == pytest.approx(10 * (1 - 1 / 90 - z_score(0.95) / (3 * math.sqrt(10))) ** 3, rel=1e-14)
    # Garwood's exact limit for 10, which Byar's only approximates.
    assert below.lower == pytest.approx(4.7954, abs=5e-5)
    assert at.lower != pytest.approx(4.7954, abs=5e-3)


def test_half_a_count_lies_between_its_neighbours() -> None:
    lower, upper = poisson_interval([9, 9.5, 10])
    assert lower[0] < lower[1] < lower[2]
    assert upper[0] < upper[1] < upper[2]


def test_none_counted_has_a_lower_limit_of_exactly_0() -> None:
    assert rate_interval(0, 1000).lower == 0
    assert rate_interval(0, 1000).upper == pytest.approx(-math.log(0.025) * 100, rel=1e-12)


def test_one_bad_row_spoils_one_row() -> None:
    events, people = [7, -1, np.nan, 7, 7, np.inf, 7, 7, 7], [100, 100, 100, 0, -5, 100, np.nan, np.inf, 100]
    lower, upper = rate_interval(events, people)
    for column in (lower, upper, crude_rate(events, people)):
        assert np.isnan(column).tolist() == [False, *[True] * 7, False]


def test_more_events_than_people_are_possible() -> None:
    assert crude_rate(250, 100, multiplier=1) == 2.5
    assert rate_interval(250, 100, multiplier=1).lower > 2


def test_shapes() -> None:
    assert rate_interval([[1], [20]], [10, 20, 30]).lower.shape == (2, 3)
    assert poisson_interval(3).upper.shape == ()
    assert poisson_interval([[1, 12], [3, 4]]).upper.shape == (2, 2)
    assert poisson_interval([]).lower.shape == (0,)


def test_refuses_a_confidence_in_per_cent() -> None:
    with pytest.raises(DomainError, match=r"^confidence is 95; expected above 0 and below 1\. Write 95 per cent as"):
        poisson_interval(3, confidence=95)
