"""Rows that are alike in the cells that a formula names: it comes to the same in each, and is evaluated once for all.

Most columns of a register repeat themselves: a choice, a role, a month, a blank. What else a formula reads, a whole
column or TODAY(), is the same for every row of a workbook.
"""

from collections.abc import Callable, Hashable, Iterable

from tht_xl.formulas.cell import Scalar
from tht_xl.formulas.evaluate import Cells
from tht_xl.formulas.references import Reference

TRIED = 500
"""After so many rows it is clear whether rows are alike. [rows]"""
MIN_ALIKE = 0.3
"""Of so many of them the result has to be known already; else the search takes longer than it saves. [share]"""
MAX_KEPT = 20_000
"""How many results are kept of one formula."""


class OncePerAlike:
    """A formula of one workbook, evaluated once for all rows that are alike in the cells that it names."""

    def __init__(self, formula: Callable[[Cells], Scalar], named: Iterable[Reference]) -> None:
        """Make one.

        Args:
            formula: From the cells of a row to what the formula comes to there.
            named: Every column that it names.
        """
        self._formula = formula
        self._headings = tuple(dict.fromkeys(each.heading for each in named if each.this_row))
        self._known: dict[Hashable, Scalar] = {}
        self._tried = self._repeated = 0
        self._is_worth_it = True

    def __call__(self, cells: Cells) -> Scalar:
        """Return what the formula comes to in a row."""
        if not self._is_worth_it:
            return self._formula(cells)
        given = [cells.cell(heading) for heading in self._headings]
        # With their kinds: 1 is not TRUE, though Python takes one for the other.
        key = *given, *map(type, given)
        self._tried += 1
        if key in self._known:
            self._repeated += 1
            return self._known[key]
        if self._tried > TRIED and self._repeated < MIN_ALIKE * self._tried:
            self._is_worth_it = False
            self._known.clear()
        value = self._formula(cells)
        if self._is_worth_it and len(self._known) < MAX_KEPT:
            self._known[key] = value
        return value
