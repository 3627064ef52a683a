"""A value against a goal: a number, or a range that separates worse from better."""

from numpy.typing import ArrayLike

from tht_xl.model.vocabulary import Comparison
from tht_xl.monitoring.broadcasting import are_known, rows_of
from tht_xl.monitoring.polarity import good_sides
from tht_xl.monitoring.significant_digits import exceeds, is_met, is_within, reaches
from tht_xl.stats.arrays import Words, first_match


def compare_with_goal(value: ArrayLike, goal: ArrayLike, polarity: ArrayLike) -> Words:
    """Return whether a value meets a goal [1].

    Arrays broadcast. The comparison is made at 15 significant digits.

    Args:
        value: The value reached. [unit of the indicator]
        goal: What it should reach; a value equal to it is "Better". [unit of the indicator]
        polarity: "high" or "low"; a goal means nothing for "none".

    Returns:
        "Better" or "Worse"; "" where a number is unknown or infinite, and for polarity "none".

    Raises:
        DomainError: An argument is not numeric, or the lengths differ.
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> compare_with_goal([94.9, 95.0], 95, "high").tolist()
        ['Worse', 'Better']

    References:
        [1] Fingertips (MIT licence), goals.
    """
    v, g = rows_of(value=value, goal=goal)
    good_high, good_low = good_sides(polarity, v.shape)
    rated = are_known(v, g) & (good_high | good_low)
    return first_match(
        [(~rated, ""), (is_met(v, g, good_high, good_low), Comparison.BETTER)], otherwise=Comparison.WORSE
    )


def compare_interval_with_goal(
    value: ArrayLike, lower: ArrayLike, upper: ArrayLike, goal: ArrayLike, polarity: ArrayLike
) -> Words:
    """Return whether the whole interval of a value lies on one side of a goal [1].

    Arrays broadcast. A limit equal to the goal meets it.

    Args:
        value: The value reached. [unit of the indicator]
        lower: Lower limit of its interval. [unit of the indicator]
        upper: Upper limit of its interval. [unit of the indicator]
        goal: What it should reach. [unit of the indicator]
        polarity: "high" or "low"; a goal means nothing for "none".

    Returns:
        "Better" where both limits meet the goal, "Worse" where neither does, "Similar" between; "" where a number is
        unknown or infinite, or the value lies outside its own limits, and for polarity "none".

    Raises:
        DomainError: An argument is not numeric, or the lengths differ.
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> compare_interval_with_goal(90.1, 89.9, 90.3, [89.9, 90, 90.4], "high").tolist()
        ['Better', 'Similar', 'Worse']

    References:
        [1] Fingertips (MIT licence), goals compared by confidence intervals.
    """
    v, low, high, g = rows_of(value=value, lower=lower, upper=upper, goal=goal)
    good_high, good_low = good_sides(polarity, v.shape)
    rated = are_known(v, low, high, g) & is_within(v, low, high) & (good_high | good_low)
    low_meets, high_meets = is_met(low, g, good_high, good_low), is_met(high, g, good_high, good_low)
    return first_match(
        [
            (~rated, ""),
            (low_meets & high_meets, Comparison.BETTER),
            (~(low_meets | high_meets), Comparison.WORSE),
        ],
        otherwise=Comparison.SIMILAR,
    )


def compare_with_range(value: ArrayLike, low: ArrayLike, high: ArrayLike, polarity: ArrayLike) -> Words:
    """Return where a value lies beside a range that holds its low end and not its high end [1].

    Arrays broadcast. The comparison is made at 15 significant digits.

    Args:
        value: The value reached. [unit of the indicator]
        low: The low end, which belongs to the range for either polarity. [unit of the indicator]
        high: The high end, which does not. [unit of the indicator]
        polarity: "high" or "low"; a goal means nothing for "none".

    Returns:
        "Similar" within the range; below it "Worse", at its high end and above "Better", and the other way round
        where low is good; "" where a number is unknown or infinite, or the ends are out of order, and for polarity
        "none".

    Raises:
        DomainError: An argument is not numeric, or the lengths differ.
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> compare_with_range([89.9, 90, 94.9, 95], 90, 95, "high").tolist()
        ['Worse', 'Similar', 'Similar', 'Better']

    References:
        [1] Fingertips (MIT licence), goals that are ranges.
    """
    v, lo, hi = rows_of(value=value, low=low, high=high)
    below, above = exceeds(lo, v), reaches(v, hi)
    good_high, good_low = good_sides(polarity, v.shape)
    return first_match(
        [
            (~(are_known(v, lo, hi) & (lo <= hi) & (good_high | good_low)), ""),
            ((above & good_high) | (below & good_low), Comparison.BETTER),
            (above | below, Comparison.WORSE),
        ],
        otherwise=Comparison.SIMILAR,
    )
