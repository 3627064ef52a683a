"""Whether five points show a trend, by the method of Fingertips."""

from collections.abc import Callable
from functools import cache, partial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Flags, Numbers, Words, broadcast_numbers, check_shapes, first_match, numbers

POINTS: Final = 5
SIGNIFICANT: Final = 9.549536
"""The 0.998 quantile of chi-square with one degree of freedom."""

MISSING: Final = "missing-point"
IMPOSSIBLE: Final = "impossible-point"
NONE_OR_ALL: Final = "none-or-all"
NO_INTERVAL: Final = "no-interval"

CONSECUTIVE: Final[Numbers] = np.arange(1.0, POINTS + 1)
"""Times of five points a year apart. [years]"""
CONSECUTIVE.flags.writeable = False

_KEPT: Final[Numbers] = np.vstack([np.ones(POINTS), 1 - np.eye(POINTS)])
"""Which points each line is drawn through: all five, then all but one."""
_ROUNDING: Final = 2e-14
"""A value beyond its limit by no more than this share of it equals the limit as far as anybody can see."""
_LEVEL: Final = 1e-12
"""A slope this small beside the values is a rounding error of a level line."""

_sum: Final = partial(np.add.reduce, axis=-1)
"""Of the points: numpy's own sum on the last axis, without the detour of its method."""


class TrendResult(NamedTuple):
    """The trend of each series, in the shape of its leading axes.

    Attributes:
        direction: 1 rising, -1 falling, 0 no significant change, NaN where it cannot be calculated.
        chi_square: The test statistic for a trend, NaN where it cannot be calculated.
        reason: Why it cannot be calculated: "missing-point", "impossible-point", "none-or-all" or "no-interval"; "".
    """

    direction: Numbers
    chi_square: Numbers
    reason: NDArray[np.object_]


def proportion_trend(counts: ArrayLike, denominators: ArrayLike, *, times: ArrayLike = CONSECUTIVE) -> TrendResult:
    """Trend of five proportions: chi-square test for linear trend in proportions [1, 2].

    Significant when chi-square exceeds 9.549536 and the slope of logit(count / denominator) on time keeps its sign
    whichever single point is left out. The leading axes broadcast.

    Args:
        counts: People or events counted, five points on the last axis, oldest first. [count]
        denominators: People or events that could have been counted, likewise. [count]
        times: When the points were measured, each after the one before; a year apart each unless given. [years]

    Returns:
        The direction, chi-square and reason. A year in which none or all are counted has no logit.

    Raises:
        DomainError: The last axis does not hold five points, the lengths differ, or an argument is not numeric.

    References:
        [1] P. Armitage, Biometrics 11, 375-386 (1955).
        [2] Fingertips (MIT licence), the trend marker for proportions.
    """
    c, d, t = _five_points(times, counts=counts, denominators=denominators)
    reason = _reason_of_counts(c, d, t)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        people = _sum(d, keepdims=True)
        share = _sum(c, keepdims=True) / people
        distance = t - _sum(d * t, keepdims=True) / people
        excess = _sum((c - d * share) * distance)
        share = share[..., 0]
        chi_square = excess**2 / (share * (1 - share) * _sum(d * distance**2))

        def signs(c: Numbers, d: Numbers, t: Numbers) -> Numbers:
            lines = _consecutive_lines() if t is CONSECUTIVE else _lines(_KEPT, t)
            return _slope_signs(np.log(c / (d - c)), lines)

        return _result(chi_square, reason, signs, c, d, t)


def interval_trend(
    values: ArrayLike, lowers: ArrayLike, uppers: ArrayLike, *, times: ArrayLike = CONSECUTIVE
) -> TrendResult:
    """Trend of five values with 95% intervals: weighted least squares on time [1].

    Each point weighs 1 / s², s being the width of its interval / 3.92. Significant when (slope / its standard
    error)² exceeds 9.549536 and the slope keeps its sign whichever single point is left out. The leading axes
    broadcast.

    Args:
        values: Five points on the last axis, oldest first. [any unit]
        lowers: Lower 95% limits. [the same unit]
        uppers: Upper 95% limits, above the lower ones. [the same unit]
        times: When the points were measured, each after the one before; a year apart each unless given. [years]

    Returns:
        The direction, chi-square and reason. An interval of no width has no weight; a value outside its own interval
        is impossible.

    Raises:
        DomainError: The last axis does not hold five points, the lengths differ, or an argument is not numeric.

    References:
        [1] Fingertips (MIT licence), the trend marker for indicators with confidence intervals.
    """
    y, low, high, t = _five_points(times, values=values, lowers=lowers, uppers=uppers)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        width = high - low
        reason = _reason_of_intervals(y, low, high, width, t)
        weights = (3.92 / width) ** 2
        distance = t - _sum(weights * t, keepdims=True) / _sum(weights, keepdims=True)
        spread = _sum(weights * distance**2)
        slope = _sum(weights * distance * y) / spread

        def signs(y: Numbers, weights: Numbers, t: Numbers) -> Numbers:
            return _slope_signs(y, _lines(weights[..., None, :] * _KEPT, t))

        return _result(slope**2 * spread, reason, signs, y, weights, t)


