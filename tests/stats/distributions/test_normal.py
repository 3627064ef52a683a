import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.stats.distributions import special
from tht_xl.stats.distributions.normal import tail, z_score


@pytest.mark.parametrize(("confidence", "z"), [(0.95, 1.959963984540054), (0.998, 3.090232306167813)])
def test_published_quantiles(confidence: float, z: float) -> None:
    assert z_score(confidence) == pytest.approx(z, rel=1e-12)


@pytest.mark.parametrize("confidence", [0.95, 0.998, 0.9, 0.99])
def test_every_level_is_what_scipy_gives_to_the_last_digit(confidence: float) -> None:
    assert z_score(confidence) == -float(special.ndtri(tail(confidence)))


@given(st.floats(0.01, 1 - 1e-12))
def test_the_coverage_of_the_score_is_the_confidence(confidence: float) -> None:
    # A second route: the error function instead of the inverse normal distribution.
    assert math.erfc(z_score(confidence) / math.sqrt(2)) == pytest.approx(2 * tail(confidence), rel=1e-9)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5, math.nan, math.inf])
def test_refuses_what_is_no_coverage(confidence: float) -> None:
    with pytest.raises(DomainError) as refusal:
        z_score(confidence)
    assert str(refusal.value) == (
        f"confidence is {confidence!r}; expected above 0 and below 1. Write 95 per cent as 0.95."
    )
