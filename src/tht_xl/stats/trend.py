"""Whether five points show a trend, by the method of Fingertips."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Flags, Numbers, broadcast_numbers

POINTS: Final = 5
SIGNIFICANT: Final = 9.549536
"""The 0.998 quantile of chi-square with one degree of freedom."""

MISSING: Final = "missing-point"
IMPOSSIBLE: Final = "impossible-point"
NONE_OR_ALL: Final = "none-or-all"
NO_INTERVAL: Final = "no-interval"

CONSECUTIVE: Final = (1.0, 2.0, 3.0, 4.0, 5.0)
"""Times of five points a year apart. [years]"""

_KEPT: Final[Numbers] = np.vstack([np.ones(POINTS), 1 - np.eye(POINTS)])
"""Which points each line is drawn through: all five, then all but one."""
_LEVEL: Final = 1e-12
"""A slope this small beside the values is a rounding error of a level line."""


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
        times: When the points were measured, rising; a year apart each unless given. [years]

    Returns:
        The direction, chi-square and reason. A year in which none or all are counted has no logit.

    Raises:
        DomainError: The last axis does not hold five points.

    References:
        [1] P. Armitage, Biometrics 11, 375-386 (1955).
        [2] Fingertips (MIT licence), the trend marker for proportions.
    """
    c, d, t = _five_points(times, counts, denominators)
    missing = np.isnan(c) | np.isnan(d) | np.isnan(t)
    impossible = ~missing & ~((c >= 0) & (d > 0) & (c <= d) & np.isfinite(d))
    reason = _first_reason([(missing, MISSING), (impossible, IMPOSSIBLE), ((c == 0) | (c == d), NONE_OR_ALL)])
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        share = c.sum(-1, keepdims=True) / d.sum(-1, keepdims=True)
        distance = t - (d * t).sum(-1, keepdims=True) / d.sum(-1, keepdims=True)
        excess = ((c - d * share) * distance).sum(-1)
        chi_square = excess**2 / (share[..., 0] * (1 - share[..., 0]) * (d * distance**2).sum(-1))
        signs = _slope_signs(np.log(c / (d - c)), np.ones_like(d), t)
    return _result(chi_square, signs, reason)


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
        times: When the points were measured, rising; a year apart each unless given. [years]

    Returns:
        The direction, chi-square and reason. An interval of no width has no weight.

    Raises:
        DomainError: The last axis does not hold five points.

    References:
        [1] Fingertips (MIT licence), the trend marker for indicators with confidence intervals.
    """
    y, low, high, t = _five_points(times, values, lowers, uppers)
    width = high - low
    reason = _first_reason(
        [
            (np.isnan(y) | np.isnan(t), MISSING),
            (width < 0, IMPOSSIBLE),
            (~((width > 0) & np.isfinite(width)), NO_INTERVAL),
        ]
    )
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        weights = (3.92 / width) ** 2
        distance = t - (weights * t).sum(-1, keepdims=True) / weights.sum(-1, keepdims=True)
        spread = (weights * distance**2).sum(-1)
        slope = (weights * distance * y).sum(-1) / spread
        signs = _slope_signs(y, weights, t)
    return _result(slope**2 * spread, signs, reason)


def _five_points(times: ArrayLike, *series: ArrayLike) -> tuple[Numbers, ...]:
    """The series and, last, their times, in one shape."""
    given = broadcast_numbers(*series)
    if given[0].ndim == 0 or given[0].shape[-1] != POINTS:
        points = given[0].shape[-1] if given[0].ndim else 1
        raise DomainError(f"a trend of {points} points; expected 5", remedy="Give the latest five points.")
    return broadcast_numbers(*given, times)


def _first_reason(cases: list[tuple[Flags, str]]) -> NDArray[np.object_]:
    conditions = [flags.any(-1) for flags, _ in cases]
    return np.select(conditions, [np.array(code, object) for _, code in cases], np.array("", object))


def _slope_signs(y: Numbers, weights: Numbers, times: Numbers) -> Numbers:
    """Signs of the slopes through all five points and through each four of them, on the last axis."""
    w, t = weights[..., None, :] * _KEPT, times[..., None, :]
    centred = y - y.mean(-1, keepdims=True)
    distance = t - (w * t).sum(-1, keepdims=True) / w.sum(-1, keepdims=True)
    terms = w * distance * centred[..., None, :]
    slope, scale = terms.sum(-1), np.abs(terms).sum(-1)
    noise = _LEVEL * np.maximum(scale, (w * np.abs(distance)).sum(-1) * np.abs(y).max(-1, keepdims=True))
    return np.where(np.abs(slope) <= noise, 0.0, np.sign(slope))


def _result(chi_square: Numbers, signs: Numbers, reason: NDArray[np.object_]) -> TrendResult:
    # A statistic that cannot be worked out is never "no change".
    reason = np.where((reason == "") & ~np.isfinite(chi_square), IMPOSSIBLE, reason)
    known = reason == ""
    steady = (signs == signs[..., :1]).all(-1)
    significant = (chi_square > SIGNIFICANT) & steady
    direction = np.where(significant, signs[..., 0], 0.0)
    return TrendResult(np.where(known, direction, np.nan), np.where(known, chi_square, np.nan), reason)
