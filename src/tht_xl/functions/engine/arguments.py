"""The arguments of a worksheet function, and how their cells are read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tht_xl.functions.engine.cells import CellError, clean, numbers_of
from tht_xl.functions.engine.kinds import Choice, Day, Kind, KindName, Number, PeriodCell
from tht_xl.functions.engine.outcome import Codes, Outcome, Refusal, outcome_of
from tht_xl.model.vocabulary import POLARITIES, Symbol

MAX_HELP_LENGTH = 255
"""Excel cuts an argument's help here. [characters]"""

_REPEATED = (str, float, int, date)


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument.

    Attributes:
        name: As help shows it.
        help: What to give, in one sentence of at most 255 characters.
        reader: The kind of argument.
        optional: Whether it may be left out or blank.
        default: What a blank means, as a cell would hold it; None is "not given".
        blank: The outcome of a blank that is not allowed.
        remedy: What to do about a blank.
        series: Whether it takes a whole range, oldest first.
        gaps: Whether a blank inside a series is a missing point, NaN, and not an outcome of its own.
        one_cell: Whether a series may be given as one cell beside longer ones: a total, a name.
        repeats: Whether any number of further arguments may follow.
    """

    name: str
    help: str
    reader: Kind
    optional: bool = False
    default: float | str | None = None
    blank: Outcome = Outcome.MISSING
    remedy: str = ""
    series: bool = False
    gaps: bool = False
    one_cell: bool = False
    repeats: bool = False
    fallback: Any = field(init=False, repr=False, compare=False)
    """The default as the function gets it."""

    def __post_init__(self) -> None:
        if len(self.help) > MAX_HELP_LENGTH:
            raise ValueError(f"help of {self.name} has {len(self.help)} characters; Excel shows {MAX_HELP_LENGTH}")
        nothing = np.nan if self.reader.is_number else None
        value = nothing if self.default is None else self.reader.parse(clean(self.default))
        object.__setattr__(self, "fallback", value)

    @property
    def kind(self) -> KindName:
        """Name of the kind: "number", "choice", "date" ..."""
        return self.reader.name

    @property
    def constraint(self) -> str:
        """What is accepted, as the end of "expected ..."."""
        return self.reader.expects

    @property
    def options(self) -> tuple[str, ...]:
        """The words to choose from; empty for other kinds."""
        return self.reader.options if isinstance(self.reader, Choice) else ()

    @property
    def signature(self) -> str:
        """The argument as a formula's help shows it: "target", "[multiplier=100]"."""
        default = f'"{self.default}"' if isinstance(self.default, str) else self.default
        text = self.name + ("..." if self.repeats else "") + ("" if default is None else f"={default}")
        return f"[{text}]" if self.optional else text

    def parse(self, cell: object) -> Any:  # noqa: ANN401 - each kind has its own type
        """Return what the function gets for a cell.

        Raises:
            Refusal: The cell decides the outcome of its row.
        """
        content = clean(cell)
        if content is None or isinstance(content, (CellError, Symbol)):
            return self._without_value(content)
        try:
            return self.reader.parse(content)
        except Refusal as refusal:
            raise Refusal(refusal.outcome, f"{self.name} is {refusal.reason}") from refusal

    def _without_value(self, content: CellError | Symbol | None) -> Any:  # noqa: ANN401
        """Return what the function gets for a blank, a symbol or an error.

        Raises:
            Refusal: The cell decides the outcome of its row.
        """
        if content is None or content is Symbol.NOT_AVAILABLE:
            if self.optional or self.gaps:
                return self.fallback
            what = "blank" if content is None else _symbol_in_words(content)
            raise Refusal(self.blank, f"{self.name} is {what}{self.remedy and '; ' + self.remedy}")
        if isinstance(content, CellError):
            raise Refusal(outcome_of(content), f"{self.name} is the error {content.value}; correct that cell first")
        raise Refusal(outcome_of(content), f"{self.name} is {_symbol_in_words(content)}")

    def reason(self, cell: object) -> str:
        """Return why a cell decides the outcome of its row, as part of a sentence; "" where it does not."""
        try:
            self.parse(cell)
        except Refusal as refusal:
            return refusal.reason
        return ""

    def read(self, cell: object) -> tuple[Any, int]:
        """Return what the function gets for a cell, and its outcome."""
        try:
            return self.parse(cell), Outcome.FINE
        except Refusal as refusal:
            return (np.nan if self.reader.is_number else None), refusal.outcome

    def read_column(self, cells: Sequence[object]) -> tuple[NDArray[Any], int | Codes]:
        """`read` for many cells: an array of values, and the outcome of all or of each."""
        if isinstance(self.reader, Number):
            return self._read_numbers(self.reader, cells)
        values, codes = zip(*self._read_each(cells), strict=True)
        kind = float if self.reader.is_number else object
        return np.fromiter(values, kind, len(values)), Outcome.FINE if set(codes) == {Outcome.FINE} else np.array(
            codes, np.uint8
        )

    def _read_each(self, cells: Sequence[object]) -> list[tuple[Any, int]]:
        """`read` for each cell, but once, and so into one object, for equal ones: columns repeat words and periods."""
        marks = [
            cell if type(cell) is str else (type(cell), cell) if isinstance(cell, _REPEATED) else place
            for place, cell in enumerate(cells)
        ]
        known = {mark: self.read(cell) for mark, cell in dict(zip(marks, cells, strict=True)).items()}
        return [known[mark] for mark in marks]

    def _read_numbers(self, kind: Number, cells: Sequence[object]) -> tuple[NDArray[np.float64], int | Codes]:
        numbers, others = numbers_of(cells)
        values, codes = self._check_numbers(kind, numbers)
        if not others:
            return values, codes
        each = np.array(np.broadcast_to(codes, len(cells)), np.uint8)
        values[others], each[others] = zip(*self._read_each([cells[place] for place in others]), strict=True)
        return values, each

    def _check_numbers(self, kind: Number, numbers: NDArray[np.float64]) -> tuple[NDArray[np.float64], int | Codes]:
        """`read_column` for floats at once."""
        if kind.percent:
            numbers = np.where((numbers >= 50) & (numbers < 100), numbers / 100, numbers)
        lowest, highest = numbers.min(), numbers.max()  # NaN where a cell is blank
        all_in_range = kind.at_least <= lowest and kind.above < lowest and highest < kind.below
        if all_in_range and not (kind.whole and np.any(numbers % 1)):
            return numbers, Outcome.FINE
        inside = (numbers >= kind.at_least) & (numbers > kind.above) & (numbers < kind.below)
        if kind.whole:
            inside &= numbers == np.floor(numbers)
        codes = np.where(inside, np.uint8(Outcome.FINE), np.uint8(Outcome.INVALID))
        blank = np.isnan(numbers)
        codes[blank] = Outcome.FINE if self.optional or self.gaps else self.blank
        return np.where(inside, numbers, np.where(blank & self.optional, self.fallback, np.nan)), codes


