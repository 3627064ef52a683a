"""A proportion and its confidence limits."""

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.stats.arrays import Flags, Numbers, broadcast_numbers
from tht_xl.stats.interval import Interval
from tht_xl.stats.normal import z_score


def proportion(numerator: ArrayLike, denominator: ArrayLike, *, multiplier: ArrayLike = 1.0) -> Numbers:
    """The share counted, multiplier * numerator / denominator in that order, so that 57 of 100 is 57 per cent.

    Arrays broadcast. An element outside its range gives NaN and leaves its neighbours alone.

    Args:
        numerator: People or events counted, from 0 to the denominator. [count]
        denominator: People or events that could have been counted, above 0. [count]
        multiplier: Scale of the result, 100 for a percentage.
    """
    x, n, scale = broadcast_numbers(numerator, denominator, multiplier)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(_is_defined(x, n), scale * x / n, np.nan)


def wilson_interval(numerator: ArrayLike, denominator: ArrayLike, *, confidence: float = 0.95) -> Interval:
    """Wilson score interval for a proportion, without continuity correction [1, 2].

    Arrays broadcast. An element outside its range gives NaN limits and leaves its neighbours alone. The lower limit
    is exactly 0 when none is counted, the upper exactly 1 when all are.

    Args:
        numerator: People or events counted, from 0 to the denominator. [count]
        denominator: People or events that could have been counted, above 0. [count]
        confidence: Two-sided coverage, strictly between 0 and 1. [fraction]

    Returns:
        Limits around numerator / denominator, each from 0 to 1, in the broadcast shape. [fraction]

    Raises:
        DomainError: The confidence is outside its range.

    Examples:
        >>> wilson_interval(15, 148).round(4)
        Interval(lower=0.0624, upper=0.1605)

    References:
        [1] E. B. Wilson, J. Am. Stat. Assoc. 22, 209-212 (1927).
        [2] R. G. Newcombe, Stat. Med. 17, 857-872 (1998), method 3.
    """
    x, n = broadcast_numbers(numerator, denominator)
    z = z_score(confidence)
    with np.errstate(invalid="ignore", divide="ignore"):
        p, q = x / n, n - x
        # Sums where the usual form takes the difference of near-equal terms: exact at 0 and at n.
        b = z * np.sqrt(z**2 + 4 * q * p)
        lower = 2 * x * p / (2 * x + z**2 + b)
        upper = 1 - 2 * q * (q / n) / (2 * q + z**2 + b)
    return Interval(lower, upper).where(_is_defined(x, n))


def _is_defined(x: Numbers, n: Numbers) -> Flags:
    return (n > 0) & (x >= 0) & (x <= n) & np.isfinite(n)
