"""Recent trend of series that lack a year: the gap-tolerant variant, never to be shown as the recent trend itself."""

from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.monitoring.days import calendar_days
from tht_xl.monitoring.trend import Dates, broadcast_figures, in_words, judge
from tht_xl.stats.arrays import Flags, Numbers, Words, check_shapes, first_match
from tht_xl.stats.trend import POINTS

_Scalar = TypeVar("_Scalar", bound=np.generic)

MAX_MISSING: Final = 2
"""How many years may be missing between the first and the last of five points. [years]"""


class TrendAcrossGaps(NamedTuple):
    """What a reader sees, in the shape of the leading axes.

    Attributes:
        words: The words of `recent_trend`.
        reasons: Why it cannot be calculated, in words; "" where it can.
        years_missing: Years left out between the first and the last of the five points, to be said beside the words;
            NaN where it cannot be calculated. [years]
    """

    words: Words
    reasons: Words
    years_missing: Numbers


def trend_across_gaps(
    polarity: ArrayLike,
    *,
    starts: ArrayLike,
    ends: ArrayLike,
    counts: ArrayLike | None = None,
    denominators: ArrayLike | None = None,
    values: ArrayLike | None = None,
    lowers: ArrayLike | None = None,
    uppers: ArrayLike | None = None,
    breaks: ArrayLike = (),
) -> TrendAcrossGaps:
    """Recent trend of the latest five points there are, each at its real year, up to two years missing between them.

    A variant of our own of Fingertips' method: the same tests with the years as times. Without a gap it gives what
    `recent_trend` gives. Where it is shown, say that it is the gap-tolerant trend and how many years are missing.

    Series lie on the last axis, oldest first; the leading axes broadcast. A year that is blank throughout, or has no
    dates, is left out; one that is filled in part is a missing point and cannot be calculated.

    Args:
        polarity: "high", "low" or "none", in the shape of the leading axes.
        starts: First day of each period: datetime64, date or ISO text.
        ends: Last day of each period.
        counts: People or events counted. [count]
        denominators: People or events that could have been counted. [count]
        values: Values with an interval. [any unit]
        lowers: Lower 95% limits. [the same unit]
        uppers: Upper 95% limits. [the same unit]
        breaks: First days of periods measured in a new way, on the last axis; NaT where there are fewer.

    Returns:
        Words, reasons and the number of missing years.

    Raises:
        DomainError: A figure is not a number, a day not a date, or the lengths differ.
        UnknownNameError: The polarity is unknown.

    Examples:
        >>> years = ["2017", "2018", "2019", "2021", "2022"]
        >>> trend = trend_across_gaps(
        ...     "low",
        ...     counts=[994, 1023, 1199, 1332, 1367],
        ...     denominators=[40299, 41527, 42811, 44064, 44701],
        ...     starts=[f"{year}-01-01" for year in years],
        ...     ends=[f"{year}-12-31" for year in years],
        ... )
        >>> trend.words.item(), trend.years_missing.item()
        ('Increasing and getting worse', 1.0)
    """
    figures = broadcast_figures(counts=counts, denominators=denominators, values=values, lowers=lowers, uppers=uppers)
    first, last = calendar_days(starts, "starts"), calendar_days(ends, "ends")
    check_shapes({"starts": first.shape, "ends": last.shape, "figures": next(iter(figures.values())).shape})
    is_point = (
        ~np.isnat(first) & ~np.isnat(last) & ~np.logical_and.reduce([np.isnan(each) for each in figures.values()])
    )
    places, is_filled = _latest_five(np.atleast_1d(is_point))
    first, last = (_at(each, places, is_filled, np.datetime64("NaT")) for each in (first, last))
    years = _years(first)
    direction, reason = judge({name: _at(each, places, is_filled, np.nan) for name, each in figures.items()}, years)
    wrong = _period_reason(first, last, years, breaks)
    trend = in_words(direction, np.where(wrong == "", reason, wrong), polarity)
    missing = years[..., -1] - (POINTS - 1)
    return TrendAcrossGaps(*trend, years_missing=np.where(trend.reasons == "", np.round(missing), np.nan))


def _latest_five(is_point: Flags) -> tuple[NDArray[np.intp], Flags]:
    """Places of the latest five points, in order, and whether there is one; places that are not filled come first."""
    short = max(POINTS - is_point.shape[-1], 0)
    padded = np.concatenate([np.zeros((*is_point.shape[:-1], short), bool), is_point], axis=-1)
    places = np.argsort(padded, axis=-1, kind="stable")[..., -POINTS:]
    return np.maximum(places - short, 0), np.take_along_axis(padded, places, axis=-1)


def _at(
    series: NDArray[_Scalar], places: NDArray[np.intp], is_filled: Flags, blank: float | np.datetime64
) -> NDArray[_Scalar]:
    """Return the points of a series, which broadcasts, at the filled places; blank at the others."""
    chosen = np.full(places.shape, blank, series.dtype)
    line = np.atleast_1d(series)
    if line.shape[-1]:
        whole = np.broadcast_to(line, (*places.shape[:-1], line.shape[-1]))
        np.copyto(chosen, np.take_along_axis(whole, places, axis=-1), where=is_filled)
    return chosen


def _years(first: Dates) -> Numbers:
    """Return when each period starts, in years since the first of the five."""
    months = first.astype("datetime64[M]")
    since = (months - months[..., :1]).astype(float) / 12
    return np.where(np.isnat(first) | np.isnat(first[..., :1]), np.nan, since)


def _period_reason(first: Dates, last: Dates, years: Numbers, breaks: ArrayLike) -> Words:
    new_ways = calendar_days(breaks, "breaks")
    a_year_on = (first.astype("datetime64[M]") + 12).astype("datetime64[D]") + (
        first - first.astype("datetime64[M]").astype("datetime64[D]")
    )
    return first_match(
        [
            (np.isnat(first).any(-1), "fewer-than-five"),
            ((first[..., 1:] < first[..., :-1]).any(-1), "out-of-order"),
            ((first[..., 1:] <= last[..., :-1]).any(-1), "overlapping"),
            ((last + 1 != a_year_on).any(-1), "not-annual"),
            (years[..., -1] > POINTS - 1 + MAX_MISSING, "years-missing"),
            (((new_ways > first[..., :1]) & (new_ways <= last[..., -1:])).any(-1), "break-in-series"),
        ],
        otherwise="",
    )
