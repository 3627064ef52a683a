"""Ranges: lists of rows, as hosts hand them over."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import NoneType
from typing import Any, TypeGuard, cast

import numpy as np

from tht_xl.errors import DomainError
from tht_xl.functions.engine.outcome import Outcome, Refusal

Shape = tuple[int, int]
"""Rows and columns."""

_USUAL = frozenset({float, int, str, bool, NoneType})
"""Types of almost every cell, none of them a collection of cells."""

_LISTS = (list, tuple, np.ndarray)


@dataclass(frozen=True, slots=True)
class CellBlock:
    """A range's cells, row by row, and its shape."""

    cells: list[object]
    shape: Shape


def is_range(given: object) -> TypeGuard["Sequence[Any] | np.ndarray[Any, Any]"]:
    """Return whether an argument is a range and not a cell."""
    return type(given) not in _USUAL and isinstance(given, _LISTS)


def check_cells(given: Sequence[object]) -> None:
    """Refuse arguments that are neither a cell nor a list of rows.

    Raises:
        DomainError: One is a set, a frame or another collection.
    """
    for cell in given:
        if type(cell) not in _USUAL and not is_range(cell) and _is_collection(type(cell)):
            raise _no_rows(f"a range is given as a {type(cell).__name__}")


def block_of(given: "Sequence[Any] | np.ndarray[Any, Any]") -> CellBlock:
    """Return the cells of a range.

    Raises:
        DomainError: It is not a list of rows of equal length.
    """
    rows = cast(Sequence[Any], given.tolist() if isinstance(given, np.ndarray) else given)
    # By their types: asking each of a million rows would take longer than all that follows.
    if not is_range(rows) or not all(issubclass(kind, _LISTS) for kind in set(map(type, rows))):
        raise _no_rows("a range is given as a flat or an empty list")
    widths = set(map(len, rows)) or {0}
    if 0 in widths:
        raise _no_rows("a range is given as a flat or an empty list")
    if len(widths) > 1:
        raise DomainError("the rows of a range have different lengths", remedy="Fill the short ones with None")
    cells = list(chain.from_iterable(rows))
    for kind in set(map(type, cells)) - _USUAL:
        if _is_collection(kind):
            raise _no_rows(f"a cell of a range is itself a {kind.__name__}")
    return CellBlock(cells, (len(rows), widths.pop()))


def common_shape(blocks: Sequence[CellBlock]) -> Shape:
    """Return the shape of all ranges of more than one cell; a single cell goes with any shape.

    Raises:
        Refusal: They differ.
    """
    shapes = {block.shape for block in blocks if block.shape != (1, 1)}
    if len(shapes) > 1:
        sizes = " and ".join(f"{rows} x {columns}" for rows, columns in sorted(shapes))
        raise Refusal(Outcome.UNKNOWN, f"the ranges have different shapes, {sizes}")
    return shapes.pop() if shapes else (1, 1)


def _is_collection(kind: type) -> bool:
    """Return whether this type has several values. A dictionary is one cell: an error, as Office.js passes it."""
    return issubclass(kind, Iterable) and not issubclass(kind, str | bytes | Mapping)


def _no_rows(problem: str) -> DomainError:
    remedy = "Write a column as [[1], [2], [3]] and a row as [[1, 2, 3]]"
    return DomainError(f"{problem}; expected a list of rows", remedy=remedy)
