"""Call a worksheet function from Python: cells in, cells out."""

from tht_xl.functions.engine.aggregates import call_aggregate
from tht_xl.functions.engine.blocks import check_cells
from tht_xl.functions.engine.cells import Cell, Rows
from tht_xl.functions.engine.registry import find_function
from tht_xl.functions.engine.rowwise import call_rowwise
from tht_xl.functions.engine.spreading import call_spreading


def call(name: str, *cells: object) -> Cell | Rows:
    """What a cell with this formula would show.

    Args:
        name: Name of the function, in any case.
        cells: Scalars, where None is a blank cell, or lists of rows. Whatever a host hands over is understood:
            errors, symbols, dates, serials, text that shows a number, numpy scalars.

    Returns:
        A scalar for scalars, a list of rows for ranges. Errors are CellError and equal their text.

    Raises:
        UnknownNameError: There is no such function; the nearest name is given.
        DomainError: The number of arguments is wrong, the name is no text, or a range is no list of rows.

    Examples:
        >>> call("THT_PROPORTION", 57, 100)
        57.0
        >>> call("THT_RAG", [[57], [None], ["[c]"]], 57, "high")
        [['Green'], [<CellError.NA: '#N/A'>], ['[c]']]
    """
    check_cells(cells)
    function = find_function(name)
    function.check_number_of_arguments(len(cells))
    if function.raw:
        return function.python(*cells)
    if function.spreads:
        return call_spreading(function, cells)
    return call_aggregate(function, cells) if function.aggregate else call_rowwise(function, cells)
