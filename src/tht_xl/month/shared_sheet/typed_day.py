"""The day that somebody means by what they typed into a cell of the shared sheet."""

import re
from datetime import date, timedelta

from tht_xl.model.days import DAY_ZERO
from tht_xl.month.shared_sheet.headings import Cell

FIRST_SERIAL, LAST_SERIAL = 36_526, 73_415
"""1 January 2000 and 31 December 2100: any other number is not a day that somebody meant."""
_WRITTEN = re.compile(r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})\.?,? (\d{4})")
_NUMBERED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")  # fmt: skip


def typed_day(cell: Cell) -> date | None:
    """Return the day a cell holds: the number that a spreadsheet makes of a day, or a day written out; else None.

    Days are read as in Britain, the day before the month. "End of March" and "Q3" are not days, and are not guessed.

    Examples:
        >>> typed_day(46112.0), typed_day("31/3/2026"), typed_day("31 March 2026"), typed_day("after Easter")
        (datetime.date(2026, 3, 31), datetime.date(2026, 3, 31), datetime.date(2026, 3, 31), None)
    """
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return DAY_ZERO + timedelta(days=int(cell)) if FIRST_SERIAL <= cell < LAST_SERIAL + 1 else None
    text = " ".join(str(cell or "").split()).casefold()
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERED.fullmatch(text):
        return _day(int(found[3]), int(found[2]), int(found[1]))
    if found := _WRITTEN.fullmatch(text):
        month = next((n for n, name in enumerate(_NAMES, 1) if name == found[2] or found[2] in (name[:3], name[:4])), 0)
        return _day(int(found[3]), month, int(found[1]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None  # 31 June
