"""Dates and times as people type them into a sheet."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from tht_xl.rehearsal.spreadsheet.display import EPOCH, MONTHS

_MONTHS = {name.lower()[:size]: number for number, name in enumerate(MONTHS, 1) for size in (3, 4, len(name))}
_TIME = re.compile(r"([0-9]{1,3}):([0-9]{2})(?::([0-9]{2}))?(?:\s*([AaPp])\.?[Mm]\.?)?")
_NUMERIC = re.compile(r"([0-9]{1,4})([-/.])([0-9]{1,4})(?:\2([0-9]{1,4}))?")
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?([ -])([A-Za-z]{3,9})\.?(?:,?[ -]([0-9]{2}|[0-9]{4}))?")
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.?([ -])([0-9]{1,2})(?:st|nd|rd|th)?(?:,? ([0-9]{4}))?")
_MONTH_YEAR = re.compile(r"([A-Za-z]{3,9})\.?([ -])([0-9]{4})")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or time as a serial number [days], with the format Google gives the cell."""

    serial: int | float
    kind: Literal["DATE", "TIME", "DATE_TIME"]
    pattern: str


def parse_clock(text: str, *, day_first: bool = False, today: date | None = None) -> Moment | None:
    """Read a date, a time or both; None if the text is neither.

    Examples:
        >>> parse_clock("2010-11").serial == parse_clock("2010-11-01").serial
        True
        >>> parse_clock("10:30"), parse_clock("10-32")
        (Moment(serial=0.4375, kind='TIME', pattern='h:mm'), None)
    """
    today = today or datetime.now(tz=UTC).date()
    time = _time(text)
    if time:
        return Moment(time[0], "TIME", time[1])
    day = _day(text, today, day_first=day_first)
    if day:
        return Moment(_serial(day[0]), "DATE", day[1])
    first, _, second = text.partition(" ")
    if second.count(":") == 0:
        return None
    day, time = _day(first, today, day_first=day_first), _time(second.strip())
    if not day or not time or time[0] >= 1:
        return None
    return Moment(_serial(day[0]) + time[0], "DATE_TIME", f"{day[1]} {time[1]}")


def _serial(day: date) -> int:
    return day.toordinal() - EPOCH.toordinal()


def _time(text: str) -> tuple[float, str] | None:
    found = _TIME.fullmatch(text)
    if not found:
        return None
    hour, minute, second, half = int(found[1]), int(found[2]), int(found[3] or 0), found[4]
    if minute > 59 or second > 59 or (half and not 1 <= hour <= 12):
        return None
    if half:
        hour = hour % 12 + (12 if half in "pP" else 0)
    pattern = ("[h]" if hour > 23 else "h") + ":mm" + (":ss" if found[3] else "") + (" am/pm" if half else "")
    return (hour * 3600 + minute * 60 + second) / 86_400, pattern


def _day(text: str, today: date, *, day_first: bool) -> tuple[date, str] | None:
    return _numeric_day(text, today, day_first=day_first) or _named_day(text, today)


def _numeric_day(text: str, today: date, *, day_first: bool) -> tuple[date, str] | None:
    found = _NUMERIC.fullmatch(text)
    if not found:
        return None
    first, mark, second, third = found.groups()
    if mark == "." and not (third and day_first):
        return None
    if len(first) == 4:
        day = _real(first, second, third or "1")
        return day and (day, mark.join(["yyyy", _digits("m", second)] + ([_digits("d", third)] if third else [])))
    if third is None and len(second) == 4:
        day = _real(second, first, "1")
        return day and (day, mark.join([_digits("m", first), "yyyy"]))
    if max(len(first), len(second)) > 2 or len(third or "") == 3:
        return None
    month, number = (second, first) if day_first else (first, second)
    day = _real(_full_year(third) if third else str(today.year), month, number)
    letters = ("d", "m") if day_first else ("m", "d")
    pattern = [_digits(letters[0], first), _digits(letters[1], second)]
    return day and (day, mark.join([*pattern, "yyyy" if len(third or "") == 4 else "yy"] if third else pattern))


def _named_day(text: str, today: date) -> tuple[date, str] | None:
    found = _MONTH_YEAR.fullmatch(text)
    if found:
        day = _real(found[3], _month(found[1]), "1")
        return day and (day, f"mmm{found[2]}yyyy")
    found = _DAY_MONTH.fullmatch(text)
    if found:
        day = _real(_full_year(found[4]) if found[4] else str(today.year), _month(found[3]), found[1])
        return day and (day, f"d{found[2]}mmm" + (f"{found[2]}{'y' * len(found[4])}" if found[4] else ""))
    found = _MONTH_DAY.fullmatch(text)
    if found:
        day = _real(found[4] or str(today.year), _month(found[1]), found[3])
        return day and (day, f"mmm{found[2]}d" + (", yyyy" if found[4] else ""))
    return None


def _month(name: str) -> str:
    return str(_MONTHS.get(name.lower(), 0))


def _digits(letter: str, typed: str) -> str:
    return letter * (2 if typed.startswith("0") else 1)


def _full_year(typed: str) -> str:
    # Two digits: 00-29 are this century, as in the interface.
    return typed if len(typed) == 4 else str(int(typed) + (2000 if int(typed) < 30 else 1900))


def _real(year: str, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if found.year >= 1900 else None
