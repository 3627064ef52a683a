"""Rows whose figures belong to each other's series."""

import numpy as np

from tht_xl.workbook.cross_checks.figures import CheckedFigures
from tht_xl.workbook.cross_checks.statistic import distance

FITS = 0.25
"""How near a swapped value must be to the other row's series, as a difference of logarithms: within 28%."""
MISSES = 0.4
"""How far it must be from its own: half as much again, or a third less."""


def swapped_rows(figures: CheckedFigures) -> tuple[tuple[int, int], ...]:
    """Pairs of rows of one period, and of one area or one indicator, whose values belong to each other's series."""
    usual = _usual_values(figures)
    pairs: list[tuple[int, int]] = []
    used: set[int] = set()
    for parts in ((1, 2), (0, 2)):
        for group in figures.together(*parts):
            # A group has a row for each indicator, or each area, of the framework at most: keys do not repeat.
            off = [i for i in group if i in usual and i not in used and abs(usual[i][0] - usual[i][1]) >= MISSES]
            for place, one in enumerate(off):
                for two in off[place + 1 :]:
                    if one not in used and two not in used and _fit_each_other(usual[one], usual[two]):
                        pairs.append((one, two))
                        used |= {one, two}
    return tuple(pairs)


def _fit_each_other(one: tuple[float, float], two: tuple[float, float]) -> bool:
    return abs(one[0] - two[1]) <= FITS and abs(two[0] - one[1]) <= FITS


def _usual_values(figures: CheckedFigures) -> dict[int, tuple[float, float]]:
    """Return the logarithms of a row's value and of the median of its series' other points."""
    usual: dict[int, tuple[float, float]] = {}
    for line in figures.lines:
        there = np.flatnonzero(line.numbers["Value"] > 0)
        rows = line.rows[there].tolist()
        found = distance(line.numbers["Value"][there], line.indicator.decimals)
        for place, row in enumerate(rows):
            # Of two points of the return nobody can tell which is wrong: the later is asked about.
            if row >= 0 and found.others[place] > 0 and (place or found.size > 2 or rows[1] < 0):
                value = line.numbers["Value"][there[place]]
                usual[row] = float(np.log(value)), float(np.log(found.others[place]))
    return usual
