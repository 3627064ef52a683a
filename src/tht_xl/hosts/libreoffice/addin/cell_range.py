"""A range's cells as they are: blank, error and boolean, which LibreOffice's arguments do not tell apart."""

from __future__ import annotations

from itertools import count
from typing import Any

from .values import error_text  # noqa: TID252 - inside LibreOffice the package has another name

_FORMULAS = 16
"""com.sun.star.sheet.CellFlags.FORMULA."""
_LOGICAL = 1024
"""LibreOffice's kind of number format for TRUE and FALSE (com.sun.star.util.NumberFormat.LOGICAL)."""
_MARK = "\0tht_xl range "
_MAX_KEPT = 10_000
"""Ranges of formulas that LibreOffice gave up between reading an argument and calling the function."""


class Ranges:
    """Ranges on their way to a function: LibreOffice carries a mark, for carrying the cells would take longer."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[tuple[Any, ...], ...]] = {}
        self._numbers = count()

    def keep(self, document: Any, cell_range: Any) -> tuple[tuple[Any, ...], ...]:  # noqa: ANN401 - LibreOffice's objects
        """Return the mark of a range's cells, as the only cell of a range."""
        if len(self._kept) >= _MAX_KEPT:
            del self._kept[next(iter(self._kept))]
        mark = f"{_MARK}{next(self._numbers)}"
        self._kept[mark] = cells_of(document, cell_range)
        return ((mark,),)

    def take(self, argument: Any) -> Any:  # noqa: ANN401 - a cell or rows of cells
        """Return the cells behind a mark; any other argument as it is."""
        mark = argument[0][0] if isinstance(argument, tuple) and len(argument) == 1 else None
        return self._kept.pop(mark, argument) if isinstance(mark, str) and mark.startswith(_MARK) else argument


def cells_of(document: Any, cell_range: Any) -> tuple[tuple[Any, ...], ...]:  # noqa: ANN401 - LibreOffice's objects
    """Rows of cells: "" is blank, errors and booleans are text, which no argument takes for a number."""
    data: tuple[tuple[Any, ...], ...] = cell_range.getDataArray()
    unclear = [
        (row, column)
        for row, values in enumerate(data)
        for column, value in enumerate(values)
        if value is None or value == 0.0 or value == 1.0
    ]
    if not unclear:
        return data
    rows = [list(values) for values in data]
    booleans = _Booleans(document, cell_range)
    for row, column in unclear:
        if rows[row][column] is None:
            rows[row][column] = error_text(cell_range.getCellByPosition(column, row).getError())
        elif booleans.at(column, row):
            rows[row][column] = "TRUE" if rows[row][column] else "FALSE"
    return tuple(map(tuple, rows))


class _Booleans:
    """Which of a range's cells are TRUE or FALSE: their number format says so."""

    def __init__(self, document: Any, cell_range: Any) -> None:  # noqa: ANN401
        self._formats = document.getNumberFormats()
        self._range = cell_range
        self._known: dict[int, bool] = {}
        # One look at the format that all cells share; a formula's result can be a boolean whatever its cell's format.
        shared = cell_range.NumberFormat
        formulas = cell_range.queryContentCells(_FORMULAS).getCount()
        self._none = shared is not None and not formulas and not self._is_logical(shared)

    def at(self, column: int, row: int) -> bool:
        return not self._none and self._is_logical(self._range.getCellByPosition(column, row).NumberFormat)

    def _is_logical(self, key: int) -> bool:
        if key not in self._known:
            self._known[key] = bool(self._formats.getByKey(key).Type & _LOGICAL)
        return self._known[key]
