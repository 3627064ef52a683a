"""A straight line through the points of a series, and where it leads."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit  # pyright: ignore[reportMissingTypeStubs]

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Flags, Numbers, check_shapes, numbers
from tht_xl.stats.interval import Interval
from tht_xl.stats.level import Confidence, at_each_level
from tht_xl.stats.normal import tail

_NOISE: Final = 1e-13
"""A rise this small beside the largest value is a rounding error of a level line."""


class Line(NamedTuple):
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
        """Where the line stands at a time."""
        return self.value + self.slope * (np.asarray(time, float) - self.time)

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
            DomainError: A confidence is outside its range.

        References:
            [1] D. C. Montgomery, E. A. Peck and G. G. Vining, Introduction to Linear Regression Analysis, 5th ed.
                (2012), section 2.5.
        """
        when = np.asarray(time, float)
        with np.errstate(invalid="ignore", divide="ignore"):
            error = self.deviation * np.sqrt(1 + 1 / self.points + (when - self.time) ** 2 / self.spread)
        return at_each_level(confidence, lambda level: self._about(self.at(when), error, level))

    def _about(self, centre: Numbers, error: Numbers, confidence: float) -> Interval:
        quantile = -np.asarray(stdtrit(np.maximum(self.points - 2, 1), tail(confidence)), float)
        return Interval(centre - quantile * error, centre + quantile * error)


def least_squares_line(times: ArrayLike, values: ArrayLike) -> Line:
    """The straight line with the smallest squared distance from the points of each series.

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
    check_shapes({"times": t.shape, "values": y.shape})
    t, y = np.broadcast_arrays(t, y)
    if not t.ndim:
        raise DomainError("values is a single number; expected a series", remedy="Give two points or more")
    known = np.isfinite(t) & np.isfinite(y)
    points = known.sum(-1).astype(float)
    time, value = _mean(t, known, points), _mean(y, known, points)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        distance = np.where(known, t - time[..., None], 0.0)
        height = np.where(known, y - value[..., None], 0.0)
        spread = (distance**2).sum(-1)
        slope = np.where(spread > 0, (distance * height).sum(-1) / spread, np.nan)
        rise = np.abs(slope) * np.abs(distance).max(-1, initial=0.0)
        slope = np.where(rise <= _NOISE * np.where(known, np.abs(y), 0.0).max(-1, initial=0.0), 0.0, slope)
        left_over = ((height - slope[..., None] * distance) ** 2).sum(-1)
        deviation = np.where(points > 2, np.sqrt(left_over / (points - 2)), np.nan)
    return Line(slope, time, value, spread, deviation, points)


def _mean(series: Numbers, known: Flags, points: Numbers) -> Numbers:
    """Mean of the known points, measured from one of them: day numbers are large and lie close together."""
    if not series.shape[-1]:
        return np.full(points.shape, np.nan)
    some = np.take_along_axis(series, np.argmax(known, axis=-1)[..., None], axis=-1)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        return some[..., 0] + np.where(known, series - some, 0.0).sum(-1) / points
