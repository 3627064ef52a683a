"""THT_NOTE: one sentence that says how a cell got its value, or why it has none."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.functions.engine.aggregates import inputs_of, is_gap
from tht_xl.functions.engine.arguments import Argument
from tht_xl.functions.engine.blocks import Block, block_of, is_range
from tht_xl.functions.engine.body import answer_of
from tht_xl.functions.engine.cells import Cell, CellError, Rows
from tht_xl.functions.engine.kinds import AnyCell, Text
from tht_xl.functions.engine.outcome import Answer, Codes, Outcome, Refusal, as_clause, cell_of_outcome, rank
from tht_xl.functions.engine.registry import WorksheetFunction, example, find_function, worksheet_function
from tht_xl.functions.engine.results import cells_of, rows_of
from tht_xl.functions.engine.rowwise import many_rows, shape_of
from tht_xl.functions.engine.spreading import Inputs, cell_at, read_inputs, spread_inputs
from tht_xl.model.vocabulary import Symbol

_UNDEFINED = "the result is not defined for these inputs"
_FUNCTION = Argument("function", 'The name of a function, such as "THT_RAG".', Text("the name of a function"))


@worksheet_function(
    "THT_NOTE",
    _FUNCTION,
    Argument("args", "The same arguments as in the cell to explain.", AnyCell(), optional=True, repeats=True),
    help="One sentence: the method behind a value, or why there is none and what to do.",
    method="The reason of the first thing that decides the cell, in the order of docs/decisions/cell-outcomes.md.",
    category="Protection and explanation",
    source="The decision page on what a cell gets.",
    examples=(
        example("THT_PROPORTION", 5, None, result="Denominator is blank."),
        example("THT_RGA", 5, result="Unknown function 'THT_RGA'; did you mean 'THT_RAG'?"),
        example(
            "THT_PROPORTION",
            57,
            100,
            result="The value is the multiplier times the numerator over the denominator, not rounded.",
        ),
    ),
    raw=True,
    native="The sentences are written by the program.",
)
def note(function: object, *args: object) -> Cell | Rows:
    """A sentence for a cell, or for each row of a row-wise function."""
    try:
        name = _FUNCTION.parse(_only_cell(function))
    except Refusal as refusal:
        return cell_of_outcome(refusal.outcome)
    try:
        explained = find_function(name)
        explained.check_number_of_arguments(len(args))
    except (UnknownNameError, DomainError) as error:
        return _sentence(as_clause(error))
    if explained.raw:
        return explained.method
    if explained.spreads:
        return _explain_spreading(explained, args)
    if explained.aggregate or not any(map(is_range, args)):
        return explain(explained, args)
    return _explain_rows(explained, [block_of(cell) if is_range(cell) else cell for cell in args])


def _only_cell(given: object) -> object:
    """A cell, also where a host hands it over as a range of one.

    Raises:
        Refusal: The range has more cells.
    """
    if not is_range(given):
        return given
    cells = block_of(given).cells
    if len(cells) != 1:
        raise Refusal(Outcome.UNKNOWN, "function is a range; expected one cell")
    return cells[0]


def explain(function: WorksheetFunction, cells: Sequence[object]) -> str:
    """The sentence for one result: of a row of cells, or of an aggregate's ranges."""
    try:
        values = _values(function, cells)
        answer = answer_of(function, values)
    except Refusal as refusal:
        return _sentence(refusal.reason)
    reason = _why_not(function, answer)
    if reason:
        return _sentence(reason)
    return function.explain(*values) if function.explain else function.method


def _explain_rows(function: WorksheetFunction, given: Sequence[object]) -> Cell | Rows:
    try:
        rows, width = shape_of(function, given)
    except Refusal as refusal:
        return _sentence(refusal.reason)
    size = rows * width
    cells_by_row = [[_cell_in_row(each, place) for each in given] for place in range(size)]
    if function.together:
        results = many_rows(function, given, size)[0]
        return rows_of(list(map(partial(_explain_among_others, function), cells_by_row, results)), width)
    return rows_of([explain(function, cells) for cells in cells_by_row], width)


def _explain_among_others(function: WorksheetFunction, cells: Sequence[object], result: Cell) -> str:
    """The sentence for a row whose result depends on the other rows too."""
    if result == CellError.NUM:
        try:
            _values(function, cells)
        except Refusal as refusal:
            return _sentence(refusal.reason)
        return _sentence(function.reasons.get(Outcome.UNDEFINED, _UNDEFINED))
    if isinstance(result, CellError | Symbol):
        return explain(function, cells)
    return function.method


