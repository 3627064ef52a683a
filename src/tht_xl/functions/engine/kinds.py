"""The kinds of argument: how a cleaned cell becomes what a function computes with, and when it is refused."""

import math
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any, Literal, Protocol

from tht_xl.errors import PeriodError
from tht_xl.functions.engine.cells import Content, number_of_text, quoted_content
from tht_xl.functions.engine.dates import day_of, period_of
from tht_xl.functions.engine.outcome import Outcome, Refusal, as_clause
from tht_xl.model.periods.period import Period

KindName = Literal["number", "choice", "text", "date", "period", "indicator", "cell", "age band", "standard"]


class Kind(Protocol):
    """How one kind of argument is read.

    Attributes:
        name: Name of the kind.
        expects: What is accepted, as the end of "expected ...".
        is_number: Whether columns of it are float arrays, in which NaN is "not given".
    """

    @property
    def name(self) -> KindName: ...  # noqa: D102
    @property
    def expects(self) -> str: ...  # noqa: D102
    @property
    def is_number(self) -> bool: ...  # noqa: D102

    def parse(self, content: Content) -> Any:  # noqa: ANN401 - each kind has its own type
        """Return what the function gets.

        Raises:
            Refusal: The content is not of this kind.
        """
        ...


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a range; text that shows one counts. Percentages are taken as fractions where `percent` says so."""

    expects: str = "a number"
    at_least: float = -math.inf
    above: float = -math.inf
    below: float = math.inf
    percent: bool = False
    """50 to under 100 means 0.5 to under 1."""
    whole: bool = False
    """Only whole numbers."""

    name: KindName = "number"
    is_number: bool = True

    def parse(self, content: Content) -> float:
        """Return the number.

        Raises:
            Refusal: It is none, or outside the range.
        """
        number = number_of_text(content) if isinstance(content, str) else content
        if isinstance(number, float):
            if self.percent and 50 <= number < 100:
                number /= 100
            inside = self.at_least <= number < self.below and self.above < number
            if inside and (not self.whole or number.is_integer()):
                return number
        raise Refusal(Outcome.INVALID, f"{quoted_content(content)}; expected {self.expects}")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few words, in any case."""

    options: tuple[str, ...]
    name: KindName = "choice"
    is_number: bool = False

    @property
    def expects(self) -> str:
        """The words."""
        return "one of " + ", ".join(f'"{option}"' for option in self.options)

    def parse(self, content: Content) -> str:
        """Return the word as the registry spells it.

        Raises:
            Refusal: It is another.
        """
        if content in self.options:
            return str(content)
        word = str(content).casefold() if isinstance(content, str) else ""
        if word in self.options:
            return word
        nearest = get_close_matches(word, self.options, n=1, cutoff=0.4)
        hint = f"; did you mean {nearest[0]!r}?" if nearest else f"; expected {self.expects}"
        raise Refusal(Outcome.UNKNOWN, quoted_content(content) + hint)


@dataclass(frozen=True, slots=True)
class Text:
    """Any text; a whole number is its digits."""

    expects: str
    name: KindName = "text"
    is_number: bool = False

    def parse(self, content: Content) -> str:
        """Return the text.

        Raises:
            Refusal: It is a date or TRUE or FALSE.
        """
        if isinstance(content, str):
            return content
        if isinstance(content, float):
            return f"{content:.15g}"
        raise Refusal(Outcome.UNKNOWN, f"{quoted_content(content)}; expected {self.expects}")


@dataclass(frozen=True, slots=True)
class Day:
    """A date, as a proleptic Gregorian ordinal: a number of days."""

    expects: str = 'a date, or a period such as "2023/24", which means its last day'
    name: KindName = "date"
    is_number: bool = True

    def parse(self, content: Content) -> float:
        """Return the day's ordinal.

        Raises:
            Refusal: It names no day.
        """
        try:
            return float(day_of(content).toordinal())
        except PeriodError as error:
            raise Refusal(Outcome.INVALID, _no_period(content, error)) from error


@dataclass(frozen=True, slots=True)
class PeriodCell:
    """A period of time."""

    expects: str = 'a period such as "2023/24", "2021 - 23", "2022" or "Mar 2025"'
    name: KindName = "period"
    is_number: bool = False

    def parse(self, content: Content) -> Period:
        """Return the period.

        Raises:
            Refusal: It names none, or could mean two.
        """
        try:
            return period_of(content)
        except PeriodError as error:
            raise Refusal(Outcome.INVALID, _no_period(content, error)) from error


@dataclass(frozen=True, slots=True)
class AnyCell:
    """Whatever a cell holds; the function reads it itself."""

    expects: str = "any cell"
    name: KindName = "cell"
    is_number: bool = False

    def parse(self, content: Content) -> Content:
        """Return the content as it is."""
        return content


def _no_period(content: Content, error: PeriodError) -> str:
    if isinstance(content, bool | float | date):
        return f"{quoted_content(content)}, which is neither a date nor a period"
    return f"{quoted_content(content)}: {as_clause(error)}"
