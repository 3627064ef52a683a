from collections.abc import Callable

import numpy as np
import pytest

from tht_xl.errors import DomainError
from tht_xl.stats.directly_standardised import directly_standardised_rate
from tht_xl.stats.indirectly_standardised import indirectly_standardised_rate, indirectly_standardised_ratio
from tht_xl.stats.interval import Interval
from tht_xl.stats.level import Confidence
from tht_xl.stats.mean import mean_interval, mean_interval_from_summary
from tht_xl.stats.poisson import byar_interval
from tht_xl.stats.proportion import wilson_interval
from tht_xl.stats.rate import poisson_interval, rate_interval

LEVELS = [0.998, 0.95, 0.5]
EVENTS = np.array([[8.0, 30.0], [5.0, 7.0], [100.0, 90.0]])
PEOPLE = np.array([10_000.0, 5_000.0])

METHODS: dict[str, Callable[[Confidence], Interval]] = {
    "wilson": lambda level: wilson_interval([3, 15, 40], 148, confidence=level),
    "poisson": lambda level: poisson_interval([3, 15, 40], confidence=level),
    "byar": lambda level: byar_interval([3, 15, 40], confidence=level),
    "rate": lambda level: rate_interval([3, 15, 40], 148, confidence=level),
    "mean": lambda level: mean_interval([[1, 2], [3, 5], [8, 13]], confidence=level),
    "summary": lambda level: mean_interval_from_summary([5, 6, 7], 3, 1.5, confidence=level),
    "direct": lambda level: directly_standardised_rate(EVENTS, PEOPLE, [7, 3], confidence=level).interval,
    "indirect ratio": lambda level: (
        indirectly_standardised_ratio(EVENTS, PEOPLE, [5, 6], PEOPLE, confidence=level).interval
    ),
    "indirect rate": lambda level: (
        indirectly_standardised_rate(EVENTS, PEOPLE, [5, 6], PEOPLE, confidence=level).interval
    ),
}


@pytest.mark.parametrize("method", METHODS)
def test_several_levels_lie_on_one_more_last_axis(method: str) -> None:
    at = METHODS[method]
    for levels in (LEVELS, tuple(LEVELS), np.array(LEVELS)):
        together = at(levels)
        assert together.lower.shape == together.upper.shape == (3, 3)
        for place, level in enumerate(LEVELS):
            alone = at(level)
            assert alone.lower.shape == (3,)
            np.testing.assert_array_equal(together.lower[:, place], alone.lower)
            np.testing.assert_array_equal(together.upper[:, place], alone.upper)


@pytest.mark.parametrize("method", METHODS)
def test_one_level_in_a_list_keeps_its_axis(method: str) -> None:
    assert METHODS[method]([0.95]).upper.shape == (3, 1)
    np.testing.assert_array_equal(METHODS[method](np.float64(0.95)).upper, METHODS[method](0.95).upper)


@pytest.mark.parametrize("method", METHODS)
def test_more_confidence_takes_a_wider_interval(method: str) -> None:
    lower, upper = METHODS[method]([0.5, 0.9, 0.95, 0.998])
    assert (np.diff(lower, axis=-1) < 0).all()
    assert (np.diff(upper, axis=-1) > 0).all()


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("confidence", "given"),
    [(0, "0"), (1, "1"), (101, "101"), ("abc", "'abc'"), ([0.95, 95], "95"), ([None], "None"), (np.array([1.0]), "1")],
    ids=str,
)
def test_refuses_what_is_no_level(method: str, confidence: Confidence, given: str) -> None:
    with pytest.raises(DomainError) as refusal:
        METHODS[method](confidence)
    assert str(refusal.value) == (f"confidence is {given}; expected above 0 and below 1. Write 95 per cent as 0.95.")


def test_refuses_no_level_at_all() -> None:
    with pytest.raises(DomainError) as refusal:
        poisson_interval(3, confidence=[])
    assert str(refusal.value) == "confidence holds no level; expected one or more. Write 95 per cent as 0.95."
