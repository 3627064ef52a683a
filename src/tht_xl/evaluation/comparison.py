"""Values beside those of the comparators, and the people between them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from tht_xl.evaluation.rows.coded import Codes
from tht_xl.model.vocabulary import Comparison
from tht_xl.monitoring.benchmark import compare
from tht_xl.stats.arrays import Words

NOT_COMPARED = f"{Comparison.NOT_COMPARED}: no interval"

Floats = NDArray[np.float64]


def values_beside(cells: Codes, values: Floats, is_comparator: NDArray[np.bool_]) -> Floats:
    """For each row the comparator's value of the same indicator and period; NaN where it has none, and in its own rows.

    Args:
        cells: A number for the indicator and period of each row.
        values: The value of each row; NaN where there is none.
        is_comparator: The comparator's own rows, no two of one indicator and period.
    """
    of_cell = np.full(int(cells.max(initial=-1)) + 1, np.nan)
    of_cell[cells[is_comparator]] = values[is_comparator]
    beside = of_cell[cells]
    beside[is_comparator | np.isnan(values)] = np.nan
    return beside


def comparison_words(value: Floats, lower: Floats, upper: Floats, other: Floats, polarity: str) -> Words:
    """`compare` for the rows that have something to be compared with; "Not compared" for those without an interval."""
    words = compare(value, lower, upper, other, polarity)
    words[np.isnan(lower) | np.isnan(upper)] = NOT_COMPARED
    words[np.isnan(other)] = ""
    return words


def first_known(columns: Sequence[Floats], size: int) -> Floats:
    """For each row the first of several numbers that is known; NaN where none is."""
    found = np.full(size, np.nan)
    for column in columns:
        np.copyto(found, column, where=np.isnan(found))
    return found


def inside(other: Floats, lower: Floats, upper: Floats) -> Floats:
    """1 where a number lies within an interval, 0 where it does not, NaN where that is unknown."""
    within = ((other >= lower) & (other <= upper)).astype(float)
    within[np.isnan(other) | np.isnan(lower) | np.isnan(upper)] = np.nan
    return within
