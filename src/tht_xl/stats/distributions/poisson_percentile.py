"""Percentiles of the Poisson distribution, between whole counts too."""

from typing import Final

import numpy as np

from tht_xl.stats.arrays import Flags, Numbers
from tht_xl.stats.distributions import special

_MANY: Final = 20
"""From so many expected events on, the expansion is a good place to begin. [count]"""
_SETTLED: Final = 1e-5
"""A step this long is followed by another one. [count]"""


def count_with_share_below(share: float, z: float, expected: Numbers) -> Numbers:
    """Return the count, whole or not, below which a share of the Poisson distribution lies: pdtrik(share, expected).

    Several times as fast as pdtrik, which does what is left over: one of Newton's steps from Giles' expansion [1],
    with the probability midway between two counts as the derivative, then steps along the secant. At the levels
    of a funnel what is settled agrees with pdtrik to eight digits.

    Args:
        share: Of the distribution, strictly between 0 and 1. [fraction]
        z: The standard normal deviate below which that share lies.
        expected: Means of the distributions, in any shape; NaN gives NaN. [count]

    References:
        [1] M. B. Giles, ACM Trans. Math. Softw. 42, 7 (2016).
    """
    flat = expected.reshape(-1)
    many = np.flatnonzero(flat >= _MANY)
    if not many.size:
        return np.asarray(special.pdtrik(share, expected))
    count, is_settled = _steps_towards(share, z, flat if many.size == flat.size else flat[many])
    if many.size == flat.size and is_settled.all():
        return count.reshape(expected.shape)
    done = np.zeros(flat.shape, bool)
    done[many] = is_settled
    found = np.empty(flat.shape)
    found[many] = count
    found[~done] = special.pdtrik(share, flat[~done])
    return found.reshape(expected.shape)


def _steps_towards(share: float, z: float, expected: Numbers) -> tuple[Numbers, Flags]:
    """Return the count, and where it is settled."""
    before = _expansion(z, expected)
    missed = _share_above(before, expected) - share
    count = before - missed / np.exp((before + 0.5) * np.log(expected) - expected - special.gammaln(before + 1.5))
    now = _share_above(count, expected) - share
    step = now * (count - before) / (now - missed)
    found = count - step
    rough = np.flatnonzero(~(np.abs(step) < _SETTLED))
    if rough.size:
        again = _share_above(found[rough], expected[rough]) - share
        step[rough] = again * (found[rough] - count[rough]) / (again - now[rough])
        found[rough] -= step[rough]
    return found, np.abs(step) < _SETTLED


def _expansion(z: float, expected: Numbers) -> Numbers:
    root = np.sqrt(expected)
    near = expected + z * root + (z**2 - 4) / 6
    return near - (2 * z + z**3) / (72 * root) + (3 * z**4 + 7 * z**2 - 16) / (810 * expected)


def _share_above(count: Numbers, expected: Numbers) -> Numbers:
    return np.asarray(special.gammaincc(count + 1, expected))
