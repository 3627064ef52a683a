"""A value against the one before it."""

from numpy.typing import ArrayLike

from tht_xl.model.vocabulary import Direction
from tht_xl.monitoring.broadcasting import are_known, rows_of
from tht_xl.monitoring.polarity import good_sides
from tht_xl.monitoring.significant_digits import exceeds
from tht_xl.stats.arrays import Words, first_match


def direction(value: ArrayLike, previous: ArrayLike, polarity: ArrayLike, tolerance: ArrayLike = 0.0) -> Words:
    """Return which way a value moved since the previous period, without testing it against chance.

    Arrays broadcast. The comparison is made at 15 significant digits.

    Args:
        value: The value now. [unit of the indicator]
        previous: The value of the previous period. [unit of the indicator]
        polarity: "high", "low" or "none".
        tolerance: The largest difference that counts as no change, 0 or more. [unit of the indicator]

    Returns:
        "Improving", "No change" or "Worsening"; for polarity "none" "Up", "No change" or "Down"; "" where a number is
        unknown or infinite, or the tolerance negative.

    Raises:
        DomainError: An argument is not numeric, or the lengths differ.
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> direction([12, 10, 10.05], previous=10, polarity="low", tolerance=0.1).tolist()
        ['Worsening', 'No change', 'No change']
    """
    v, before, margin = rows_of(value=value, previous=previous, tolerance=tolerance)
    # Compared with the edges, because a difference of near-equal values has fewer than 15 good digits.
    up, down = exceeds(v, before + margin), exceeds(before - margin, v)
    good_high, good_low = good_sides(polarity, v.shape)
    return first_match(
        [
            (~(are_known(v, before, margin) & (margin >= 0)), ""),
            (~(up | down), Direction.NO_CHANGE),
            ((up & good_high) | (down & good_low), Direction.IMPROVING),
            ((up & good_low) | (down & good_high), Direction.WORSENING),
            (up, Direction.UP),
        ],
        otherwise=Direction.DOWN,
    )
