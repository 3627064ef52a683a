"""Worksheet functions: slope index and relative index of inequality."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from tht_xl.functions.catalogue.statistics import LIMITS, is_zero
from tht_xl.functions.engine.aggregates import Aggregate
from tht_xl.functions.engine.arguments import CONFIDENCE, Argument, number, population
from tht_xl.functions.engine.function import ArgumentsRule, Limits, Numbers
from tht_xl.functions.engine.kinds import Number
from tht_xl.functions.engine.outcome import Outcome, Refusal
from tht_xl.functions.engine.registry import example, worksheet_function
from tht_xl.stats import slope_index as indices
from tht_xl.stats.slope_fit import REASONS

Series = NDArray[np.float64]

_GROUPS = (
    number("values", "The value of each deprivation group, from the most to the least deprived.", series=True),
    Argument(
        "standard_errors",
        "Their standard errors, in the same rows: 0 or more.",
        Number("a number from 0 up", at_least=0),
        series=True,
    ),
    population("populations", "People in each group, in the same rows: above 0.", series=True),
)
_MULTIPLIER = number(
    "multiplier",
    "What the index is multiplied by: 1 unless given; 100 makes fractions percentages, one below 0 reverses it.",
    optional=True,
    default=1,
)
_NO_PEOPLE = ArgumentsRule(
    ("populations",),
    is_zero,
    Outcome.ZERO_DENOMINATOR,
    "a deprivation group has a population of 0; enter it, or leave the group out everywhere",
)
_NO_FORMULA = "Each group's place among the people is a running total, which a formula in one cell cannot compute."
_LOW = "A. Low, A. Low, J. Public Health 26, 388-395 (2004)."
_YEARS = tuple(
    [[each] for each in column]
    for column in (
        (75.9, 78.3, 83.8, 83.6, 80.5, 81.1, 81.7, 84.2, 80.6, 86.3),
        (1.64, 1.58, 1.51, 1.78, 1.70, 1.56, 1.37, 1.40, 2.43, 1.57),
        (7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534),
    )
)

_declare = partial(
    worksheet_function, category="Statistics", rules=(_NO_PEOPLE,), calling=Aggregate(), native=_NO_FORMULA
)


@_declare(
    "THT_SII",
    *_GROUPS,
    _MULTIPLIER,
    help="Slope index of inequality: how far a line through the deprivation groups rises over the whole population.",
    method="The value is the slope of a line through the groups, each at the midpoint of its place in the ranked "
    "population and weighted by its share.",
    source=_LOW,
    examples=(example(*_YEARS, result=7.0002347600798345), example(*_YEARS, -1, result=-7.0002347600798345)),
)
def slope_index(values: Series, standard_errors: Series, populations: Series, multiplier: float) -> Numbers:
    """Return the slope."""
    return indices.slope_index(values, standard_errors, populations, multiplier=multiplier).value


@_declare(
    "THT_SII_CI",
    *_GROUPS,
    _MULTIPLIER,
    CONFIDENCE,
    help="The slope index with its lower and upper confidence limit, in three cells side by side.",
    method="The limits are exact for normally distributed values, since the slope is linear in them: no simulation.",
    source=_LOW,
    examples=(example(*_YEARS, result=[[7.0002347600798345, 3.1534288954518916, 10.847040624707777]]),),
    columns=LIMITS,
)
def slope_index_limits(
    values: Series, standard_errors: Series, populations: Series, multiplier: float, confidence: float
) -> Limits:
    """Return the slope and its limits."""
    index = indices.slope_index(values, standard_errors, populations, multiplier=multiplier, confidence=confidence)
    return index.value, index.interval.lower, index.interval.upper


@_declare(
    "THT_RII",
    *_GROUPS,
    help="Relative index of inequality: the line's height at the least over its height at the most deprived end.",
    method="The value is the ratio of the two ends of the line of THT_SII; 1 means no inequality.",
    source=_LOW,
    examples=(example(*_YEARS, result=1.0897097049119406), example([[1], [9]], [[1], [1]], [[5], [5]], result="#NUM!")),
)
def relative_index(values: Series, standard_errors: Series, populations: Series) -> Numbers:
    """Return the ratio.

    Raises:
        Refusal: The line is not above 0 at both ends.
    """
    index = indices.relative_index(values, standard_errors, populations)
    if np.isnan(index.value):
        raise Refusal(Outcome.UNDEFINED, _why_undefined(index))
    return index.value


@_declare(
    "THT_RII_CI",
    *_GROUPS,
    CONFIDENCE,
    help="The relative index with its lower and upper confidence limit, in three cells side by side.",
    method="The limits are Fieller's: the ratios for which the ends of the line agree within their standard errors.",
    source=_LOW + " E. C. Fieller, J. R. Stat. Soc. B 16, 175-185 (1954).",
    examples=(example(*_YEARS, result=[[1.0897097049119406, 1.0394800755102889, 1.142393473383161]]),),
    columns=LIMITS,
)
def relative_index_limits(values: Series, standard_errors: Series, populations: Series, confidence: float) -> Limits:
    """Return the ratio and its limits.

    Raises:
        Refusal: The line is not above 0 at both ends, or not significantly so where it divides.
    """
    index = indices.relative_index(values, standard_errors, populations, confidence=confidence)
    if index.reason:
        raise Refusal(Outcome.UNDEFINED, _why_undefined(index))
    return index.value, index.interval.lower, index.interval.upper


def _why_undefined(index: indices.InequalityIndex) -> str:
    reason = str(index.reason.item())
    return REASONS.get(reason, "the result is not defined for these inputs")
