"""Row-wise functions: one result for each row, and one bad row spoils one row."""

from collections.abc import Iterator, Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from tht_xl.functions.engine.blocks import Block, Shape, block_of, common_shape, is_range
from tht_xl.functions.engine.body import columns_of
from tht_xl.functions.engine.cells import Cell, Rows
from tht_xl.functions.engine.outcome import Codes, Outcome, Refusal, cell_of_outcome, first, first_by_row
from tht_xl.functions.engine.registry import WorksheetFunction
from tht_xl.functions.engine.results import rows_of

Places = NDArray[np.intp]


def call_rowwise(function: WorksheetFunction, cells: Sequence[object]) -> Cell | Rows:
    """One result for each row; single cells give one result."""
    if not any(map(is_range, cells)):
        columns = one_row(function, cells)
        return columns[0] if len(columns) == 1 else [columns]
    given = [block_of(cell) if is_range(cell) else cell for cell in cells]
    try:
        shape = shape_of(function, given)
    except Refusal as refusal:
        return cell_of_outcome(refusal.outcome)
    if shape == (1, 1):
        return [one_row(function, [cell.cells[0] if isinstance(cell, Block) else cell for cell in given])]
    columns = many_rows(function, given, shape[0] * shape[1])
    return rows_of(columns[0], shape[1]) if len(columns) == 1 else [list(row) for row in zip(*columns, strict=True)]


def shape_of(function: WorksheetFunction, given: Sequence[object]) -> Shape:
    """The shape of a function's ranges.

    Raises:
        Refusal: They differ, or are no columns where each row gives several results.
    """
    shape = common_shape([each for each in given if isinstance(each, Block)])
    if len(function.columns) > 1 and shape[1] > 1:
        raise Refusal(Outcome.UNKNOWN, f"{function.name} takes columns; turn a row into a column with TRANSPOSE")
    return shape


def one_row(function: WorksheetFunction, cells: Sequence[object]) -> list[Cell]:
    """The results of one row of cells."""
    pairs = [argument.read(cell) for argument, cell in zip(function.arguments, cells, strict=False)]
    pairs += [(argument.fallback, Outcome.FINE) for argument in function.arguments[len(pairs) :]]
    values, codes = [value for value, _ in pairs], [code for _, code in pairs]
    winner = Outcome.FINE if all(code == Outcome.FINE for code in codes) else first(codes)
    for rule, places in function.placed_rules:
        # NaN is "not given", which breaks no rule.
        usable = all(codes[place] == Outcome.FINE and values[place] == values[place] for place in places)
        if usable and rule.is_broken(*(values[place] for place in places)):
            winner = first((winner, rule.outcome))
    if winner != Outcome.FINE:
        return [cell_of_outcome(winner)] * len(function.columns)
    return [column[0] for column in columns_of(function, values, 1)]


def many_rows(function: WorksheetFunction, given: Sequence[object], size: int) -> list[list[Cell]]:
    """The columns of results of many rows."""
    values, codes = _read(function, given)
    winner = np.full(size, Outcome.FINE, np.uint8)
    for code in codes:
        winner = first_by_row(winner, code)
    for rule, places in function.placed_rules:
        broken = _broken(rule.is_broken, [values[p] for p in places], [codes[p] for p in places], size)
        if broken.any():
            winner = first_by_row(winner, np.where(broken, np.uint8(rule.outcome), np.uint8(Outcome.FINE)))
    good = np.flatnonzero(winner == Outcome.FINE)
    keys = [place for place, argument in enumerate(function.arguments) if argument.name in function.groups]
    if len(good) == size and not any(_is_column(values[place]) for place in keys):
        return columns_of(function, values, size)
    results: list[list[Cell]] = [list(map(cell_of_outcome, winner.tolist())) for _ in function.columns]
    for rows in _groups([values[place] for place in keys], good):
        part = [_part(value, rows, is_key=place in keys) for place, value in enumerate(values)]
        for result, column in zip(results, columns_of(function, part, len(rows)), strict=True):
            for row, cell in zip(rows.tolist(), column, strict=True):
                result[row] = cell
    return results


def _read(function: WorksheetFunction, given: Sequence[object]) -> tuple[list[Any], list[int | Codes]]:
    values: list[Any] = []
    codes: list[int | Codes] = []
    for place, argument in enumerate(function.arguments):
        cell = given[place] if place < len(given) else None
        if isinstance(cell, Block) and len(cell.cells) > 1:
            value, code = argument.read_column(cell.cells)
        else:
            value, code = argument.read(cell.cells[0] if isinstance(cell, Block) else cell)
        values.append(value)
        codes.append(code)
    return values, codes


def _broken(is_broken: Any, values: list[Any], codes: list[int | Codes], size: int) -> NDArray[np.bool_]:  # noqa: ANN401
    """Where a rule is broken among the rows whose arguments it can judge."""
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
