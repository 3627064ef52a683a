"""By which day a return is due, and the working days around it."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from tht_xl.model.periods.period import Period

SATURDAY = 5


def due_date(month: Period, due_day: int, expected: Iterable[date | None]) -> date:
    """Return the day by which a return is due: a working day of its month.

    Where a source releases its figures only in the month itself, nobody knows on which day: the return is due at its
    end.

    Args:
        month: The month it is asked for.
        due_day: The usual day; the last of a month that has no such day.
        expected: Last day of the month by which each row's source should have released it; None where it is not known.

    Examples:
        >>> due_date(Period.parse("Nov 2026"), 20, [date(2026, 3, 31)])
        datetime.date(2026, 11, 20)
        >>> due_date(Period.parse("Feb 2026"), 30, []), due_date(Period.parse("Nov 2026"), 20, [date(2026, 11, 30)])
        (datetime.date(2026, 2, 27), datetime.date(2026, 11, 30))
    """
    length = monthrange(month.start.year, month.start.month)[1]
    is_out_late = any(day is not None and day >= month.end for day in expected)
    day = month.start.replace(day=length if is_out_late else min(due_day, length))
    # Earlier rather than later, because the paper waits for it; unless the month has no working day before it.
    step = -1 if any(is_working_day(month.start.replace(day=each)) for each in range(1, day.day)) else 1
    while not is_working_day(day):
        day += timedelta(days=step)
    return day


def is_working_day(day: date) -> bool:
    """Return whether a day is from Monday to Friday. Bank holidays are not known here."""
    return day.weekday() < SATURDAY


def working_days_later(day: date, number: int) -> date:
    """Return the day that is so many working days later.

    Examples:
        >>> working_days_later(date(2026, 11, 20), 3)
        datetime.date(2026, 11, 25)
    """
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day)
    return day


def said_day(day: date) -> str:
    """Return a day as a letter says it.

    Examples:
        >>> said_day(date(2026, 11, 2))
        'Monday 2 November 2026'
    """
    return f"{day:%A} {day.day} {day:%B %Y}"
