"""Process control of single values (XmR): the limits of a process, and which points chance does not explain."""

from dataclasses import dataclass
from enum import IntEnum
from numbers import Real
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.stats.arrays import Flags, Numbers, numbers
from tht_xl.stats.inputs.refused import is_truth_value, shown
from tht_xl.stats.segments import Segments, in_long_run, segments_of

LIMIT: Final = 2.66
"""Three standard deviations, as multiples of the mean moving range."""
SCREEN: Final = 3.267
"""The upper limit of moving ranges, as a multiple of their mean."""
RUN: Final = 7
"""How many points make a trend, or a shift to one side of the mean. [points]"""
MIN_FIXED: Final = 12
"""Limits may be fixed after this many points, and not before. [points]"""
MAX_FIXED: Final = 1_000_000
"""More points than any series has. [points]"""

_NOISE: Final = 1e-14
"""A difference this small beside the largest value of a segment is a rounding error."""


@dataclass(frozen=True, slots=True)
class ProcessRules:
    """One way of drawing limits and reading them.

    Attributes:
        name: What callers call it.
        screens_moving_ranges: Whether moving ranges of at least 3.267 times their mean are left out of it.
        counts_outside_as_near: Whether a point beyond three standard deviations is one of two of three.
        fewest_points: How many points a segment needs for limits. [points]
    """

    name: str
    screens_moving_ranges: bool
    counts_outside_as_near: bool
    fewest_points: int


PROCESS_RULES: Final = {
    rules.name: rules
    for rules in (
        ProcessRules("plotthedots", screens_moving_ranges=True, counts_outside_as_near=False, fewest_points=2),
        ProcessRules("mdc", screens_moving_ranges=False, counts_outside_as_near=True, fewest_points=13),
    )
}


class Cause(IntEnum):
    """Why chance does not explain a point; where several hold, the first."""

    NONE = 0
    OUTSIDE_LIMITS = 1
    TREND = 2
    TWO_OF_THREE = 3
    ONE_SIDE = 4


class ProcessControl(NamedTuple):
    """Limits and special causes, each in the shape of the values.

    Attributes:
        mean: Mean of the point's segment, NaN where it has no points. [unit of the values]
        lower: Mean less three standard deviations, NaN where the segment has no limits. [unit of the values]
        upper: Mean and three standard deviations, likewise. [unit of the values]
        points: How many points the segment has. [points]
        cause: A `Cause` for each point; NONE also where there is nothing to read.
        direction: 1 high or rising, -1 low or falling, 0 no special cause; NaN where the point or its limits are
            missing.
    """

    mean: Numbers
    lower: Numbers
    upper: Numbers
    points: Numbers
    cause: NDArray[np.int8]
    direction: Numbers


def process_control(
    values: ArrayLike, *, rules: str = "plotthedots", rebase: ArrayLike = False, fixed_after: int | None = None
) -> ProcessControl:
    """Limits of a process at mean ± 2.66 mean moving ranges, and its special causes [1, 2].

    Special causes, the first that holds: outside the limits; one of 7 points that rise, or fall, at every step; one of
    two in three points between two and three standard deviations, all three on one side of the mean; one of 7
    points on one side of the mean. Ties end a trend, a point on the mean ends a shift, and a missing point ends both.

    Args:
        values: Points on the last axis, oldest first; NaN where a point is missing. [any unit]
        rules: "plotthedots", or "mdc", which screens no moving ranges, counts points outside the limits towards two of
            three, and draws limits from 13 points.
        rebase: Where limits and runs start afresh, in the shape of the values or of one series.
        fixed_after: Limits rest on this many first points of each segment, 12 or more; on all of them if left out.

    Returns:
        Limits and causes for every point. A segment without two adjoining points has a mean and no limits.

    Raises:
        DomainError: Limits would be fixed on fewer than 12 points, or the rebase does not fit the values.
        UnknownNameError: The rules are unknown.

    Examples:
        >>> control = process_control([7, 9, 8, 8, 6, 9, 7, 8, 9, 17])
        >>> control.upper[-1].round(3).item(), control.cause.tolist()
        (12.79, [0, 0, 0, 0, 0, 0, 0, 0, 0, 1])

    References:
        [1] D. J. Wheeler, Understanding Variation, 2nd ed. (2000).
        [2] NHS England, Making Data Count; NHSRplotthedots (MIT licence).
    """
    chosen, fixed = find_process_rules(rules), _check_fixed(fixed_after)
    y = np.array(numbers("values", values), ndmin=1)
    y[~np.isfinite(y)] = np.nan
    segments = segments_of(y.shape, rebase)
    flat = y.ravel()
    steps = _steps(flat, segments)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        limits = _limits(flat, steps, segments, chosen, fixed)
        cause, direction = _causes(flat, steps, segments, limits, chosen)
        lower, upper = limits.mean - limits.reach, limits.mean + limits.reach
    return ProcessControl(
        mean=limits.mean.reshape(y.shape),
        lower=lower.reshape(y.shape),
        upper=upper.reshape(y.shape),
        points=limits.points.reshape(y.shape),
        cause=cause.reshape(y.shape),
        direction=direction.reshape(y.shape),
    )


def find_process_rules(name: str) -> ProcessRules:
    """Return the rules with this name.

    Raises:
        UnknownNameError: None have it; the nearest name is given.
    """
    # As text, since careless code gives None or a list, which no table can be asked for.
    if str(name) not in PROCESS_RULES:
        raise UnknownNameError("process control rules", str(name), list(PROCESS_RULES))
    return PROCESS_RULES[name]


