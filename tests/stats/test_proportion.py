import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tht_xl.errors import DomainError
from tht_xl.stats.distributions.normal import z_score
from tht_xl.stats.proportion import proportion, wilson_interval

fractions = st.integers(1, 10**7).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
confidences = st.sampled_from([0.5, 0.9, 0.95, 0.99, 0.998])

OBESITY = [
    # Tower Hamlets, children measured: rounded counts, and value and limits as published from unrounded ones.
    (310, 2940, 10.54422, 9.45915, 11.67868),
    (185, 1515, 12.21122, 10.60952, 13.90468),
    (920, 3280, 28.04878, 26.54592, 29.6201),
    (985, 2950, 33.38983051, 31.73206376, 35.13607554),
]


def test_newcombe_1998_method_3() -> None:
    lower, upper = wilson_interval([81, 15, 0, 1], [263, 148, 20, 29])
    np.testing.assert_allclose(lower, [0.2553, 0.0624, 0.0, 0.0061], atol=5e-5)
    np.testing.assert_allclose(upper, [0.3662, 0.1605, 0.1611, 0.1718], atol=5e-5)


def test_published_immunisation_coverage() -> None:
    # MMR, one dose, Yorkshire and the Humber 2024 (Fingertips 30309).
    limits = wilson_interval(53_185, 59_028).scaled(100)
    assert proportion(53_185, 59_028, multiplier=100) == pytest.approx(90.1013, abs=5e-5)
    assert limits.lower == pytest.approx(89.8578, abs=5e-5)
    assert limits.upper == pytest.approx(90.3396, abs=5e-5)


@pytest.mark.parametrize(("counted", "measured", "value", "lower", "upper"), OBESITY)
def test_rounded_counts_come_within_a_tenth_of_a_point_of_the_published_interval(
    counted: int, measured: int, value: float, lower: float, upper: float
) -> None:
    ours = wilson_interval(counted, measured).scaled(100)
    assert proportion(counted, measured, multiplier=100) == pytest.approx(value, abs=5e-6)
    assert ours.lower == pytest.approx(lower, abs=0.1)
    assert ours.upper == pytest.approx(upper, abs=0.1)


@given(fractions, confidences)
def test_limits_solve_the_score_equation(fraction: tuple[int, int], confidence: float) -> None:
    x, n = fraction
    z = z_score(confidence)
    for limit in wilson_interval(x, n, confidence=confidence):
        assert (x / n - limit) ** 2 == pytest.approx(z**2 * limit * (1 - limit) / n, rel=1e-6, abs=1e-15)


@given(fractions, confidences)
def test_those_not_counted_have_the_mirrored_interval(fraction: tuple[int, int], confidence: float) -> None:
    x, n = fraction
    lower, upper = wilson_interval(x, n, confidence=confidence)
    mirrored = wilson_interval(n - x, n, confidence=confidence)
    assert (lower, upper) == (pytest.approx(1 - mirrored.upper), pytest.approx(1 - mirrored.lower))
    assert 0 <= lower <= x / n <= upper <= 1


@given(st.integers(1, 10**15), confidences)
def test_exactly_0_when_none_and_exactly_1_when_all_are_counted(n: int, confidence: float) -> None:
    assert wilson_interval(0, n, confidence=confidence).lower == 0
    assert wilson_interval(n, n, confidence=confidence).upper == 1


def test_one_bad_row_spoils_one_row() -> None:
    counted, of = [15, -1, 11, np.nan, 5, 5, 5, 15], [148, 10, 10, 10, np.nan, 0, np.inf, 148]
    lower, upper = wilson_interval(counted, of)
    for column in (lower, upper, proportion(counted, of)):
        assert np.isnan(column).tolist() == [False, *[True] * 6, False]
    assert lower[0] == lower[-1] == wilson_interval(15, 148).lower


def test_scalars_broadcast_and_no_rows_give_no_rows() -> None:
    assert wilson_interval([[1], [2]], [10, 20, 30]).lower.shape == (2, 3)
    assert wilson_interval(1, 10).lower.shape == ()
    assert wilson_interval([], []).upper.shape == (0,)


def test_a_whole_percentage_is_whole() -> None:
    assert proportion(57, 100, multiplier=100) == 57


def test_counts_need_not_be_whole() -> None:
    assert 0 < wilson_interval(2134.81, 3152).lower < 2134.81 / 3152


def test_refuses_a_confidence_in_per_cent() -> None:
    with pytest.raises(DomainError, match=r"^confidence is 95; expected above 0 and below 1\. Write 95 per cent as"):
        wilson_interval(1, 2, confidence=95)
