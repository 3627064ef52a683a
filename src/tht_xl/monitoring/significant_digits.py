"""Comparing numbers as a spreadsheet user sees them: at 15 significant digits.

57 / 100 * 100 is 56.99999999999999 in binary floating point; it meets a target of 57.
"""

from math import isclose
from typing import Final, cast

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.monitoring.broadcasting import rows_of
from tht_xl.monitoring.polarity import good_sides
from tht_xl.stats.arrays import Flags, Numbers

_UNIT: Final = 2e-14
"""Numbers further apart than this, relative to the larger, differ at 15 digits too."""


def compare_digits(left: ArrayLike, right: ArrayLike) -> Numbers:
    """Return the order of two numbers at 15 significant digits: -1, 0 or 1, NaN where either is unknown."""
    a, b = rows_of(left=left, right=right)
    same = are_same(a, b)
    return np.where(same, 0.0, np.where(a < b, -1.0, np.where(a > b, 1.0, np.nan)))


def meets(value: ArrayLike, target: ArrayLike, polarity: ArrayLike) -> Flags:
    """Return whether a value is at its target or beyond it on the good side, at 15 significant digits.

    Arrays broadcast. False where either is unknown, and for polarity "none".

    Args:
        value: The value reached. [unit of the indicator]
        target: What it should reach. [unit of the indicator]
        polarity: "high", "low" or "none".

    Raises:
        DomainError: An argument is not numeric, or the lengths differ.
        UnknownNameError: The polarity is not one of these.
    """
    v, t = rows_of(value=value, target=target)
    return is_met(v, t, *good_sides(polarity, v.shape))


def is_met(value: Numbers, target: Numbers, good_high: Flags, good_low: Flags) -> Flags:
    """`meets` for rows whose good sides are known."""
    return (good_high & reaches(value, target)) | (good_low & reaches(target, value))


def exceeds(a: Numbers, b: Numbers) -> Flags:
    """Return where one number is above another at 15 significant digits."""
    return (a > b) & ~are_same(a, b)


def reaches(a: Numbers, b: Numbers) -> Flags:
    """Return where one number is equal to another or above it, at 15 significant digits."""
    return (a >= b) | are_same(a, b)


def is_within(value: Numbers, lower: Numbers, upper: Numbers) -> Flags:
    """Return where a value lies between two limits, which belong to the interval, at 15 significant digits."""
    return reaches(value, lower) & reaches(upper, value) & (lower <= upper)


def are_same(a: Numbers, b: Numbers) -> Flags:
    """Return where two numbers are equal at 15 significant digits."""
    if isinstance(a, float) and isinstance(b, float):
        return cast(Flags, np.bool_(a == b or (isclose(a, b, rel_tol=_UNIT) and _round_to_15(a) == _round_to_15(b))))
    same = a == b
    with np.errstate(invalid="ignore", over="ignore"):
        close = ~same & (np.abs(a - b) <= _UNIT * np.maximum(np.abs(a), np.abs(b))) & (np.abs(a) < np.inf)
    if close.any():
        a, b, same, close = np.broadcast_arrays(a, b, same, close)
        same = same.copy()
        same[close] = [_round_to_15(x) == _round_to_15(y) for x, y in zip(a[close], b[close], strict=True)]
    return same


def _round_to_15(number: float) -> float:
    return float(f"{number:.15g}")
