"""A straight line through the points of a series, and where it leads."""

from functools import partial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Flags, Numbers, check_shapes, numbers
from tht_xl.stats.distributions.student import t_score
from tht_xl.stats.inputs.level import Confidence, at_each_level
from tht_xl.stats.interval import Interval

_NOISE: Final = 1e-13
"""A rise this small beside the largest value is a rounding error of a level line."""

_sum: Final = partial(np.add.reduce, axis=-1)
"""Of the points: numpy's own sum on the last axis, without the detour of its method."""


class TrendLine(NamedTuple):
    """The least-squares line of each series, in the shape of the leading axes.

    Attributes:
        slope: Rise for each unit of time; NaN below two different times. [unit of the values per unit of time]
        time: Mean of the times, where the line passes through `value`. [unit of time]
        value: Mean of the values. [unit of the values]
        spread: Sum of the squared distances of the times from their mean. [squared unit of time]
        deviation: Standard deviation of the values about the line; NaN below three points. [unit of the values]
        points: How many points have a time and a value. [points]
    """

    slope: Numbers
    time: Numbers
    value: Numbers
    spread: Numbers
    deviation: Numbers
    points: Numbers

    def at(self, time: ArrayLike) -> Numbers:
        """Return the value of the line at a time.

        Raises:
            DomainError: The time is not a number.
        """
        return self.value + self.slope * (numbers("time", time) - self.time)

    def slope_interval(self, *, confidence: Confidence = 0.95) -> Interval:
        """Confidence limits of the slope, by Student's t with points - 2 degrees of freedom.

        Several levels give limits with one more, last, axis.

        Raises:
            DomainError: A confidence is outside its range.
        """
        with np.errstate(invalid="ignore", divide="ignore"):
            error = self.deviation / np.sqrt(self.spread)
        return at_each_level(confidence, lambda level: self._about(self.slope, error, level))

    def prediction_interval(self, time: ArrayLike, *, confidence: Confidence = 0.95) -> Interval:
        """Limits within which one further value at a time would lie [1].

        Several levels give limits with one more, last, axis.

        Raises:
            DomainError: A confidence is outside its range, or the time is not a number.

        References:
            [1] D. C. Montgomery, E. A. Peck and G. G. Vining, Introduction to Linear Regression Analysis, 5th ed.
                (2012), section 2.5.
        """
        when = numbers("time", time)
        with np.errstate(invalid="ignore", divide="ignore"):
            error = self.deviation * np.sqrt(1 + 1 / self.points + (when - self.time) ** 2 / self.spread)
        return at_each_level(confidence, lambda level: self._about(self.at(when), error, level))

    def _about(self, centre: Numbers, error: Numbers, confidence: float) -> Interval:
        quantile = t_score(np.maximum(self.points - 2, 1), confidence)
        return Interval(centre - quantile * error, centre + quantile * error)


def least_squares_line(times: ArrayLike, values: ArrayLike) -> TrendLine:
    """Return the straight line with the smallest squared distance from the points of each series.

    Series lie on the last axis, in any order; the leading axes broadcast. A point without a time or a value is left
    out.

    Args:
        times: When the values were measured, such as day numbers. [any unit of time]
        values: What was measured. [any unit]

    Returns:
        The line; its slope is exactly 0 where equal values differ by rounding errors only.

    Raises:
        DomainError: There is no series, or the lengths differ.

    Examples:
        >>> line = least_squares_line([2019, 2020, 2022], [10, 12, 16])
        >>> line.slope.round(9).item(), line.at(2023).round(9).item()
        (2.0, 18.0)
    """
    t, y = numbers("times", times), numbers("values", values)
    if t.shape != y.shape:
        check_shapes({"times": t.shape, "values": y.shape})
        t, y = np.broadcast_arrays(t, y)
    if not t.ndim:
        raise DomainError("values is a single number; expected a series", remedy="Give two points or more")
    known = np.isfinite(t) & np.isfinite(y)
    points = _sum(known, dtype=float)
    known = None if known.all() else known
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        time, value = _mean(t, known, points), _mean(y, known, points)
        distance = _or_nothing(known, t - time[..., None])
        height = _or_nothing(known, y - value[..., None])
        spread = _sum(distance**2)
        slope = np.where(spread > 0, _sum(distance * height) / spread, np.nan)[()]
        rise = abs(slope) * abs(distance).max(-1, initial=0.0)
        is_level = rise <= _NOISE * _or_nothing(known, np.abs(y)).max(-1, initial=0.0)
        slope = np.where(is_level, 0.0, slope)[()]
        left_over = _sum((height - slope[..., None] * distance) ** 2)
        deviation = np.where(points > 2, np.sqrt(left_over / (points - 2)), np.nan)[()]
    return TrendLine(slope, time, value, spread, deviation, points)


def _or_nothing(known: Flags | None, series: Numbers) -> Numbers:
    """Return the known points, 0 elsewhere; None where all are known, as they usually are."""
    return series if known is None else np.where(known, series, 0.0)


def _mean(series: Numbers, known: Flags | None, points: Numbers) -> Numbers:
    """Mean of the known points, measured from one of them: day numbers are large and lie close together."""
    if not series.shape[-1]:
        return np.full(points.shape, np.nan)[()]
    some = series[..., :1]
    if known is not None and not known[..., 0].all():
        some = np.take_along_axis(series, np.argmax(known, axis=-1)[..., None], axis=-1)
    return some[..., 0] + _sum(_or_nothing(known, series - some)) / points
