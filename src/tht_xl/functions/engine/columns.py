"""Columns of cells as arrays of numbers, without asking each cell what it is."""

from collections.abc import Sequence
from types import NoneType

import numpy as np
from numpy.typing import NDArray

from tht_xl.functions.engine.cells import number_of_text

_PLAIN = frozenset({float, int, NoneType, np.float64, np.int64})
"""Types that become floats together; None becomes NaN."""


def numbers_of(cells: Sequence[object]) -> tuple[NDArray[np.float64], list[int]]:
    """The numbers of a column, and the places of its other cells.

    Args:
        cells: One or more cells as a host hands them over.

    Returns:
        A number for each cell that is one or is text that shows one, NaN for the rest; and where the cells are that
        are neither that nor None.

    Examples:
        >>> numbers_of([5, "1,000", None, "[c]"])
        (array([   5., 1000.,   nan,   nan]), [3])
    """
    plain, others = cells, list[int]()
    if not _PLAIN.issuperset(map(type, cells)):
        plain = [cell if type(cell) in _PLAIN else _number_shown(cell) for cell in cells]
        pairs = enumerate(zip(cells, plain, strict=True))
        others = [place for place, (cell, number) in pairs if number is None and cell is not None]
    try:
        return np.array(plain, float), others
    except OverflowError:  # a whole number that no float can hold: rare enough to have every cell read by itself
        return np.full(len(cells), np.nan), list(range(len(cells)))


def _number_shown(cell: object) -> float | None:
    return number_of_text(cell.strip()) if type(cell) is str else None
