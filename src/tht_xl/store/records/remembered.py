"""A returned row as the store keeps it."""

import math
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from tht_xl.model.periods.period import Period

Key = tuple[str, str, str]
"""Ids of indicator and area, and the canonical label of the period."""

Status = Literal["current", "replaced", "withdrawn"]

NUMBERS = ("count", "denominator", "value", "lower", "upper")


@dataclass(frozen=True, slots=True)
class Remembered:
    """A version of a row, with where it came from.

    Attributes:
        version: 1 for the first figures of a key, and one more for each that follow.
        returned_on: The day on which the month first read these figures.
        role: Who returned them, or withdrew them.
        month: The month for which they were returned, or withdrawn.
        status: "current" or "withdrawn" for what counts, "replaced" for what came before. It follows from the others.
        reason: Why the row was withdrawn. Only a withdrawal has one, and every withdrawal has one.
    """

    indicator: str
    area: str
    period: str
    sex: str
    age: str
    count: float
    denominator: float
    value: float
    lower: float
    upper: float
    source: str
    symbol: str
    workbook: str
    sheet: str
    row: int
    cell: str
    version: int
    returned_on: date
    role: str
    month: Period
    status: Status = "current"
    reason: str = ""

    @property
    def key(self) -> Key:
        """What the row speaks of."""
        return self.indicator, self.area, self.period

    @property
    def is_blank(self) -> bool:
        """Whether it has neither a number nor a symbol: a row that nobody has filled in."""
        return not self.symbol and all(math.isnan(getattr(self, name)) for name in NUMBERS)

    @property
    def is_withdrawal(self) -> bool:
        """Whether this version says that the row no longer counts."""
        return bool(self.reason)

    @property
    def order(self) -> tuple[date, int]:
        """Later months count before earlier ones, and within a month the newest version."""
        return self.month.start, self.version

    def has_figures_of(self, other: "Remembered") -> bool:
        """Return whether both give the same numbers and the same symbol."""
        mine, theirs = ([getattr(row, name) for name in NUMBERS] for row in (self, other))
        return self.symbol == other.symbol and all(map(_same, mine, theirs))

    def says_what(self, other: "Remembered") -> bool:
        """Return whether both give the same figures from the same source; the cell they came from may differ."""
        return self.has_figures_of(other) and self.source == other.source


COLUMNS = tuple(field.name for field in fields(Remembered))


def _same(one: float, other: float) -> bool:
    return one == other or (math.isnan(one) and math.isnan(other))
