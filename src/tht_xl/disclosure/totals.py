"""Totals that never skip a withheld cell: a spreadsheet's SUM does, and shows too little without saying so."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from tht_xl.disclosure.inputs import counts_given
from tht_xl.model.vocabulary import SYMBOLS, Symbol
from tht_xl.stats.arrays import Numbers, Words, check_shapes, first_match


class SafeTotal(NamedTuple):
    """Totals, and the symbol that is shown where there is none."""

    totals: Numbers
    symbols: Words


def safe_total(counts: ArrayLike, symbols: ArrayLike) -> SafeTotal:
    """Return the sum over the last axis where every cell is known; where not, the symbol that says why there is none.

    Args:
        counts: Released counts; NaN where there is none. [count]
        symbols: The symbol of each cell, "" where there is a count. Arrays broadcast.

    Returns:
        Totals, NaN where a cell is unknown, and the first of "[c]", "[u]", "[z]" and "[x]" that a cell carries; "[x]"
        also where a count is missing without a symbol. No cells sum to 0.

    Raises:
        DomainError: Counts are not numbers, or there are more or fewer symbols.

    Examples:
        >>> safe_total([[10, 20], [10, float("nan")]], [["", ""], ["", "[c]"]]).symbols.tolist()
        ['', '[c]']
    """
    given, marked = counts_given("counts", counts), np.asarray(symbols, object)
    check_shapes({"counts": given.shape, "symbols": marked.shape})
    x, marks = np.broadcast_arrays(given, marked)
    carried = [((marks == symbol).any(axis=-1), symbol) for symbol in SYMBOLS]
    missing = np.isnan(x).any(axis=-1)
    words = first_match([*carried, (missing, Symbol.NOT_AVAILABLE)], otherwise="")
    return SafeTotal(np.where(words == "", x.sum(axis=-1), np.nan), words)
