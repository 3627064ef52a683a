"""Which cells of a two-way table to withhold so that they cover for a small one."""

import numpy as np

from tht_xl.monitoring.disclosure import DisclosureRule
from tht_xl.monitoring.released import leeway_of_withheld
from tht_xl.monitoring.table_reach import Place, balanced, signs, total_places
from tht_xl.stats.arrays import Flags, Numbers


def covering_cells(rule: DisclosureRule, table: Numbers, withheld: Flags, place: Place) -> Flags:
    """The cells that form the cheapest rectangle with a withheld cell in which it keeps enough possible values.

    Cheapest is what withholds the fewest further totals, then the smallest further counts; the counts at the three
    corners decide between equals, and rectangles that remain equal are all taken.

    Args:
        rule: The rule.
        table: One table with its totals; NaN for totals that are not published. [count]
        withheld: Which cells are withheld already.
        place: Row and column of the cell.

    Returns:
        The cell and the corners; all totals where no rectangle will do, since nobody subtracts from a table without.
    """
    is_total = total_places(table.shape)
    corner = _worth(table, withheld, is_total)
    chosen = _will_do(rule, table, withheld, is_total, place)
    corners = (table, table[place[0]][None, :], table[:, place[1]][:, None])
    keys = [sum(_corners(worth, place)) for worth in corner] + [np.nan_to_num(each) for each in corners]
    for key in keys:
        if chosen.any():
            chosen = chosen & (key == np.min(np.broadcast_to(key, chosen.shape)[chosen]))
    taken = chosen.copy() if chosen.any() else is_total.copy()
    for row, column in np.argwhere(chosen):
        taken[place[0], column] = taken[row, place[1]] = True
    taken[place] = True
    return taken & ~(np.isnan(table) & is_total)


def _worth(table: Numbers, withheld: Flags, is_total: Flags) -> tuple[Numbers, Numbers]:
    """What withholding each cell costs: totals first, then counts."""
    is_lost = ~withheld & ~np.isnan(table)
    return np.where(is_lost & is_total, 1.0, 0.0), np.where(is_lost, table, 0.0)


def _corners(values: Numbers, place: Place) -> tuple[Numbers, Numbers, Numbers]:
    """Of each opposite corner: its own value, that in the cell's row, and that in the cell's column."""
    row, column = place
    return (
        values,
        np.broadcast_to(values[row][None, :], values.shape),
        np.broadcast_to(values[:, column][:, None], values.shape),
    )


def _will_do(rule: DisclosureRule, table: Numbers, withheld: Flags, is_total: Flags, place: Place) -> Flags:
    """Which opposite corners make a rectangle of cells that may be withheld and leave enough values possible."""
    with np.errstate(invalid="ignore"):
        # A cell of one more than the limit cannot become smaller for a reader who knows why it is withheld.
        can_cover = (table >= rule.withheld_to + 2) | (is_total & ~(table == 0)) | (withheld & (table > 0))
    own, beside, below = _corners(np.where(can_cover, 1.0, 0.0), place)
    fits = (own + beside + below) == 3
    fits[place[0], :] = fits[:, place[1]] = False
    limit = np.inf if is_total[place] else rule.withheld_to - table[place]
    for knows_why, least in ((False, rule.least_possible), (True, min(2, rule.withheld_to))):
        leeway = leeway_of_withheld(rule, table, is_total, knows_why=knows_why)
        reached = np.ones(table.shape)
        for direction, furthest in ((1, limit), (-1, table[place] - 1)):
            rise, fall = balanced(leeway, direction * signs(table.shape)[place])
            opposite, beside, below = _corners(rise, place)[0], *_corners(fall, place)[1:]
            reached += np.minimum(np.minimum(opposite, furthest), np.minimum(beside, below))
        fits &= reached >= least
    return fits
