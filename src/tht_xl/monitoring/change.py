"""A value against that of the previous period, each with its interval."""

from numpy.typing import ArrayLike

from tht_xl.monitoring.benchmark import sides
from tht_xl.monitoring.broadcasting import are_known, rows_of
from tht_xl.monitoring.significant_digits import exceeds, is_within
from tht_xl.stats.arrays import Words


def change(
    value: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    previous_value: ArrayLike,
    previous_lower: ArrayLike,
    previous_upper: ArrayLike,
    polarity: ArrayLike,
) -> Words:
    """Return whether a value has changed since the previous period by more than chance: intervals do not overlap [1].

    Arrays broadcast. Intervals that touch overlap. Two intervals that overlap may still differ significantly; the
    method is strict so that it claims little.

    Args:
        value: The value now. [unit of the indicator]
        lower: Lower limit of its interval. [unit of the indicator]
        upper: Upper limit of its interval. [unit of the indicator]
        previous_value: The value of the previous period. [unit of the indicator]
        previous_lower: Lower limit of its interval. [unit of the indicator]
        previous_upper: Upper limit of its interval. [unit of the indicator]
        polarity: "high", "low" or "none".

    Returns:
        "Better", "Similar" or "Worse"; for polarity "none" "Higher", "Similar" or "Lower"; "" where a number is
        unknown or infinite, or a value lies outside its own limits.

    Raises:
        DomainError: An argument is not numeric, or the lengths differ.
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> change(10.5, 9.5, 11.7, [13.0, 12.0], [11.9, 10.9], [14.2, 13.1], "low").tolist()
        ['Better', 'Similar']

    References:
        [1] Fingertips, technical guidance: change from the previous period.
    """
    v, low, high, before, before_low, before_high = rows_of(
        value=value,
        lower=lower,
        upper=upper,
        previous_value=previous_value,
        previous_lower=previous_lower,
        previous_upper=previous_upper,
    )
    known = are_known(v, low, high, before, before_low, before_high)
    possible = is_within(v, low, high) & is_within(before, before_low, before_high)
    return sides(exceeds(low, before_high), exceeds(before_low, high), polarity, known & possible)
