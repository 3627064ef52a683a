"""A value against a comparator, such as London or England."""

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.monitoring.digits import compare_digits
from tht_xl.monitoring.polarity import is_high, is_low
from tht_xl.monitoring.words import Words, choose
from tht_xl.stats.arrays import broadcast_numbers


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
    v, low, high, other = broadcast_numbers(value, lower, upper, comparator)
    above, below = compare_digits(low, other) > 0, compare_digits(high, other) < 0
    good_high, good_low = is_high(polarity), is_low(polarity)
    unknown = np.isnan(v) | np.isnan(other) | ~(low <= high)
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
