"""How far each point of a series lies from the others, by statistics that one wrong point cannot move."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Places = NDArray[np.int64]

MEDIAN_RANGE = 0.954
"""The median of the moving ranges of a normal process, in standard deviations."""
NEIGHBOURS = 4
"""A point is held against so many points nearest to it in time."""
LOCAL_POINTS = 6
"""A series of fewer points says nothing about how much it moves. [points]"""
MIN_MOVE = 0.005
"""A series that hardly moves is taken to move by this share of its level."""


class Distance(NamedTuple):
    """How far each point of a series is from the others.

    Attributes:
        others: Median of the others; NaN where there are none.
        spread: Largest of the others as a multiple of the smallest; infinite where one is 0 or below.
        near: Median of its neighbours, in a series of at least six points; NaN elsewhere.
        sigmas: Distance from `near`, in standard deviations of the series' own movement from point to point.
        size: How many points there are.
    """

    others: Floats
    spread: Floats
    near: Floats
    sigmas: Floats
    size: int


class Distances(NamedTuple):
    """How far each point of many series is from the others of its own: as `Distance`, with the size of its series."""

    others: Floats
    spread: Floats
    near: Floats
    sigmas: Floats
    size: Places


class _SeriesPlaces(NamedTuple):
    """Where the points of each series lie.

    Attributes:
        series: The number of each point's series, from 0 and without gaps.
        starts: The place of each series' first point.
        sizes: How many points each series has.
    """

    series: Places
    starts: Places
    sizes: Places

    @property
    def start(self) -> Places:
        """The place of the first point of each point's series."""
        return self.starts[self.series]

    @property
    def size(self) -> Places:
        """How many points each point's series has."""
        return self.sizes[self.series]


def distance(points: Floats, decimals: int) -> Distance:
    """Return how far each point of one series is from the others.

    Args:
        points: Oldest first, none missing.
        decimals: To which they are shown; a move that this hides is none.
    """
    found = distances(points, np.zeros(len(points), np.int64), np.array([decimals], float))
    return Distance(*found[:4], size=len(points))


def distances(points: Floats, series: Places, decimals: Floats) -> Distances:
    """Return how far each point is from the others of its series, for many series at once.

    The time grows with n log n: the median without a point is read off the sorted points.

    Args:
        points: One series behind the other, each oldest first, none missing.
        series: The number of each point's series, in ascending order.
        decimals: To which the points of each series are shown, by its number; a move that this hides is none.
    """
    numbers, starts, own, sizes = np.unique(series, return_index=True, return_inverse=True, return_counts=True)
    places_of = _SeriesPlaces(own, starts, sizes)
    others, spread = _beside_the_others(points, places_of)
    near, sigmas = _beside_the_neighbours(points, places_of, 10.0 ** -decimals[numbers])
    return Distances(others, spread, near, sigmas, places_of.size)


def _beside_the_others(points: Floats, places_of: _SeriesPlaces) -> tuple[Floats, Floats]:
    """Return the median of the other points, and the largest of them as a multiple of the smallest."""
    start, size = places_of.start, places_of.size
    order = np.lexsort((points, places_of.series))
    ordered = points[order]
    rank = np.empty(len(points), np.int64)
    rank[order] = np.arange(len(points)) - start

    def without(place: Places) -> Floats:
        """For each point, the one at this place of the sorted others."""
        place = np.maximum(place, 0)
        return np.where(
            place >= rank,
            ordered[start + np.minimum(place + 1, size - 1)],
            ordered[start + np.minimum(place, size - 1)],
        )

    low, high = without((size - 2) // 2), without((size - 1) // 2)
    smallest, largest = without(np.zeros_like(size)), without(size - 2)
    with np.errstate(all="ignore"):
        spread = np.where(smallest > 0, largest / smallest, np.inf)
    is_alone = size < 2
    return np.where(is_alone, np.nan, (low + high) / 2), np.where(is_alone, np.nan, spread)


def _beside_the_neighbours(points: Floats, places_of: _SeriesPlaces, shown: Floats) -> tuple[Floats, Floats]:
    """Return the median of each point's neighbours in time, and how many standard deviations it is from that."""
    near, sigmas = np.full(len(points), np.nan), np.full(len(points), np.nan)
    long = np.flatnonzero(places_of.size >= LOCAL_POINTS)
    if not len(long):
        return near, sigmas
    near[long] = np.median(points[_neighbours(long, places_of)], axis=1)
    move = _median_move(points, places_of)[places_of.series[long]] / MEDIAN_RANGE
    sigma = np.maximum(np.maximum(move, MIN_MOVE * np.abs(near[long])), shown[places_of.series[long]])
    sigmas[long] = np.abs(points[long] - near[long]) / sigma
    return near, sigmas


def _neighbours(wanted: Places, places_of: _SeriesPlaces) -> Places:
    """For each of some points the places of its neighbours; at the ends of a series more of them lie on one side."""
    start, size = places_of.start[wanted], places_of.size[wanted]
    first = start + np.clip(wanted - start - NEIGHBOURS // 2, 0, size - NEIGHBOURS - 1)
    places = first[:, None] + np.arange(NEIGHBOURS + 1)
    return places[places != wanted[:, None]].reshape(len(wanted), NEIGHBOURS)


def _median_move(points: Floats, places_of: _SeriesPlaces) -> Floats:
    """Return the median distance from one point to the next, for each series; NaN where it has one point."""
    is_next = places_of.series[1:] == places_of.series[:-1]
    moves, series = np.abs(np.diff(points))[is_next], places_of.series[1:][is_next]
    ordered = moves[np.lexsort((moves, series))]
    number = places_of.sizes - 1
    first = np.cumsum(number) - number
    some = number > 0
    found = np.full(len(number), np.nan)
    low, high = first[some] + (number[some] - 1) // 2, first[some] + number[some] // 2
    found[some] = (ordered[low] + ordered[high]) / 2
    return found
