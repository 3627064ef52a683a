"""Which cells of a line cover for its small ones: a choice that a reader can follow and learns nothing from."""

from typing import NamedTuple

import numpy as np

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
    """The least count that covers for others: two above the limit. Smaller ones never do, and are shown [count]."""
    return rule.withheld_to + 2


def cover_lines(rule: DisclosureRule, cells: Numbers, primary: Flags, may_cover: Flags) -> LineCover:
    """The covers of lines whose total and other cells are shown exactly.

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
    limit, small = rule.withheld_to, primary.sum(axis=-1, dtype=float)
    sums = np.where(primary, cells, 0).sum(axis=-1)
    spread = limit - 1
    protected = (sums >= small + spread) & (sums <= limit * small - spread)
    excess = np.where(may_cover, cells - least_cover(rule), np.inf)
    ascending = np.concatenate([np.sort(excess, axis=-1), np.full((len(cells), 1), np.inf)], axis=-1)
    each, following = ascending[:, :-1], ascending[:, 1:]
    known = sums[:, None] + np.cumsum(np.where(np.isinf(each), 0, each), axis=-1)
    wanted: Numbers = np.maximum(limit, limit * (small - 1) + 2)[:, None]
    # Beside nothing that stays, too little would be told from enough: both have to leave every value possible.
    wanted = np.where(np.isinf(following), limit * small[:, None] + 1, wanted)
    number = np.arange(1.0, each.shape[-1] + 1)
    enough = (each < following) & (known >= wanted) & (known - small[:, None] < number * (following - 1))
    highest = np.min(np.where(enough, each, np.inf), axis=-1, initial=np.inf)
    covers = may_cover & (excess <= highest[:, None]) & ~protected[:, None]
    return LineCover(covers, np.isinf(highest) & ~protected)
