"""Stretches of whole days, and how far months reach."""

import os
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from tht_xl.errors import DomainError

Days = tuple[date, date]
"""First and last day."""

DAY_ZERO = date(1899, 12, 30)
"""Day 0 of a spreadsheet's calendar, right for every day from 1 March 1900."""

OTHER_DAY = "THT_XL_TODAY"
"""Environment variable with a day to take for today, so that a year of months can be tried in a minute."""


def today() -> date:
    """Return the day on this computer.

    Raises:
        DomainError: The environment names another day, and not as one.
    """
    return _other_day() or datetime.now().astimezone().date()


def now() -> datetime:
    """Return the present in UTC; the same time of another day where the environment names one.

    Raises:
        DomainError: The environment names another day, and not as one.
    """
    at, other = datetime.now(UTC), _other_day()
    return at if other is None else datetime.combine(other, at.timetz())


def _other_day() -> date | None:
    given = os.environ.get(OTHER_DAY, "")
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise DomainError(f"{given!r} is not a day", where=OTHER_DAY, remedy="Write it as 2026-11-30") from None


def serial_of(day: date) -> float:
    """Return the number that a spreadsheet stores for a day.

    Examples:
        >>> serial_of(date(2024, 3, 31))
        45382.0
    """
    return float((day - DAY_ZERO).days)


def as_month(year: int, month: int) -> Days:
    """First and last day of a month."""
    start = date(year, month, 1)
    return start, months_later(start, 1) - timedelta(days=1)


def as_year(year: int) -> Days:
    """First and last day of a calendar year."""
    return date(year, 1, 1), date(year, 12, 31)


def months_later(start: date, months: int) -> date:
    """Return the same day a number of months later, or the last of the month where that has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def months_from(start: date, months: int) -> Days:
    """First and last day of so many months from a day on."""
    return start, months_later(start, months) - timedelta(days=1)
