"""Groups of unequal length as arrays: all groups of one length at a time."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tht_xl.frames.grouping.groups import Groups, Places
from tht_xl.stats.arrays import Flags, Numbers


class Panel(NamedTuple):
    """The groups of one length.

    Attributes:
        groups: Their numbers.
        rows: The rows of each, in order, one group on each last axis.
    """

    groups: Places
    rows: Places


def panels(groups: Groups, *, order: NDArray[np.generic] | None = None) -> Iterator[Panel]:
    """Yield the groups of each length in turn: a million rows have at most 1,413 different lengths.

    Args:
        groups: Of the rows.
        order: What the rows of a group are put in order by; the order of the frame unless given.
    """
    keys = (groups.codes,) if order is None else (order, groups.codes)
    rows = np.lexsort(keys)
    sizes = np.bincount(groups.codes, minlength=len(groups))
    starts = np.cumsum(sizes) - sizes
    for size in np.unique(sizes).tolist():
        alike = np.flatnonzero(sizes == size)
        yield Panel(alike, rows[starts[alike][:, None] + np.arange(size)])


def repeats(groups: Groups, order: NDArray[np.generic]) -> Flags:
    """Rows that are in the same place of the order as an earlier row of their group."""
    rows = np.lexsort((order, groups.codes))
    again = np.zeros(len(rows), bool)
    code, place = groups.codes[rows], order[rows]
    again[rows[1:]] = (code[1:] == code[:-1]) & (place[1:] == place[:-1])
    return again


def by_panel(groups: Groups, result: Callable[[Places], Numbers]) -> Numbers:
    """Return a number for each row, from a function of the rows of groups of one length."""
    filled = np.full(len(groups.codes), np.nan)
    for panel in panels(groups):
        filled[panel.rows] = result(panel.rows)
    return filled
