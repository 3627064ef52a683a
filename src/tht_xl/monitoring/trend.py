"""Recent trend: what the latest five points of a series say, or why they say nothing."""

from collections.abc import Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.errors import DomainError
from tht_xl.model.vocabulary import Trend
from tht_xl.monitoring.days import calendar_days
from tht_xl.monitoring.polarity import good_sides
from tht_xl.stats import trend as five
from tht_xl.stats.arrays import Flags, Numbers, Words, broadcast_numbers, check_shapes, first_match

REASONS: Final[dict[str, str]] = {
    "fewer-than-five": "fewer than five points",
    "out-of-order": "the periods are not in order",
    "overlapping": "the periods overlap",
    "not-annual": "the periods are not annual",
    five.MISSING: "a point is missing among the latest five",
    "years-missing": "more than two years are missing among the latest five points",
    "break-in-series": "the series breaks among the latest five points",
    five.IMPOSSIBLE: "a point is impossible",
    five.NO_INTERVAL: "a point has no interval",
    five.NONE_OR_ALL: "none or all were counted at one of the points",
}
"""What a reader sees for each reason."""

_FIGURES: Final = ("counts", "denominators", "values", "lowers", "uppers")
_NO_DATE: Final = np.array("NaT", "datetime64[D]")
_NOT_GIVEN: Final[Numbers] = np.full(five.POINTS, np.nan)

Dates = NDArray[np.datetime64]


class RecentTrend(NamedTuple):
    """What a reader sees, in the shape of the leading axes.

    Attributes:
        words: "Increasing and getting better" and so on, "No significant change" or "Cannot be calculated".
        reasons: Why it cannot be calculated, in words; "" where it can.
    """

    words: Words
    reasons: Words


def recent_trend(
    polarity: ArrayLike,
    *,
    counts: ArrayLike | None = None,
    denominators: ArrayLike | None = None,
    values: ArrayLike | None = None,
    lowers: ArrayLike | None = None,
    uppers: ArrayLike | None = None,
    starts: ArrayLike | None = None,
    ends: ArrayLike | None = None,
    breaks: ArrayLike = (),
) -> RecentTrend:
    """Recent trend of series: of a proportion from its counts, of anything else from its 95% intervals.

    Series lie on the last axis, oldest first, of any length; the leading axes broadcast, and blanks in front of the
    first point are ignored. Where both kinds of figures are given, a series whose latest five points all have counts
    is taken as a proportion.

    Args:
        polarity: "high", "low" or "none", in the shape of the leading axes.
        counts: People or events counted. [count]
        denominators: People or events that could have been counted. [count]
        values: Values with an interval. [any unit]
        lowers: Lower 95% limits. [the same unit]
        uppers: Upper 95% limits. [the same unit]
        starts: First day of each period: datetime64, date or ISO text. Without periods, the points are taken to be
            of consecutive years.
        ends: Last day of each period.
        breaks: First days of periods measured in a new way, on the last axis; NaT where there are fewer.

    Returns:
        Words and reasons.

    Raises:
        DomainError: A figure is not a number, a day not a date, lengths differ, or there are breaks without periods.
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> trend = recent_trend(
        ...     "low", counts=[994, 1023, 1199, 1332, 1367], denominators=[40299, 41527, 42811, 44064, 44701]
        ... )
        >>> trend.words.item()
        'Increasing and getting worse'
    """
    if (starts is None or ends is None) and np.size(breaks):
        raise DomainError(
            "breaks is given without starts and ends; expected all three",
            remedy="Give the first and the last day of each period, or leave breaks out",
        )
    figures = broadcast_figures(counts=counts, denominators=denominators, values=values, lowers=lowers, uppers=uppers)
    direction, reason = judge({name: _latest(each) for name, each in figures.items()})
    wrong = period_reasons(list(figures.values()), starts, ends, breaks)
    return in_words(direction, np.where(wrong == "", reason, wrong), polarity)


def broadcast_figures(**named: ArrayLike | None) -> dict[str, Numbers]:
    """Return the figures that are given, in one shape of one axis or more; at least one.

    Raises:
        DomainError: One is not numeric, or the lengths differ.
    """
    given = {name: each for name, each in named.items() if each is not None} or {"counts": np.nan}
    arrays = broadcast_numbers(**given)
    return dict(zip(given, arrays if arrays[0].ndim else map(np.atleast_1d, arrays), strict=True))


def judge(figures: Mapping[str, Numbers], times: ArrayLike = five.CONSECUTIVE) -> tuple[Numbers, Words]:
    """Direction and reason code of five points: as a proportion where all have counts, else by their intervals."""
    counts, denominators, values, lowers, uppers = (figures.get(name, _NOT_GIVEN) for name in _FIGURES)
    if "values" not in figures:
        of_counts = five.proportion_trend(counts, denominators, times=times)
        return of_counts.direction, of_counts.reason
    of_values = five.interval_trend(values, lowers, uppers, times=times)
    if "counts" not in figures or "denominators" not in figures:
        return of_values.direction, of_values.reason
    of_counts = five.proportion_trend(counts, denominators, times=times)
    counted = ~(np.isnan(counts) | np.isnan(denominators)).any(-1)
    return (
        np.where(counted, of_counts.direction, of_values.direction),
        np.where(counted, of_counts.reason, of_values.reason),
    )


