"""From valid values to what cells show, and the sentence that says why: both from one run of the function.

A cell may hold no NaN, no infinity and no numpy type.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, cast

import numpy as np
from numpy.typing import NDArray

from tht_xl.errors import ThtError
from tht_xl.functions.engine.cells import Cell, CellError, Rows
from tht_xl.functions.engine.function import WorksheetFunction
from tht_xl.functions.engine.outcome import Answer, Codes, Outcome, Refusal, as_clause, cell_of_outcome, first
from tht_xl.model.days import serial_of

# Written out once: a union of types is otherwise built again for each cell.
_NUMPY: Final = (np.ndarray, np.generic)
_NUMBERS: Final = (float, int, Decimal)
_NOT_DEFINED: Final = "the result is not defined for these inputs"


def cell_of(value: Any) -> Cell:  # noqa: ANN401 - whatever a function computed
    """One result as a cell; what is not defined is #NUM!."""
    if isinstance(value, _NUMPY):
        value = cast(Any, value.item())
    if isinstance(value, str):
        return value or CellError.NUM
    if isinstance(value, bool):
        return value
    if isinstance(value, _NUMBERS):
        # Adding 0 turns a negative zero into 0.
        return float(value) + 0.0 if math.isfinite(value) else CellError.NUM
    if isinstance(value, date):
        return serial_of(value)
    return CellError.NUM


def cells_of(column: Any, size: int) -> list[Cell]:  # noqa: ANN401
    """Return a column of results as cells; one result fills the column."""
    if not isinstance(column, np.ndarray) or column.ndim == 0:
        return [cell_of(column)] * size
    values = cast(NDArray[Any], column)
    if values.dtype.kind == "f":
        cells: list[Cell] = (values + 0.0).tolist()
        is_number = np.isfinite(values)
        if not is_number.all():
            for place in (~is_number).nonzero()[0].tolist():
                cells[place] = CellError.NUM
        return cells
    found: list[Any] = values.tolist()
    # A column of words repeats a few of them.
    words = {word: cell_of(word) for word in set(found)} if {*map(type, found)} == {str} else None
    return [words[word] for word in found] if words is not None else [cell_of(value) for value in found]


def rows_of(cells: list[Cell], width: int) -> Rows:
    """Cells in rows of a width."""
    if width == 1:
        return [[cell] for cell in cells]
    return [cells[start : start + width] for start in range(0, len(cells), width)]


@dataclass(slots=True)
class Called:
    """The results of a call, each of one or more columns, and what decided them.

    Attributes:
        columns: The cells, a list for each column of the result.
        width: How many results are side by side in a row; None where the call is of single cells and has one result.
        explain: The sentence of each result. It reads what the pass left behind, when THT_NOTE asks: most calls are
            not explained, and words for 10,000 rows would cost more than their values.
    """

    columns: list[list[Cell]]
    width: int | None
    explain: Callable[[], list[str]]

    def cells(self) -> Cell | Rows:
        """Return what the formula's cells show."""
        if len(self.columns) > 1:
            return [list(row) for row in zip(*self.columns, strict=True)]
        return self.columns[0][0] if self.width is None else rows_of(self.columns[0], self.width)

    def sentences(self) -> str | Rows:
        """Return THT_NOTE's sentence for each result."""
        said = self.explain()
        return said[0] if self.width is None else rows_of([*said], self.width)


def refuse_all(refusal: Refusal, columns: int = 1) -> Called:
    """Return one reason in place of all results: ranges that do not fit one another have no rows to speak of."""
    return Called([[cell_of_outcome(refusal.outcome)]] * columns, None, lambda: [sentence(refusal.reason)])


def reason_of_inputs(function: WorksheetFunction, codes: Sequence[int], reason: Callable[[int], str]) -> str:
    """Return the sentence for a result that its inputs decide.

    Args:
        function: The function.
        codes: The outcome of each argument, then of each rule. The lowest wins; of several errors in a row, all of one
            rank, the leftmost. Rules come last, so "numerator is blank" is said before "above the denominator".
        reason: From the place of an argument to its reason.
    """
    place = codes.index(first(codes))
    if place < len(function.arguments):
        return sentence(reason(place))
    return sentence(function.rules[place - len(function.arguments)].reason)


@dataclass(slots=True)
class FunctionResult:
    """What the Python function behind a worksheet function gave for rows of valid inputs.

    Attributes:
        function: The function.
        answer: What it gave.
        codes: The outcome of each row, or of all.
        columns: The cells, a list for each column of the result.
    """

    function: WorksheetFunction
    answer: Answer
    codes: int | Codes
    columns: list[list[Cell]]

    def sentences(self) -> list[str]:
        """Return for each row how its value came about, or why it has none."""
        main = self.columns[0]
        codes = [self.codes] * len(main) if isinstance(self.codes, int) else self.codes.tolist()
        # A value that is not a number (0 / 0) shows #NUM! without the function saying so.
        outcomes = [Outcome.UNDEFINED if code == Outcome.FINE and cell == CellError.NUM else code
                    for code, cell in zip(codes, main, strict=True)]  # fmt: skip
        how = _each(self.answer.how, len(main)) if Outcome.FINE in outcomes else []
        why = _each(self.answer.why, len(main)) if set(outcomes) != {Outcome.FINE} else []
        return [
            how[row] or self.function.method
            if outcome == Outcome.FINE
            else sentence(why[row] or self.function.reasons.get(Outcome(outcome), _NOT_DEFINED))
            for row, outcome in enumerate(outcomes)
        ]


def compute(function: WorksheetFunction, values: Sequence[Any], size: int) -> FunctionResult:
    """Run the Python function behind a worksheet function on the valid values of so many rows."""
    answer = _answer(function, values)
    codes = answer.codes
    if not isinstance(codes, int):
        codes = np.broadcast_to(codes, size) if codes.ndim else int(codes)
    if isinstance(codes, int) and codes != Outcome.FINE:
        return FunctionResult(function, answer, codes, [[cell_of_outcome(codes)] * size for _ in function.columns])
    columns = [cells_of(column, size) for column in answer.columns]
    if not isinstance(codes, int):
        for place in (codes != Outcome.FINE).nonzero()[0].tolist():
            for column in columns:
                column[place] = cell_of_outcome(int(codes[place]))
    return FunctionResult(function, answer, codes, columns)


def sentence(reason: str) -> str:
    """Return a reason as a sentence; a question ("did you mean 'high'?") keeps its mark."""
    text = reason.strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith("?") else ".")


def _answer(function: WorksheetFunction, values: Sequence[Any]) -> Answer:
    """Return what the function gives; a refusal is an answer too, the same for all rows."""
    try:
        with np.errstate(all="ignore"):
            result = function.python(*values)
    except ThtError as error:
        reason = as_clause(error)
        return Answer((), Outcome.INVALID, why=lambda: [reason])
    except Refusal as refusal:
        reason = refusal.reason
        return Answer((), refusal.outcome, why=lambda: [reason])
    if isinstance(result, Answer):
        return result
    columns = cast(tuple[Any, ...], result) if isinstance(result, tuple) else (result,)
    return Answer(columns, Outcome.FINE)


def _each(say: Callable[[], list[str]] | None, size: int) -> list[str]:
    """Return a text for each row; one text goes with all, and none leaves it to what the registry says."""
    said = say() if say is not None else [""]
    return said * size if len(said) == 1 else said