def _symbol_in_words(symbol: Symbol) -> str:
    """Return a symbol with what it says: "[x], not available"."""
    return f"{symbol}, {symbol.meaning}"


def number(name: str, help: str, **options: Any) -> Argument:  # noqa: A002, ANN401 - as Argument has them
    """Any number."""
    return Argument(name, help, Number(), **options)


def count(name: str, help: str, **options: Any) -> Argument:  # noqa: A002, ANN401
    """Return a count of people or events: 0 or more."""
    options = {"remedy": "enter 0 if none occurred"} | options
    return Argument(name, help, Number("a number from 0 up", at_least=0), **options)


def population(name: str, help: str, **options: Any) -> Argument:  # noqa: A002, ANN401
    """Return a denominator: 0 is read, so that it differs from a missing one, and is refused by NOT_ZERO."""
    return Argument(name, help, Number("a number above 0", at_least=0), **options)


def multiplier(default: float, result: str) -> Argument:
    """Return the scale of a result."""
    text = f"{result} per so many: {default:,.0f} unless given."
    return Argument("multiplier", text, Number("a number above 0", above=0), optional=True, default=default)


def polarity(help: str = 'Which way is good: "high", "low" or "none".') -> Argument:  # noqa: A002
    """Return which way is good."""
    return Argument("polarity", help, Choice(POLARITIES), remedy='write "high", "low" or "none"')


def day(name: str, help: str, **options: Any) -> Argument:  # noqa: A002, ANN401
    """Return a date."""
    return Argument(name, help, Day(), **options)


def period(name: str, help: str, **options: Any) -> Argument:  # noqa: A002, ANN401
    """Return a period."""
    return Argument(name, help, PeriodCell(), **options)


CONFIDENCE = Argument(
    "confidence",
    "Confidence level of the limits, as 0.95 or 95: from 0.5 to under 1, or from 50 to under 100.",
    Number("0.5 to under 1, or 50 to under 100", at_least=0.5, below=1, percent=True),
    optional=True,
    default=0.95,
)
