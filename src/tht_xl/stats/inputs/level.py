"""Confidence levels: one, or several at once."""

from collections.abc import Callable, Sequence
from typing import TypeAlias, cast

import numpy as np

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Numbers
from tht_xl.stats.distributions.normal import tail
from tht_xl.stats.interval import Interval

Confidence: TypeAlias = float | Sequence[float] | Numbers
"""A level strictly between 0 and 1, or several, whose limits then lie on one more, last, axis. [fraction]"""


def at_each_level(confidence: Confidence, interval_at: Callable[[float], Interval]) -> Interval:
    """Return the interval at one level; at several, their limits side by side on a new last axis.

    Args:
        confidence: One level or several, in the order wanted. [fraction]
        interval_at: Gives the interval at one level.

    Raises:
        DomainError: No level is given, or whatever `interval_at` raises for one that is out of range.

    Examples:
        >>> from tht_xl.stats.proportion import wilson_interval
        >>> wilson_interval(15, 148, confidence=[0.95, 0.998]).round(4)
        Interval(lower=[0.0624, 0.0474], upper=[0.1605, 0.2036])
    """
    if isinstance(confidence, float):
        tail(confidence)  # refused here, because nothing asks for the limits of no rows
        return interval_at(confidence)
    levels = levels_of(confidence)
    if not isinstance(levels, list):
        return interval_at(levels)
    intervals = [interval_at(level) for level in levels]
    return Interval(
        np.stack([each.lower for each in intervals], axis=-1), np.stack([each.upper for each in intervals], axis=-1)
    )


def levels_of(confidence: Confidence) -> float | list[float]:
    """One level as it is, or the list of several.

    Raises:
        DomainError: No level is given, levels in rows, or one that is out of range.
    """
    given = np.asarray(confidence, object)
    if given.ndim > 1:
        raise DomainError(
            "confidence has rows; expected one level or a flat list of levels", remedy="Write [0.95, 0.998]"
        )
    if given.ndim and not given.size:
        raise DomainError("confidence has no level; expected one or more", remedy="Write 95 per cent as 0.95.")
    levels = cast("float | list[float]", given.tolist())
    for level in levels if isinstance(levels, list) else [levels]:
        tail(level)
    return levels
