"""How far a value is from its target, in units and in people."""

from fractions import Fraction
from math import ceil

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.monitoring.digits import compare_digits, meets
from tht_xl.monitoring.polarity import is_high, is_low
from tht_xl.stats.arrays import Flags, Numbers, broadcast_numbers

_TENS = 10_000
_WHOLE_BELOW = 2.0**50
"""Targets of up to four decimals are reckoned in ten-thousandths: whole numbers, exact in floats up to here."""
_DOUBTFUL = 1e-12
"""Nearer to a whole number than this share of itself, any other product may lie on either side of it."""


def gap(value: ArrayLike, target: ArrayLike, polarity: ArrayLike) -> Numbers:
    """How far a value is short of its target: positive is short, negative is beyond.

    Arrays broadcast. Values equal at 15 significant digits have a gap of exactly 0.

    Args:
        value: The value reached. [unit of the indicator]
        target: What it should reach. [unit of the indicator]
        polarity: "high", "low" or "none", for which there is no gap.

    Returns:
        The gap in the indicator's unit; NaN where a number is unknown or the polarity is "none".

    Raises:
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> gap(10.5, 9.5, ["high", "low", "none"]).tolist()
        [-1.0, 1.0, nan]
    """
    v, t = broadcast_numbers(value=value, target=target)
    short = np.where(compare_digits(v, t) == 0, 0.0, t - v)
    # Adding 0 turns the -0.0 of a met low target into 0.
    return np.where(is_high(polarity), short, np.where(is_low(polarity), -short, np.nan)) + 0.0


def people_to_target(
    count: ArrayLike,
    denominator: ArrayLike,
    target: ArrayLike,
    polarity: ArrayLike,
    multiplier: ArrayLike = 100,
) -> Numbers:
    """How many more people, or for a low target how many fewer, would have met the target.

    Arrays broadcast. Reckoned with the decimals as written, so that 57 per cent of 100 is 57 people and not a
    hair's breadth more. Not for weighted survey estimates, whose counts are not the people behind the value.

    Args:
        count: People counted, 0 or more. [people]
        denominator: People who could have been counted, above 0. [people]
        target: What the indicator should reach, 0 or more. [unit of the indicator]
        polarity: "high", "low" or "none".
        multiplier: Scale of the target: 100 for a percentage.

    Returns:
        Whole people, 0 where the target is met; NaN where an input is out of range or the polarity is "none".

    Raises:
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> people_to_target(310, 2940, target=9.1535, polarity="low").tolist()
        41.0
    """
    x, n, t, scale = broadcast_numbers(count=count, denominator=denominator, target=target, multiplier=multiplier)
    sign = np.where(is_high(polarity), 1.0, np.where(is_low(polarity), -1.0, np.nan))
    x, n, t, scale, sign = np.broadcast_arrays(x, n, t, scale, sign)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        defined = (
            (x >= 0) & (n > 0) & (t >= 0) & (scale > 0) & np.isfinite(scale) & np.isfinite(sign * (x + n * t / scale))
        )
        ten_thousandths = np.round(t * _TENS)
        is_exact = (ten_thousandths / _TENS == t) & _are_whole(x, n, scale) & (ten_thousandths * n < _WHOLE_BELOW)
        wanted = np.where(is_exact, ten_thousandths * n / (scale * _TENS), t * n / scale)
        people = np.where(is_exact, np.ceil(sign * wanted) - sign * x, np.ceil(sign * (wanted - x)))
        distance = np.abs(wanted - x - np.round(wanted - x))
        is_doubtful = defined & ~is_exact & (distance <= _DOUBTFUL * (1 + x + wanted))
        is_met = meets(scale * x / n, t, polarity)
    if is_doubtful.any():
        rows = zip(*(each[is_doubtful].tolist() for each in (x, n, t, scale, sign)), strict=True)
        people[is_doubtful] = [_exact_people(*row) for row in rows]
    return np.where(defined, np.where(is_met, 0.0, np.maximum(people, 0.0)), np.nan)


def _are_whole(*numbers: Numbers) -> Flags:
    return np.logical_and.reduce([each == np.floor(each) for each in numbers])


def _exact_people(x: float, n: float, t: float, scale: float, sign: float) -> int:
    return ceil(int(sign) * (_as_written(t) * _as_written(n) / _as_written(scale) - _as_written(x)))


def _as_written(number: float) -> Fraction:
    # 15 digits, as the rating compares them: a trajectory's 0.30000000000000004 is 0.3.
    return Fraction(f"{number:.15g}")
