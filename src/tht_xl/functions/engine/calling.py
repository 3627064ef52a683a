"""Call a worksheet function from Python: cells in, cells out."""

from collections.abc import Sequence
from dataclasses import dataclass

from tht_xl.functions.engine.blocks import check_cells
from tht_xl.functions.engine.cells import Cell, Rows
from tht_xl.functions.engine.function import Calling, WorksheetFunction
from tht_xl.functions.engine.registry import find_function


def call(name: str, *cells: object) -> Cell | Rows:
    """Return what a cell with this formula would show.

    Args:
        name: Name of the function, in any case.
        cells: Scalars, where None is a blank cell, or lists of rows. Whatever a host hands over is understood:
            errors, symbols, dates, serials, text that shows a number, numpy scalars.

    Returns:
        A scalar for scalars, a list of rows for ranges. Errors are CellError and equal their text.

    Raises:
        UnknownNameError: There is no such function; the nearest name is given.
        DomainError: The number of arguments is wrong, the name is not a text, or a range is not a list of rows.

    Examples:
        >>> call("THT_PROPORTION", 57, 100)
        57.0
        >>> call("THT_RAG", [[57], [None], ["[c]"]], 57, "high")
        [['Green'], [<CellError.NA: '#N/A'>], ['[c]']]
    """
    check_cells(cells)
    function = find_function(name)
    function.check_number_of_arguments(len(cells))
    return function.calling.run(function, cells).cells()


@dataclass(frozen=True, slots=True)
class Raw(Calling):
    """The cells as they come and the result as it goes: for a function that is not about figures, THT_NOTE."""

    def run(self, function: WorksheetFunction, cells: Sequence[object]) -> "RawCall":
        """Put the call off until its cells are asked for: a note on a note is about the method alone."""
        return RawCall(function, cells)


@dataclass(frozen=True, slots=True)
class RawCall:
    """A call of a function on the cells as they come."""

    function: WorksheetFunction
    given: Sequence[object]

    def cells(self) -> Cell | Rows:
        """Return what the function gives."""
        return self.function.python(*self.given)

    def sentences(self) -> str:
        """Return the method."""
        return self.function.method
