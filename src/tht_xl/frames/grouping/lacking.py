"""Deprivation quantiles that a group has no row for."""

from collections.abc import Iterator
from itertools import islice

import numpy as np
import pandas as pd

from tht_xl.errors import DomainError
from tht_xl.frames.grouping.columns import brief, numbers_of
from tht_xl.frames.grouping.groups import Groups
from tht_xl.stats.arrays import Numbers, Words
from tht_xl.stats.quantile import MAX_QUANTILES

MAX_NAMED = 3
"""Missing quantiles named in one message; the others are counted."""


def numbers_of_quantiles(
    frame: pd.DataFrame, number: float | str | None, groups: Groups, quantiles: Numbers
) -> Numbers:
    """Return how many quantiles each group has.

    Args:
        frame: The rows.
        number: The same for all groups, the column that holds it, or None for as many as most groups have, and more
            where a group has a higher one.
        groups: Of the rows.
        quantiles: Of the rows.

    Raises:
        DomainError: It is not a whole number from 2, or the column is not numeric.
        UnknownNameError: No column has this name.
    """
    if isinstance(number, str):
        return numbers_of(frame, number, argument="number")[groups.first]
    if number is None:
        highest = _highest(groups, quantiles)
        sizes, times = np.unique(highest[np.isfinite(highest)], return_counts=True)
        # Of two equally common ones the higher: a group that lacks its last quantile has one too few.
        usual = sizes[::-1][np.argmax(times[::-1])] if sizes.size else 0.0
        return np.maximum(highest, usual)
    is_number = isinstance(number, int | float | np.number) and not isinstance(number, bool)
    if not is_number or not 2 <= number <= MAX_QUANTILES or number % 1:
        raise DomainError(f"number is {brief(number)}; expected a whole number from 2", remedy="Use 10, 5 or 4")
    return np.full(len(groups), float(number))


def lacking(groups: Groups, quantiles: Numbers, number: Numbers, reasons: Words) -> Iterator[tuple[int, str]]:
    """Yield the groups without a reason yet that lack a quantile or have one too many, and what to say.

    Args:
        groups: Of the rows.
        quantiles: Of the rows; whole numbers from 1, each once, in the groups without a reason.
        number: How many each group has.
        reasons: Of the groups.
    """
    rows = np.argsort(groups.codes, kind="stable")
    sizes = np.bincount(groups.codes, minlength=len(groups))
    ends = np.cumsum(sizes)
    highest = _highest(groups, quantiles)
    for group in np.flatnonzero((reasons == "") & ((sizes != number) | (highest != number))).tolist():
        there = set(quantiles[rows[ends[group] - sizes[group] : ends[group]]].tolist())
        yield group, _complaint(there, float(number[group]))


def _highest(groups: Groups, quantiles: Numbers) -> Numbers:
    highest = np.full(len(groups), -np.inf)
    np.fmax.at(highest, groups.codes, quantiles)
    return highest


def _complaint(there: set[float], number: float) -> str:
    if not (number >= 2 and number % 1 == 0):
        return f"the number of quantiles is {number:g}; expected a whole number from 2"
    beyond = max(there)
    if beyond > number:
        return f"the quantile is {beyond:g}; expected 1 to {number:g}"
    absent = int(number) - len(there)
    named = list(islice((each for each in range(1, int(number) + 1) if each not in there), MAX_NAMED))
    more = f" and {absent - len(named)} more" if absent > len(named) else ""
    listed = f"quantile{'s' if absent > 1 else ''} {', '.join(map(str, named))}{more}"
    return f"no row for {listed}; expected all of 1 to {number:g}"
