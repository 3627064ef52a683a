"""How far each point of a series lies from the others, by statistics that one wrong point cannot move."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

MEDIAN_RANGE = 0.954
"""The median of the moving ranges of a normal process, in standard deviations."""
NEIGHBOURS = 4
"""A point is held against so many points nearest to it in time."""
LOCAL_POINTS = 6
"""A series of fewer points says nothing about how much it moves. [points]"""
MIN_MOVE = 0.005
"""A series that hardly moves is taken to move by this share of its level."""


class Distance(NamedTuple):
    """How far each point is from the others.

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


def distance(points: Floats, decimals: int) -> Distance:
    """Return how far each point is from the others.

    The time grows with n log n: the median without a point is read off the sorted points.

    Args:
        points: Oldest first, none missing.
        decimals: To which they are shown; a move that this hides is none.
    """
    size = len(points)
    none = np.full(size, np.nan)
    if size < 2:
        return Distance(none, none, none, none, size)
    order = np.argsort(points, kind="stable")
    ordered = points[order]
    rank = np.empty(size, np.intp)
    rank[order] = np.arange(size)
    middle = (size - 2) / 2
    low, high = (_without(ordered, rank, int(place)) for place in (np.floor(middle), np.ceil(middle)))
    smallest, largest = _without(ordered, rank, 0), _without(ordered, rank, size - 2)
    with np.errstate(all="ignore"):
        spread = np.where(smallest > 0, largest / smallest, np.inf)
    others = (low + high) / 2
    if size < LOCAL_POINTS:
        return Distance(others, spread, none, none, size)
    near = np.median(points[_neighbours(size)], axis=1)
    move = np.median(np.abs(np.diff(points))) / MEDIAN_RANGE
    sigma = np.maximum(np.maximum(move, MIN_MOVE * np.abs(near)), 10.0**-decimals)
    return Distance(others, spread, near, np.abs(points - near) / sigma, size)


def _without(ordered: Floats, rank: NDArray[np.intp], place: int) -> Floats:
    """For each point, the one at this place of the sorted others."""
    return np.where(place >= rank, ordered[min(place + 1, len(ordered) - 1)], ordered[place])


def _neighbours(size: int) -> NDArray[np.intp]:
    """For each point the places of its neighbours; at the ends of the series more of them lie on one side."""
    first = np.clip(np.arange(size) - NEIGHBOURS // 2, 0, size - NEIGHBOURS - 1)
    places = first[:, None] + np.arange(NEIGHBOURS + 1)
    own = np.arange(size)[:, None]
    return places[places != own].reshape(size, NEIGHBOURS)
