"""Traffic lights that look at more than a value and its target: at the value before, or at the interval."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.model.vocabulary import Comparison, Rating
from tht_xl.monitoring.benchmark import compare
from tht_xl.monitoring.broadcasting import are_known, rows_of
from tht_xl.monitoring.polarity import good_sides
from tht_xl.monitoring.significant_digits import is_met
from tht_xl.stats.arrays import Flags, Numbers, Words, first_match

HAVERING_TOLERANCE: Final = 0.1
"""How far from the target is still green. [fraction of the target]"""


def rate_with_previous(value: ArrayLike, target: ArrayLike, polarity: ArrayLike, previous: ArrayLike) -> Words:
    """Havering's rating: green within 10% of the target; further off, amber unless it has become worse [1].

    Arrays broadcast. The comparisons are made at 15 significant digits.

    Args:
        value: The value reached. [unit of the indicator]
        target: What it should reach. NaN where there is none. [unit of the indicator]
        polarity: "high", "low" or "none".
        previous: The value of the period before. NaN where there is none. [unit of the indicator]

    Returns:
        "Green"; "Amber" where the value is more than 10% of the target short of it and no worse than the previous
        one, "Red" where it is worse, "" where there is no previous value to tell; "Data only" for polarity "none"; "No
        target"; "" where the value is unknown or a number is infinite.

    Raises:
        DomainError: An argument is not numeric, or the lengths differ.
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> rate_with_previous([90, 89, 89, 89], 100, "high", previous=[80, 89, 90, float("nan")]).tolist()
        ['Green', 'Amber', 'Red', '']

    References:
        [1] London Borough of Havering, corporate performance reports.
    """
    v, t, before = rows_of(value=value, target=target, previous=previous)
    good_high, good_low = good_sides(polarity, v.shape)
    return first_match(
        [
            (~are_known(v), ""),
            (~(good_high | good_low), Rating.DATA_ONLY),
            (np.isnan(t), Rating.NO_TARGET),
            (np.isinf(t) | np.isinf(before), ""),
            (is_met(v, edge_of(t, HAVERING_TOLERANCE, good_low), good_high, good_low), Rating.GREEN),
            (np.isnan(before), ""),
            (is_met(v, before, good_high, good_low), Rating.AMBER),
        ],
        otherwise=Rating.RED,
    )


def edge_of(target: Numbers, share: Numbers | float, good_low: Flags) -> Numbers:
    """Return the value that misses a target by a share of it; NaN for a target that is not a finite number."""
    with np.errstate(invalid="ignore", over="ignore"):
        return target + (2.0 * good_low - 1.0) * (share * abs(target))


def rate_by_interval(
    value: ArrayLike, target: ArrayLike, polarity: ArrayLike, lower: ArrayLike, upper: ArrayLike
) -> Words:
    """Return the rating by significance: amber where the target lies within the value's own interval, limits included.

    Arrays broadcast. The comparisons are made at 15 significant digits.

    Args:
        value: The value reached. [unit of the indicator]
        target: What it should reach. NaN where there is none. [unit of the indicator]
        polarity: "high", "low" or "none".
        lower: Lower limit of the value's interval. [unit of the indicator]
        upper: Upper limit of the value's interval. [unit of the indicator]

    Returns:
        "Green" where the whole interval is on the good side of the target, "Red" where it is on the other, "Amber"
        between; "Data only" for polarity "none"; "No target"; "" where the value or its interval is unknown, or the
        value lies outside it.

    Raises:
        DomainError: An argument is not numeric, or the lengths differ.
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> rate_by_interval(28.0, [29.7, 26.4, 26.5], "low", lower=26.5, upper=29.6).tolist()
        ['Green', 'Red', 'Amber']
    """
    v, t, low, high = rows_of(value=value, target=target, lower=lower, upper=upper)
    compared = compare(v, low, high, t, polarity)
    good_high, good_low = good_sides(polarity, v.shape)
    return first_match(
        [
            (~are_known(v), ""),
            (~(good_high | good_low), Rating.DATA_ONLY),
            (np.isnan(t), Rating.NO_TARGET),
            (compared == Comparison.BETTER, Rating.GREEN),
            (compared == Comparison.SIMILAR, Rating.AMBER),
            (compared == Comparison.WORSE, Rating.RED),
        ],
        otherwise="",
    )
