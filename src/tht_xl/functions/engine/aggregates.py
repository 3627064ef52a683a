"""Aggregates: whole ranges in, one result out; the ranges together count as one row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from tht_xl.functions.engine.arguments import Argument
from tht_xl.functions.engine.blocks import CellBlock, block_of, is_range
from tht_xl.functions.engine.cells import clean
from tht_xl.functions.engine.function import Calling, WorksheetFunction
from tht_xl.functions.engine.outcome import Outcome, Refusal, cell_of_outcome, first, first_of_column
from tht_xl.functions.engine.results import Called, compute, reason_of_inputs, refuse_all
from tht_xl.model.vocabulary import Symbol


@dataclass(frozen=True, slots=True)
class Aggregate(Calling):
    """One result for whole ranges, series oldest first.

    Attributes:
        latest: How many rows at the end of a series count; None for all. What is older decides nothing: an error ten
            years ago does not spoil today's trend.
    """

    latest: int | None = None
    one_result: ClassVar[bool] = True
    takes: ClassVar[str] = "Takes whole ranges, series oldest first, and gives one result."

    def run(self, function: WorksheetFunction, cells: Sequence[object]) -> Called:
        """Compute the result of all cells that count."""
        columns = len(function.columns)
        try:
            inputs = cells_that_count(function, blocks_of(function, cells), self.latest)
        except Refusal as refusal:
            return refuse_all(refusal, columns)
        values, codes = _read(function, inputs)
        for rule, places in function.placed_rules:
            usable = all(codes[place] == Outcome.FINE for place in places)
            broken = usable and np.asarray(rule.is_broken(*[values[place] for place in places])).any()
            codes.append(rule.outcome if broken else Outcome.FINE)
        winner = first(codes)
        if winner == Outcome.FINE:
            computed = compute(function, values, 1)
            return Called(computed.columns, None, computed.sentences)

        def explain() -> list[str]:
            return [reason_of_inputs(function, codes, lambda p: _reason(function.arguments[p], inputs[p], winner))]

        return Called([[cell_of_outcome(winner)]] * columns, None, explain)


def blocks_of(function: WorksheetFunction, cells: Sequence[object]) -> list[CellBlock]:
    """Return a block for each argument; one that is not given is a blank cell."""
    blocks = [block_of(cell) if is_range(cell) else CellBlock([cell], (1, 1)) for cell in cells]
    return blocks + [CellBlock([None], (1, 1))] * (len(function.arguments) - len(blocks))


def cells_that_count(
    function: WorksheetFunction, blocks: Sequence[CellBlock], latest: int | None = None
) -> list[list[object]]:
    """Return for each argument the cells that count: series without the blanks after their last filled row.

    A series that is not given has no cells. Optional series do not say where the last row is: periods may be filled in
    for years to come.

    Raises:
        Refusal: A range is not a row or column, ranges differ in length, or nothing is filled.
    """
    taken = list(zip(function.arguments, blocks, strict=True))
    for argument, block in taken:
        if argument.series and 1 not in block.shape:
            raise Refusal(Outcome.UNKNOWN, f"{argument.name} is a table; expected one column or one row")
        if not argument.series and len(block.cells) > 1:
            raise Refusal(Outcome.UNKNOWN, f"{argument.name} is a range; expected one cell")
    series = [(argument, block, _number_filled(block)) for argument, block in taken if argument.series]
    lengths = {len(block.cells) for argument, block, filled in series if not _is_apart(argument, block, filled)}
    if len(lengths) > 1:
        sizes = " and ".join(map(str, sorted(lengths)))
        raise Refusal(Outcome.UNKNOWN, f"the ranges have different lengths, {sizes}")
    # The last row that any of them fills: a count beside a blank denominator is a row, whose denominator is missing.
    end = max([filled for argument, _, filled in series if not argument.optional], default=0)
    if not end:
        raise Refusal(Outcome.MISSING, "no row of the ranges is filled")
    start = max(0, end - latest) if latest else 0
    left_out = [argument.series and argument.optional and not _number_filled(block) for argument, block in taken]
    return [
        [] if is_left_out else block.cells[start:end] if argument.series else block.cells
        for (argument, block), is_left_out in zip(taken, left_out, strict=True)
    ]


def _reason(argument: Argument, cells: list[object], winner: int) -> str:
    """Return why an argument decides the result: of its cells the first with the outcome that wins."""
    for place, cell in enumerate(cells, 1):
        is_missing = argument.series and _is_gap(argument, cell)
        outcome = Outcome.MISSING if is_missing else argument.read(cell)[1]
        if outcome == winner:
            reason = f"{argument.name} has a gap" if is_missing else argument.reason(cell)
            return reason + (f" (number {place} of the {len(cells)} that count)" if argument.series else "")
    return ""


def _is_gap(argument: Argument, cell: object) -> bool:
    """Return whether a cell is missing from a series that is given, though the whole series could be left out.

    Nine periods beside ten values would be a guess at which value has none, so the gap is a missing input.
    """
    return argument.optional and clean(cell) in (None, Symbol.NOT_AVAILABLE)


def _is_apart(argument: Argument, block: CellBlock, filled: int) -> bool:
    """Return whether a series need not be as long as the others: left out, or given as one cell where that will do."""
    return (argument.optional and not filled) or (argument.one_cell and len(block.cells) == 1)


def _number_filled(block: CellBlock) -> int:
    """Return how many cells there are up to the last filled one."""
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
            if argument.optional and any(_is_gap(argument, cell) for cell in cells):
                code = first((code, Outcome.MISSING))
        values.append(value)
        codes.append(code)
    return values, codes
