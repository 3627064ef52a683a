"""Whether the rounded total of a line tells too much of its small cells."""

import numpy as np

from tht_xl.disclosure.released import leeway_of_shown, shown_range
from tht_xl.disclosure.rules import DisclosureRule, round_to
from tht_xl.stats.arrays import Flags, Numbers


def total_tells(rule: DisclosureRule, cells: Numbers, totals: Numbers, primary: Flags) -> Flags:
    """Which totals have to be withheld, where every count that is shown is rounded.

    A total goes where it leaves fewer than `rule.least_possible` values for a small cell, and also where one of the
    neighbouring totals would: to withhold the telling totals alone would say that they tell.

    Args:
        rule: A rule that withholds and rounds.
        cells: Counts of lines, on the last axis; NaN where missing. [count]
        totals: Of the lines. [count]
        primary: Small cells, one or more in each line.
    """
    small, stays = primary.sum(axis=-1, dtype=float), ~primary & ~np.isnan(cells)
    down, up = leeway_of_shown(rule, cells, np.zeros(cells.shape, bool))
    least = np.where(stays, cells - down, 0).sum(axis=-1)
    most = np.where(stays, cells + up, 0).sum(axis=-1)
    # Whoever knows the missing cells knows the most.
    missing = np.where(np.isnan(cells).any(axis=-1), np.maximum(totals - np.nansum(cells, axis=-1), 0), 0)
    shown = round_to(totals, rule.rounded_to)
    tells = np.zeros(len(cells), bool)
    for neighbour in (shown - rule.rounded_to, shown, shown + rule.rounded_to):
        low, high = shown_range(rule, neighbour)
        tells |= (low <= high) & _narrows(rule, low - most - missing, high - least - missing, small)
    smallest = round_to(rule.withheld_to + 1, rule.rounded_to)
    of_small = _narrows(rule, 1 - most - missing, rule.withheld_to - least - missing, small)
    return tells | ((shown == smallest) & of_small)


def _narrows(rule: DisclosureRule, lowest: Numbers, highest: Numbers, small: Numbers) -> Flags:
    """Whether a sum between these leaves too few values for one of so many small cells; not where none can have it."""
    limit = rule.withheld_to
    low, high = np.maximum(lowest, small), np.minimum(highest, limit * small)
    values = np.minimum(limit, high - small + 1) - np.maximum(1, low - limit * (small - 1)) + 1
    return (low <= high) & (values < rule.least_possible)
