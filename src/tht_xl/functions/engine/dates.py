"""Dates and periods in cells."""

from datetime import date, timedelta

from tht_xl.errors import PeriodError
from tht_xl.functions.engine.cells import CellError, Content
from tht_xl.model.days import DAY_ZERO
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import Symbol

LAST_SERIAL = 2_958_465
"""31 December 9999. [days]"""

FIRST_YEAR, LAST_YEAR = 1800, 2200
"""Whole numbers that are years. As serials they would be days before 1906, which no return contains."""


def serial_of_ordinal(ordinal: float) -> float:
    """Return the number a spreadsheet stores for a proleptic Gregorian ordinal, in days."""
    return ordinal - DAY_ZERO.toordinal()


def day_of(content: Content) -> date:
    """Return the day a cell means: a date, a serial, or the last day of a period label or of a year.

    Raises:
        PeriodError: It names no day.
    """
    if isinstance(content, date):
        return content
    return _of_serial(content) or _parse(content).end


def period_of(content: Content) -> Period:
    """Return the period a cell means: a label, a year, or a date that Excel made of a label ("Mar 2025").

    Raises:
        PeriodError: It names no period.
    """
    return _parse(_of_serial(content) or content)


def _of_serial(content: Content) -> date | None:
    if not isinstance(content, float) or not 1 <= content < LAST_SERIAL + 1:
        return None
    if FIRST_YEAR <= content <= LAST_YEAR and content.is_integer():
        return None
    return DAY_ZERO + timedelta(days=int(content))


def _parse(content: Content) -> Period:
    if content is None or isinstance(content, bool | CellError | Symbol):
        raise PeriodError("no period is given")
    return Period.parse(content)
