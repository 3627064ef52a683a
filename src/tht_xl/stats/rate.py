"""A count of events, a crude rate, and their confidence limits."""

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.stats.arrays import Numbers, column, named_columns
from tht_xl.stats.blockwise import in_blocks
from tht_xl.stats.distributions.poisson import EXACT_BELOW, FEW, SCRATCH, fill_limits, interval_of_few
from tht_xl.stats.inputs.domain import are_all_counts, are_all_populations, are_counts, are_populations
from tht_xl.stats.inputs.level import Confidence, at_each_level
from tht_xl.stats.inputs.multiplier import multipliers
from tht_xl.stats.interval import Interval

__all__ = ["EXACT_BELOW", "crude_rate", "poisson_interval", "rate_interval"]


def crude_rate(count: ArrayLike, denominator: ArrayLike, *, multiplier: ArrayLike = 100_000) -> Numbers:
    """Events per so many people: multiplier * count / denominator.

    Arrays broadcast. An element outside its range gives NaN and leaves its neighbours alone.

    Args:
        count: Events counted, 0 or more; it may exceed the denominator. [count]
        denominator: People or person-years at risk, above 0. [people]
        multiplier: People the result is expressed per, above 0.

    Raises:
        DomainError: The lengths differ, an argument is not numeric, or a single multiplier is not above 0.
    """
    given = named_columns(count=count, denominator=denominator, multiplier=multipliers(multiplier))
    (value,) = in_blocks(_fill_rate, given, results=1, scratch=0)
    return value


def rate_interval(
    count: ArrayLike, denominator: ArrayLike, *, multiplier: ArrayLike = 100_000, confidence: Confidence = 0.95
) -> Interval:
    """Confidence interval of a crude rate: the limits of its count over the denominator, which is taken as known.

    Arrays broadcast. An element outside its range gives NaN limits and leaves its neighbours alone.

    Args:
        count: Events counted, 0 or more; it may exceed the denominator. [count]
        denominator: People or person-years at risk, above 0. [people]
        multiplier: People the result is expressed per, above 0.
        confidence: Two-sided coverage, strictly between 0 and 1; several levels add a last axis. [fraction]

    Returns:
        Limits per `multiplier` people, in the broadcast shape.

    Raises:
        DomainError: The confidence or a single multiplier is outside its range, the lengths differ, or an argument
            is not numeric.

    Examples:
        >>> rate_interval(1415, 49_300_918).round(4)
        Interval(lower=2.7225, upper=3.0237)
    """
    given = named_columns(count=count, denominator=denominator, multiplier=multipliers(multiplier))

    def interval_at(level: float) -> Interval:
        def fill(x: Numbers, n: Numbers, scale: Numbers, lower: Numbers, upper: Numbers, *scratch: Numbers) -> None:
            fill_limits(x, level, lower, upper, *scratch)
            per_event, _ = scratch
            np.divide(scale, n, out=per_event)
            lower *= per_event
            upper *= per_event
            _blank_without_population(n, lower, upper)

        return Interval(*in_blocks(fill, given, results=2, scratch=SCRATCH))

    return at_each_level(confidence, interval_at)


def poisson_interval(count: ArrayLike, *, confidence: Confidence = 0.95) -> Interval:
    """Confidence interval of a Poisson count: exact [1] below 10, Byar's approximation [2] from 10.

    An element that is negative or missing gives NaN limits and leaves its neighbours alone.

    Args:
        count: Events counted, 0 or more; need not be whole. [count]
        confidence: Two-sided coverage, strictly between 0 and 1; several levels add a last axis. [fraction]

    Returns:
        Limits of the expected count, in the shape given; the lower one is exactly 0 for a count of 0. [count]

    Raises:
        DomainError: The confidence is outside its range, or the counts are not numbers.

    Examples:
        >>> poisson_interval(100).round(2)
        Interval(lower=81.36, upper=121.63)

    References:
        [1] F. Garwood, Biometrika 28, 437-442 (1936).
        [2] N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research, vol. II, IARC (1987), p. 69.
    """
    given = (column("count", count),)
    if given[0].size <= FEW:
        return interval_of_few(given[0], confidence)

    def interval_at(level: float) -> Interval:
        def fill(x: Numbers, *results_and_scratch: Numbers) -> None:
            fill_limits(x, level, *results_and_scratch)

        return Interval(*in_blocks(fill, given, results=2, scratch=SCRATCH))

    return at_each_level(confidence, interval_at)


def _fill_rate(x: Numbers, n: Numbers, scale: Numbers, value: Numbers) -> None:
    np.multiply(scale, x, out=value)
    value /= n
    if not are_all_counts(x):
        value[~are_counts(x)] = np.nan
    _blank_without_population(n, value)


def _blank_without_population(n: Numbers, *results: Numbers) -> None:
    if not are_all_populations(n):
        unknown = ~are_populations(n)
        for result in results:
            result[unknown] = np.nan
