"""Ranges: lists of rows, as hosts hand them over."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard, cast

import numpy as np

from tht_xl.errors import DomainError
from tht_xl.functions.outcome import Outcome, Refusal

Shape = tuple[int, int]
"""Rows and columns."""


@dataclass(frozen=True, slots=True)
class Block:
    """A range's cells, row by row, and its shape."""

    cells: list[object]
    shape: Shape


def is_range(given: object) -> TypeGuard["Sequence[Any] | np.ndarray[Any, Any]"]:
    """Whether an argument is a range and not a cell."""
    return isinstance(given, list | tuple | np.ndarray)


def block_of(given: "Sequence[Any] | np.ndarray[Any, Any]") -> Block:
    """The cells of a range.

    Raises:
        DomainError: It is no list of rows of equal length.
    """
    rows = cast(Sequence[Any], given.tolist() if isinstance(given, np.ndarray) else given)
    if not is_range(rows) or not rows or not all(is_range(row) and len(row) for row in rows):
        raise DomainError(
            "a range is given as a flat or an empty list; expected a list of rows",
            remedy="Write a column as [[1], [2], [3]] and a row as [[1, 2, 3]]",
        )
    width = len(rows[0])
    if any(len(row) != width for row in rows):
        raise DomainError("the rows of a range have different lengths", remedy="Fill the short ones with None")
    return Block([cell for row in rows for cell in row], (len(rows), width))


def common_shape(blocks: Sequence[Block]) -> Shape:
    """The shape of all ranges of more than one cell; a single cell goes with any shape.

    Raises:
        Refusal: They differ.
    """
    shapes = {block.shape for block in blocks if block.shape != (1, 1)}
    if len(shapes) > 1:
        sizes = " and ".join(f"{rows} x {columns}" for rows, columns in sorted(shapes))
        raise Refusal(Outcome.UNKNOWN, f"the ranges have different shapes, {sizes}")
    return shapes.pop() if shapes else (1, 1)
