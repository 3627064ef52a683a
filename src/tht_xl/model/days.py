"""Stretches of whole days, and how far months reach."""

from calendar import monthrange
from datetime import date, datetime, timedelta

Days = tuple[date, date]
"""First and last day."""


def today() -> date:
    """Return the day on this computer."""
    return datetime.now().astimezone().date()


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
