"""What a cell holds while a formula is evaluated, and how a spreadsheet turns one kind into another."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from tht_xl.model.days import DAY_ZERO, serial_of

_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[Ee][+-]?\d+)?\s*")
SIGNIFICANT_DIGITS = 15
"""Numbers that agree in so many digits are equal to a spreadsheet: 0.1+0.2 is 0.3."""


@dataclass(frozen=True, slots=True)
class FormulaError:
    """An error value, such as #DIV/0!: it passes through whatever it meets."""

    code: str

    def __str__(self) -> str:
        return self.code


DIV0, VALUE, NAME, NUM, NOT_AVAILABLE, REF = map(
    FormulaError, ("#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#N/A", "#REF!")
)

Scalar: TypeAlias = float | str | bool | FormulaError | None
"""One cell; None is a blank one."""
Column: TypeAlias = list[Scalar]
"""A whole column: a list and nothing else, so that it is told from a cell at once."""
Value: TypeAlias = Scalar | Column


def as_cell(given: object) -> Scalar:
    """Return a Python value as the cell that holds it. Days are numbers there, counted from 30 December 1899.

    Examples:
        >>> as_cell(date(2026, 11, 30)), as_cell(3), as_cell(""), as_cell(True)
        (46356.0, 3.0, '', True)
    """
    if given is None or isinstance(given, bool | str | FormulaError):
        return given
    if isinstance(given, datetime):
        return serial_of(given.date()) + (given - datetime.combine(given.date(), time())) / timedelta(days=1)
    if isinstance(given, date):
        return serial_of(given)
    if isinstance(given, int | float):
        return float(given)
    return str(given)


def as_day(serial: float) -> date:
    """Return the day that a spreadsheet's number stands for.

    Raises:
        ValueError: The number is not a day that a spreadsheet or Python knows.
    """
    if not 1 <= serial < 2958466:
        raise ValueError(serial)
    return DAY_ZERO + timedelta(days=int(serial))


def as_number(cell: Scalar) -> float | FormulaError:
    """Return what a cell is to an operator such as + : a blank is 0, and a text may be a number."""
    if isinstance(cell, FormulaError):
        return cell
    if cell is None:
        return 0.0
    if isinstance(cell, str):
        return float(cell) if _NUMBER.fullmatch(cell) else VALUE
    return float(cell)


def as_text(cell: Scalar) -> str | FormulaError:
    """Return what a cell is to a function of texts."""
    if isinstance(cell, FormulaError):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, str):
        return cell
    # Excel shows whole numbers without a point, however a program holds them.
    return str(int(cell)) if cell == int(cell) and abs(cell) < 1e15 else f"{cell:.15g}"


def as_boolean(cell: Scalar) -> bool | FormulaError:
    """Return what a cell is to IF and NOT."""
    if isinstance(cell, FormulaError | bool):
        return cell
    if isinstance(cell, str):
        return {"TRUE": True, "FALSE": False}.get(cell.upper(), VALUE)
    return bool(cell)


def is_true(cell: Scalar) -> bool:
    """Return whether a cell decides for TRUE; what comes to an error decides nothing, so it does not."""
    decided = as_boolean(cell)
    return not isinstance(decided, FormulaError) and decided


def compare(left: Scalar, right: Scalar) -> int:
    """Return -1, 0 or 1 as left comes before, with or behind right, to a spreadsheet.

    Numbers come before texts and texts before TRUE and FALSE; capitals do not count; a blank is 0, "" or FALSE,
    whatever it is compared with.

    Examples:
        >>> compare("Done", "done"), compare(None, 0.0), compare(None, ""), compare(9.0, "1"), compare(0.1 + 0.2, 0.3)
        (0, 0, 0, -1, 0)
    """
    if isinstance(left, float) and isinstance(right, float):
        if left == right:
            return 0
        # Only numbers that are close can be equal in 15 digits, and to write them out takes time.
        if abs(left - right) > 1e-13 * abs(left):
            return 1 if left > right else -1
    elif isinstance(left, str) and isinstance(right, str):
        one, other = left.casefold(), right.casefold()
        return (one > other) - (one < other)
    left, right = _blank_as(left, right), _blank_as(right, left)
    ranks = _rank(left), _rank(right)
    if ranks[0] != ranks[1]:
        return -1 if ranks[0] < ranks[1] else 1
    one, other = comparable(left), comparable(right)
    if one == other:
        return 0
    return 1 if one > other else -1  # pyright: ignore[reportOperatorIssue] - of one rank, so of one kind


def comparable(cell: Scalar) -> Scalar:
    """Return a cell in the form in which equal ones are equal to Python too."""
    if isinstance(cell, str):
        return cell.casefold()
    if isinstance(cell, float):
        return float(f"{cell:.{SIGNIFICANT_DIGITS}g}")
    return cell


def _blank_as(cell: Scalar, other: Scalar) -> Scalar:
    if cell is not None:
        return cell
    if isinstance(other, str):
        return ""
    return False if isinstance(other, bool) else 0.0


def _rank(cell: Scalar) -> int:
    if isinstance(cell, bool):
        return 2
    return 1 if isinstance(cell, str) else 0
