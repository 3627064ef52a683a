"""Dates as numbers, and the years between them."""

from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Numbers

Dates: TypeAlias = ArrayLike | date
"""datetime64, datetime.date or ISO text, one or many."""


def day_numbers(dates: Dates) -> Numbers:
    """Days since 1 January 1970, NaN for no date. Numbers are taken as days of an origin of their own.

    Examples:
        >>> day_numbers(["1970-01-02", "NaT"]).tolist()
        [1.0, nan]
    """
    given = np.asarray(dates)
    if given.dtype.kind in "iuf":
        return given.astype(float)
    days = given.astype("datetime64[D]")
    return np.where(np.isnat(days), np.nan, days.astype(float))


def years_between(start: Dates, end: Dates) -> Numbers:
    """Whole years from one date to the other, and the share of the year after the last anniversary.

    Arrays broadcast. Negative where the end is before the start; NaN where a date is unknown. The anniversary of 29
    February is 28 February where there is none.

    Raises:
        DomainError: The dates are numbers, which have no calendar.

    Examples:
        >>> years_between("2023-03-31", ["2026-03-31", "2026-09-30"]).round(4).tolist()
        [3.0, 3.5014]
    """
    first, last = np.broadcast_arrays(_calendar_days("start", start), _calendar_days("end", end))
    earlier, later = np.minimum(first, last), np.maximum(first, last)
    known = ~(np.isnat(first) | np.isnat(last))
    years = np.where(known, later.astype("datetime64[Y]") - earlier.astype("datetime64[Y]"), 0).astype(np.int64)
    years -= _anniversary(earlier, years) > later
    since, following = _anniversary(earlier, years), _anniversary(earlier, years + 1)
    share = (later - since).astype(float) / np.where(known, following - since, 1).astype(float)
    return np.where(known, np.where(first <= last, 1.0, -1.0) * (years + share), np.nan)


def _calendar_days(name: str, dates: Dates) -> NDArray[np.datetime64]:
    given = np.asarray(dates)
    if given.dtype.kind in "iuf":
        raise DomainError(f"{name} is a number; expected a date", remedy="Give dates, or text such as 2026-03-31")
    return given.astype("datetime64[D]")


def _anniversary(day: NDArray[np.datetime64], years: NDArray[np.int64]) -> NDArray[np.datetime64]:
    month = day.astype("datetime64[M]")
    that_month = month + 12 * years
    last_of_month = (that_month + 1).astype("datetime64[D]") - np.timedelta64(1, "D")
    return np.minimum(that_month.astype("datetime64[D]") + (day - month.astype("datetime64[D]")), last_of_month)
