"""From what Python computed to what a cell may hold: no NaN, no infinity, no numpy type."""

import math
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from tht_xl.functions.engine.cells import Cell, CellError, Rows
from tht_xl.functions.engine.dates import serial_of

# Written out once: a union of types is built anew wherever it stands, for each cell.
_NUMPY: Final = (np.ndarray, np.generic)
_NUMBERS: Final = (float, int, Decimal)


def cell_of(value: Any) -> Cell:  # noqa: ANN401 - whatever a function computed
    """One result as a cell; what is not defined is #NUM!."""
    if isinstance(value, _NUMPY):
        value = cast(Any, value.item())
    if isinstance(value, str):
        return value or CellError.NUM
    if isinstance(value, bool):
        return value
    if isinstance(value, _NUMBERS):
        # Adding 0 turns a negative zero into 0.
        return float(value) + 0.0 if math.isfinite(value) else CellError.NUM
    if isinstance(value, date):
        return serial_of(value)
    return CellError.NUM


def cells_of(column: Any, size: int) -> list[Cell]:  # noqa: ANN401
    """A column of results as cells; one result fills the column."""
    if not isinstance(column, np.ndarray) or column.ndim == 0:
        return [cell_of(column)] * size
    values = cast(NDArray[Any], column)
    if values.dtype.kind == "f":
        cells: list[Cell] = (values + 0.0).tolist()
        is_number = np.isfinite(values)
        if not is_number.all():
            for place in (~is_number).nonzero()[0].tolist():
                cells[place] = CellError.NUM
        return cells
    found: list[Any] = values.tolist()
    # A column of words repeats a few of them.
    words = {word: cell_of(word) for word in set(found)} if {*map(type, found)} == {str} else None
    return [words[word] for word in found] if words is not None else [cell_of(value) for value in found]


def rows_of(cells: list[Cell], width: int) -> Rows:
    """Cells in rows of a width."""
    if width == 1:
        return [[cell] for cell in cells]
    return [cells[start : start + width] for start in range(0, len(cells), width)]
