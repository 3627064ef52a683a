"""Limits of a Poisson count, filled in block by block."""

import math
from collections.abc import Callable
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.stats.arrays import Column, Numbers, column
from tht_xl.stats.blockwise import in_blocks
from tht_xl.stats.distributions import special
from tht_xl.stats.distributions.normal import tail, z_score
from tht_xl.stats.inputs.level import Confidence, at_each_level
from tht_xl.stats.interval import Interval

EXACT_BELOW: Final = 10
"""Counts below this take exact Poisson limits, others Byar's approximation. [count]"""

FEW: Final = 8
"""Below this size a Python loop is faster than NumPy: a cell asks for one, an array costs as much as twenty."""

SCRATCH: Final = 2
"""Rows of scratch space that the limits need."""


def byar_interval(count: ArrayLike, *, confidence: Confidence = 0.95) -> Interval:
    """Byar's approximation at counts of any size, as Dobson's method asks for [1].

    An element that is 0, negative or missing gives NaN limits and leaves its neighbours alone.

    Args:
        count: Events counted, above 0; need not be whole. [count]
        confidence: Two-sided coverage, strictly between 0 and 1; several levels add a last axis. [fraction]

    Returns:
        Limits of the expected count, in the shape given. [count]

    Raises:
        DomainError: The confidence is outside its range, or the counts are not numbers.

    References:
        [1] N. E. Breslow and N. E. Day, Statistical Methods in Cancer Research, vol. II, IARC (1987), p. 69.
    """
    given = (column("count", count),)
    if given[0].size <= FEW:
        return at_each_level(confidence, lambda level: _one_by_one(given[0], byar_limits, z_score(level)))

    def interval_at(level: float) -> Interval:
        z = z_score(level)

        def fill(x: Numbers, lower: Numbers, upper: Numbers, *scratch: Numbers) -> None:
            _fill_byar(x, z, lower, upper, *scratch)
            impossible = ~((x > 0) & (x < np.inf))
            lower[impossible] = upper[impossible] = np.nan

        return Interval(*in_blocks(fill, given, results=2, scratch=SCRATCH))

    return at_each_level(confidence, interval_at)


def limits_of_count(x: float, confidence: float) -> tuple[float, float]:
    """Return the limits of one count, the same to the last digit as those that `fill_limits` gives it among others.

    Args:
        x: A count. [count]
        confidence: One level. [fraction]
    """
    if x >= EXACT_BELOW or not x >= 0:
        return byar_limits(x, z_score(confidence))
    whole = int(x)
    lowers, uppers = _exact_table(tail(confidence)) if whole == x else _invert(np.array([x]), tail(confidence))
    place = whole if whole == x else 0
    return float(lowers[place]), float(uppers[place])


def byar_limits(x: float, z: float) -> tuple[float, float]:
    """Byar's limits of one count above 0, NaN for any other number."""
    if not 0 < x < math.inf:
        return math.nan, math.nan
    return _side(x, -z), _side(x + 1, z)


def interval_of_few(counts: Column, confidence: Confidence) -> Interval:
    """Return the limits of a few counts, for which a loop is faster than arrays are, at one level or several."""
    return at_each_level(confidence, lambda level: _one_by_one(counts, limits_of_count, level))


def _one_by_one(counts: Column, limits: Callable[[float, float], tuple[float, float]], at: float) -> Interval:
    found = np.array([limits(x, at) for x in counts.ravel().tolist()]).reshape(*counts.shape, 2)
    return Interval(found[..., 0], found[..., 1])


def _side(x: float, z: float) -> float:
    # In the order of _fill_side, whose arrays round at the same places.
    root = 1 / 3 / math.sqrt(x)
    limit = (z - root) * root + 1
    return limit * limit * limit * x


def fill_limits(x: Numbers, confidence: float, lower: Numbers, upper: Numbers, *scratch: Numbers) -> None:
    """Fill in the limits of counts: exact below 10, Byar's from 10, NaN where there is no count.

    Args:
        x: A block of counts. [count]
        confidence: One level. [fraction]
        lower: Filled in. [count]
        upper: Filled in. [count]
        scratch: SCRATCH rows of the same length.
    """
    _fill_byar(x, z_score(confidence), lower, upper, *scratch)
    few = np.flatnonzero(x < EXACT_BELOW)
    if few.size:
        lower[few], upper[few] = _exact_limits(x[few], tail(confidence))
    if not np.isfinite(x.sum()):
        unknown = ~np.isfinite(x)
        lower[unknown] = upper[unknown] = np.nan


def _fill_byar(x: Numbers, z: float, lower: Numbers, upper: Numbers, above: Numbers, work: Numbers) -> None:
    np.add(x, 1, out=above)
    _fill_side(x, -z, lower, work)
    _fill_side(above, z, upper, work)


def _fill_side(x: Numbers, z: float, limit: Numbers, work: Numbers) -> None:
    # x(1 − 1/(9x) + z/(3√x))³ with one division: it is x(1 + r(z − r))³ where r = 1/(3√x)
    np.sqrt(x, out=work)
    np.divide(1 / 3, work, out=work)
    np.subtract(z, work, out=limit)
    limit *= work
    limit += 1
    np.multiply(limit, limit, out=work)
    limit *= work
    limit *= x


def _exact_limits(x: Numbers, alpha_half: float) -> tuple[Numbers, Numbers]:
    whole = np.maximum(x, 0).astype(np.intp)
    lowers, uppers = _exact_table(alpha_half)
    lower, upper = lowers[whole], uppers[whole]
    if (odd := whole != x).any():
        lower[odd], upper[odd] = _invert(x[odd], alpha_half)
    return lower, upper


@lru_cache(maxsize=64)
def _exact_table(alpha_half: float) -> tuple[Numbers, Numbers]:
    return _invert(np.arange(float(EXACT_BELOW)), alpha_half)


def _invert(x: Numbers, alpha_half: float) -> tuple[Numbers, Numbers]:
    # Few distinct counts recur in long columns, and the inverse gamma function is what takes the time.
    distinct, places = np.unique(np.where(x >= 0, x, np.nan), return_inverse=True)
    # The inverse at shape 0 is NaN; no rate is too small for a count of 0.
    lower = np.where(distinct == 0, 0.0, special.gammaincinv(distinct, alpha_half))
    upper = special.gammainccinv(distinct + 1, alpha_half)
    return lower[places], upper[places]
