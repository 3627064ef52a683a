import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tht_xl.errors import DomainError
from tht_xl.stats.directly_standardised import directly_standardised_rate
from tht_xl.stats.distributions.normal_limits import normal_interval
from tht_xl.stats.distributions.poisson import byar_interval
from tht_xl.stats.funnel import funnel_limits
from tht_xl.stats.indirectly_standardised import indirectly_standardised_rate, indirectly_standardised_ratio
from tht_xl.stats.inputs.level import Confidence
from tht_xl.stats.interval import Interval
from tht_xl.stats.life_expectancy import life_expectancy
from tht_xl.stats.mean import mean_interval, mean_interval_from_summary
from tht_xl.stats.proportion import wilson_interval
from tht_xl.stats.rate import poisson_interval, rate_interval
from tht_xl.stats.slope_index import slope_index

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
    "slope": lambda level: slope_index(EVENTS, [[2, 3]], PEOPLE, confidence=level).interval,
    "life expectancy": lambda level: life_expectancy(EVENTS, PEOPLE, age_starts=[0, 65], confidence=level).interval,
    "funnel": lambda level: funnel_limits([30, 150, 400], 100, "ratio", confidence=level),
    "normal": lambda level: normal_interval([3, 15, 40], 2, confidence=level),
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


@pytest.mark.parametrize("method", METHODS)
def test_a_column_of_a_table_holds_levels(method: str) -> None:
    columns: list[Any] = [
        pd.Series(LEVELS),
        pd.Series(LEVELS, index=[3, 2, 1]),
        pd.Index(LEVELS),
        np.array(LEVELS, object),
    ]
    for levels in columns:
        np.testing.assert_array_equal(METHODS[method](levels).upper, METHODS[method](LEVELS).upper)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("nested", [[[0.9, 0.95]], np.array([[0.95]]), pd.DataFrame({"level": [0.9, 0.95]})], ids=type)
def test_refuses_levels_in_rows(method: str, nested: Confidence) -> None:
    with pytest.raises(DomainError) as refusal:
        METHODS[method](nested)
    assert str(refusal.value) == "confidence has rows; expected one level or a flat list of levels. Write [0.95, 0.998]"


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize(
    ("confidence", "given"),
    [([0.9, [0.95]], "[0.95]"), (pd.Series([[1, 2]]), "[1, 2]"), ({0.9}, "{0.9}"), (True, "True"), ([0.9, "x"], "'x'")],
    ids=str,
)
def test_the_message_is_one_line(method: str, confidence: Confidence, given: str) -> None:
    with pytest.raises(DomainError) as refusal:
        METHODS[method](confidence)
    assert str(refusal.value) == (f"confidence is {given}; expected above 0 and below 1. Write 95 per cent as 0.95.")


def test_refuses_no_level_at_all() -> None:
    with pytest.raises(DomainError) as refusal:
        poisson_interval(3, confidence=[])
    assert str(refusal.value) == "confidence has no level; expected one or more. Write 95 per cent as 0.95."


@pytest.mark.parametrize("confidence", [1.5, 2, 0.0, math.nan, [0.95, 1.5]], ids=str)
def test_a_wrong_level_is_refused_where_there_is_nothing_to_count(confidence: Confidence) -> None:
    for counts in ([], np.zeros((3, 0))):
        with pytest.raises(DomainError, match="expected above 0 and below 1"):
            rate_interval(counts, counts, confidence=confidence)
