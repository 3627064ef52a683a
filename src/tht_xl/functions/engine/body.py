"""Run the Python function behind a worksheet function on valid values."""

from collections.abc import Sequence
from typing import Any, cast

import numpy as np

from tht_xl.errors import ThtError
from tht_xl.functions.engine.cells import Cell
from tht_xl.functions.engine.outcome import Answer, Outcome, Refusal, as_clause, cell_of_outcome
from tht_xl.functions.engine.registry import WorksheetFunction
from tht_xl.functions.engine.results import cells_of


def answer_of(function: WorksheetFunction, values: Sequence[Any]) -> Answer:
    """What the function computes.

    Raises:
        Refusal: It has no value for any of these rows.
    """
    try:
        with np.errstate(all="ignore"):
            result = function.python(*values)
    except ThtError as error:
        raise Refusal(Outcome.INVALID, as_clause(error)) from error
    if isinstance(result, Answer):
        return result
    columns = cast(tuple[Any, ...], result) if isinstance(result, tuple) else (result,)
    return Answer(columns, Outcome.FINE)


def columns_of(function: WorksheetFunction, values: Sequence[Any], size: int) -> list[list[Cell]]:
    """The columns of cells that the function gives for so many rows."""
    try:
        answer = answer_of(function, values)
    except Refusal as refusal:
        return [[cell_of_outcome(refusal.outcome)] * size for _ in function.columns]
    columns = [cells_of(column, size) for column in answer.columns]
    codes = answer.codes
    if not isinstance(codes, int) and not codes.ndim:
        codes = int(codes)
    if isinstance(codes, int):
        return columns if codes == Outcome.FINE else [[cell_of_outcome(codes)] * size for _ in columns]
    by_row = codes if codes.size == size else np.broadcast_to(codes, size)
    for place in (by_row != Outcome.FINE).nonzero()[0].tolist():
        for column in columns:
            column[place] = cell_of_outcome(int(by_row[place]))
    return columns
