"""Row-wise functions: one result for each row, and one bad row spoils one row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from tht_xl.functions.engine.blocks import CellBlock, Shape, block_of, common_shape, is_range
from tht_xl.functions.engine.cells import Cell
from tht_xl.functions.engine.function import Calling, WorksheetFunction
from tht_xl.functions.engine.outcome import Codes, Outcome, Refusal, cell_of_outcome, first, first_by_row
from tht_xl.functions.engine.results import Called, FunctionResult, compute, reason_of_inputs, refuse_all

Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class RowWise(Calling):
    """One result for each row of cells or columns; single cells go with every row.

    Attributes:
        groups: Arguments that `python` takes one value of at a time, such as an indicator: rows with equal ones are
            computed together.
    """

    groups: tuple[str, ...] = ()

    def argument_names(self) -> tuple[str, ...]:
        """Return the arguments by which rows are grouped."""
        return self.groups

    def run(self, function: WorksheetFunction, cells: Sequence[object]) -> Called:
        """Compute all good rows at once."""
        if not any(map(is_range, cells)):
            return _one_row(function, cells, None)
        given = [block_of(cell) if is_range(cell) else cell for cell in cells]
        try:
            shape = _common_shape(function, given)
        except Refusal as refusal:
            return refuse_all(refusal)
        if shape == (1, 1):
            return _one_row(function, [cell.cells[0] if isinstance(cell, CellBlock) else cell for cell in given], 1)
        return _many_rows(function, self.groups, given, shape)


def _common_shape(function: WorksheetFunction, given: Sequence[object]) -> Shape:
    """Return the shape of a function's ranges.

    Raises:
        Refusal: They differ, or are not columns where each row gives several results.
    """
    shape = common_shape([each for each in given if isinstance(each, CellBlock)])
    if len(function.columns) > 1 and shape[1] > 1:
        raise Refusal(Outcome.UNKNOWN, f"{function.name} takes columns; turn a row into a column with TRANSPOSE")
    return shape


def _one_row(function: WorksheetFunction, cells: Sequence[object], width: int | None) -> Called:
    """Compute one row without arrays, which for a single cell would cost several times as much."""
    pairs = [argument.read(cell) for argument, cell in zip(function.arguments, cells, strict=False)]
    pairs += [(argument.fallback, Outcome.FINE) for argument in function.arguments[len(pairs) :]]
    values, codes = [value for value, _ in pairs], [code for _, code in pairs]
    for rule, places in function.placed_rules:
        # NaN is "not given", which breaks no rule.
        usable = all(codes[place] == Outcome.FINE and values[place] == values[place] for place in places)
        codes.append(rule.outcome if usable and rule.is_broken(*(values[place] for place in places)) else Outcome.FINE)
    if all(code == Outcome.FINE for code in codes):
        computed = compute(function, values, 1)
        return Called(computed.columns, width, computed.sentences)
    columns = [[cell_of_outcome(first(codes))] for _ in function.columns]
    return Called(columns, width, lambda: [_reason(function, codes, cells, 0)])


def _many_rows(function: WorksheetFunction, groups: tuple[str, ...], given: Sequence[object], shape: Shape) -> Called:
    """Read whole columns, let the lowest outcome of each row win, and compute the rows without one, group by group."""
    size = shape[0] * shape[1]
    values, codes = _read(function, given)
    for rule, places in function.placed_rules:
        broken = _broken(rule.is_broken, [values[place] for place in places], [codes[place] for place in places], size)
        fine = not broken.any()
        codes.append(int(Outcome.FINE) if fine else np.where(broken, np.uint8(rule.outcome), np.uint8(Outcome.FINE)))
    winner = np.full(size, Outcome.FINE, np.uint8)
    for code in codes:
        winner = first_by_row(winner, code)
    parts = list(_compute_groups(function, groups, values, winner))

    def explain() -> list[str]:
        said = [""] * size
        for row in np.flatnonzero(winner != Outcome.FINE).tolist():
            of_row = [code if isinstance(code, int) else int(code[row]) for code in codes]
            said[row] = _reason(function, of_row, given, row)
        for rows, computed in parts:
            for row, text in zip(rows.tolist(), computed.sentences(), strict=True):
                said[row] = text
        return said

    return Called(_columns_of_all(function, winner, parts), shape[1], explain)


def _compute_groups(
    function: WorksheetFunction, groups: tuple[str, ...], values: list[Any], winner: Codes
) -> Iterator[tuple[Places, FunctionResult]]:
    """Compute the rows that no input spoils; with each group's result come its rows."""
    good = np.flatnonzero(winner == Outcome.FINE)
    keys = [place for place, argument in enumerate(function.arguments) if argument.name in groups]
    if len(good) == len(winner) and not any(_is_column(values[place]) for place in keys):
        yield good, compute(function, values, len(good))
        return
    for rows in _groups([values[place] for place in keys], good):
        part = [_part(value, rows, is_key=place in keys) for place, value in enumerate(values)]
        yield rows, compute(function, part, len(rows))


