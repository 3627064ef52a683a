"""A value against a comparator, such as London or England."""

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.monitoring.digits import compare_digits
from tht_xl.monitoring.polarity import is_high, is_low
from tht_xl.monitoring.words import Words, choose
from tht_xl.stats.arrays import Flags, broadcast_numbers


def compare(value: ArrayLike, lower: ArrayLike, upper: ArrayLike, comparator: ArrayLike, polarity: ArrayLike) -> Words:
    """Whether a comparator lies outside a value's own confidence interval, and on which side [1].

    Arrays broadcast. The limits belong to the interval; the comparator's own interval plays no part.

    Args:
        value: The value compared. [unit of the indicator]
        lower: Lower limit of its interval. [unit of the indicator]
        upper: Upper limit of its interval. [unit of the indicator]
        comparator: What it is compared with. [unit of the indicator]
        polarity: "high", "low" or "none".

    Returns:
        "Better", "Similar" or "Worse"; for polarity "none" "Higher", "Similar" or "Lower"; "" where a number is
        unknown or the limits are out of order.

    Raises:
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> compare(10.5, 9.5, 11.7, comparator=[9.2, 9.5, 12.0], polarity="low").tolist()
        ['Worse', 'Similar', 'Better']

    References:
        [1] Fingertips, technical guidance: comparing areas with a benchmark by confidence intervals.
    """
    v, low, high, other = broadcast_numbers(value=value, lower=lower, upper=upper, comparator=comparator)
    above, below = compare_digits(low, other) > 0, compare_digits(high, other) < 0
    return sides(above, below, polarity, ~np.isfinite(v) | ~np.isfinite(other) | ~(low <= high))


def compare_at_two_levels(
    value: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    lower_998: ArrayLike,
    upper_998: ArrayLike,
    comparator: ArrayLike,
    polarity: ArrayLike,
) -> Words:
    """Whether a comparator lies outside a value's 95% interval, and whether outside its 99.8% interval too [1].

    Arrays broadcast. The limits belong to the intervals; the comparator's own interval plays no part.

    Args:
        value: The value compared. [unit of the indicator]
        lower: Its lower 95% limit. [unit of the indicator]
        upper: Its upper 95% limit. [unit of the indicator]
        lower_998: Its lower 99.8% limit; NaN, for not given, singles nothing out. [unit of the indicator]
        upper_998: Its upper 99.8% limit, likewise. [unit of the indicator]
        comparator: What it is compared with. [unit of the indicator]
        polarity: "high", "low" or "none".

    Returns:
        The words of `compare`, with "Best" and "Worst" where the comparator is beyond the 99.8% limits; without a good
        side "Higher" and "Lower" at either level. "" also where a 95% limit lies outside the 99.8% limits.

    Raises:
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> compare_at_two_levels(10.5, 9.8, 11.2, 9.5, 11.6, comparator=[9.2, 9.6, 10], polarity="low").tolist()
        ['Worst', 'Worse', 'Similar']

    References:
        [1] Fingertips, technical guidance: comparing areas with a benchmark at 95% and 99.8%.
    """
    outer_low, outer_high = broadcast_numbers(lower_998=lower_998, upper_998=upper_998)
    outside = np.greater(outer_low, lower) | np.less(outer_high, upper)
    outer_low = np.where(np.isnan(outer_low), -np.inf, outer_low)
    outer_high = np.where(np.isnan(outer_high), np.inf, outer_high)
    inner = compare(value, lower, upper, comparator, polarity)
    outer = compare(value, outer_low, outer_high, comparator, polarity)
    return choose(
        [
            (outside | (inner == ""), ""),
            (outer == "Better", "Best"),
            (outer == "Worse", "Worst"),
            (inner == "Better", "Better"),
            (inner == "Worse", "Worse"),
            (inner == "Higher", "Higher"),
            (inner == "Lower", "Lower"),
        ],
        otherwise="Similar",
    )


def sides(above: Flags, below: Flags, polarity: ArrayLike, unknown: Flags) -> Words:
    """The words for lying above or below another figure, by polarity."""
    good_high, good_low = is_high(polarity), is_low(polarity)
    return choose(
        [
            (unknown, ""),
            (~above & ~below, "Similar"),
            ((above & good_high) | (below & good_low), "Better"),
            ((above & good_low) | (below & good_high), "Worse"),
            (above, "Higher"),
        ],
        otherwise="Lower",
    )
