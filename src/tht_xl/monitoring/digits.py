"""Comparing numbers as a spreadsheet user sees them: at 15 significant digits.

57 / 100 * 100 is 56.99999999999999 in binary floating point; it meets a target of 57.
"""

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.monitoring.polarity import is_high, is_low
from tht_xl.stats.arrays import Flags, Numbers, broadcast_numbers

_UNIT = 2e-14
"""Numbers further apart than this, relative to the larger, differ at 15 digits too."""


def compare_digits(left: ArrayLike, right: ArrayLike) -> Numbers:
    """The order of two numbers at 15 significant digits: -1, 0 or 1, NaN where either is unknown."""
    a, b = broadcast_numbers(left=left, right=right)
    with np.errstate(invalid="ignore", over="ignore"):
        close = (a != b) & (np.abs(a - b) <= _UNIT * np.maximum(np.abs(a), np.abs(b)))
        order = np.where(a < b, -1.0, np.where(a > b, 1.0, np.where(a == b, 0.0, np.nan)))
    if close.any():
        order[close] = [np.sign(_shown(x) - _shown(y)) for x, y in zip(a[close], b[close], strict=True)]
    return order


def meets(value: ArrayLike, target: ArrayLike, polarity: ArrayLike) -> Flags:
    """Whether a value is at its target or beyond it on the good side, at 15 significant digits.

    Arrays broadcast. False where either is unknown, and for polarity "none".

    Args:
        value: The value reached. [unit of the indicator]
        target: What it should reach. [unit of the indicator]
        polarity: "high", "low" or "none".

    Raises:
        UnknownNameError: The polarity is none of these.
    """
    order = compare_digits(value, target)
    return (is_high(polarity) & (order >= 0)) | (is_low(polarity) & (order <= 0))


def _shown(number: float) -> float:
    return float(f"{number:.15g}")
