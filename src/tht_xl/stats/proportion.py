"""A proportion and its confidence limits."""

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.stats.arrays import Numbers, named_columns
from tht_xl.stats.blockwise import in_blocks
from tht_xl.stats.distributions.normal import z_score
from tht_xl.stats.inputs.level import Confidence, at_each_level
from tht_xl.stats.inputs.multiplier import multipliers
from tht_xl.stats.interval import Interval


def proportion(numerator: ArrayLike, denominator: ArrayLike, *, multiplier: ArrayLike = 1.0) -> Numbers:
    """Return the share counted, multiplier * numerator / denominator in that order, so that 57 of 100 is 57 per cent.

    Arrays broadcast. An element outside its range gives NaN and leaves its neighbours alone.

    Args:
        numerator: People or events counted, from 0 to the denominator. [count]
        denominator: People or events that could have been counted, above 0. [count]
        multiplier: Scale of the result, above 0; 100 for a percentage.

    Raises:
        DomainError: The lengths differ, an argument is not numeric, or a single multiplier is not above 0.
    """
    given = named_columns(numerator=numerator, denominator=denominator, multiplier=multipliers(multiplier))
    (value,) = in_blocks(_fill_proportion, given, results=1, scratch=1)
    return value


def wilson_interval(numerator: ArrayLike, denominator: ArrayLike, *, confidence: Confidence = 0.95) -> Interval:
    """Wilson score interval for a proportion, without continuity correction [1, 2].

    Arrays broadcast. An element outside its range gives NaN limits and leaves its neighbours alone. The lower limit
    is exactly 0 when none is counted, the upper exactly 1 when all are.

    Args:
        numerator: People or events counted, from 0 to the denominator. [count]
        denominator: People or events that could have been counted, above 0. [count]
        confidence: Two-sided coverage, strictly between 0 and 1; several levels add a last axis. [fraction]

    Returns:
        Limits around numerator / denominator, each from 0 to 1, in the broadcast shape. [fraction]

    Raises:
        DomainError: The confidence is outside its range, the lengths differ, or an argument is not numeric.

    Examples:
        >>> wilson_interval(15, 148).round(4)
        Interval(lower=0.0624, upper=0.1605)

    References:
        [1] E. B. Wilson, J. Am. Stat. Assoc. 22, 209-212 (1927).
        [2] R. G. Newcombe, Stat. Med. 17, 857-872 (1998), method 3.
    """
    given = named_columns(numerator=numerator, denominator=denominator)

    def interval_at(level: float) -> Interval:
        z = z_score(level)

        def fill(x: Numbers, n: Numbers, lower: Numbers, upper: Numbers, *scratch: Numbers) -> None:
            _fill_wilson(x, n, z, lower, upper, *scratch)

        return Interval(*in_blocks(fill, given, results=2, scratch=3))

    return at_each_level(confidence, interval_at)


def _fill_proportion(x: Numbers, n: Numbers, scale: Numbers, value: Numbers, work: Numbers) -> None:
    np.multiply(scale, x, out=value)
    np.divide(value, n, out=value)
    np.subtract(n, x, out=work)
    _blank_the_impossible(x, work, value)
    value[np.isinf(n)] = np.nan


def _fill_wilson(
    x: Numbers, n: Numbers, z: float, lower: Numbers, upper: Numbers, p: Numbers, q: Numbers, b: Numbers
) -> None:
    # Sums where the usual form takes the difference of near-equal terms: exact at 0 and at n. Halved throughout.
    np.divide(x, n, out=p)
    np.subtract(n, x, out=q)
    # z√(z²/4 + qp) + z²/2, which is part of both divisors
    np.multiply(q, p, out=b)
    b += z**2 / 4
    np.sqrt(b, out=b)
    b *= z
    b += z**2 / 2
    # the lower limit: xp over x + b
    np.multiply(x, p, out=lower)
    np.add(x, b, out=p)
    lower /= p
    # the upper limit: 1 less q(q/n) over q + b
    np.divide(q, n, out=p)
    np.multiply(q, p, out=upper)
    np.add(q, b, out=p)
    upper /= p
    np.subtract(1, upper, out=upper)
    _blank_the_impossible(x, q, lower, upper)


def _blank_the_impossible(x: Numbers, q: Numbers, *results: Numbers) -> None:
    """NaN where fewer than none are counted, or fewer than none are not.

    A denominator of 0, below 0 or infinite is one of these cases or has given NaN in the arithmetic already.
    """
    impossible = x < 0
    impossible |= q < 0
    if impossible.any():
        for result in results:
            result[impossible] = np.nan
