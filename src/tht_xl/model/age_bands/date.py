"""Age bands that a spreadsheet has turned into dates: "5-9" becomes the 5th of September."""

import re
from datetime import date, timedelta

from tht_xl.errors import DomainError
from tht_xl.model.days import DAY_ZERO

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = re.compile(r"(\d{1,2})?[- /]?([a-z]{3})[a-z]*[- /]?(\d{4}|\d{2})?")
_NUMBERED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[t ][\d:.]+)?")
_SERIALS = range(367, 80_000)
"""Day numbers from 1901 to 2119; smaller numbers are too small for a date that anyone's band becomes."""
_SERIAL_DIGITS = 5


def refuse_date(given: object) -> None:
    """Check that the label is not a date.

    Raises:
        DomainError: It is one, or a date's serial number or text; the message says what it may have been.
    """
    day = _day_of_serial(given)
    numbers = _numbers_of_a_text(given.strip().casefold()) if isinstance(given, str) and day is None else None
    if day is not None:
        numbers = day.day, day.month, day.year
    if numbers is None:
        return
    shown = f"{given}" if day is None else f"{day.day} {day:%B %Y}"
    band = _likely_band(*numbers)
    typed = f'type "{band}" again' if band else "type the band again"
    raise DomainError(
        f"the age band is a date ({shown}): the spreadsheet has turned "
        + (f'"{band}" into one' if band else "it into one"),
        remedy=f"Format the column as Text first, then {typed}; changing the format alone does not bring it back",
    )


def _day_of_serial(given: object) -> date | None:
    """Return the day that a date, or a spreadsheet's number of a day, stands for."""
    if isinstance(given, date):
        return given
    number = given.strip() if isinstance(given, str) else given
    if isinstance(number, str) and not (number.isascii() and number.isdecimal() and len(number) == _SERIAL_DIGITS):
        return None
    if isinstance(number, str | float | int) and not isinstance(number, bool) and float(number) in _SERIALS:
        return DAY_ZERO + timedelta(days=int(number))
    return None


def _numbers_of_a_text(text: str) -> tuple[int, int, int] | None:
    """Day, month and year as far as the text tells them."""
    if match := _ISO.fullmatch(text):
        year, month, day = map(int, match.groups())
        return day, month, year
    if match := _NUMBERED.fullmatch(text):
        first, second, year = map(int, match.groups())
        return first, second, year
    if (match := _NAMED.fullmatch(text)) and match[2] in _MONTHS and (match[1] or match[3]):
        month = _MONTHS.index(match[2]) + 1
        return int(match[1] or 1), month, int(match[3] or 0)
    return None


def _likely_band(day: int, month: int, year: int) -> str:
    """Return the band that a spreadsheet reads as this date: day and month in either order, or a month and year."""
    pairs = [(min(day, month), max(day, month))]
    if day == 1 and year:
        pairs.insert(0, (min(month, year % 100), max(month, year % 100)))
    usual = [pair for pair in pairs if pair == (1, 4) or (pair[0] % 5 == 0 and pair[1] == pair[0] + 4)]
    return "{}-{}".format(*usual[0]) if usual else ""
