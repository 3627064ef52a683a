"""What a cell gets when it does not get its value: the precedence of reasons, in one table."""

import re
from collections.abc import Callable, Iterable
from enum import IntEnum
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tht_xl.functions.engine.cells import Cell, CellError
from tht_xl.model.vocabulary import Rating, Symbol

NO_TARGET = Rating.NO_TARGET.value


class Outcome(IntEnum):
    """Reasons in order of precedence: the lowest wins. The sixteen codes from INPUT_ERROR on tell errors apart."""

    UNKNOWN = 0x10
    """An indicator, statement, field or option that is not there, or ranges of unequal shape."""
    INPUT_ERROR = 0x20
    """An input is an error: this code plus the error's place in CellError."""
    INPUT_CONFIDENTIAL = 0x40
    INPUT_UNRELIABLE = 0x50
    INPUT_NOT_APPLICABLE = 0x60
    MISSING = 0x70
    """A required input is blank or "[x]"."""
    NO_TARGET = 0x80
    """A blank target, where that is an answer."""
    INVALID = 0x90
    """Not a number, or a number outside its range."""
    ZERO_DENOMINATOR = 0xA0
    UNDEFINED = 0xB0
    """Defined inputs, undefined result."""
    UNRELIABLE = 0xC0
    """Withheld by the method's own rule."""
    CONFIDENTIAL = 0xD0
    """Withheld for disclosure."""
    FINE = 0xF0


Codes: TypeAlias = NDArray[np.uint8]
"""One outcome for each row."""

_NEXT_SENTENCE = re.compile(r"\. ([A-Z])(?![A-Z])")
_ERRORS = tuple(CellError)
_CELLS: dict[int, Cell] = {
    Outcome.UNKNOWN: CellError.VALUE,
    Outcome.INPUT_CONFIDENTIAL: Symbol.CONFIDENTIAL.value,
    Outcome.INPUT_UNRELIABLE: Symbol.UNRELIABLE.value,
    Outcome.INPUT_NOT_APPLICABLE: Symbol.NOT_APPLICABLE.value,
    Outcome.MISSING: CellError.NA,
    Outcome.NO_TARGET: NO_TARGET,
    Outcome.INVALID: CellError.VALUE,
    Outcome.ZERO_DENOMINATOR: CellError.DIV_0,
    Outcome.UNDEFINED: CellError.NUM,
    Outcome.UNRELIABLE: Symbol.UNRELIABLE.value,
    Outcome.CONFIDENTIAL: Symbol.CONFIDENTIAL.value,
    Outcome.FINE: CellError.NUM,  # until its value takes its place
} | {Outcome.INPUT_ERROR + place: error for place, error in enumerate(_ERRORS)}

_SYMBOLS = {
    Symbol.CONFIDENTIAL: Outcome.INPUT_CONFIDENTIAL,
    Symbol.UNRELIABLE: Outcome.INPUT_UNRELIABLE,
    Symbol.NOT_APPLICABLE: Outcome.INPUT_NOT_APPLICABLE,
}


class Answer(NamedTuple):
    """A function's result where some rows have none, or where it has more to say than the registry.

    The sentences are asked for by THT_NOTE alone, so they are made only then, from what the function has already
    computed. A list of one goes with every row; "" leaves the row to the registry's method or reasons.

    Attributes:
        columns: One array or scalar for each column of the result.
        codes: The outcome of each row, or of all.
        how: For rows with a value, a sentence that says how it came about.
        why: For rows without one, the reason as part of a sentence.
    """

    columns: tuple[Any, ...]
    codes: int | Codes = Outcome.FINE
    how: Callable[[], list[str]] | None = None
    why: Callable[[], list[str]] | None = None


class Refusal(Exception):  # noqa: N818 - an outcome, not a fault
    """Why one row has no value.

    Attributes:
        outcome: Code of the outcome.
        reason: The reason as part of a sentence.
    """

    def __init__(self, outcome: int, reason: str) -> None:
        self.outcome, self.reason = outcome, reason
        super().__init__(reason)


def outcome_of(special: CellError | Symbol) -> int:
    """Return the outcome of an input that is an error, or a symbol other than "[x]"."""
    if isinstance(special, Symbol):
        return _SYMBOLS[special]
    return Outcome.INPUT_ERROR + _ERRORS.index(special)


def as_clause(error: Exception) -> str:
    """Return an error's message as part of a sentence: the first problem where it lists several."""
    first_line, *others = str(error).strip().splitlines() or ["no reason is known"]
    clause = _NEXT_SENTENCE.sub(lambda start: f"; {start[1].lower()}", first_line).rstrip(".")
    return f"{clause}; and {len(others)} more" if others else clause


def rank(code: int) -> int:
    """Precedence of an outcome. All errors share one, so that the first of them stays."""
    return min(code, Outcome.INPUT_ERROR) if code < Outcome.INPUT_CONFIDENTIAL else code


def first(codes: Iterable[int]) -> int:
    """Return the outcome that wins, and among input errors the one that came first."""
    return min(codes, key=rank, default=int(Outcome.FINE))


def first_of_column(codes: int | Codes) -> int:
    """`first` of a column's outcomes."""
    return codes if isinstance(codes, int) else int(codes[_RANKS[codes].argmin()])


def first_by_row(winner: Codes, other: int | Codes) -> Codes:
    """`first` for each row of two arrays of outcomes."""
    if isinstance(other, int) and other == Outcome.FINE:
        return winner
    return np.where(_RANKS[other] < _RANKS[winner], other, winner).astype(np.uint8)


def first_outcome(*cases: tuple[Any, Outcome]) -> int | Codes:
    """Return the outcome of the first case that holds, for one row or each row; a case is one flag or one per row."""
    flags, outcomes = zip(*cases, strict=True)
    if not any(map(np.ndim, flags)):
        return next((outcome for flag, outcome in cases if flag), Outcome.FINE)
    return np.select(flags, [np.uint8(outcome) for outcome in outcomes], np.uint8(Outcome.FINE))


def cell_of_outcome(code: int) -> Cell:
    """Return what the cell shows."""
    return _CELLS[code]


_RANKS = np.array([rank(code) for code in range(256)], np.uint8)
