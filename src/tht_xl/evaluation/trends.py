"""Recent trend up to each row of many series."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tht_xl.evaluation.history import Series, latest_points
from tht_xl.evaluation.rows.coded import Codes, distinct_rows, table
from tht_xl.model.definition import Indicator
from tht_xl.model.vocabulary import Trend
from tht_xl.monitoring.trend import REASONS, in_words, judge, period_reasons
from tht_xl.stats.arrays import Words

BLOCK = 4_096
"""Windows worked through at once: their five points fit into a core's cache. [windows]"""

_TOO_SHORT = REASONS["fewer-than-five"]


class TrendFigures(NamedTuple):
    """What a trend is calculated from, one number per row; counts and denominators of proportions alone, else NaN."""

    counts: NDArray[np.float64]
    denominators: NDArray[np.float64]
    values: NDArray[np.float64]
    lowers: NDArray[np.float64]
    uppers: NDArray[np.float64]


def recent_trends(
    series: Series, figures: TrendFigures, indicators: Sequence[Indicator], codes: Codes, breaks: list[list[int]]
) -> tuple[Words, Words]:
    """Return the word of the recent trend up to each row, and why it cannot be calculated.

    From counts where all five points have them, else from values and intervals. Rows without a value have neither.

    Args:
        series: The rows.
        figures: Their numbers.
        indicators: The indicators of the rows.
        codes: The place of each row's indicator among them.
        breaks: For each indicator the first days measured in a new way.
    """
    size = len(series.of)
    words, reasons = np.full(size, "", object), np.full(size, "", object)
    words[series.usable], reasons[series.usable] = Trend.CANNOT_BE_CALCULATED.value, _TOO_SHORT
    rows, points = latest_points(series)
    wrong = _wrong_periods(series, points, codes[rows], breaks)
    polarity = table((each.polarity for each in indicators), "")[codes[rows]]
    is_counted = ~np.isnan(figures.counts + figures.denominators)
    counted = is_counted[points].all(-1)
    for has_counts, names in ((True, ("counts", "denominators")), (False, ("values", "lowers", "uppers"))):
        which = np.flatnonzero(counted == has_counts)
        for begin in range(0, len(which), BLOCK):
            place = which[begin : begin + BLOCK]
            direction, reason = judge({name: getattr(figures, name)[points[place]] for name in names})
            found = in_words(direction, np.where(wrong[place] == "", reason, wrong[place]), polarity[place])
            words[rows[place]], reasons[rows[place]] = found
    return words, reasons


def _wrong_periods(series: Series, points: Codes, indicators: Codes, breaks: list[list[int]]) -> Words:
    """Return the code of what is wrong with the periods of each window, asked once for those alike."""
    if not len(points):
        return np.array([], object)
    # Many areas have the same five periods.
    days, _ = distinct_rows(series.start, series.end)
    codes, first = distinct_rows(indicators, *(days[points[:, place]] for place in range(points.shape[1])))
    start, end = (each[points[first]].view("datetime64[D]") for each in (series.start, series.end))
    return period_reasons([start.view(np.int64).astype(float)], start, end, _breaks_as_rows(breaks)[indicators[first]])[
        codes
    ]


def _breaks_as_rows(breaks: list[list[int]]) -> NDArray[np.datetime64]:
    """Return the breaks of each indicator as a row, NaT where it has fewer than another."""
    padded = np.full((len(breaks), max(map(len, breaks), default=0)), np.datetime64("NaT"), "datetime64[D]")
    for row, days in zip(padded, breaks, strict=True):
        row[: len(days)] = np.array(days, np.int64).view("datetime64[D]")
    return padded
