"""Dates as numbers, and the years between them."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, TypeAlias, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from tht_xl.errors import DomainError
from tht_xl.stats.arrays import Numbers, check_shapes

Dates: TypeAlias = ArrayLike | date
"""datetime64, datetime.date or ISO text, one or many."""

Days: TypeAlias = NDArray[np.datetime64]
"""Calendar days; NaT for what is not a date."""

Whole: TypeAlias = NDArray[np.int64]
"""Whole numbers of days, months or years since 1970."""

_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d([T ][\d:.]*)?", re.ASCII)
_NO_DATES: Final = ("", "NaT")
_EXPECTED: Final = "expected a date"
_REMEDY: Final = "Give dates, or text such as 2026-03-31"
_DAY, _MONTH = np.dtype("datetime64[D]"), np.dtype("datetime64[M]")
_NO_DAY: Final = np.datetime64("NaT", "D")
_ORIGIN: Final = np.datetime64(0, "D")


def day_numbers(dates: Dates, name: str = "dates") -> Numbers:
    """Days since 1 January 1970, NaN for no date. Numbers are taken as days of an origin of their own.

    Args:
        dates: datetime64, date, ISO text of a whole day such as "2026-03-31", or day numbers; not a mixture of them.
        name: What the caller calls them, for messages.

    Raises:
        DomainError: Something is neither a date nor a day number. Digits in quotes are text: nobody can tell whether
            "45000" is a day or a year.

    Examples:
        >>> day_numbers(["1970-01-02", "NaT"]).tolist()
        [1.0, nan]
    """
    return _numbers(_read(name, dates))


def common_day_numbers(**dates: Dates) -> tuple[Numbers, ...]:
    """`day_numbers` of several arguments, all of them dates or all numbers of one origin.

    Raises:
        DomainError: Some are dates and some numbers, or something is neither.
    """
    given = {name: _read(name, each) for name, each in dates.items()}
    if len({each.dtype.kind for each in given.values()}) > 1:
        _check_kinds(given)
    return tuple(_numbers(each) for each in given.values())


def _check_kinds(given: Mapping[str, Numbers | Days]) -> None:
    # What is blank throughout is of either kind.
    numbers = [name for name, each in given.items() if each.dtype.kind == "f" and np.isfinite(each).any()]
    calendar = [name for name, each in given.items() if each.dtype.kind == "M" and not np.isnat(each).all()]
    if numbers and calendar:
        raise DomainError(
            f"{numbers[0]} holds day numbers and {calendar[0]} dates; expected one kind",
            remedy="Give dates for all of them, or day numbers of one origin",
        )


def calendar_days(dates: Dates, name: str = "dates") -> Days:
    """Days of the calendar, NaT for no date.

    Raises:
        DomainError: Something is not a date; numbers have no calendar.
    """
    days = _read(name, dates)
    if days.dtype.kind == "f":
        numbers = days[np.isfinite(days)].tolist()
        if numbers:
            raise DomainError(f"{name} holds the number {numbers[0]:.15g}; {_EXPECTED}", remedy=_REMEDY)
        return np.full(days.shape, _NO_DAY)
    return cast(Days, days)


def years_between(start: Dates, end: Dates, *, start_name: str = "start", end_name: str = "end") -> Numbers:
    """Whole years from one date to the other, and the share of the year after the last anniversary.

    Arrays broadcast. Negative where the end is before the start; NaN where a date is unknown. The anniversary of 29
    February is 28 February where there is none.

    Args:
        start: datetime64, date or ISO text.
        end: Likewise.
        start_name: What the caller calls the start, for messages.
        end_name: What the caller calls the end.

    Raises:
        DomainError: The dates are numbers, which have no calendar, or texts that are not dates, or the lengths differ.

    Examples:
        >>> years_between("2023-03-31", ["2026-03-31", "2026-09-30"]).round(4).tolist()
        [3.0, 3.5014]
    """
    first, last = calendar_days(start, start_name), calendar_days(end, end_name)
    if first.shape != last.shape:
        check_shapes({start_name: first.shape, end_name: last.shape})
    unknown = np.isnat(first) | np.isnat(last)
    if unknown.any():
        first, last = (np.where(unknown, _ORIGIN, each) for each in (first, last))
    # Whole numbers from here on: numpy's arithmetic with dates costs ten times as much.
    start_day, end_day = first.view(np.int64)[()], last.view(np.int64)[()]
    earlier, later = np.minimum(start_day, end_day), np.maximum(start_day, end_day)
    month, end_month = _month_of(earlier), _month_of(later)
    into_month = earlier - _first_day(month)
    years = end_month // 12 - month // 12
    this_year = _anniversary(month, into_month, years)
    is_past = this_year <= later
    other = _anniversary(month, into_month, years + 2 * is_past - 1)
    since, following = np.minimum(this_year, other), np.maximum(this_year, other)
    # The years before the last anniversary, and the share of the year that it begins.
    length = years + (1.0 * is_past - 1.0) + (later - since) / (following - since)
    return np.where(unknown, np.nan, (2.0 * (start_day <= end_day) - 1.0) * length)[()]


def _anniversary(month: Whole, into_month: Whole, years: Whole) -> Whole:
    that_month = month + 12 * years
    return np.minimum(_first_day(that_month) + into_month, _first_day(that_month + 1) - 1)


def _month_of(day: Whole) -> Whole:
    """Months since January 1970."""
    return np.asarray(day).view(_DAY).astype(_MONTH).view(np.int64)[()]


def _first_day(month: Whole) -> Whole:
    # Looked at as a date, and not turned into one: a date is a whole number, and each turn costs as much as the sum.
    return np.asarray(month).view(_MONTH).astype(_DAY).view(np.int64)[()]


def _numbers(days: Numbers | Days) -> Numbers:
    if days.dtype.kind == "f":
        return cast(Numbers, days)
    return np.where(np.isnat(days), np.nan, days.astype(float))[()]


def _read(name: str, dates: Dates) -> Numbers | Days:
    """Floats for day numbers, days for dates."""
    if isinstance(dates, float) and abs(dates) < np.inf:
        return cast(Numbers, np.float64(dates))
    try:
        given: NDArray[Any] = np.asarray(dates)
    except ValueError:
        raise DomainError(f"{name} holds lists of unequal lengths; {_EXPECTED} in each place", remedy=_REMEDY) from None
    if given.dtype.kind == "M":
        return given.astype(_DAY)
    if given.dtype.kind in "iuf":
        days = given.astype(float)
        return np.where(np.isinf(days), np.nan, days)
    # From what was given: a list of numbers and one text becomes an array of texts.
    items = np.asarray(dates, object)
    known = [each for each in items.ravel().tolist() if not _is_missing(each)]
    if known and all(_is_number(each) for each in known):
        return np.array([np.nan if _is_missing(each) else each for each in items.ravel()], float).reshape(items.shape)
    days = [_NO_DAY if _is_missing(each) else _day(name, each) for each in items.ravel().tolist()]
    return np.array(days, _DAY).reshape(items.shape)


def _is_number(item: Any) -> bool:  # noqa: ANN401
    return isinstance(item, int | float | np.integer | np.floating) and not isinstance(item, bool)


def _is_missing(item: Any) -> bool:  # noqa: ANN401 - whatever a caller put into a list
    if isinstance(item, str):
        return item in _NO_DATES
    # pandas' missing values; its classes are not imported for this.
    return item is None or type(item).__name__ in ("NAType", "NaTType") or bool(np.all(item != item))


def _day(name: str, item: Any) -> np.datetime64:  # noqa: ANN401
    """Return the day of one date or text.

    Raises:
        DomainError: It is neither.
    """
    if isinstance(item, datetime):
        return np.datetime64(item.date(), "D")
    if isinstance(item, date | np.datetime64) or (isinstance(item, str) and _ISO.fullmatch(item)):
        try:
            return cast(np.datetime64, np.array(item, _DAY)[()])
        except ValueError:
            pass
    given = f"the text {item[:40]!r}" if isinstance(item, str) else f"{item!r:.40}"
    if _is_number(item):
        raise DomainError(f"{name} holds {given} among dates; expected one kind", remedy=_REMEDY)
    raise DomainError(f"{name} holds {given}; {_EXPECTED}", remedy=_REMEDY)
