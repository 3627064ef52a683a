"""Aggregates: whole ranges in, one result out; the ranges together count as one row."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from tht_xl.functions.engine.arguments import Argument
from tht_xl.functions.engine.blocks import Block, block_of, is_range
from tht_xl.functions.engine.body import columns_of
from tht_xl.functions.engine.cells import Cell, Rows, clean
from tht_xl.functions.engine.outcome import Outcome, Refusal, cell_of_outcome, first, first_of_column
from tht_xl.functions.engine.registry import WorksheetFunction
from tht_xl.model.vocabulary import Symbol


def call_aggregate(function: WorksheetFunction, cells: Sequence[object]) -> Cell | Rows:
    """One result for whole ranges, oldest first."""
    try:
        inputs = inputs_of(function, cells)
    except Refusal as refusal:
        return _without_value(function, refusal.outcome)
    values, codes = _read(function, inputs)
    for rule, places in function.placed_rules:
        usable = all(codes[place] == Outcome.FINE for place in places)
        if usable and np.asarray(rule.is_broken(*[values[place] for place in places])).any():
            codes.append(rule.outcome)
    winner = first(codes)
    if winner != Outcome.FINE:
        return _without_value(function, winner)
    return _result([column[0] for column in columns_of(function, values, 1)])


def inputs_of(function: WorksheetFunction, cells: Sequence[object]) -> list[list[object]]:
    """For each argument the cells that count: series without the blanks after their last filled row.

    A series that is not given has no cells.

    Raises:
        Refusal: A range is no row or column, ranges differ in length, or nothing is filled.
    """
    return counting_cells(function, blocks_of(function, cells))


def blocks_of(function: WorksheetFunction, cells: Sequence[object]) -> list[Block]:
    """A block for each argument; one that is not given is a blank cell."""
    blocks = [block_of(cell) if is_range(cell) else Block([cell], (1, 1)) for cell in cells]
    return blocks + [Block([None], (1, 1))] * (len(function.arguments) - len(blocks))


def counting_cells(function: WorksheetFunction, blocks: Sequence[Block]) -> list[list[object]]:
    """`inputs_of` for blocks.

    Raises:
        Refusal: As for `inputs_of`.
    """
    taken = list(zip(function.arguments, blocks, strict=True))
    for argument, block in taken:
        _check_shape(argument, block)
    series = [(argument, block, _filled(block)) for argument, block in taken if argument.series]
    lengths = {len(block.cells) for argument, block, filled in series if not _is_apart(argument, block, filled)}
    if len(lengths) > 1:
        sizes = " and ".join(map(str, sorted(lengths)))
        raise Refusal(Outcome.UNKNOWN, f"the ranges have different lengths, {sizes}")
    end = max([filled for argument, _, filled in series if not argument.optional], default=0)
    if not end:
        raise Refusal(Outcome.MISSING, "no row of the ranges is filled")
    start = max(0, end - function.latest) if function.latest else 0
    return [
        block.cells if not argument.series else [] if _is_left_out(argument, block) else block.cells[start:end]
        for argument, block in taken
    ]


def _without_value(function: WorksheetFunction, outcome: int) -> Cell | Rows:
    """The reason in every cell of the result."""
    return _result([cell_of_outcome(outcome)] * len(function.columns))


def _result(cells: list[Cell]) -> Cell | Rows:
    return cells[0] if len(cells) == 1 else [cells]


def is_gap(argument: Argument, cell: object) -> bool:
    """Whether a cell of a series is missing although the series as a whole, which could be left out, is given."""
    return argument.optional and clean(cell) in (None, Symbol.NOT_AVAILABLE)


def _check_shape(argument: Argument, block: Block) -> None:
    if argument.series and 1 not in block.shape:
        raise Refusal(Outcome.UNKNOWN, f"{argument.name} is a table; expected one column or one row")
    if not argument.series and len(block.cells) > 1:
        raise Refusal(Outcome.UNKNOWN, f"{argument.name} is a range; expected one cell")


def _is_left_out(argument: Argument, block: Block) -> bool:
    return argument.optional and not _filled(block)


def _is_apart(argument: Argument, block: Block, filled: int) -> bool:
    """Whether a series need not be as long as the others: left out, or given as one cell where that will do."""
    return (argument.optional and not filled) or (argument.one_cell and len(block.cells) == 1)


def _filled(block: Block) -> int:
    """How many cells there are up to the last filled one."""
    for place in range(len(block.cells), 0, -1):
        cell = block.cells[place - 1]
        if cell is not None and clean(cell) is not None:
            return place
    return 0


def _read(function: WorksheetFunction, inputs: list[list[object]]) -> tuple[list[Any], list[int]]:
    values: list[Any] = []
    codes: list[int] = []
    for argument, cells in zip(function.arguments, inputs, strict=True):
        if not argument.series:
            value, code = argument.read(cells[0])
        elif not cells:
            value, code = None, Outcome.FINE
        else:
            value, each = argument.read_column(cells)
            code = first_of_column(each)
            if argument.optional and any(is_gap(argument, cell) for cell in cells):
                code = first((code, Outcome.MISSING))
        values.append(value)
        codes.append(code)
    return values, codes
