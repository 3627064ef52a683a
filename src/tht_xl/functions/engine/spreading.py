"""Functions that spread: whole ranges in, one result out for each cell of the first; one bad cell spoils one result."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from tht_xl.functions.engine.aggregates import blocks_of, cells_that_count
from tht_xl.functions.engine.arguments import Argument
from tht_xl.functions.engine.blocks import CellBlock, Shape, is_range
from tht_xl.functions.engine.cells import clean
from tht_xl.functions.engine.function import Calling, WorksheetFunction
from tht_xl.functions.engine.outcome import Codes, Outcome, Refusal, cell_of_outcome, first_by_row
from tht_xl.functions.engine.results import Called, compute, reason_of_inputs, refuse_all


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a spreading function works on.

    Attributes:
        blocks: The cells of each argument; None for a range that is left out.
        shape: Rows and columns of the results.
    """

    blocks: list[CellBlock | None]
    shape: Shape

    @property
    def size(self) -> int:
        """How many results there are."""
        return self.shape[0] * self.shape[1]


@dataclass(frozen=True, slots=True)
class SpreadSeries(Calling):
    """One result for each cell of a series, oldest first, without the blanks after its last filled one."""

    takes: ClassVar[str] = (
        "Takes a whole range, oldest first, and gives one row for each of its rows up to the last filled one."
    )

    def run(self, function: WorksheetFunction, cells: Sequence[object]) -> Called:
        """Compute the results of a series."""
        blocks = blocks_of(function, cells)
        rows, columns = blocks[0].shape
        try:
            if len(function.columns) > 1 and columns > rows:
                raise Refusal(
                    Outcome.UNKNOWN, f"{function.name} takes a column; turn a row into a column with TRANSPOSE"
                )
            counting = cells_that_count(function, blocks)
        except Refusal as refusal:
            return refuse_all(refusal)
        lines = [
            CellBlock(each, (1, len(each)) if rows == 1 else (len(each), 1)) if each else None for each in counting
        ]
        size = len(counting[0])
        return _spread(function, Inputs(lines, (1, size) if rows == 1 else (size, 1)), cells, is_flat=True)


@dataclass(frozen=True, slots=True)
class SpreadBlock(Calling):
    """One result for each cell of a block, in its shape; further ranges of one row or column go with each of them."""

    takes: ClassVar[str] = "Takes a whole range and gives a range of the same shape."

    def run(self, function: WorksheetFunction, cells: Sequence[object]) -> Called:
        """Compute the results of a block."""
        blocks = blocks_of(function, cells)
        shape = blocks[0].shape
        try:
            taken = [
                _block_that_fits(argument, block, shape)
                for argument, block in zip(function.arguments, blocks, strict=True)
            ]
        except Refusal as refusal:
            return refuse_all(refusal)
        return _spread(function, Inputs(taken, shape), cells, is_flat=False)


def _spread(function: WorksheetFunction, inputs: Inputs, cells: Sequence[object], *, is_flat: bool) -> Called:
    """Compute all results at once.

    What `python` gets is NaN where a cell decides its own outcome: to the results beside it a bad cell is a missing
    point, or a count that nobody knows. The registry's rules do not apply: they are about the arguments of one row.
    """
    values, codes = _read(function, inputs, is_flat=is_flat)
    winner = np.full(inputs.size, Outcome.FINE, np.uint8)
    for code in codes:
        winner = first_by_row(winner, code)
    spoilt = (winner != Outcome.FINE).nonzero()[0].tolist()
    width = inputs.shape[1] if is_range(cells[0]) else None

    def reason(place: int) -> str:
        def of_argument(which: int) -> str:
            block = inputs.blocks[which]
            return function.arguments[which].reason(cell_at(block, inputs.shape, place)) if block else ""

        return reason_of_inputs(function, [code if isinstance(code, int) else int(code[place]) for code in codes],
                                of_argument)  # fmt: skip

    if len(spoilt) == inputs.size:
        columns = [list(map(cell_of_outcome, winner.tolist())) for _ in function.columns]
        return Called(columns, width, lambda: list(map(reason, spoilt)))
    computed = compute(function, values, inputs.size)
    for column in computed.columns:
        for place in spoilt:
            column[place] = cell_of_outcome(int(winner[place]))

    def explain() -> list[str]:
        said = computed.sentences()
        for place in spoilt:
            said[place] = reason(place)
        return said

    return Called(computed.columns, width, explain)


def _read(function: WorksheetFunction, inputs: Inputs, *, is_flat: bool) -> tuple[list[Any], list[int | Codes]]:
    """Return the values of all arguments, ranges as arrays in which NaN is a cell with an outcome, and the outcomes."""
    values: list[Any] = []
    codes: list[int | Codes] = []
    for argument, block in zip(function.arguments, inputs.blocks, strict=True):
        if block is None:
            value, code = None, int(Outcome.FINE)
        elif argument.series:
            column, each = argument.read_column(block.cells)
            # One for each result, from those of a row, a column or a single cell beside the block.
            code = each
            if not isinstance(each, int):
                code = np.broadcast_to(each.reshape(block.shape), inputs.shape).ravel()
            value = column if is_flat else column.reshape(block.shape)
        else:
            value, code = argument.read(block.cells[0])
        values.append(value)
        codes.append(code)
    return values, codes


def cell_at(block: CellBlock, wanted: Shape, place: int) -> object:
    """Return the cell of a block that goes with one result."""
    row, column = divmod(place, wanted[1])
    if block.shape[0] * block.shape[1] == wanted[0] * wanted[1]:
        return block.cells[place]
    return block.cells[row % block.shape[0] * block.shape[1] + column % block.shape[1]]


def _block_that_fits(argument: Argument, block: CellBlock, shape: Shape) -> CellBlock | None:
    """Return a block that fits the first one; None where it is left out.

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
