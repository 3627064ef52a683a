"""Which cells of a table cover for its small ones: a choice that a reader can follow and learns nothing from."""

from collections.abc import Iterator
from itertools import groupby

import numpy as np

from tht_xl.disclosure.feasibility import Place
from tht_xl.stats.arrays import Flags, Numbers


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
    """The small cells by their totals, and never by where they stand."""

    def key(place: Place) -> tuple[float, float]:
        return float(across[place[0]]), float(down[place[1]])

    places = [(int(row), int(column)) for row, column in np.argwhere(primary)]
    for _, alike in groupby(sorted(places, key=key), key=key):
        yield list(alike)
