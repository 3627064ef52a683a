"""Which points do not fit their series: far from it, off by a power of ten, or a zero where the others have none."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tht_xl.disclosure.rules import is_small
from tht_xl.model.periods.period import Period
from tht_xl.workbook.cross_checks.figures import QUANTITIES, CheckedFigures
from tht_xl.workbook.cross_checks.series import AllSeries, CheckedSeries
from tht_xl.workbook.cross_checks.statistic import LOCAL_POINTS, distance, distances
from tht_xl.workbook.data_sheet.headings import COUNTS
from tht_xl.workbook.data_sheet.number_column import Flags

MANY_TIMES = 3.0
"""In a series of a few points, a value this many times the others, or this fraction of them, is far from them."""
FAR_TIMES, FAR_SIGMAS = 2.2, 4.0
"""In a longer series it is far when it is both so many times its neighbours and so many standard deviations away ..."""
STEADY_TIMES, STEADY_SIGMAS = 1.15, 40.0
"""... or, in a series that hardly moves, less in proportion and much more in standard deviations."""
POWER = 0.15
"""How near to a power of ten, in the exponent: ten times means from 7 to 14 times."""
ALIKE = 3.0
"""The others agree well enough on their size when the largest is at most this many times the smallest."""
MIN_PEOPLE = 20
"""Counts smaller than this may well be ten times as many, or none, in another year."""
EXPECTED = 5.0
"""A zero where as many as this would be expected happens by chance less than once in a hundred times."""
MAX_ZEROS = 3
"""Zeros are unusual in a series of which they are a third at most."""


class Slip(NamedTuple):
    """A point that does not fit its series.

    Attributes:
        row: Index of the table's row.
        heading: Where.
        exponent: By which power of ten it is off; 0 where it is simply far.
        is_zero: Whether it is a zero among others.
        others: What the others are about.
        beside: The one other period where there are only two: either of them may be the wrong one. Else None.
    """

    row: int
    heading: str
    exponent: int
    is_zero: bool
    others: float
    beside: Period | None = None


def slips(figures: CheckedFigures, explained: Collection[int]) -> Iterator[Slip]:
    """Yield the first slip of each row.

    Args:
        figures: The return.
        explained: Rows whose figures are known to belong elsewhere.
    """
    every = figures.series
    for line in every.among(_suspects(every)):
        seen = set[int]()
        for heading in QUANTITIES:
            for slip in _slips_of(line, heading):
                if slip.row not in seen and slip.row not in explained:
                    seen.add(slip.row)
                    yield slip


def _suspects(every: AllSeries) -> NDArray[np.int64]:
    """Return the numbers of the series in which a point may not fit; most fit, and are looked at no further."""
    size, count = len(every.indicators), len(every.series)
    numbers = np.concatenate([every.numbers[heading] for heading in QUANTITIES])
    there = np.flatnonzero(~np.isnan(numbers))
    points = numbers[there]
    # One behind the other: the denominators of all series, their numerators, and their values.
    quantity, place = np.divmod(there, max(1, count))
    series, rows = every.series[place], every.rows[place]
    is_value = quantity == QUANTITIES.index("Value")
    decimals = np.concatenate([every.decimals if heading == "Value" else np.zeros(size) for heading in QUANTITIES])
    found = distances(points, quantity * size + series, decimals)
    with np.errstate(all="ignore"):
        times = np.where((points > 0) & (found.others > 0), points / found.others, np.nan)
    # A power of ten is further still than this.
    far = (times >= MANY_TIMES) | (times <= 1 / MANY_TIMES)
    far |= is_value & _is_far(points, found.near, found.sigmas)
    return np.unique(series[(far | (points == 0)) & (rows >= 0)])


def _slips_of(line: CheckedSeries, heading: str) -> Iterator[Slip]:
    numbers = line.numbers[heading]
    there = np.flatnonzero(~np.isnan(numbers))
    points, rows = numbers[there], line.rows[there]
    found = distance(points, line.indicator.decimals if heading == "Value" else 0)
    if found.size < 2:
        return
    zero = _zeros(line, heading, there) & (found.others > 0)
    with np.errstate(all="ignore"):
        times = np.where((points > 0) & (found.others > 0), points / found.others, np.nan)
        exponent = np.round(np.log10(times))
        agreed = found.spread <= ALIKE
        power = agreed & (np.abs(np.log10(times) - exponent) <= POWER) & (exponent != 0)
    far = agreed & ((times >= MANY_TIMES) | (times <= 1 / MANY_TIMES))
    if heading == "Value":
        large = _has_people(line, there)
        far = far if found.size < LOCAL_POINTS else _is_far(points, found.near, found.sigmas)
    else:
        large = np.maximum(points, found.others) >= MIN_PEOPLE
        # How many were counted may well change; how many could have been counted hardly does.
        far &= heading == "Denominator"
    wrong = zero | (large & (power | far))
    # Of two points of the return nobody can tell which is wrong: the finding is reported at the later, and names both.
    wrong[0] &= found.size > 2 or rows[1] < 0
    # A power of ten from a figure that is shown gives away one that is not: 40 is ten times 4.
    names_power = not _has_withheld_counts(line)
    for place in np.flatnonzero(wrong & (rows >= 0)).tolist():
        is_zero = bool(zero[place])
        by = int(exponent[place]) if names_power and power[place] and not is_zero else 0
        beside = line.periods[int(there[1 - place])] if found.size == 2 else None
        yield Slip(int(rows[place]), heading, by, is_zero, float(found.others[place]), beside)


def _is_far(points: np.ndarray, near: np.ndarray, sigmas: np.ndarray) -> Flags:
    with np.errstate(all="ignore"):
        times = np.where((points > 0) & (near > 0), np.maximum(points / near, near / points), np.nan)
    return ((times >= FAR_TIMES) & (sigmas >= FAR_SIGMAS)) | ((times >= STEADY_TIMES) & (sigmas >= STEADY_SIGMAS))


def _has_withheld_counts(line: CheckedSeries) -> bool:
    """Return whether the indicator's disclosure rule withholds any count of the series."""
    counts = np.concatenate([line.numbers[heading] for heading in COUNTS])
    return bool(is_small(line.indicator.disclosure, counts[~np.isnan(counts)]).any())


def _has_people(line: CheckedSeries, there: np.ndarray) -> Flags:
    """Values from counts of a few people may well double; others have no counts that could tell."""
    counts = line.numbers["Numerator"][there]
    usual = np.nanmedian(counts) if (~np.isnan(counts)).any() else np.nan
    return np.isnan(counts) | (np.maximum(counts, np.nan_to_num(usual)) >= MIN_PEOPLE)


def _zeros(line: CheckedSeries, heading: str, there: np.ndarray) -> Flags:
    """Zeros that chance does not explain, in a series that has few of them."""
    points = line.numbers[heading][there]
    zero = points == 0
    # A blank return asks for two periods as often as for one, and what is missing is 0 in both.
    few = max(1, len(points) // MAX_ZEROS)
    if heading == "Denominator" or not 0 < zero.sum() <= few or (points < 0).any():
        return np.zeros(len(points), bool)
    rest = np.median(points[~zero])
    if heading == "Numerator":
        base = line.numbers["Denominator"][there]
        share = np.nanmedian(points[~zero] / base[~zero])
        return zero & (share * np.where(np.isnan(base), 0, base) >= EXPECTED)
    counted = ~np.isnan(line.numbers["Numerator"][there])
    return zero & ~counted & (rest >= EXPECTED * 10.0**-line.indicator.decimals)
