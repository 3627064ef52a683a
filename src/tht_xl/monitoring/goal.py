"""A value against a goal: a number, or a range that separates worse from better."""

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.monitoring.digits import compare_digits, meets
from tht_xl.monitoring.polarity import is_high, is_low
from tht_xl.monitoring.words import Words, choose
from tht_xl.stats.arrays import broadcast_numbers


def compare_with_goal(value: ArrayLike, goal: ArrayLike, polarity: ArrayLike) -> Words:
    """Whether a value meets a goal [1].

    Arrays broadcast. The comparison is made at 15 significant digits.

    Args:
        value: The value reached. [unit of the indicator]
        goal: What it should reach; a value equal to it is "Better". [unit of the indicator]
        polarity: "high" or "low"; a goal means nothing for "none".

    Returns:
        "Better" or "Worse"; "" where a number is unknown, and for polarity "none".

    Raises:
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> compare_with_goal([94.9, 95.0], 95, "high").tolist()
        ['Worse', 'Better']

    References:
        [1] Fingertips (MIT licence), goals.
    """
    v, g = broadcast_numbers(value=value, goal=goal)
    rated = is_high(polarity) | is_low(polarity)
    return choose([(np.isnan(v) | np.isnan(g) | ~rated, ""), (meets(v, g, polarity), "Better")], otherwise="Worse")


def compare_interval_with_goal(
    value: ArrayLike, lower: ArrayLike, upper: ArrayLike, goal: ArrayLike, polarity: ArrayLike
) -> Words:
    """Whether the whole interval of a value lies on one side of a goal [1].

    Arrays broadcast. A limit equal to the goal meets it.

    Args:
        value: The value reached. [unit of the indicator]
        lower: Lower limit of its interval. [unit of the indicator]
        upper: Upper limit of its interval. [unit of the indicator]
        goal: What it should reach. [unit of the indicator]
        polarity: "high" or "low"; a goal means nothing for "none".

    Returns:
        "Better" where both limits meet the goal, "Worse" where neither does, "Similar" between; "" where a number is
        unknown or the limits are out of order, and for polarity "none".

    Raises:
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> compare_interval_with_goal(90.1, 89.9, 90.3, [89.9, 90, 90.4], "high").tolist()
        ['Better', 'Similar', 'Worse']

    References:
        [1] Fingertips (MIT licence), goals compared by confidence intervals.
    """
    v, low, high, g = broadcast_numbers(value=value, lower=lower, upper=upper, goal=goal)
    rated = is_high(polarity) | is_low(polarity)
    low_meets, high_meets = meets(low, g, polarity), meets(high, g, polarity)
    return choose(
        [
            (np.isnan(v) | np.isnan(g) | ~(low <= high) | ~rated, ""),
            (low_meets & high_meets, "Better"),
            (~low_meets & ~high_meets, "Worse"),
        ],
        otherwise="Similar",
    )


def compare_with_range(value: ArrayLike, low: ArrayLike, high: ArrayLike, polarity: ArrayLike) -> Words:
    """Where a value lies beside a range that holds its low end and not its high end [1].

    Arrays broadcast. The comparison is made at 15 significant digits.

    Args:
        value: The value reached. [unit of the indicator]
        low: The low end, which belongs to the range for either polarity. [unit of the indicator]
        high: The high end, which does not. [unit of the indicator]
        polarity: "high" or "low"; a goal means nothing for "none".

    Returns:
        "Similar" within the range; below it "Worse", at its high end and above "Better", and the other way round
        where low is good; "" where a number is unknown or the ends are out of order, and for polarity "none".

    Raises:
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> compare_with_range([89.9, 90, 94.9, 95], 90, 95, "high").tolist()
        ['Worse', 'Similar', 'Similar', 'Better']

    References:
        [1] Fingertips (MIT licence), goals that are ranges.
    """
    v, lo, hi = broadcast_numbers(value=value, low=low, high=high)
    below, above = compare_digits(v, lo) < 0, compare_digits(v, hi) >= 0
    good_high, good_low = is_high(polarity), is_low(polarity)
    return choose(
        [
            (np.isnan(v) | ~(lo <= hi) | ~(good_high | good_low), ""),
            ((above & good_high) | (below & good_low), "Better"),
            (above | below, "Worse"),
        ],
        otherwise="Similar",
    )