def in_words(direction: Numbers, reason: Words, polarity: ArrayLike) -> RecentTrend:
    """Return what a reader sees of a direction or of the code of a reason."""
    return RecentTrend(
        words=_words(direction, reason, polarity),
        reasons=_reason_words(reason),
    )


def _reason_words(reason: Words) -> Words:
    """Return the words of each reason; most series have none."""
    told = np.full(reason.shape, "", object)
    some = np.asarray(reason != "", bool)
    told[some] = [REASONS.get(each, "") for each in reason[some].tolist()]
    return told


def _latest(series: Numbers) -> Numbers:
    """Return the last five points; a shorter series is padded with NaN in front."""
    short = five.POINTS - series.shape[-1]
    if short > 0:
        series = np.concatenate([np.full((*series.shape[:-1], short), np.nan), series], axis=-1)
    return series[..., -five.POINTS :]


def period_reasons(
    figures: list[Numbers], starts: ArrayLike | None, ends: ArrayLike | None, breaks: ArrayLike
) -> Words:
    """Return the code of what is wrong with the periods or the number of points of each series; "" where nothing is.

    Args:
        figures: What tells a point from a blank: numbers of one shape, the series on the last axis.
        starts: First days, as for `recent_trend`.
        ends: Last days.
        breaks: First days of periods measured in a new way.
    """
    shape = figures[0].shape
    is_point = ~np.isnan(figures[0])
    for each in figures[1:]:
        is_point |= ~np.isnan(each)
    first = last = _NO_DATE
    if starts is not None or ends is not None:
        first, last = _periods(_NO_DATE if starts is None else starts, _NO_DATE if ends is None else ends, shape)
        is_point |= ~np.isnat(first)
    # From its first point on a series has begun: what is blank after that is missing.
    too_short = (~is_point[..., : max(shape[-1] - five.POINTS + 1, 0)].any(-1), "fewer-than-five")
    if starts is None or ends is None or shape[-1] < five.POINTS:
        return first_match([too_short], otherwise="")
    first, last = first[..., -five.POINTS :], last[..., -five.POINTS :]
    new_ways = calendar_days(breaks, "breaks")
    return first_match(
        [
            too_short,
            ((np.isnat(first) | np.isnat(last)).any(-1), five.MISSING),
            ((first[..., 1:] < first[..., :-1]).any(-1), "out-of-order"),
            ((first[..., 1:] <= last[..., :-1]).any(-1), "overlapping"),
            (~_is_annual(first, last), "not-annual"),
            ((first[..., 1:] != last[..., :-1] + 1).any(-1), five.MISSING),
            (((new_ways > first[..., :1]) & (new_ways <= last[..., -1:])).any(-1), "break-in-series"),
        ],
        otherwise="",
    )


def _periods(starts: ArrayLike, ends: ArrayLike, shape: tuple[int, ...]) -> tuple[Dates, Dates]:
    """First and last days in the shape of the series; NaT where they are not given.

    Raises:
        DomainError: Something is not a date, or the lengths differ.
    """
    first, last = calendar_days(starts, "starts"), calendar_days(ends, "ends")
    check_shapes({"starts": first.shape, "ends": last.shape, "figures": shape})
    return np.broadcast_to(first, shape), np.broadcast_to(last, shape)


def _is_annual(first: Dates, last: Dates) -> Flags:
    """Return whether each period is a year long; a series in equal steps of two years, say, is not annual."""
    months = first.astype("datetime64[M]")
    day = first - months.astype("datetime64[D]")
    a_year_on = (months + 12).astype("datetime64[D]") + day
    steps = np.diff(months.astype(np.int64), axis=-1)
    regular = (steps == steps[..., :1]).all(-1) & (steps[..., 0] > 12)
    return (last + 1 == a_year_on).all(-1) & ~regular


def _words(direction: Numbers, reason: Words, polarity: ArrayLike) -> Words:
    good_high, good_low = good_sides(polarity, direction.shape)
    up, down = direction > 0, direction < 0
    return first_match(
        [
            (reason != "", Trend.CANNOT_BE_CALCULATED),
            (up & good_high, Trend.INCREASING_BETTER),
            (up & good_low, Trend.INCREASING_WORSE),
            (down & good_low, Trend.DECREASING_BETTER),
            (down & good_high, Trend.DECREASING_WORSE),
            (up, Trend.INCREASING),
            (down, Trend.DECREASING),
        ],
        otherwise=Trend.NO_CHANGE,
    )
