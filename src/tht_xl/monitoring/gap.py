"""How far a value is from its target, in units and in people."""

from fractions import Fraction
from math import ceil

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.monitoring.broadcasting import are_known, rows_of
from tht_xl.monitoring.polarity import good_sides
from tht_xl.monitoring.significant_digits import are_same, exceeds, is_met
from tht_xl.stats.arrays import Flags, Numbers

_TENS = 10_000
_WHOLE_BELOW = 2.0**50
"""Targets of up to four decimals are counted in ten-thousandths: whole numbers, exact in floats up to here."""
_DOUBTFUL = 1e-12
"""Nearer to a whole number than this share of itself, any other product may lie on either side of it."""


def gap(value: ArrayLike, target: ArrayLike, polarity: ArrayLike) -> Numbers:
    """Return how far a value is short of its target: positive is short, negative is beyond.

    Arrays broadcast. Values equal at 15 significant digits have a gap of exactly 0.

    Args:
        value: The value reached. [unit of the indicator]
        target: What it should reach. [unit of the indicator]
        polarity: "high", "low" or "none", for which there is no gap.

    Returns:
        The gap in the indicator's unit; NaN where a number is unknown or infinite, or the polarity is "none".

    Raises:
        DomainError: An argument is not numeric, or the lengths differ.
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> gap(10.5, 9.5, ["high", "low", "none"]).tolist()
        [-1.0, 1.0, nan]
    """
    v, t = rows_of(value=value, target=target)
    good_high, good_low = good_sides(polarity, v.shape)
    with np.errstate(invalid="ignore", over="ignore"):
        short = (t - v) * (1.0 * good_high - good_low)
    defined = are_known(v, t) & (good_high | good_low)
    return np.where(defined, np.where(are_same(v, t), 0.0, short), np.nan)


def people_to_target(
    count: ArrayLike,
    denominator: ArrayLike,
    target: ArrayLike,
    polarity: ArrayLike,
    multiplier: ArrayLike = 100,
) -> Numbers:
    """Return how many more people, or for a low target how many fewer, would have met the target.

    Arrays broadcast. Calculated with the decimals as written, so that 57 per cent of 100 is 57 people and not a
    hair's breadth more. Not for weighted survey estimates, whose counts are not the people behind the value.

    Args:
        count: People counted, from 0 to the denominator. [people]
        denominator: People who could have been counted, above 0. [people]
        target: What the indicator should reach, 0 or more. [unit of the indicator]
        polarity: "high", "low" or "none".
        multiplier: Scale of the target: 100 for a percentage.

    Returns:
        Whole people, 0 where the target is met; NaN where an input is out of range or the polarity is "none", and
        for a high target above the multiplier, which not even everybody would meet.

    Raises:
        DomainError: An argument is not numeric, or the lengths differ.
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> people_to_target(310, 2940, target=9.1535, polarity="low").tolist()
        41.0
    """
    x, n, t, scale = rows_of(count=count, denominator=denominator, target=target, multiplier=multiplier)
    good_high, good_low = good_sides(polarity, x.shape)
    sign = 1.0 * good_high - good_low
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        possible = (x >= 0) & (n > 0) & (x <= n) & (t >= 0) & (scale > 0) & ~(good_high & exceeds(t, scale))
        defined = possible & (good_high | good_low) & are_known(scale, x + n * t / scale)
        ten_thousandths = np.rint(t * _TENS)
        is_exact = (ten_thousandths / _TENS == t) & _are_whole(x, n, scale) & (ten_thousandths * n < _WHOLE_BELOW)
        wanted = np.where(is_exact, ten_thousandths * n / (scale * _TENS), t * n / scale)
        people = np.where(is_exact, np.ceil(sign * wanted) - sign * x, np.ceil(sign * (wanted - x)))
        distance = np.abs(wanted - x - np.rint(wanted - x))
        is_doubtful = defined & ~is_exact & (distance <= _DOUBTFUL * (1 + x + wanted))
        met = is_met(scale * x / n, t, good_high, good_low)
    if is_doubtful.any():
        rows = np.broadcast_arrays(x, n, t, scale, sign)
        people[is_doubtful] = [
            _exact_people(*row) for row in zip(*(each[is_doubtful].tolist() for each in rows), strict=True)
        ]
    return np.where(defined, np.where(met, 0.0, np.maximum(people, 0.0)), np.nan)


def is_above_everybody(target: ArrayLike, multiplier: ArrayLike, polarity: ArrayLike) -> Flags:
    """Return whether a high target asks for more people than there are, at 15 significant digits.

    Arrays broadcast. False for a low target, which everybody meets, and where a number is unknown.

    Args:
        target: What the indicator should reach. [unit of the indicator]
        multiplier: Scale of the target: 100 for a percentage.
        polarity: "high", "low" or "none".

    Raises:
        DomainError: An argument is not numeric, or the lengths differ.
        UnknownNameError: The polarity is unknown.
    """
    t, scale = rows_of(target=target, multiplier=multiplier)
    return good_sides(polarity, t.shape)[0] & exceeds(t, scale)


def _are_whole(*numbers: Numbers) -> Flags:
    return np.logical_and.reduce([each == np.floor(each) for each in numbers])


def _exact_people(x: float, n: float, t: float, scale: float, sign: float) -> int:
    return ceil(int(sign) * (_as_written(t) * _as_written(n) / _as_written(scale) - _as_written(x)))


def _as_written(number: float) -> Fraction:
    # 15 digits, as the rating compares them: a trajectory's 0.30000000000000004 is 0.3.
    return Fraction(f"{number:.15g}")