def _columns_of_all(
    function: WorksheetFunction, winner: Codes, parts: Sequence[tuple[Places, FunctionResult]]
) -> list[list[Cell]]:
    """Return the columns of all rows: what was computed, and between it what spoilt rows show."""
    if len(parts) == 1 and len(parts[0][0]) == len(winner):
        return parts[0][1].columns
    columns: list[list[Cell]] = [list(map(cell_of_outcome, winner.tolist())) for _ in function.columns]
    for rows, computed in parts:
        for column, part in zip(columns, computed.columns, strict=True):
            for row, cell in zip(rows.tolist(), part, strict=True):
                column[row] = cell
    return columns


def _reason(function: WorksheetFunction, codes: Sequence[int], given: Sequence[object], row: int) -> str:
    """Return the sentence for a row that its cells or a rule decide."""

    def reason(place: int) -> str:
        cell = given[place] if place < len(given) else None
        if isinstance(cell, CellBlock):
            cell = cell.cells[row if len(cell.cells) > 1 else 0]
        return function.arguments[place].reason(cell)

    return reason_of_inputs(function, codes, reason)


def _read(function: WorksheetFunction, given: Sequence[object]) -> tuple[list[Any], list[int | Codes]]:
    values: list[Any] = []
    codes: list[int | Codes] = []
    for place, argument in enumerate(function.arguments):
        cell = given[place] if place < len(given) else None
        if isinstance(cell, CellBlock) and len(cell.cells) > 1:
            value, code = argument.read_column(cell.cells)
        else:
            value, code = argument.read(cell.cells[0] if isinstance(cell, CellBlock) else cell)
        values.append(value)
        codes.append(code)
    return values, codes


def _broken(is_broken: Any, values: list[Any], codes: list[int | Codes], size: int) -> NDArray[np.bool_]:  # noqa: ANN401
    """Return where a rule is broken among the rows whose arguments it can judge."""
    if all(isinstance(code, int) and code == Outcome.FINE for code in codes):
        return np.broadcast_to(is_broken(*values), size)
    usable = np.full(size, fill_value=True)
    for code in codes:
        usable &= np.asarray(code) == Outcome.FINE
    rows = np.flatnonzero(usable)
    broken = np.zeros(size, bool)
    if len(rows):
        broken[rows] = is_broken(*(_part(value, rows, is_key=False) for value in values))
    return broken


def _is_column(value: Any) -> bool:  # noqa: ANN401 - a value of any kind
    return isinstance(value, np.ndarray)


def _part(value: Any, rows: Places, *, is_key: bool) -> Any:  # noqa: ANN401
    if not _is_column(value):
        return value
    return value[rows[0]] if is_key else value[rows]


def _groups(keys: list[Any], rows: Places) -> Iterator[Places]:
    """Rows with equal keys together, in the order in which each key first appears."""
    columns = [cast(NDArray[Any], key)[rows].tolist() for key in keys if _is_column(key)]
    if not columns:
        return iter([rows] if len(rows) else [])
    groups: dict[tuple[object, ...], list[int]] = {}
    for row, key in zip(rows.tolist(), zip(*columns, strict=True), strict=True):
        # Objects stand for themselves: equal texts were read into one object, and definitions are slow to compare.
        marks = tuple(each if isinstance(each, float | str) else id(each) for each in key)
        groups.setdefault(marks, []).append(row)
    return (np.array(group, np.intp) for group in groups.values())
