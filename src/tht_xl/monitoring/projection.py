"""Where a series leads: its value on a date to come, and the date on which it would meet its target."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.monitoring.broadcasting import at_places
from tht_xl.monitoring.days import Dates, common_day_numbers, day_numbers
from tht_xl.monitoring.polarity import check_fit, good_sides
from tht_xl.monitoring.significant_digits import is_met
from tht_xl.stats.arrays import Numbers, Words, first_match, numbers
from tht_xl.stats.inputs.level import Confidence
from tht_xl.stats.interval import Interval
from tht_xl.stats.projection import least_squares_line

NOT_ON_COURSE: Final = "Not on course"


class TargetDate(NamedTuple):
    """When each series would meet its target, in the shape of the leading axes.

    Attributes:
        day: Day number of that date, unrounded, of the origin that the dates have; NaN where there is none.
        reason: Why there is none: "Not on course", "fewer than three points", "the points share one date", "the target
            is infinite" or ""; "" also where the target or the good side is unknown.
    """

    day: Numbers
    reason: Words

    @property
    def date(self) -> NDArray[np.datetime64]:
        """The first whole day on which the target would be met, where the dates given were dates and not numbers."""
        whole = np.ceil(np.round(self.day, 6))
        days = np.where(np.isfinite(whole), whole, 0.0).astype("datetime64[D]")
        return np.where(np.isfinite(whole), days, np.datetime64("NaT"))


def project(dates: Dates, values: ArrayLike, at_date: Dates) -> Numbers:
    """Return the value on a day of the least-squares line through a series, without its uncertainty.

    Series lie on the last axis; the leading axes broadcast, with the day asked about too. A point without a date or a
    value is left out.

    Args:
        dates: When the values were measured, in any order: datetime64, date, ISO text, or day numbers.
        values: What was measured. [unit of the indicator]
        at_date: The day asked about.

    Returns:
        The value of the line; NaN where there are no points on two different days. [unit of the indicator]

    Raises:
        DomainError: There is no series, something is not a date or number, dates and day numbers are mixed, or the
            lengths differ.

    Examples:
        >>> project(["2021-03-31", "2022-03-31", "2023-03-31"], [10, 12, 14], "2024-03-30").round(6).item()
        16.0
    """
    days, when = common_day_numbers(dates=dates, at_date=at_date)
    line = least_squares_line(days, values)
    check_fit("at_date", when.shape, line.slope.shape)
    return line.at(when)


def projection_interval(dates: Dates, values: ArrayLike, at_date: Dates, *, confidence: Confidence = 0.95) -> Interval:
    """Prediction interval on a day: where one further value would lie if the series goes on along its line.

    Arguments as for `project`. Several levels of confidence give limits with one more, last, axis. The limits are not
    cut off at the ends of a scale, such as 0 and 100 for a percentage.

    Returns:
        Limits, NaN below three points. [unit of the indicator]

    Raises:
        DomainError: As for `project`, or a confidence is outside its range.

    Examples:
        >>> projection_interval([1, 2, 3, 4], [10, 12, 11, 13], 5).round(2)
        Interval(lower=7.05, upper=19.95)
    """
    days, when = common_day_numbers(dates=dates, at_date=at_date)
    line = least_squares_line(days, values)
    check_fit("at_date", when.shape, line.slope.shape)
    return line.prediction_interval(when, confidence=confidence)


def target_date(dates: Dates, values: ArrayLike, target: ArrayLike, polarity: ArrayLike) -> TargetDate:
    """Return when a series would meet its target, if it went on from its last point at the slope of its line.

    The last point's date and (target - last value) / slope days. "Not on course" where the slope leads away from the
    target or its 95% interval holds 0, limits included. A target met at the last point is met on its date.

    Series lie on the last axis; target and polarity have the shape of the leading axes.

    Args:
        dates: When the values were measured, in any order: datetime64, date, ISO text, or day numbers.
        values: What was measured. [unit of the indicator]
        target: What the indicator should reach. [unit of the indicator]
        polarity: "high", "low" or "none", for which there is no date.

    Returns:
        The date as a day number, or the reason why there is none.

    Raises:
        DomainError: There is no series, something is not a date or number, or the lengths differ.
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> when = target_date(["2020-03-31", "2021-03-31", "2022-03-31", "2023-03-31"], [16, 14.1, 12, 9.9], 8, "low")
        >>> when.date.item().isoformat()
        '2024-03-05'
    """
    days = day_numbers(dates)
    line = least_squares_line(days, values)
    last_day, last_value = _last_point(days, numbers("values", values))
    aim = numbers("target", target)[()]
    check_fit("target", aim.shape, last_value.shape)
    good_high, good_low = good_sides(polarity, np.broadcast_shapes(aim.shape, last_value.shape))
    lower, upper = line.slope_interval()
    on_course = (good_high & (lower > 0)) | (good_low & (upper < 0))
    met = is_met(last_value, aim, good_high, good_low)
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        reached = last_day + (aim - last_value) / line.slope
    aimless = np.isnan(aim) | ~(good_high | good_low)
    reason = first_match(
        [
            (aimless, ""),
            (np.isinf(aim), "the target is infinite"),
            (met, ""),
            (line.points < 3, "fewer than three points"),
            (line.spread == 0, "the points share one date"),
            (~on_course, NOT_ON_COURSE),
        ],
        otherwise="",
    )
    usable = (reason == "") & ~aimless
    return TargetDate(np.where(usable, np.where(met, last_day, reached), np.nan), reason)


def _last_point(days: Numbers, values: Numbers) -> tuple[Numbers, Numbers]:
    """Day and value of the point with the latest day; of several, the one that is listed last."""
    t, y = (days, values) if days.shape == values.shape else np.broadcast_arrays(days, values)
    if not t.shape[-1]:
        nothing = np.full(t.shape[:-1], np.nan)
        return nothing, nothing
    when = np.where(np.isfinite(t) & np.isfinite(y), t, -np.inf)
    place = t.shape[-1] - 1 - when[..., ::-1].argmax(-1)
    is_known = at_places(when, place) > -np.inf
    day, value = (np.where(is_known, at_places(each, place), np.nan)[()] for each in (t, y))
    return day, value
