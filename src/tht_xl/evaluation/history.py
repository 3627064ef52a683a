"""The series behind a value: its previous point and its recent trend."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tht_xl.model.definition import Indicator

POINTS_OF_A_TREND = 5
"""Fingertips' recent trend looks at the latest five points."""


@dataclass(frozen=True, slots=True)
class Series:
    """All rows of one indicator: areas, first and last days, breaks; each an array of the same length.

    Attributes:
        area: Area ids.
        start: First days. [datetime64[D]]
        end: Last days, inclusive. [datetime64[D]]
        usable: Rows that have a value.
    """

    area: NDArray[np.object_]
    start: NDArray[np.datetime64]
    end: NDArray[np.datetime64]
    usable: NDArray[np.bool_]


def previous_rows(series: Series, indicator: Indicator) -> NDArray[np.intp]:
    """For each row the row of the latest earlier period that does not overlap it; -1 where there is none.

    A break in the series separates what comes before it from what comes after.
    """
    previous = np.full(len(series.area), -1, np.intp)
    breaks = np.array(sorted(np.datetime64(p.start, "D") for p in indicator.breaks), "datetime64[D]")
    method = np.searchsorted(breaks, series.start, side="right")
    for rows in _rows_of_each(series.area, method):
        known = rows[series.usable[rows]]
        known = known[np.argsort(series.end[known], kind="stable")]
        place = np.searchsorted(series.end[known], series.start[rows], side="left") - 1
        found = place >= 0
        previous[rows[found]] = known[place[found]]
    return previous


def _rows_of_each(area: NDArray[np.object_], method: NDArray[np.intp] | None = None) -> list[NDArray[np.intp]]:
    """The rows of each area, and of each method of measuring within it, by one sort rather than a search for each."""
    codes = {name: code for code, name in enumerate(dict.fromkeys(area))}
    code = np.array([codes[name] for name in area], np.intp)
    group = code if method is None else code * (int(method.max(initial=0)) + 1) + method
    order = np.argsort(group, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(group[order])) + 1) if len(order) else []


def latest_points(series: Series, points: int = POINTS_OF_A_TREND) -> NDArray[np.intp]:
    """Rows x points: each row with the rows before it in its area, oldest first; -1 where the series is shorter.

    Pooled periods that overlap are not thinned: the trend refuses them and says so.
    """
    window = np.full((len(series.area), points), -1, np.intp)
    for each in _rows_of_each(series.area):
        rows = each[series.usable[each]]
        rows = rows[np.lexsort((series.start[rows], series.end[rows]))]
        for back in range(points):
            window[rows[back:], points - 1 - back] = rows[: max(len(rows) - back, 0)]
    return window
