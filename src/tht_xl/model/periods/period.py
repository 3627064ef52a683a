"""Periods: what "2023/24", "2021 - 23" and "by Jul 2010" stand for, in days."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal, Protocol, SupportsFloat, runtime_checkable

from tht_xl.errors import PeriodError
from tht_xl.model.days import as_month, as_year
from tht_xl.model.periods.label import canonical_label
from tht_xl.model.periods.text import EXAMPLES, StatedYear, read_period

Kind = Literal["day", "month", "quarter", "year", "financial-year", "years", "span", "deadline"]

FIRST_YEAR, LAST_YEAR = 1800, 2200


@runtime_checkable
class Stretch(Protocol):
    """What another library calls a period: pandas' `Period` has these."""

    @property
    def start_time(self) -> datetime:
        """Its first moment."""
        ...

    @property
    def end_time(self) -> datetime:
        """Its last moment."""
        ...


@dataclass(frozen=True, slots=True, order=True, repr=False)
class Period:
    """A stretch of whole days. Two periods are equal when they cover the same days, whatever they were called.

    Attributes:
        start: First day.
        end: Last day, which still belongs to the period.
        is_deadline: Whether the text said "by".
        stated_year: "financial" or "school" where the text itself said so ("FY 2023/24", "school year 2023/24"); the
            label is the same for both.
        label: The canonical text. `Period.parse(period.label) == period` always holds.
        kind: What sort of period the label names.
    """

    start: date
    end: date
    is_deadline: bool = field(default=False, compare=False)
    stated_year: StatedYear = field(default="", compare=False)
    label: str = field(init=False, compare=False)
    kind: Kind = field(init=False, compare=False)

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise PeriodError(f"a period ends ({self.end}) before it starts ({self.start})", remedy="Swap the two")
        if self.start.year < FIRST_YEAR or self.end.year > LAST_YEAR:
            raise PeriodError(
                f"the period {self.start} to {self.end} lies outside {FIRST_YEAR} to {LAST_YEAR}",
                remedy="Check the year",
            )
        label, kind = canonical_label(self.start, self.end)
        object.__setattr__(self, "label", f"by {label}" if self.is_deadline else label)
        object.__setattr__(self, "kind", "deadline" if self.is_deadline else kind)

    @staticmethod
    def parse(given: "str | date | float | Stretch | Period") -> "Period":
        """Return the period that a text, a cell's date or a cell's number names.

        A date on the first of a month is that month, because that is what Excel makes of a typed "Mar 2025"; any
        other date is a day. A number from 1800 to 2200 is a calendar year. A period of pandas is its days.

        Args:
            given: A label such as "2023/24" or "2021 - 23", an ISO 8601 date or interval, a date, a year, or pandas'
                `Period`.

        Raises:
            PeriodError: Nothing is recognised, or the text can be read in more than one way.

        Examples:
            >>> Period.parse("2022-01-01/P3Y").label
            '2022 - 24'
            >>> Period.parse("2023/2024")
            Period.parse('2023/24')
            >>> Period.parse("2010-11")
            Traceback (most recent call last):
                ...
            tht_xl.errors.PeriodError: the period "2010-11" can be read in more than one way. Write "2010/11" for the
            financial year, "2010 - 11" for the calendar years or "Nov 2010" for the month
        """
        if isinstance(given, Period):
            return given
        if isinstance(given, str):
            outcome = _parse_text(given)
            if isinstance(outcome, Period):
                return outcome
            raise PeriodError(outcome[0], remedy=outcome[1])
        return Period(*_days_of_cell(given))

    @property
    def months(self) -> int:
        """Whole calendar months from the first day to the last; 0 for a day."""
        after = self.end + timedelta(days=1)
        whole = (after.year - self.start.year) * 12 + after.month - self.start.month
        return whole - (after.day < self.start.day)

    def overlaps(self, other: "Period") -> bool:
        """Return whether the two share at least one day."""
        return self.start <= other.end and other.start <= self.end

    def is_followed_by(self, other: "Period") -> bool:
        """Return whether the other starts on the day after this one ends."""
        return other.start - self.end == timedelta(days=1)

    def __str__(self) -> str:
        return self.label

    def __repr__(self) -> str:
        return f"Period.parse({self.label!r})"


@lru_cache(maxsize=8192)
def _parse_text(text: str) -> Period | tuple[str, str]:
    # A refusal is kept as its words: an exception raised twice would carry both tracebacks.
    try:
        return Period(*read_period(text))
    except PeriodError as error:
        return error.message, error.remedy


def _days_of_cell(given: object) -> tuple[date, date]:
    if isinstance(given, Stretch) and given == given:
        return given.start_time.date(), given.end_time.date()
    if isinstance(given, date) and given == given:  # a missing timestamp is a date that differs from itself
        day = given.date() if isinstance(given, datetime) else given
        return as_month(day.year, day.month) if day.day == 1 else (day, day)
    if isinstance(given, SupportsFloat) and FIRST_YEAR <= (year := float(given)) <= LAST_YEAR and year.is_integer():
        return as_year(int(year))
    raise PeriodError(f"{given!r:.60} is not a period", remedy=EXAMPLES)
