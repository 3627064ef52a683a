"""A column that should hold numbers: what each of its cells holds, read by column and not cell by cell."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import nan
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from tht_xl.workbook.data_sheet.reading import MAX_FIGURE, Kind, read_number
from tht_xl.workbook.file.values import Cell

Flags = NDArray[np.bool_]

KINDS: tuple[Kind, ...] = get_args(Kind)
_CODE = {kind: code for code, kind in enumerate(KINDS)}
OURS = "THT_"
"""What the names of the package's functions begin with."""


@dataclass(frozen=True, slots=True)
class ColumnMarks:
    """What the file says of a column besides its values, by worksheet row.

    Attributes:
        errors: Error values.
        formulas: Formula texts; "" where a cell shares another's.
        unsaved: Rows of formulas whose result is not saved with them.
        percents: Rows shown as a percentage.
    """

    errors: Mapping[int, str]
    formulas: Mapping[int, str]
    unsaved: Collection[int]
    percents: Collection[int]


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column that should hold numbers.

    Attributes:
        kind: What each cell holds, by its place in `KINDS`.
        number: Its number, NaN where it holds none.
        symbol: Its symbol in small letters, such as "[c]"; "" where it holds none.
        is_formula: Whether a formula computes it.
        is_ours: Whether that formula is one of the package's functions.
        is_percent: Whether it is shown as a percentage.
    """

    kind: NDArray[np.int8]
    number: NDArray[np.float64]
    symbol: NDArray[np.object_]
    is_formula: Flags
    is_ours: Flags
    is_percent: Flags

    def has(self, *kinds: Kind) -> Flags:
        """Return which cells hold one of these kinds."""
        flags = self.kind == _CODE[kinds[0]]
        for kind in kinds[1:]:
            flags |= self.kind == _CODE[kind]
        return flags


def read_column(cells: Sequence[Cell], rows: NDArray[np.int64], marks: ColumnMarks) -> NumberColumn:
    """Read a column of numbers.

    Args:
        cells: What it holds.
        rows: The worksheet row of each cell, in ascending order.
        marks: What the file says of the column.
    """
    kind, number = _kinds_and_numbers(cells)
    errors, unsaved = rows_among(rows, marks.errors), rows_among(rows, marks.unsaved)
    for flags, what in ((errors, "error"), (unsaved, "unsaved")):
        kind[flags], number[flags] = _CODE[what], nan
    symbol = np.full(len(cells), "", object)
    for index in np.flatnonzero(kind == _CODE["symbol"]).tolist():
        symbol[index] = str(cells[index]).strip().casefold()
    # A cell that shares its formula with others has no text of its own.
    ours = [row for row, text in marks.formulas.items() if not text or OURS in text.upper()]
    return NumberColumn(
        kind,
        number,
        symbol,
        is_formula=rows_among(rows, marks.formulas),
        is_ours=rows_among(rows, ours),
        is_percent=rows_among(rows, marks.percents),
    )


def rows_among(rows: NDArray[np.int64], some: Collection[int]) -> Flags:
    """Return which rows are among some."""
    return np.isin(rows, list(some)) if some else np.zeros(len(rows), bool)


def _kinds_and_numbers(cells: Sequence[Cell]) -> tuple[NDArray[np.int8], NDArray[np.float64]]:
    """Return what each cell holds, and its number: each distinct text is read once, and numbers all at once."""
    code_of = {text: _CODE[read_number(text).kind] for text in {cell for cell in cells if type(cell) is str}}
    is_number = _CODE["number"]
    kinds = np.array([code_of[cell] if type(cell) is str else is_number for cell in cells], np.int8)
    numbers = np.array([cell if type(cell) is float else nan for cell in cells], float)
    with np.errstate(invalid="ignore"):
        is_large = np.abs(numbers) > MAX_FIGURE
    kinds[is_large], numbers[is_large] = _CODE["too large"], nan
    # What is neither a text nor a plain number: dates, booleans, and numbers that are none.
    for index in np.flatnonzero(np.isnan(numbers) & (kinds == is_number)).tolist():
        reading = read_number(cells[index])
        kinds[index], numbers[index] = _CODE[reading.kind], reading.number
    return kinds, numbers
