"""A value against a comparator, such as London or England."""

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.model.vocabulary import Comparison
from tht_xl.monitoring.broadcasting import are_known, rows_of
from tht_xl.monitoring.polarity import good_sides
from tht_xl.monitoring.significant_digits import exceeds, is_within
from tht_xl.stats.arrays import Flags, Words, first_match


def compare(value: ArrayLike, lower: ArrayLike, upper: ArrayLike, comparator: ArrayLike, polarity: ArrayLike) -> Words:
    """Return whether a comparator lies outside a value's own confidence interval, and on which side [1].

    Arrays broadcast. The limits belong to the interval; the comparator's own interval plays no part.

    Args:
        value: The value compared. [unit of the indicator]
        lower: Lower limit of its interval. [unit of the indicator]
        upper: Upper limit of its interval. [unit of the indicator]
        comparator: What it is compared with. [unit of the indicator]
        polarity: "high", "low" or "none".

    Returns:
        "Better", "Similar" or "Worse"; for polarity "none" "Higher", "Similar" or "Lower"; "" where a number is
        unknown or infinite, or the value lies outside its own limits.

    Raises:
        DomainError: An argument is not numeric, or the lengths differ.
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> compare(10.5, 9.5, 11.7, comparator=[9.2, 9.5, 12.0], polarity="low").tolist()
        ['Worse', 'Similar', 'Better']

    References:
        [1] Fingertips, technical guidance: comparing areas with a benchmark by confidence intervals.
    """
    v, low, high, other = rows_of(value=value, lower=lower, upper=upper, comparator=comparator)
    known = are_known(v, low, high, other) & is_within(v, low, high)
    return sides(exceeds(low, other), exceeds(other, high), polarity, known)


def compare_at_two_levels(
    value: ArrayLike,
    lower: ArrayLike,
    upper: ArrayLike,
    lower_998: ArrayLike,
    upper_998: ArrayLike,
    comparator: ArrayLike,
    polarity: ArrayLike,
) -> Words:
    """Return whether a comparator lies outside a value's 95% interval, and whether outside its 99.8% interval too [1].

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
        side "Higher" and "Lower" at either level. "" also where a 95% limit lies outside the 99.8% limits, or one of
        these is infinite.

    Raises:
        DomainError: An argument is not numeric, or the lengths differ.
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> compare_at_two_levels(10.5, 9.8, 11.2, 9.5, 11.6, comparator=[9.2, 9.6, 10], polarity="low").tolist()
        ['Worst', 'Worse', 'Similar']

    References:
        [1] Fingertips, technical guidance: comparing areas with a benchmark at 95% and 99.8%.
    """
    v, low, high, outer_low, outer_high, other = rows_of(
        value=value, lower=lower, upper=upper, lower_998=lower_998, upper_998=upper_998, comparator=comparator
    )
    possible = is_within(v, low, high) & ~exceeds(outer_low, low) & ~exceeds(high, outer_high)
    known = are_known(v, low, high, other) & possible & ~np.isinf(outer_low) & ~np.isinf(outer_high)
    inner = sides(exceeds(low, other), exceeds(other, high), polarity, known)
    # A limit that is not given exceeds nothing.
    far = exceeds(outer_low, other) | exceeds(other, outer_high)
    further = [
        (far & (inner == Comparison.BETTER), Comparison.BEST),
        (far & (inner == Comparison.WORSE), Comparison.WORST),
    ]
    inner_words = ("", Comparison.BETTER, Comparison.WORSE, Comparison.HIGHER, Comparison.LOWER)
    as_before = [(inner == word, word) for word in inner_words]
    return first_match([*further, *as_before], otherwise=Comparison.SIMILAR)


def sides(above: Flags, below: Flags, polarity: ArrayLike, known: Flags) -> Words:
    """Return the words for lying above or below another figure, by polarity; "" where something is not known."""
    good_high, good_low = good_sides(polarity, known.shape)
    return first_match(
        [
            (~known, ""),
            (~(above | below), Comparison.SIMILAR),
            ((above & good_high) | (below & good_low), Comparison.BETTER),
            ((above & good_low) | (below & good_high), Comparison.WORSE),
            (above, Comparison.HIGHER),
        ],
        otherwise=Comparison.LOWER,
    )
