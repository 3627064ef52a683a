"""A value against the one before it."""

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.monitoring.digits import compare_digits
from tht_xl.monitoring.polarity import is_high, is_low
from tht_xl.monitoring.words import Words, choose
from tht_xl.stats.arrays import broadcast_numbers


def direction(value: ArrayLike, previous: ArrayLike, polarity: ArrayLike, tolerance: ArrayLike = 0.0) -> Words:
    """Which way a value moved since the previous period; says nothing about chance.

    Arrays broadcast. The comparison is made at 15 significant digits.

    Args:
        value: The value now. [unit of the indicator]
        previous: The value of the previous period. [unit of the indicator]
        polarity: "high", "low" or "none".
        tolerance: The largest difference that is no change, 0 or more. [unit of the indicator]

    Returns:
        "Improving", "No change" or "Worsening"; for polarity "none" "Up", "No change" or "Down"; "" where a number is
        unknown or the tolerance negative.

    Raises:
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> direction([12, 10, 10.05], previous=10, polarity="low", tolerance=0.1).tolist()
        ['Worsening', 'No change', 'No change']
    """
    v, before, margin = broadcast_numbers(value=value, previous=previous, tolerance=tolerance)
    # Compared with the edges, because a difference of near-equal values has fewer than 15 good digits.
    up, down = compare_digits(v, before + margin) > 0, compare_digits(v, before - margin) < 0
    good_high, good_low = is_high(polarity), is_low(polarity)
    unknown = np.isnan(v) | np.isnan(before) | ~(margin >= 0)
    return choose(
        [
            (unknown, ""),
            (~up & ~down, "No change"),
            ((up & good_high) | (down & good_low), "Improving"),
            ((up & good_low) | (down & good_high), "Worsening"),
            (up, "Up"),
        ],
        otherwise="Down",
    )
