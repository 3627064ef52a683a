"""Kinds of period: what the periods of one indicator have in common, so that they can be in one series."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from tht_xl.errors import PeriodError
from tht_xl.model.days import months_from, months_later
from tht_xl.model.periods.label import MONTHS
from tht_xl.model.periods.period import Period

KINDS = (
    'Write "calendar year", "financial year", "school year", "3 calendar years", "quarter", "month", "week" or "day"'
)

_EXAMPLE_YEAR = 2022
_NAMED = {"day": (0, 1), "week": (0, 7), "month": (1, 0), "quarter": (3, 0)}
_YEARS = re.compile(r"(?:(\d{1,2}) )?(calendar|financial|school) years?")
_MONTHS_FROM = re.compile(r"(\d{1,3}) months from (\d{1,2}) ([a-z]{3,9})")
_FIRST_MONTH = {"calendar": 1, "financial": 4, "school": 4}
"""School years are labelled like financial years, "2022/23", and stand for the same days: docs/decisions/periods.md."""


@dataclass(frozen=True, slots=True)
class PeriodKind:
    """A length, and where in the year it begins.

    Two periods of one kind are as long as each other and begin on the same days of the year: two financial years, two
    quarters, two runs of three calendar years. Financial years and school years are told apart by `is_school` alone,
    because both are written "2022/23"; they are of one kind unless it is stated.

    Attributes:
        months: Length in whole months; 0 where it is not whole months.
        days: Length in days where it is not whole months, else 0.
        phase: Months from January to the first possible beginning; -1 where it may begin at any time. [months]
        first_day: Day of the month on which it begins; 0 where it may begin at any time.
        is_school: Whether the years are school years.
    """

    months: int
    days: int = 0
    phase: int = -1
    first_day: int = 0
    is_school: bool = field(default=False, compare=False)

    @classmethod
    def of(cls, period: Period) -> "PeriodKind":
        """Return the kind of a period."""
        months = period.months
        if not months or months_later(period.start, months) != period.end + timedelta(days=1):
            return cls(0, (period.end - period.start).days + 1)
        # A year begins in one month of the year, a quarter in one of three months, a month in any.
        step = months if 12 % months == 0 else 12
        is_school = period.stated_year == "school"
        return cls(months, 0, (period.start.month - 1) % step, period.start.day, is_school)

    @classmethod
    def parse(cls, given: "str | PeriodKind") -> "PeriodKind":
        """Return the kind that a definition names.

        Raises:
            PeriodError: It names none.

        Examples:
            >>> str(PeriodKind.parse("3 calendar years")), PeriodKind.parse("school-year").example
            ('3 calendar years', '2022/23')
        """
        if isinstance(given, PeriodKind):
            return given
        kind = _parse(given)
        if kind is None:
            raise PeriodError(f"{given!r:.60} is not a kind of period", remedy=KINDS)
        return kind

    def fits(self, period: Period) -> bool:
        """Return whether a period is of this kind; a text that says "FY" or "AY" must say what this kind is."""
        if PeriodKind.of(period) != self:
            return False
        return not period.stated_year or self.months % 12 != 0 or (period.stated_year == "school") == self.is_school

    @property
    def example(self) -> str:
        """The label of a period of this kind."""
        if not self.months:
            start = date(_EXAMPLE_YEAR, 1, 3)
            return str(Period(start, start + timedelta(days=self.days - 1)))
        return str(Period(*months_from(date(_EXAMPLE_YEAR, self.phase + 1, self.first_day), self.months)))

    @property
    def name(self) -> str:
        """What one is called, with its article: "a school year", "3 calendar years together"."""
        text = str(self)
        if self.months == 12 and self.phase == 3 and self.first_day == 1 and not self.is_school:
            return "a financial year"
        if text[0].isdigit():
            return f"{text} together" if text.endswith("years") else text
        return f"a {text}"

    def __str__(self) -> str:
        if not self.months:
            return "day" if self.days == 1 else "week" if self.days == 7 else f"{self.days} days"
        if self.first_day == 1 and self.months == 1:
            return "month"
        if self.first_day == 1 and (self.months, self.phase) == (3, 0):
            return "quarter"
        if self.months % 12 == 0 and self.first_day == 1 and self.phase in (0, 3):
            word = "calendar" if self.phase == 0 else "school" if self.is_school else "financial"
            return f"{word} year" if self.months == 12 else f"{self.months // 12} {word} years"
        return f"{self.months} months from {self.first_day} {MONTHS[self.phase]}"


@lru_cache(maxsize=256)
def _parse(text: str) -> PeriodKind | None:
    words = " ".join(text.casefold().replace("-", " ").replace("_", " ").split())
    if words in _NAMED:
        months, days = _NAMED[words]
        return PeriodKind(months, days, 0, 1) if months else PeriodKind(0, days)
    if match := _YEARS.fullmatch(words):
        count = int(match[1] or 1)
        phase = _FIRST_MONTH[match[2]] - 1
        return PeriodKind(12 * count, 0, phase, 1, match[2] == "school") if count else None
    if match := _MONTHS_FROM.fullmatch(words):
        months, day, month = int(match[1]), int(match[2]), match[3][:3].title()
        # Not from the 29th on: "12 months from 31 Mar" would begin on another day after a shorter month.
        if month in MONTHS and months and 1 <= day <= 28:
            return PeriodKind.of(Period(*months_from(date(_EXAMPLE_YEAR, MONTHS.index(month) + 1, day), months)))
    return None