def _reason_of_counts(c: Numbers, d: Numbers, t: Numbers) -> Words:
    # Most series have nothing wrong with them, and then one look tells; a missing point compares as false.
    if ((c > 0) & (c < d) & (d < np.inf)).all() and (t is CONSECUTIVE or _rise(t).all()):
        return _nothing_wrong(c, t)
    missing = np.isnan(c) | np.isnan(d) | np.isnan(t)
    impossible = ~missing & ~((c >= 0) & (d > 0) & (c <= d) & (d < np.inf))
    none_or_all = (c == 0) | (c == d)
    return first_match(
        [
            (missing.any(-1), MISSING),
            (impossible.any(-1) | ~_rise(t), IMPOSSIBLE),
            (none_or_all.any(-1), NONE_OR_ALL),
        ]
    )


def _reason_of_intervals(y: Numbers, low: Numbers, high: Numbers, width: Numbers, t: Numbers) -> Words:
    if ((y >= low) & (y <= high) & (width > 0) & (width < np.inf)).all() and (t is CONSECUTIVE or _rise(t).all()):
        return _nothing_wrong(y, t)
    missing, slack = np.isnan(y) | np.isnan(t), _ROUNDING * abs(y)
    impossible = (width < 0) | (low - y > slack) | (y - high > slack)
    has_none = ~((width > 0) & (width < np.inf))
    return first_match(
        [
            (missing.any(-1), MISSING),
            (impossible.any(-1) | ~_rise(t), IMPOSSIBLE),
            (has_none.any(-1), NO_INTERVAL),
        ]
    )


def _rise(times: Numbers) -> Flags | np.bool_:
    """Return whether each time of a series is known and after the one before it."""
    return (times[..., 1:] > times[..., :-1]).all(-1)


def _nothing_wrong(series: Numbers, times: Numbers) -> Words:
    shape = series.shape if times is CONSECUTIVE else np.broadcast_shapes(series.shape, times.shape)
    return np.full(shape[:-1], "", object)


def _five_points(times: ArrayLike, **series: ArrayLike) -> tuple[Numbers, ...]:
    """Return the series in one shape and, as the last item, their times, which broadcast."""
    given, when = broadcast_numbers(**series), numbers("times", times)
    if given[0].ndim == 0 or given[0].shape[-1] != POINTS:
        points = given[0].shape[-1] if given[0].ndim else 1
        raise DomainError(f"a trend of {points} points; expected 5", remedy="Give the latest five points.")
    if when.shape != (POINTS,):
        check_shapes({"times": when.shape, "values": given[0].shape})
    return *given, when


class _Lines(NamedTuple):
    """What each line makes of its points, whatever they are.

    Attributes:
        pull: By how much each point, on the last axis, turns each line, on the one before it.
        size: Sum of those without their signs.
    """

    pull: Numbers
    size: Numbers


def _lines(weights: Numbers, times: Numbers) -> _Lines:
    """Return the lines through points of these weights, measured at these times."""
    t = times[..., None, :]
    pull = weights * (t - _sum(weights * t, keepdims=True) / _sum(weights, keepdims=True))
    return _Lines(pull, _sum(abs(pull)))


@cache
def _consecutive_lines() -> _Lines:
    """Return the lines for consecutive years, which most series have."""
    return _lines(_KEPT, CONSECUTIVE)


def _slope_signs(y: Numbers, lines: _Lines) -> Numbers:
    """Signs of the slopes through all five points and through each four of them, on the last axis."""
    centred = y - _sum(y, keepdims=True) / POINTS
    terms = lines.pull * centred[..., None, :]
    slope, scale = _sum(terms), _sum(abs(terms))
    noise = _LEVEL * np.maximum(scale, lines.size * abs(y).max(-1, keepdims=True))
    return np.sign(slope) * (abs(slope) > noise)


def _result(chi_square: Numbers, reason: Words, signs: Callable[..., Numbers], *series: Numbers) -> TrendResult:
    """Return the directions of series whose test statistic is known.

    Args:
        chi_square: The statistic of each series.
        reason: Why it cannot be calculated, "" where it can.
        signs: The signs of the slopes of `series`; asked of the significant ones alone, since the lines through each
            four points are most of the work, and most series have no trend.
        series: What `signs` takes, the points on the last axis; the times last.
    """
    unknown = np.asarray(reason != "", bool)[()]
    # A statistic that cannot be worked out is never "no change".
    impossible = ~unknown & ~(abs(chi_square) < np.inf)
    if impossible.any():
        reason = np.where(impossible, IMPOSSIBLE, reason)
        unknown = unknown | impossible
    significant = (chi_square > SIGNIFICANT) & ~unknown
    direction = np.where(unknown, np.nan, 0.0)
    if significant.all():
        direction = _direction(signs(*series))
    elif significant.any():
        direction[significant] = _direction(signs(*(_of_some(each, significant) for each in series)))
    return TrendResult(direction, np.where(unknown, np.nan, chi_square), reason)


def _of_some(series: Numbers, some: Flags) -> Numbers:
    """Return some of many series; times that all of them share stay one row."""
    return series if series.ndim == 1 else np.broadcast_to(series, (*some.shape, POINTS))[some]


def _direction(signs: Numbers) -> Numbers:
    """Return the sign of the slope through all points where leaving one out does not change it, else 0."""
    return signs[..., 0] * (signs == signs[..., :1]).all(-1)
