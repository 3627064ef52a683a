"""Gather single cells into rectangles, so that a request needs few sub-requests."""

from collections.abc import Mapping
from dataclasses import dataclass

from tht_xl.sheets.table import Cell


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle of cells, counted from 0."""

    row: int
    column: int
    height: int
    width: int


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle and what goes into it."""

    area: Rectangle
    rows: tuple[tuple[Cell, ...], ...]


def blocks(cells: Mapping[tuple[int, int], Cell]) -> list[Block]:
    """Rectangles that cover exactly these cells: runs along rows, then runs of one shape down the rows.

    Examples:
        >>> [block.area for block in blocks({(1, 0): "a", (1, 1): "b", (2, 0): "c", (2, 1): "d", (4, 0): "e"})]
        [Rectangle(row=4, column=0, height=1, width=1), Rectangle(row=1, column=0, height=2, width=2)]
    """
    stacks: list[tuple[int, int, list[tuple[Cell, ...]]]] = []
    for row, column, values in sorted(_runs(cells), key=lambda run: (run[1], len(run[2]), run[0])):
        if stacks and _continues(stacks[-1], row, column, len(values)):
            stacks[-1][2].append(tuple(values))
        else:
            stacks.append((row, column, [tuple(values)]))
    return [Block(Rectangle(row, column, len(rows), len(rows[0])), tuple(rows)) for row, column, rows in stacks]


def _runs(cells: Mapping[tuple[int, int], Cell]) -> list[tuple[int, int, list[Cell]]]:
    runs: list[tuple[int, int, list[Cell]]] = []
    for (row, column), value in sorted(cells.items(), key=lambda item: item[0]):
        if runs and runs[-1][0] == row and runs[-1][1] + len(runs[-1][2]) == column:
            runs[-1][2].append(value)
        else:
            runs.append((row, column, [value]))
    return runs


def _continues(stack: tuple[int, int, list[tuple[Cell, ...]]], row: int, column: int, width: int) -> bool:
    top, left, rows = stack
    return left == column and len(rows[0]) == width and top + len(rows) == row
