"""A count of events, a crude rate, and their confidence limits."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammainccinv, gammaincinv  # pyright: ignore[reportMissingTypeStubs]

from tht_xl.stats.arrays import Flags, Numbers, broadcast_numbers
from tht_xl.stats.interval import Interval
from tht_xl.stats.normal import tail, z_score

EXACT_BELOW = 10
"""Counts below this take exact Poisson limits, others Byar's approximation. [count]"""


def crude_rate(count: ArrayLike, denominator: ArrayLike, *, multiplier: ArrayLike = 100_000) -> Numbers:
    """Events per so many people: multiplier * count / denominator.

    Arrays broadcast. An element outside its range gives NaN and leaves its neighbours alone.

    Args:
        count: Events counted, 0 or more; it may exceed the denominator. [count]
        denominator: People or person-years at risk, above 0. [people]
        multiplier: People the result is expressed per.
    """
    x, n, scale = broadcast_numbers(count, denominator, multiplier)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(_is_count(x) & _is_population(n), scale * x / n, np.nan)


def rate_interval(
    count: ArrayLike, denominator: ArrayLike, *, multiplier: ArrayLike = 100_000, confidence: float = 0.95
) -> Interval:
    """Confidence interval of a crude rate: the limits of its count over the denominator, which is taken as known.

    Arrays broadcast. An element outside its range gives NaN limits and leaves its neighbours alone.

    Args:
        count: Events counted, 0 or more; it may exceed the denominator. [count]
        denominator: People or person-years at risk, above 0. [people]
        multiplier: People the result is expressed per.
        confidence: Two-sided coverage, strictly between 0 and 1. [fraction]

    Returns:
        Limits per `multiplier` people, in the broadcast shape.

    Raises:
        DomainError: The confidence is outside its range.

    Examples:
        >>> rate_interval(1415, 49_300_918).round(4)
        Interval(lower=2.7225, upper=3.0237)
    """
    x, n, scale = broadcast_numbers(count, denominator, multiplier)
    lower, upper = poisson_interval(x, confidence=confidence)
    with np.errstate(invalid="ignore", divide="ignore"):
        return Interval(scale * lower / n, scale * upper / n).where(_is_population(n))


def poisson_interval(count: ArrayLike, *, confidence: float = 0.95) -> Interval:
    """Confidence interval of a Poisson count: exact [1] below 10, Byar's approximation [2] from 10.

    An element that is negative or missing gives NaN limits and leaves its neighbours alone.

    Args:
        count: Events counted, 0 or more; need not be whole. [count]
        confidence: Two-sided coverage, strictly between 0 and 1. [fraction]

    Returns:
        Limits of the expected count, in the shape given; the lower one is exactly 0 for a count of 0. [count]

    Raises:
        DomainError: The confidence is outside its range.

    Examples:
        >>> poisson_interval(100).round(2)
        Interval(lower=81.36, upper=121.63)

    References:
        [1] F. Garwood, Biometrika 28, 437-442 (1936).
        [2] N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research, vol. II, IARC (1987), p. 69.
    """
    x = np.asarray(count, float)
    few = (x >= 0) & (x < EXACT_BELOW)
    lower, upper = (np.asarray(limit) for limit in _byar_limits(x, z_score(confidence)))
    lower[few], upper[few] = _exact_limits(x[few], tail(confidence))
    return Interval(lower, upper).where(_is_count(x))


def _byar_limits(x: Numbers, z: float) -> tuple[Numbers, Numbers]:
    with np.errstate(invalid="ignore", divide="ignore"):
        above = x + 1
        lower = x * (1 - 1 / (9 * x) - z / (3 * np.sqrt(x))) ** 3
        upper = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
    return lower, upper


def _exact_limits(x: Numbers, alpha_half: float) -> tuple[Numbers, Numbers]:
    # Few distinct counts recur in long columns, and the inverse gamma function is what takes the time.
    distinct, places = np.unique(x, return_inverse=True)
    # The inverse at shape 0 is NaN; no rate is too small for a count of 0.
    lower = np.where(distinct > 0, gammaincinv(distinct, alpha_half), 0.0)
    upper = gammainccinv(distinct + 1, alpha_half)
    return lower[places], upper[places]


def _is_count(x: Numbers) -> Flags:
    return (x >= 0) & np.isfinite(x)


def _is_population(n: Numbers) -> Flags:
    return (n > 0) & np.isfinite(n)
