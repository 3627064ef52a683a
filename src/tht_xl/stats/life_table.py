"""The life table itself, for a block of areas at a time."""

from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np

from tht_xl.stats.arrays import Column, Numbers

BLOCK: Final = 2048
"""Areas worked on at once: their tables then fit into a core's second-level cache. [areas]"""
FIRST_BAND_LIVED: Final = 0.1
"""Share of the first band lived by those who die in it: most infant deaths are early. [fraction]"""
OTHER_BANDS_LIVED: Final = 0.5
"""Share of any other band lived by those who die in it. [fraction]"""


class LifeTable:
    """Life expectancies and standard errors of a block of areas, in arrays that are filled again and again.

    Bands lie on the first axis, areas on the last. Worked from the open band downwards: with q the chance of dying
    in a band of n years, a share a of which those who die live through, and e' and v' the expectancy and variance at
    the next age,

        e = n (1 - q (1 - a)) + (1 - q) e',    v = S2 ((1 - a) n + e')^2 + (1 - q)^2 v',    S2 = q^2 (1 - q) / D.

    This is the usual table divided by its survivors at each age, which therefore never run out.

    Attributes:
        deaths: D, deaths of the areas filled in. [count]
        populations: P. [person-years]
        expectancies: e at the first age of each band. [years]
        standard_errors: Square root of v. [years]
    """

    def __init__(self, ages: tuple[float, ...], areas: int) -> None:
        bands = len(ages)
        width = np.diff(np.array(ages))
        lived = np.where(np.arange(bands - 1) == 0, FIRST_BAND_LIVED, OTHER_BANDS_LIVED)
        self._width = width[:, None]
        self._left = (width * (1 - lived))[:, None]
        self._space = np.empty((4, bands, areas))
        self._closed = np.empty((3, bands - 1, areas))
        self._row = np.empty(areas)

    def fill(self, deaths: Column, populations: Column) -> None:
        """Works out the tables of a block of areas, given as areas by bands. Impossible ones give any number."""
        areas = len(deaths)
        d, p, e, s = self.deaths, self.populations, self.expectancies, self.standard_errors = self._space[..., :areas]
        q, survival, variance = self._closed[..., :areas]
        np.copyto(d, deaths.T)
        np.copyto(p, populations.T)
        # q / D = n / (P + n (1 - a) D), so that a band without deaths needs no division by 0.
        np.multiply(d[:-1], self._left, out=variance)
        variance += p[:-1]
        np.divide(self._width, variance, out=variance)
        np.multiply(variance, d[:-1], out=q)
        np.minimum(q, 1, out=q)
        np.subtract(1, q, out=survival)
        variance *= q
        variance *= survival
        np.divide(p[-1], d[-1], out=e[-1])
        np.multiply(e[-1], e[-1], out=s[-1])
        s[-1] /= d[-1]
        # From here q holds the years lived in the band by those alive at its start.
        q *= self._left
        np.subtract(self._width, q, out=q)
        self._descend(q, survival, variance)
        np.sqrt(s, out=s)

    def _descend(self, lived: Numbers, survival: Numbers, variance: Numbers) -> None:
        e, v = self.expectancies, self.standard_errors
        row = self._row[: e.shape[1]]
        for band in range(len(lived) - 1, -1, -1):
            np.add(e[band + 1], self._left[band], out=row)
            row *= row
            row *= variance[band]
            np.multiply(survival[band], survival[band], out=v[band])
            v[band] *= v[band + 1]
            v[band] += row
            np.multiply(survival[band], e[band + 1], out=e[band])
            e[band] += lived[band]


def single_table(ages: tuple[float, ...], deaths: list[float], populations: list[float]) -> tuple[Numbers, Numbers]:
    """Return expectancies and standard errors at every age of one area whose numbers are all possible.

    The same equations in the same order as `LifeTable`, and so the same to the last digit: a worksheet asks for one
    area at a time, for which plain numbers take a tenth of the time that arrays take.

    Args:
        ages: First age of each band. [years]
        deaths: From 0 to the population of the band; above 0 in the open one. [count]
        populations: Above 0. [person-years]
    """
    expectancy = populations[-1] / deaths[-1]
    variance = expectancy * expectancy / deaths[-1]
    expectancies, variances = [expectancy], [variance]
    for width, left, d, p in zip(*_closed_bands(ages), deaths[-2::-1], populations[-2::-1], strict=True):
        each = width / (d * left + p)
        died = each * d
        if died > 1:
            died = 1.0
        survived = 1 - died
        beyond = expectancy + left
        variance = survived * survived * variance + beyond * beyond * (each * died * survived)
        expectancy = survived * expectancy + (width - died * left)
        expectancies.append(expectancy)
        variances.append(variance)
    return np.array(expectancies[::-1]), np.sqrt(variances[::-1])


@lru_cache(maxsize=16)
def _closed_bands(ages: tuple[float, ...]) -> tuple[list[float], list[float]]:
    """Return the width of each closed band and what those who die in it leave unlived, in years, oldest first."""
    widths = [after - before for before, after in pairwise(ages)]
    lived = [FIRST_BAND_LIVED, *[OTHER_BANDS_LIVED] * (len(widths) - 1)][: len(widths)]
    left = [width * (1 - share) for width, share in zip(widths, lived, strict=True)]
    return widths[::-1], left[::-1]
