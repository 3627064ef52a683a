"""Recent trend: what the latest five points of a series say, or why they say nothing."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.monitoring.polarity import is_high, is_low
from tht_xl.monitoring.words import Words, choose
from tht_xl.stats import trend as five
from tht_xl.stats.arrays import Flags, Numbers, broadcast_numbers

CANNOT_BE_CALCULATED: Final = "Cannot be calculated"
NO_CHANGE: Final = "No significant change"

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
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> trend = recent_trend(
        ...     "low", counts=[994, 1023, 1199, 1332, 1367], denominators=[40299, 41527, 42811, 44064, 44701]
        ... )
        >>> trend.words.item()
        'Increasing and getting worse'
    """
    given = (counts, denominators, values, lowers, uppers)
    series = broadcast_numbers(*(np.nan if each is None else each for each in given))
    direction, reason = judge(*(_latest(each) for each in series), counts_only=values is None)
    wrong = _period_reason(series, starts, ends, breaks)
    return in_words(direction, np.where(wrong == "", reason, wrong), polarity)


def judge(
    counts: Numbers,
    denominators: Numbers,
    values: Numbers,
    lowers: Numbers,
    uppers: Numbers,
    *,
    counts_only: bool,
    times: ArrayLike = five.CONSECUTIVE,
) -> tuple[Numbers, Words]:
    """Direction and reason code of five points: as a proportion where all have counts, else by their intervals."""
    counted = np.asarray(~(np.isnan(counts) | np.isnan(denominators)).any(-1) | counts_only)
    of_counts = five.proportion_trend(counts, denominators, times=times)
    of_values = five.interval_trend(values, lowers, uppers, times=times)
    return (
        np.where(counted, of_counts.direction, of_values.direction),
        np.where(counted, of_counts.reason, of_values.reason),
    )


def in_words(direction: Numbers, reason: Words, polarity: ArrayLike) -> RecentTrend:
    """What a reader sees of a direction or of the code of a reason."""
    return RecentTrend(
        words=_words(direction, reason, polarity),
        reasons=choose([(reason == code, text) for code, text in REASONS.items()], otherwise=""),
    )


def _latest(series: Numbers) -> Numbers:
    """The last five points; a shorter series is filled with NaN in front."""
    line = np.atleast_1d(series)
    short = max(five.POINTS - line.shape[-1], 0)
    padding = np.full((*line.shape[:-1], short), np.nan)
    return np.concatenate([padding, line], axis=-1)[..., -five.POINTS :]


def _period_reason(
    series: tuple[Numbers, ...], starts: ArrayLike | None, ends: ArrayLike | None, breaks: ArrayLike
) -> Words:
    shape = np.atleast_1d(series[0]).shape
    first = np.broadcast_to(np.asarray("NaT" if starts is None else starts, "datetime64[D]"), shape)
    last = np.broadcast_to(np.asarray("NaT" if ends is None else ends, "datetime64[D]"), shape)
    is_point = ~np.isnat(first) | ~np.logical_and.reduce([np.isnan(np.atleast_1d(each)) for each in series])
    # From its first point on a series has begun: what is blank after that is missing.
    begun = np.logical_or.accumulate(is_point, axis=-1)[..., -five.POINTS :]
    too_short = (begun.sum(-1) < five.POINTS, "fewer-than-five")
    if starts is None or ends is None or shape[-1] < five.POINTS:
        return choose([too_short], otherwise="")
    first, last = first[..., -five.POINTS :], last[..., -five.POINTS :]
    new_ways = np.asarray(breaks, "datetime64[D]")
    return choose(
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


def _is_annual(first: Dates, last: Dates) -> Flags:
    """Whether each period is a year long; steps of two years, say, all alike, are a series that is not annual."""
    months = first.astype("datetime64[M]")
    day = first - months.astype("datetime64[D]")
    a_year_on = (months + 12).astype("datetime64[D]") + day
    steps = np.diff(months.astype(np.int64), axis=-1)
    regular = (steps == steps[..., :1]).all(-1) & (steps[..., 0] > 12)
    return (last + 1 == a_year_on).all(-1) & ~regular


def _words(direction: Numbers, reason: Words, polarity: ArrayLike) -> Words:
    good_high, good_low = is_high(polarity), is_low(polarity)
    up, down = direction > 0, direction < 0
    return choose(
        [
            (reason != "", CANNOT_BE_CALCULATED),
            (up & good_high, "Increasing and getting better"),
            (up & good_low, "Increasing and getting worse"),
            (down & good_low, "Decreasing and getting better"),
            (down & good_high, "Decreasing and getting worse"),
            (up, "Increasing"),
            (down, "Decreasing"),
        ],
        otherwise=NO_CHANGE,
    )
