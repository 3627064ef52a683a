"""Cells that should hold numbers: as floats, and what else they hold."""

from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tht_xl.evaluation.rows.coded import Reasons, distinct_cells

_NOT_NUMBERS = (bool, np.bool_, date, np.datetime64)
"""TRUE is not 1 and a date is not a count, although pandas would make numbers of them."""

_NUMERIC = ("floating", "integer", "mixed-integer-float")
"""What pandas calls columns of Python's own numbers."""


def read_numbers(observations: pd.DataFrame, name: str, mistakes: Reasons) -> NDArray[np.float64]:
    """Return a column as floats; what is not a number is added to the mistakes, as "count 'n/a'".

    Args:
        observations: The frame, which may lack the column.
        name: The column.
        mistakes: The mistakes of columns that come before it.
    """
    if name not in observations:
        return np.full(len(observations), np.nan)
    given = observations[name]
    numbers = _plain_numbers(given)
    if numbers is not None:
        infinite = np.flatnonzero(np.isinf(numbers))
        if len(infinite):
            codes, cells = distinct_cells(given.iloc[infinite])
            is_first = mistakes.codes[infinite] == 0  # a row keeps the complaint of the column before
            mistakes.add_to(infinite[is_first], codes[is_first], [_mistake(name, cell) for cell in cells])
        return numbers
    codes, cells = distinct_cells(given)
    each = [_float(cell) for cell in cells]
    complaints = [
        _mistake(name, cell) if _is_mistake(cell, number) else "" for cell, number in zip(cells, each, strict=True)
    ]
    mistakes.add(codes, complaints)
    return np.array(each, float)[codes] if each else np.full(len(given), np.nan)


def _plain_numbers(given: pd.Series) -> NDArray[np.float64] | None:
    """Return the floats of a column of numbers and blanks; None where it may have anything else."""
    if pd.api.types.is_float_dtype(given) or pd.api.types.is_integer_dtype(given):
        return np.asarray(given.astype(float), float)
    if pd.api.types.is_object_dtype(given) and pd.api.types.infer_dtype(given, skipna=True) in _NUMERIC:
        try:
            return np.asarray(given.to_numpy(), float)
        except (TypeError, OverflowError):
            return None
    return None


def _mistake(name: str, cell: object) -> str:
    return f"{name} {str(cell)!r}"


def _float(cell: object) -> float:
    if isinstance(cell, str) and "_" in cell:
        return np.nan  # "1_000" is a number to Python alone
    try:
        return float(cell)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return np.nan
    except OverflowError:
        return np.inf


def _is_mistake(cell: object, number: float) -> bool:
    """Return whether a cell has something in it that is not a number."""
    if np.isinf(number):
        return True
    # An array in a cell is not missing; pandas answers for each of its elements.
    is_blank = pd.isna(cell) is True  # pyright: ignore[reportArgumentType, reportCallIssue]
    return not is_blank and (np.isnan(number) or isinstance(cell, _NOT_NUMBERS)) and str(cell).strip() != ""