def _explain_spreading(function: WorksheetFunction, cells: Sequence[object]) -> Cell | Rows:
    """A sentence for each cell of the first range."""
    try:
        inputs = spread_inputs(function, cells)
    except Refusal as refusal:
        return _sentence(refusal.reason)
    values, codes = read_inputs(function, inputs)
    try:
        answer_of(function, values) if np.any(codes == Outcome.FINE) else None
    except Refusal as refusal:
        said = [_sentence(refusal.reason)] * inputs.size
    else:
        said = _said_of_each(function, values, codes)
    for place in np.flatnonzero(codes != Outcome.FINE).tolist():
        said[place] = _sentence(_why_spoilt(function, inputs, place))
    return rows_of([*said], inputs.shape[1]) if is_range(cells[0]) else said[0]


def _said_of_each(function: WorksheetFunction, values: Sequence[Any], codes: Codes) -> list[str]:
    if function.explain_each and np.any(codes == Outcome.FINE):
        return function.explain_each(*values)
    return [function.method] * codes.size


def _why_spoilt(function: WorksheetFunction, inputs: Inputs, place: int) -> str:
    """What decides the outcome of one result: among its cells the first of the highest precedence."""
    refusals: list[Refusal] = []
    for argument, block in zip(function.arguments, inputs.blocks, strict=True):
        if block is None:
            continue
        try:
            argument.parse(cell_at(block, inputs.shape, place))
        except Refusal as refusal:
            refusals.append(refusal)
    return min(refusals, key=lambda refusal: rank(refusal.outcome)).reason


def _cell_in_row(given: object, place: int) -> object:
    if not isinstance(given, Block):
        return given
    return given.cells[place if len(given.cells) > 1 else 0]


def _values(function: WorksheetFunction, cells: Sequence[object]) -> list[Any]:
    """The values of all arguments.

    Raises:
        Refusal: What decides the outcome, where something does.
    """
    refusals: list[Refusal] = []
    values: list[Any] = []
    usable: list[bool] = []
    for argument, column in zip(function.arguments, _inputs(function, cells), strict=True):
        value, found = _parse(argument, column)
        refusals += found
        values.append(value)
        usable.append(not found)
    for rule, places in function.placed_rules:
        if all(usable[place] for place in places) and np.any(rule.is_broken(*(values[place] for place in places))):
            refusals.append(Refusal(rule.outcome, rule.reason))
    if refusals:
        raise min(refusals, key=lambda refusal: rank(refusal.outcome))
    return values


def _inputs(function: WorksheetFunction, cells: Sequence[object]) -> list[list[object]]:
    """For each argument the cells that count."""
    if function.aggregate:
        return inputs_of(function, cells)
    return [[cells[place] if place < len(cells) else None] for place in range(len(function.arguments))]


def _parse(argument: Argument, cells: list[object]) -> tuple[Any, list[Refusal]]:
    """The value of an argument, and why some of its cells have none."""
    if argument.series and not cells:
        return None, []
    refusals: list[Refusal] = []
    for place, cell in enumerate(cells, 1):
        try:
            if argument.series and is_gap(argument, cell):
                raise Refusal(Outcome.MISSING, f"{argument.name} has a gap")
            argument.parse(cell)
        except Refusal as refusal:
            where = f" (number {place} of the {len(cells)} that count)" if argument.series else ""
            refusals.append(Refusal(refusal.outcome, refusal.reason + where))
    if argument.series:
        return argument.read_column(cells)[0], refusals
    return argument.read(cells[0])[0], refusals


def _why_not(function: WorksheetFunction, answer: Answer) -> str:
    """Why valid inputs have no value; "" where they have one."""
    outcome = int(np.asarray(answer.codes).item())
    if outcome == Outcome.FINE and cells_of(answer.columns[0], 1)[0] == CellError.NUM:
        outcome = int(Outcome.UNDEFINED)
    if outcome == Outcome.FINE:
        return ""
    return function.reasons.get(Outcome(outcome), _UNDEFINED)


def _sentence(reason: str) -> str:
    text = reason.strip().rstrip(".")
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith("?") else ".")