class _Limits(NamedTuple):
    mean: Numbers
    reach: Numbers
    points: Numbers
    noise: Numbers


def _check_fixed(fixed_after: int | None) -> float:
    if fixed_after is None:
        return np.inf
    # Also numpy's whole numbers, and from careless code a text or a float.
    is_number = isinstance(fixed_after, Real) and not is_truth_value(fixed_after)
    if not is_number or not MIN_FIXED <= fixed_after <= MAX_FIXED or fixed_after % 1:
        raise DomainError(
            f"fixed_after is {shown(fixed_after)}; expected a whole number from {MIN_FIXED}",
            remedy="Leave it out to base the limits on all points",
        )
    return float(fixed_after)


def _steps(y: Numbers, segments: Segments) -> Numbers:
    """From each point to the one before it; NaN at the start of a segment and beside a missing point."""
    steps = np.empty(y.size)
    steps[1:] = y[1:] - y[:-1]
    steps[segments.starts] = np.nan
    return steps


def _limits(y: Numbers, steps: Numbers, segments: Segments, rules: ProcessRules, fixed_after: float) -> _Limits:
    known = ~np.isnan(y)
    points = segments.total(known)
    used = known if fixed_after == np.inf else known & (_order(known, segments) <= fixed_after)
    first = segments.spread(_first_known(y, known, segments))
    # Measured from the first point, so that the mean of equal points is that point exactly.
    distance = segments.total(np.where(used, y - first, 0.0)) / segments.total(used)
    reach = LIMIT * _mean_moving_range(np.abs(steps), used, segments, rules)
    reach[points < rules.fewest_points] = np.nan
    largest = np.maximum.reduceat(np.where(known, np.abs(y), 0.0), segments.starts) if y.size else np.empty(0)
    return _Limits(
        mean=first + segments.spread(distance),
        reach=segments.spread(reach),
        points=segments.spread(points),
        noise=segments.spread(_NOISE * largest),
    )


def _order(known: Flags, segments: Segments) -> Numbers:
    """Return the rank of each point among the known points of its segment, from 1."""
    order = np.cumsum(known, dtype=float)
    return order - segments.spread((order - known)[segments.starts])


def _first_known(y: Numbers, known: Flags, segments: Segments) -> Numbers:
    """Return the first point of each segment that is not missing; 0 where all are."""
    first = y[segments.starts]
    if not np.isnan(first).any():
        return first
    is_first = known & (_order(known, segments) == 1)
    return segments.total(np.where(is_first, y, 0.0))


def _mean_moving_range(ranges: Numbers, used: Flags, segments: Segments, rules: ProcessRules) -> Numbers:
    is_range = used & ~np.isnan(ranges)
    mean = segments.total(np.where(is_range, ranges, 0.0)) / segments.total(is_range)
    if not rules.screens_moving_ranges:
        return mean
    # A range of 0 is never an outlier: a level series keeps limits at its mean.
    kept = is_range & ((ranges < segments.spread(SCREEN * mean)) | (ranges == 0))
    return segments.total(np.where(kept, ranges, 0.0)) / segments.total(kept)


def _causes(
    y: Numbers, steps: Numbers, segments: Segments, limits: _Limits, rules: ProcessRules
) -> tuple[NDArray[np.int8], Numbers]:
    beyond = y - limits.mean
    side, distance = _signs(beyond, limits.noise), np.abs(beyond)
    outside, near = distance > limits.reach + limits.noise, distance > limits.reach * 2 / 3 + limits.noise
    if not rules.counts_outside_as_near:
        near &= ~outside
    trend = _trend(_signs(steps, limits.noise), segments)
    cause = np.zeros(y.size, np.int8)
    cause[in_long_run(side, segments, RUN)] = Cause.ONE_SIDE
    cause[_two_of_three(near, side, segments)] = Cause.TWO_OF_THREE
    cause[trend != 0] = Cause.TREND
    cause[outside] = Cause.OUTSIDE_LIMITS
    direction = np.where(cause == Cause.TREND, trend, side)
    direction[cause == Cause.NONE] = 0.0
    unread = np.isnan(beyond) | np.isnan(limits.reach)
    cause[unread], direction[unread] = Cause.NONE, np.nan
    return cause, direction


def _signs(differences: Numbers, noise: Numbers) -> Numbers:
    """-1, 0 or 1; 0 also where a point is missing."""
    return np.subtract(differences > noise, differences < -noise, dtype=float)


def _trend(steps: Numbers, segments: Segments) -> Numbers:
    """1 or -1 for the points of a long rise or fall, which starts one point before its first step."""
    is_long = in_long_run(steps, segments, RUN - 1)
    if not is_long.any():
        return np.zeros(steps.size)
    trend = np.where(is_long, steps, 0.0)
    trend[:-1] = np.where(trend[:-1] != 0, trend[:-1], trend[1:])
    return trend


def _two_of_three(near: Flags, side: Numbers, segments: Segments) -> Flags:
    """Return the points near the limits among three in a row on one side, two or more of them near."""
    found = np.zeros(near.size, bool)
    if near.size > 2 and near.any():
        first, second, third = near[:-2], near[1:-1], near[2:]
        together = (side[2:] == side[1:-1]) & (side[1:-1] == side[:-2]) & (side[2:] != 0)
        together &= ~(segments.is_first[2:] | segments.is_first[1:-1])
        together &= (first & (second | third)) | (second & third)
        for place in range(3):
            found[place : near.size - 2 + place] |= together
    return near & found
