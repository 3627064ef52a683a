from collections.abc import Callable

import numpy as np
import pytest

from tht_xl.errors import DomainError
from tht_xl.stats.distributions.normal_limits import normal_interval, standard_error, z_scores


def test_one_level_has_no_axis_and_several_have_one() -> None:
    assert z_scores(0.95).shape == ()
    np.testing.assert_allclose(z_scores([0.95, 0.998]), [1.959963984540054, 3.090232306167813], rtol=1e-12)


def test_limits_lie_evenly_around_the_estimate() -> None:
    lower, upper = normal_interval([10.0, 20.0], [1.0, 2.0])
    np.testing.assert_allclose(lower, [8.040036, 16.080072], atol=1e-6)
    np.testing.assert_allclose(upper, [11.959964, 23.919928], atol=1e-6)


def test_several_levels_add_a_last_axis() -> None:
    lower, _ = normal_interval([10.0, 20.0], [1.0, 2.0], confidence=[0.5, 0.95, 0.998])
    assert lower.shape == (2, 3)
    assert lower[1, 1] == normal_interval(20.0, 2.0).lower


def test_the_standard_error_undoes_the_interval() -> None:
    limits = normal_interval([10.0, 20.0], [1.0, 0.0], confidence=0.998)
    np.testing.assert_allclose(standard_error(*limits, confidence=0.998), [1.0, 0.0], atol=1e-14)


def test_limits_the_wrong_way_round_or_missing_have_no_standard_error() -> None:
    assert np.isnan(standard_error([2.0, np.nan], [1.0, 1.0])).all()


def test_refuses_several_levels_for_one_interval() -> None:
    with pytest.raises(DomainError) as refusal:
        standard_error(1, 2, confidence=[0.95, 0.998])  # pyright: ignore[reportArgumentType]
    assert str(refusal.value) == "confidence holds several levels; expected one. Give the level of the interval"


@pytest.mark.parametrize("error", [-1.0, np.inf, np.nan])
def test_an_impossible_standard_error_spoils_one_interval(error: float) -> None:
    for limit in normal_interval([5.0, 5.0], [error, 1.0]):
        np.testing.assert_array_equal(np.isnan(limit), [True, False])


@pytest.mark.parametrize(
    "call", [lambda: normal_interval([5, 5, 5], [1, 1]), lambda: standard_error([5, 5, 5], [1, 1])], ids=["to", "from"]
)
def test_names_the_lengths_that_differ(call: Callable[[], object]) -> None:
    with pytest.raises(
        DomainError, match=r"^the lengths differ: (estimate|lower) 3, (standard_error|upper) 2; expected"
    ):
        call()


def test_infinite_limits_have_no_standard_error() -> None:
    assert np.isnan(standard_error([-np.inf, 1.0], [1.0, np.inf])).all()
