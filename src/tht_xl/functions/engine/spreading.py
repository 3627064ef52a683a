"""Functions that spread: whole ranges in, one result out for each cell of the first; one bad cell spoils one result."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tht_xl.functions.engine.aggregates import blocks_of, counting_cells
from tht_xl.functions.engine.arguments import Argument
from tht_xl.functions.engine.blocks import Block, Shape, is_range
from tht_xl.functions.engine.body import columns_of
from tht_xl.functions.engine.cells import Cell, Rows, clean
from tht_xl.functions.engine.outcome import Codes, Outcome, Refusal, cell_of_outcome, first_by_row
from tht_xl.functions.engine.registry import WorksheetFunction
from tht_xl.functions.engine.results import rows_of


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a spreading function works on.

    Attributes:
        blocks: The cells of each argument; None for a range that is left out.
        shape: Rows and columns of the results.
    """

    blocks: list[Block | None]
    shape: Shape

    @property
    def size(self) -> int:
        """How many results there are."""
        return self.shape[0] * self.shape[1]


def call_spreading(function: WorksheetFunction, cells: Sequence[object]) -> Cell | Rows:
    """One result for each cell of the first range."""
    try:
        inputs = spread_inputs(function, cells)
    except Refusal as refusal:
        return cell_of_outcome(refusal.outcome)
    values, codes = read_inputs(function, inputs)
    columns = _columns(function, values, codes)
    if len(columns) > 1:
        return [list(row) for row in zip(*columns, strict=True)]
    return rows_of(columns[0], inputs.shape[1]) if is_range(cells[0]) else columns[0][0]


def spread_inputs(function: WorksheetFunction, cells: Sequence[object]) -> Inputs:
    """The cells that count, and the shape of the results.

    Raises:
        Refusal: A range has a shape that does not fit, or nothing is filled.
    """
    blocks = blocks_of(function, cells)
    shape = blocks[0].shape
    if function.spreads == "block":
        taken = [_taken(argument, block, shape) for argument, block in zip(function.arguments, blocks, strict=True)]
        return Inputs(taken, shape)
    if len(function.columns) > 1 and shape[1] > shape[0]:
        raise Refusal(Outcome.UNKNOWN, f"{function.name} takes a column; turn a row into a column with TRANSPOSE")
    counting = counting_cells(function, blocks)
    size = len(counting[0])
    return Inputs(
        [Block(each, (len(each), 1)) if each else None for each in counting], (1, size) if shape[0] == 1 else (size, 1)
    )


def read_inputs(function: WorksheetFunction, inputs: Inputs) -> tuple[list[Any], Codes]:
    """The values of all arguments, ranges as arrays in which NaN is a cell with an outcome, and the outcomes."""
    values: list[Any] = []
    winner = np.full(inputs.size, Outcome.FINE, np.uint8)
    for argument, block in zip(function.arguments, inputs.blocks, strict=True):
        if block is None:
            value, code = None, int(Outcome.FINE)
        elif argument.series:
            value, each = argument.read_column(block.cells)
            code = each if function.spreads == "series" else broadcast(each, block.shape, inputs.shape)
            value = value if function.spreads == "series" else value.reshape(block.shape)
        else:
            value, code = argument.read(block.cells[0])
        values.append(value)
        winner = first_by_row(winner, code)
    return values, winner


def broadcast(each: int | Codes, shape: Shape, wanted: Shape) -> int | Codes:
    """One outcome for each result, from those of a row, a column or a single cell beside the block."""
    return each if isinstance(each, int) else np.broadcast_to(each.reshape(shape), wanted).ravel()


def cell_at(block: Block, wanted: Shape, place: int) -> object:
    """The cell of a block that goes with one result."""
    row, column = divmod(place, wanted[1])
    if block.shape[0] * block.shape[1] == wanted[0] * wanted[1]:
        return block.cells[place]
    return block.cells[row % block.shape[0] * block.shape[1] + column % block.shape[1]]


def _taken(argument: Argument, block: Block, shape: Shape) -> Block | None:
    """A block that fits the first one; None where it is left out.

    Raises:
        Refusal: It does not fit.
    """
    if not argument.series:
        if len(block.cells) > 1:
            raise Refusal(Outcome.UNKNOWN, f"{argument.name} is a range; expected one cell")
        return block
    if argument.optional and all(clean(cell) is None for cell in block.cells):
        return None
    if any(size not in (1, wanted) for size, wanted in zip(block.shape, shape, strict=True)):
        sizes = f"{block.shape[0]} x {block.shape[1]} beside {shape[0]} x {shape[1]}"
        raise Refusal(Outcome.UNKNOWN, f"the shape of {argument.name} does not fit, {sizes}")
    return block


def _columns(function: WorksheetFunction, values: Sequence[Any], codes: Codes) -> list[list[Cell]]:
    spoilt = (codes != Outcome.FINE).nonzero()[0].tolist()
    if len(spoilt) == codes.size:
        return [list(map(cell_of_outcome, codes.tolist())) for _ in function.columns]
    columns = columns_of(function, values, codes.size)
    for column in columns:
        for place in spoilt:
            column[place] = cell_of_outcome(int(codes[place]))
    return columns
