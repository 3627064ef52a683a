"""The series behind a value: its previous point and its recent trend."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tht_xl.evaluation.rows.coded import Codes
from tht_xl.stats.trend import POINTS as POINTS_OF_A_TREND

Days = NDArray[np.int64]
"""Days since 1 January 1970."""

MAX_STEPS = 8
"""Periods that overlap a row's own are stepped over one by one; beyond this many, a search is quicker."""


@dataclass(frozen=True, slots=True)
class Series:
    """Rows of any number of series; each an array of one length.

    Attributes:
        of: A number for each row's indicator and area.
        segment: A number for the stretch between breaks that a row's period begins in.
        start: First days. [days since 1970]
        end: Last days, inclusive. [days since 1970]
        usable: Rows that have a value.
    """

    of: Codes
    segment: Codes
    start: Days
    end: Days
    usable: NDArray[np.bool_]


def segments_of(indicators: Codes, start: Days, breaks: list[list[int]]) -> Codes:
    """Return the segment between breaks that each row's period begins in: the number of breaks before it.

    Args:
        indicators: The indicator of each row.
        start: First days of the rows. [days since 1970]
        breaks: For each indicator the first days measured in a new way.
    """
    pairs = sorted((number, day) for number, days in enumerate(breaks) for day in days)
    if not pairs or not len(start):
        return np.zeros(len(start), np.intp)
    low = min(int(start.min()), *(day for _, day in pairs))
    span = max(int(start.max()), *(day for _, day in pairs)) - low + 1
    marks = np.array([number * span + day - low for number, day in pairs], np.int64)
    return np.searchsorted(marks, indicators * span + start - low, side="right")


def previous_rows(series: Series) -> Codes:
    """For each row the row of the latest earlier period that does not overlap it; -1 where there is none.

    A break in the series separates what comes before it from what comes after.
    """
    previous = np.full(len(series.of), -1, np.intp)
    known = np.flatnonzero(series.usable)
    if not len(known):
        return previous
    low, span = int(series.start.min()), int(series.end.max() - series.start.min()) + 1
    # Rows of one series and segment lie together, in order of their last days, whatever their days are.
    group = (series.of * (int(series.segment.max()) + 1) + series.segment) * span
    place = group + series.end - low
    known = known[np.argsort(place[known], kind="stable")]
    # A row's own place is where its earlier points end. What overlaps it lies between them and is stepped over.
    before = np.full(len(series.of), -1, np.intp)
    before[known] = np.arange(len(known)) - 1
    wanted = known
    for _ in range(MAX_STEPS):
        overlaps = (before[wanted] >= 0) & (series.end[known[before[wanted]]] >= series.start[wanted])
        overlaps &= group[known[before[wanted]]] == group[wanted]
        wanted = wanted[overlaps]
        before[wanted] -= 1
        if not len(wanted):
            break
    searched = np.concatenate([wanted, np.flatnonzero(~series.usable)])
    if len(searched):
        before[searched] = np.searchsorted(place[known], group[searched] + series.start[searched] - low) - 1
    found = before >= 0
    found[found] = group[known[before[found]]] == group[found]
    previous[found] = known[before[found]]
    return previous


def latest_points(series: Series, points: int = POINTS_OF_A_TREND) -> tuple[Codes, Codes]:
    """Rows with so many points up to them, and the rows x points: each with those before it, oldest first.

    The points are the latest of the same indicator and area that have a value. Breaks do not part them, and pooled
    periods that overlap are not thinned: the trend refuses them and says so.
    """
    known = _in_order(series, np.flatnonzero(series.usable))
    of = series.of[known]
    last = np.flatnonzero(of[points - 1 :] == of[: max(len(of) - points + 1, 0)]) + points - 1
    return known[last], known[last[:, None] + np.arange(1 - points, 1)]


def _in_order(series: Series, rows: Codes) -> Codes:
    """Rows by series, last day and first day."""
    if not len(rows):
        return rows
    low, span = int(series.end.min()), int(series.end.max() - series.end.min()) + 1
    place = series.of[rows] * span + series.end[rows] - low
    order = np.argsort(place, kind="stable")
    if (np.diff(place[order]) == 0).any():
        # Two periods of one series end on the same day: the one that begins last is the later one.
        order = np.lexsort((series.start[rows], place))
    return rows[order]
