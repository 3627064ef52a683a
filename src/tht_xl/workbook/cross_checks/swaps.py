"""Rows whose figures belong to each other's series."""

import numpy as np

from tht_xl.workbook.cross_checks.figures import CheckedFigures
from tht_xl.workbook.cross_checks.statistic import distances

FITS = 0.25
"""How near a swapped value must be to the other row's series, as a difference of logarithms: within 28%."""
MISSES = 0.4
"""How far it must be from its own: half as much again, or a third less."""


def swapped_rows(figures: CheckedFigures) -> tuple[tuple[int, int], ...]:
    """Pairs of rows of one period, and of one area or one indicator, whose values belong to each other's series."""
    usual = _unusual_values(figures)
    pairs: list[tuple[int, int]] = []
    used: set[int] = set()
    for parts in ((1, 2), (0, 2)):
        for off in figures.together(*parts, among=usual):
            # A group has a row for each indicator, or each area, of the framework at most: keys do not repeat.
            for place, one in enumerate(off):
                for two in off[place + 1 :]:
                    if one not in used and two not in used and _fit_each_other(usual[one], usual[two]):
                        pairs.append((one, two))
                        used |= {one, two}
    return tuple(pairs)


def _fit_each_other(one: tuple[float, float], two: tuple[float, float]) -> bool:
    return abs(one[0] - two[1]) <= FITS and abs(two[0] - one[1]) <= FITS


def _unusual_values(figures: CheckedFigures) -> dict[int, tuple[float, float]]:
    """Return the logarithms of a row's value and of the median of its series' others, where they are far apart."""
    every = figures.series
    there = np.flatnonzero(every.numbers["Value"] > 0)
    values, series, rows = every.numbers["Value"][there], every.series[there], every.rows[there]
    found = distances(values, series, every.decimals)
    # Of two points of the return nobody can tell which is wrong: the later is asked about.
    is_first = np.append(True, series[1:] != series[:-1])
    next_is_returned = np.append(rows[1:] >= 0, False)
    asked = (rows >= 0) & (found.others > 0) & ~(is_first & (found.size == 2) & next_is_returned)
    with np.errstate(all="ignore"):
        own, others = np.log(values), np.log(found.others)
        asked &= np.abs(own - others) >= MISSES
    places = sorted(np.flatnonzero(asked).tolist(), key=lambda place: int(rows[place]))
    return {int(rows[place]): (float(own[place]), float(others[place])) for place in places}
