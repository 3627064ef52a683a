"""Feasibility intervals of a two-way table: how far one cell can move while every total stays right.

A table with its totals in the last row and column is a network: cells are its edges, and rows and columns its nodes.
What a reader can believe of a cell, given the intervals of all the others, is the largest flow around it, so the answer
is exact, in whole counts, and needs no solver.
"""

from collections.abc import Iterator

import numpy as np

from tht_xl.disclosure.released import FeasibilityInterval, feasibility_of_shown, feasibility_of_withheld
from tht_xl.disclosure.rules import DisclosureRule
from tht_xl.stats.arrays import Flags, Numbers

Place = tuple[int, int]


def total_places(shape: tuple[int, int]) -> Flags:
    """Return a boolean mask of the totals: the last row and the last column."""
    is_total = np.zeros(shape, bool)
    is_total[-1, :] = is_total[:, -1] = True
    return is_total


def signs(shape: tuple[int, int]) -> Numbers:
    """-1 for row totals and column totals, else 1: with these signs every row and every column sums to 0."""
    rows, columns = np.ones(shape[0]), np.ones(shape[1])
    rows[-1] = columns[-1] = -1
    return np.outer(rows, columns)


def reach(interval: FeasibilityInterval, place: Place, direction: int, at_most: float) -> float:
    """Return how far a cell can be from its true count.

    Args:
        interval: How far each cell could be from its true count, were there no sums. [count]
        place: Row and column of the cell.
        direction: 1 for above the true count, -1 for below.
        at_most: As far as matters. [count]

    Returns:
        The distance, from 0 to `at_most`. [count]

    References:
        [1] R. K. Ahuja, T. L. Magnanti and J. B. Orlin, Network Flows, Prentice Hall (1993), ch. 6.
    """
    rise, fall = balance(interval, direction * signs(interval.up.shape)[place])
    wanted, reached = min(at_most, float(rise[place])), 0.0
    rise[place] = fall[place] = 0
    while reached < wanted:
        path = _path(fall > 0, rise > 0, place)
        if not path:
            break
        falling, rising = path[::2], path[1::2]
        step = min(wanted - reached, *(fall[p] for p in falling), *(rise[p] for p in rising))
        for moved, against, along in ((falling, rise, fall), (rising, fall, rise)):
            for each in moved:
                along[each] -= step
                against[each] += step
        reached += step
    return reached


def balance(interval: FeasibilityInterval, direction: float) -> tuple[Numbers, Numbers]:
    """Return how far cells can rise and fall where all rows and columns sum to 0, seen from a cell that rises there."""
    upward = signs(interval.up.shape) * direction > 0
    return np.where(upward, interval.up, interval.down), np.where(upward, interval.down, interval.up)


def _path(can_fall: Flags, can_rise: Flags, place: Place) -> list[Place]:
    """Cells that fall and rise in turn, and so carry a rise from its row to its column; none if there is no way."""
    row, column = place
    came_by_row = np.full(can_fall.shape[1], -1)
    came_by_column = np.full(can_fall.shape[0], -1)
    rows, seen = [row], np.zeros(can_fall.shape[0], bool)
    seen[row] = True
    while rows and came_by_row[column] < 0:
        following: list[int] = []
        for new_column, from_row in _newly(can_fall, rows, came_by_row >= 0):
            came_by_row[new_column] = from_row
            for new_row in np.flatnonzero(can_rise[:, new_column] & ~seen).tolist():
                seen[new_row] = True
                came_by_column[new_row] = new_column
                following.append(new_row)
        rows = following
    return _trace(came_by_row, came_by_column, place) if came_by_row[column] >= 0 else []


def _newly(can_fall: Flags, rows: list[int], reached: Flags) -> Iterator[Place]:
    """Columns that these rows are the first to reach, each with the row."""
    reached = reached.copy()
    for row in rows:
        for column in np.flatnonzero(can_fall[row] & ~reached).tolist():
            reached[column] = True
            yield column, row


def _trace(came_by_row: np.ndarray, came_by_column: np.ndarray, place: Place) -> list[Place]:
    path: list[Place] = []
    row, column = place[0], place[1]
    while True:
        from_row = int(came_by_row[column])
        path.append((from_row, column))
        if from_row == row:
            return path
        column = int(came_by_column[from_row])
        path.append((from_row, column))


def are_protected(rule: DisclosureRule, table: Numbers, withheld: Flags, primary: Flags, as_it_is: Flags) -> bool:
    """Return whether enough values stay possible for each small cell, beside all others and every sum.

    Args:
        rule: The rule.
        table: The true counts of one table with its totals; NaN for totals that are not published. [count]
        withheld: Which cells are withheld.
        primary: Which of them are small themselves, as the reader is taken to know.
        as_it_is: Which cells the rule does not round.
    """
    is_total = total_places(table.shape)
    unseen = withheld | (np.isnan(table) & is_total)
    hidden, shown = feasibility_of_withheld(rule, table, primary, is_total), feasibility_of_shown(rule, table, as_it_is)
    interval = FeasibilityInterval(*(np.where(unseen, inside, out) for inside, out in zip(hidden, shown, strict=True)))
    for place in map(tuple[int, int], np.argwhere(primary).tolist()):
        if _moves_within_a_rectangle(interval, place):
            continue
        # How many values the cell can have, counting no more than are asked for: its own, those above and those below.
        values = 1 + reach(interval, place, 1, min(float(interval.up[place]), rule.least_possible - 1))
        if values < rule.least_possible:
            values += reach(interval, place, -1, float(interval.down[place]))
        if values < rule.least_possible:
            return False
    return True


def _moves_within_a_rectangle(interval: FeasibilityInterval, place: Place) -> bool:
    """Return whether three other cells are enough to let a cell take all its values. Faster than `reach`."""
    (row, column), inside = place, np.s_[:-1, :-1]
    if row == interval.up.shape[0] - 1 or column == interval.up.shape[1] - 1:
        return False
    rise, fall = interval.up[place], interval.down[place]
    opposite = (interval.up[inside] >= rise) & (interval.down[inside] >= fall)
    adjoining = (interval.down[inside] >= rise) & (interval.up[inside] >= fall)
    fits = opposite & adjoining[row] & adjoining[:, column][:, None]
    fits[row, :] = fits[:, column] = False
    return bool(fits.any())
