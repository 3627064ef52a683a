"""From what Python computed to what a cell may hold: no NaN, no infinity, no numpy type."""

import math
from datetime import date
from decimal import Decimal
from typing import Any, cast

import numpy as np

from tht_xl.functions.cells import Cell, CellError, Rows
from tht_xl.functions.dates import serial_of


def cell_of(value: Any) -> Cell:  # noqa: ANN401 - whatever a function computed
    """One result as a cell; what is not defined is #NUM!."""
    if isinstance(value, np.ndarray | np.generic):
        value = cast(Any, value.item())
    if isinstance(value, str):
        return value or CellError.NUM
    if isinstance(value, bool):
        return value
    if isinstance(value, float | int | Decimal):
        # Adding 0 turns a negative zero into 0.
        return float(value) + 0.0 if math.isfinite(value) else CellError.NUM
    if isinstance(value, date):
        return serial_of(value)
    return CellError.NUM


def cells_of(column: Any, size: int) -> list[Cell]:  # noqa: ANN401
    """A column of results as cells; one result fills the column."""
    values = np.asarray(column)
    if values.ndim == 0:
        return [cell_of(values.item())] * size
    if values.dtype.kind != "f":
        return [cell_of(value) for value in values.tolist()]
    cells: list[Cell] = (values + 0.0).tolist()
    for place in np.flatnonzero(~np.isfinite(values)).tolist():
        cells[place] = CellError.NUM
    return cells


def rows_of(cells: list[Cell], width: int) -> Rows:
    """Cells in rows of a width."""
    return [cells[start : start + width] for start in range(0, len(cells), width)]
