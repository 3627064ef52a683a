"""Secondary suppression: which other cells of a line or of a table are withheld to protect the small ones.

A reader can follow the choice, and learns nothing from it.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import numpy as np

from tht_xl.disclosure.feasibility import Place
from tht_xl.disclosure.rules import DisclosureRule
from tht_xl.stats.arrays import Flags, Numbers


class LineCover(NamedTuple):
    """What is withheld besides the small cells. Lines are rows.

    Attributes:
        cells: Covering cells, in the shape of the cells.
        totals: Whether a line's total goes too.
    """

    cells: Flags
    totals: Flags


def least_cover(rule: DisclosureRule) -> int:
    """Return the smallest count used in secondary suppression: two above the threshold. Smaller ones stay [count]."""
    return rule.suppression_threshold + 2


def cover_lines(rule: DisclosureRule, cells: Numbers, primary: Flags, may_cover: Flags) -> LineCover:
    """Return the cells to withhold in lines whose total and other cells are shown exactly.

    The smallest cells that may cover go, those of equal count together, until two sums that every reader of the
    release can form are large enough: what all that is withheld exceeds the least possible by, and the gap between
    it and the smallest cell that stays. Then each value of a small cell, from 1 to the limit, belongs to a line that
    would have been released in the same way: one whose covers are nearly equal. Lines without enough covers withhold
    all they have, and the total. docs/methods/disclosure.md has the argument in full.

    Args:
        rule: A rule that withholds.
        cells: Counts of lines, on the last axis. [count]
        primary: Small cells, one or more in each line.
        may_cover: Cells of `least_cover` or more that may be withheld.
    """
    # An example under "1-5": 3, 12, 40, 0 with the total 55. The 3 is withheld, and 55 - 12 - 40 gives it away; with 12
    # withheld too, a reader knows that both make 15: the 3 can be 1 to 5 beside 14 to 10.
    limit, small = rule.suppression_threshold, primary.sum(axis=-1, dtype=float)
    sums = np.where(primary, cells, 0).sum(axis=-1)
    # Small cells can protect each other: four of them that sum to 12 leave each of them 1 to 5 without any cover.
    spread = limit - 1
    protected = (sums >= small + spread) & (sums <= limit * small - spread)
    excess = np.where(may_cover, cells - least_cover(rule), np.inf)
    # Candidates in ascending order of what they exceed the least cover by; infinity stands for "no cell".
    ascending = np.concatenate([np.sort(excess, axis=-1), np.full((len(cells), 1), np.inf)], axis=-1)
    each, following = ascending[:, :-1], ascending[:, 1:]
    known = sums[:, None] + np.cumsum(np.where(np.isinf(each), 0, each), axis=-1)
    wanted: Numbers = np.maximum(limit, limit * (small - 1) + 2)[:, None]
    # Beside nothing that stays, too little would be told from enough: both have to leave every value possible.
    wanted = np.where(np.isinf(following), limit * small[:, None] + 1, wanted)
    # `enough` at place k: withholding the k smallest candidates will do. Never in the middle of equal ones, since then
    # the order of rows would decide which of them goes.
    number = np.arange(1.0, each.shape[-1] + 1)
    enough = (each < following) & (known >= wanted) & (known - small[:, None] < number * (following - 1))
    highest = np.min(np.where(enough, each, np.inf), axis=-1, initial=np.inf)
    covers = may_cover & (excess <= highest[:, None]) & ~protected[:, None]
    return LineCover(covers, np.isinf(highest) & ~protected)


def covering_cells(primary: Flags, may_cover: Flags, across: Numbers, down: Numbers) -> Flags | None:
    """Rectangles of cells, one for each small cell, whose other three corners cover for it.

    Only what a reader of the release knows decides: which cells are small, which may cover, and the totals. Of all
    rectangles the one that withholds the fewest further cells is taken, then the one with the largest totals, whose
    cells are the least likely to be too small for their task; rectangles that remain equal are all taken, so that the
    order of rows and columns never matters.

    Args:
        primary: The small cells of one table, without its totals.
        may_cover: The cells that may be withheld for others.
        across: Total of each row. [count]
        down: Total of each column. [count]

    Returns:
        The corners; None where a small cell has no rectangle.
    """
    taken = np.zeros(primary.shape, bool)
    size = across[:, None] + down
    for alike in _in_order(primary, across, down):
        # Cells that nothing tells apart are judged before any of them changes what the next one sees.
        lost = (may_cover & ~taken).astype(float)
        for row, column in alike:
            chosen = may_cover & may_cover[row] & may_cover[:, column][:, None]
            chosen[row, :] = chosen[:, column] = False
            if not chosen.any():
                return None
            further = lost + lost[row] + lost[:, column][:, None]
            for key in (further, -size, np.broadcast_to(-across[:, None], size.shape)):
                chosen &= key == key[chosen].min()
            rows, columns = np.nonzero(chosen)
            taken[rows, columns] = taken[row, columns] = taken[rows, column] = True
    return taken


def _in_order(primary: Flags, across: Numbers, down: Numbers) -> Iterator[list[Place]]:
    """Yield the small cells in an order that depends on their totals, never on their position."""

    def key(place: Place) -> tuple[float, float]:
        return float(across[place[0]]), float(down[place[1]])

    places = [(int(row), int(column)) for row, column in np.argwhere(primary)]
    for _, alike in groupby(sorted(places, key=key), key=key):
        yield list(alike)
