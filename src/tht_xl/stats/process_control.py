"""Process control of single values (XmR): the limits of a process, and which points chance does not explain."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.stats.arrays import Flags, Numbers, numbers
from tht_xl.stats.segments import Segments, in_long_run, segments_of

LIMIT: Final = 2.66
"""Three standard deviations, as multiples of the mean moving range."""
SCREEN: Final = 3.267
"""The upper limit of moving ranges, as a multiple of their mean."""
RUN: Final = 7
"""How many points make a trend, or a shift to one side of the mean. [points]"""
FEWEST_FIXED: Final = 12
"""Limits may be fixed after this many points, and not before. [points]"""

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
        rebase: Where limits and runs start anew, in the shape of the values or of one series.
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
    chosen, fixed = find_process_rules(rules), _checked(fixed_after)
    y = np.atleast_1d(numbers("values", values))
    segments = segments_of(y.shape, rebase)
    flat = np.where(np.isfinite(y), y, np.nan).ravel()
    limits = _limits(flat, segments, chosen, fixed)
    cause, direction = _causes(flat, segments, limits, chosen)
    return ProcessControl(
        mean=limits.mean.reshape(y.shape),
        lower=(limits.mean - limits.reach).reshape(y.shape),
        upper=(limits.mean + limits.reach).reshape(y.shape),
        points=limits.points.reshape(y.shape),
        cause=cause.reshape(y.shape),
        direction=direction.reshape(y.shape),
    )


def find_process_rules(name: str) -> ProcessRules:
    """The rules with this name.

    Raises:
        UnknownNameError: None have it; the nearest name is given.
    """
    if name not in PROCESS_RULES:
        raise UnknownNameError("process control rules", str(name), list(PROCESS_RULES))
    return PROCESS_RULES[name]


class _Limits(NamedTuple):
    mean: Numbers
    reach: Numbers
    points: Numbers
    noise: Numbers


def _checked(fixed_after: int | None) -> float:
    if fixed_after is None:
        return np.inf
    if fixed_after != int(fixed_after) or fixed_after < FEWEST_FIXED:
        raise DomainError(
            f"fixed_after is {fixed_after:g}; expected a whole number from {FEWEST_FIXED}",
            remedy="Leave it out to let the limits rest on all points",
        )
    return float(fixed_after)


def _limits(y: Numbers, segments: Segments, rules: ProcessRules, fixed_after: float) -> _Limits:
    known = ~np.isnan(y)
    order = np.cumsum(known)
    order -= np.repeat((order - known)[segments.starts], segments.lengths)
    used = known & (order <= fixed_after)
    first = segments.spread(segments.total(np.where(order == 1, np.where(known, y, 0.0), 0.0)))
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        # Measured from the first point, so that the mean of equal points is that point exactly.
        distance = segments.total(np.where(used, y - first, 0.0)) / segments.total(used)
        reach = LIMIT * _mean_moving_range(y, used, segments, rules)
    points = segments.total(known)
    largest = np.maximum.reduceat(np.where(known, np.abs(y), 0.0), segments.starts) if y.size else np.empty(0)
    reach = np.where(points >= rules.fewest_points, reach, np.nan)
    return _Limits(
        mean=first + segments.spread(distance),
        reach=segments.spread(reach),
        points=segments.spread(points),
        noise=segments.spread(_NOISE * largest),
    )


def _mean_moving_range(y: Numbers, used: Flags, segments: Segments, rules: ProcessRules) -> Numbers:
    is_range = used & ~segments.is_first
    is_range[1:] &= used[:-1]
    ranges = np.where(is_range, np.abs(np.diff(y, prepend=np.nan)), 0.0)
    mean = segments.total(ranges) / segments.total(is_range)
    if not rules.screens_moving_ranges:
        return mean
    # No range is no outlier: a level series keeps limits at its mean.
    kept = is_range & ((ranges < segments.spread(SCREEN * mean)) | (ranges == 0))
    return segments.total(np.where(kept, ranges, 0.0)) / segments.total(kept)


def _causes(y: Numbers, segments: Segments, limits: _Limits, rules: ProcessRules) -> tuple[NDArray[np.int8], Numbers]:
    with np.errstate(invalid="ignore", over="ignore"):
        side = _signs(y - limits.mean, limits.noise)
        distance = np.abs(y - limits.mean)
        outside = distance > limits.reach + limits.noise
        near = distance > limits.reach * 2 / 3 + limits.noise
        steps = _signs(np.where(segments.is_first, 0.0, np.diff(y, prepend=np.nan)), limits.noise)
    if not rules.counts_outside_as_near:
        near &= ~outside
    trend = _trend(steps, segments)
    cases = [outside, trend != 0, _two_of_three(near, side, segments), in_long_run(side, segments, RUN)]
    read = ~np.isnan(y) & ~np.isnan(limits.reach)
    cause = np.select([~read, *cases], [0, 1, 2, 3, 4], 0).astype(np.int8)
    direction = np.where(cause == 0, 0.0, np.where(cause == Cause.TREND, trend, side))
    return cause, np.where(read, direction, np.nan)


def _signs(differences: Numbers, noise: Numbers) -> Numbers:
    """-1, 0 or 1; 0 also where a point is missing."""
    return np.where(np.abs(differences) > noise, np.sign(differences), 0.0)


def _trend(steps: Numbers, segments: Segments) -> Numbers:
    """1 or -1 for the points of a long rise or fall, which starts one point before its first step."""
    arriving = np.where(in_long_run(steps, segments, RUN - 1), steps, 0.0)
    leaving = np.append(arriving[1:], 0.0)[: arriving.size]
    return np.where(arriving != 0, arriving, leaving)


def _two_of_three(near: Flags, side: Numbers, segments: Segments) -> Flags:
    """The points near the limits among three in a row on one side, two or more of them near."""
    last = np.zeros(near.size, bool)
    if near.size > 2:
        together = (side[2:] != 0) & (side[2:] == side[1:-1]) & (side[1:-1] == side[:-2])
        together &= ~(segments.is_first[2:] | segments.is_first[1:-1])
        last[2:] = together & (near[2:].astype(int) + near[1:-1] + near[:-2] >= 2)
    middle, first = np.append(last[1:], False), np.append(last[2:], [False, False])
    return near & (last | middle[: near.size] | first[: near.size])
