import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import betainc

from tht_xl.errors import DomainError
from tht_xl.stats.distributions.student import t_score
from tht_xl.stats.mean import mean_interval_from_summary
from tht_xl.stats.projection import least_squares_line

# By 40 digits of mpmath 1.3, bisecting the regularised incomplete beta function at the share (1 - level) / 2 of the
# floating-point level.
REFERENCE = [
    (1e-4, 1, 0.0001570796339714179),
    (1e-4, 2, 0.0001414213569444163),
    (1e-4, 4, 0.00013333333382716051),
    (1e-4, 9, 0.0001288543865785842),
    (1e-4, 20, 0.00012690723019459233),
    (1e-4, 60, 0.00012585469348268204),
    (0.3, 1, 0.5095254494944288),
    (0.3, 2, 0.4447495899966607),
    (0.3, 4, 0.4141632600931062),
    (0.3, 9, 0.3978677647909942),
    (0.3, 20, 0.390905597723996),
    (0.3, 60, 0.38717040014496973),
    (0.3, 1000, 0.3854311208423712),
    (0.3, 100000, 0.3853215727340531),
    (0.5, 1, 1.0),
    (0.5, 2, 0.816496580927726),
    (0.5, 4, 0.7406970841126826),
    (0.5, 9, 0.7027221467513264),
    (0.5, 20, 0.6869544964488035),
    (0.5, 60, 0.6786007206481358),
    (0.5, 1000, 0.6747351646070094),
    (0.5, 100000, 0.6744922035532922),
    (0.95, 1, 12.706204736174694),
    (0.95, 2, 4.302652729749462),
    (0.95, 4, 2.7764451051977934),
    (0.95, 9, 2.262157162798205),
    (0.95, 20, 2.0859634472658644),
    (0.95, 60, 2.00029782201426),
    (0.95, 1000, 1.962339080826408),
    (0.95, 100000, 1.9599877075346093),
    (0.998, 1, 318.30883898555015),
    (0.998, 2, 22.327124770119866),
    (0.998, 4, 7.173182219782307),
    (0.998, 9, 4.296805662729918),
    (0.998, 20, 3.5518083432033327),
    (0.998, 60, 3.2317091260243593),
    (0.998, 1000, 3.0984021639129224),
    (0.998, 100000, 3.0903138094272373),
    (1 - 1e-6, 1, 636619.7723487513),
    (1 - 1e-6, 2, 999.9992499854659),
    (1 - 1e-6, 4, 49.4586367565786),
    (1 - 1e-6, 9, 11.636782027289474),
    (1 - 1e-6, 20, 6.9270313814094395),
    (1 - 1e-6, 60, 5.448947832278416),
    (1 - 1e-6, 1000, 4.922289523423825),
    (1 - 1e-6, 100000, 4.891943340709451),
    (1 - 1e-9, 1, 636619790.3724186),
    (1 - 1e-9, 2, 31622.77702514332),
    (1 - 1e-9, 4, 278.3097818922792),
    (1 - 1e-9, 9, 25.656267781238046),
    (1 - 1e-9, 20, 10.701394440051248),
    (1 - 1e-9, 60, 7.233298456205404),
    (1 - 1e-9, 1000, 6.168430252449106),
    (1 - 1e-9, 100000, 6.109995613768794),
    (1 - 1e-12, 1, 636633855803.5593),
    (1 - 1e-12, 2, 1000011.0610428281),
    (1 - 1e-12, 4, 1565.0921708841859),
    (1 - 1e-12, 9, 55.54358130326398),
    (1 - 1e-12, 20, 15.72893893592227),
    (1 - 1e-12, 60, 8.996641563656382),
    (1 - 1e-12, 1000, 7.223957750518744),
    (1 - 1e-12, 100000, 7.131434183400391),
]


@pytest.mark.parametrize(("level", "degrees", "score"), REFERENCE)
def test_agrees_with_forty_digits_at_any_level(level: float, degrees: float, score: float) -> None:
    assert t_score(np.array(degrees), level) == pytest.approx(score, rel=2e-11)
    lower, upper = mean_interval_from_summary(degrees + 1, 0, np.sqrt(degrees + 1), confidence=level)
    assert (lower, upper) == (pytest.approx(-score, rel=2e-11), pytest.approx(score, rel=2e-11))


def test_a_prediction_at_twelve_nines() -> None:
    line = least_squares_line(np.arange(5.0), [1.0, 3, 2, 5, 4])
    wide = line.prediction_interval(6.0, confidence=1 - 1e-12)
    usual = line.prediction_interval(6.0, confidence=0.95)
    ratio = (wide.upper - wide.lower) / (usual.upper - usual.lower)
    assert ratio == pytest.approx(t_score(np.array(3.0), 1 - 1e-12) / 3.182446305284263, rel=1e-10)


@given(st.floats(0.5, 1e4), st.floats(0.5, 1 - 1e-13))
def test_the_share_beyond_the_score_is_the_one_asked_for(degrees: float, level: float) -> None:
    score = float(t_score(np.array(degrees), level))
    assert betainc(degrees / 2, 0.5, degrees / (degrees + score**2)) == pytest.approx(1 - level, rel=1e-9)


def test_no_degrees_of_freedom_have_no_score() -> None:
    assert np.isnan(t_score(np.array([0.0, -1.0, np.nan]), 0.95)).all()
    assert np.isnan(t_score(np.array([0.0]), 0.1)).all()
    with pytest.raises(DomainError, match="confidence is 1; expected above 0 and below 1"):
        t_score(np.array([3.0]), 1)
