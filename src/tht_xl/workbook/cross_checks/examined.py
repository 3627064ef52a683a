"""The subject of the rules that hold a return against what is known: its figures, and what was found in them once."""

from functools import cached_property

from tht_xl.workbook.cross_checks.asked_and_found import AskedAndFound, asked_and_found
from tht_xl.workbook.cross_checks.figures import CheckedFigures
from tht_xl.workbook.cross_checks.slips import Slip, slips
from tht_xl.workbook.cross_checks.swaps import swapped_rows


class Examined(CheckedFigures):
    """Figures with what several rules ask of them."""

    @cached_property
    def swaps(self) -> tuple[tuple[int, int], ...]:
        """Pairs of rows whose figures belong to each other's series."""
        return swapped_rows(self)

    @cached_property
    def slips(self) -> tuple[Slip, ...]:
        """Figures that do not fit their series, but for rows that are swapped: R705 explains them."""
        return tuple(slips(self, {index for pair in self.swaps for index in pair}))

    @cached_property
    def asked_and_found(self) -> AskedAndFound:
        """What came beside what was asked for."""
        return asked_and_found(self)
