"""What kind of thing a cell of a number column holds."""

import math
import re
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from tht_xl.model.vocabulary import SYMBOLS
from tht_xl.workbook.data_sheet.shorthand import without_invisible
from tht_xl.workbook.file.values import Cell

Kind = Literal[
    "number",
    "blank",
    "symbol",
    "number text",
    "percent text",
    "text",
    "date",
    "boolean",
    "error",
    "too large",
    "unsaved",
]

MAX_FIGURE = 1e12
"""No figure of a return is larger: there are fewer than 1e10 people, and a rate is per 100,000 of them."""

_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+"
_NUMBER_TEXT = re.compile(_NUMBER, re.ASCII)
_FIGURE = re.compile(r"[=+\-@~<>.\s]*(?:c\.?\s*)?[=+\-@~<>.\s]*\d")
_YEAR = re.compile(r"\s*(?:19|20)\d\d(?![\d,])")
_PERCENT_TEXT = re.compile(rf"(?:{_NUMBER})\s*%", re.ASCII)


class CellReading(NamedTuple):
    """What a cell holds, and the number where it is one."""

    kind: Kind
    number: float


BLANK = CellReading("blank", math.nan)
UNSAVED = CellReading("unsaved", math.nan)
"""A formula whose result nobody has saved."""


def read_number(cell: Cell, error: str = "") -> CellReading:
    """Read a cell of a number column. Text is never taken for a number, however much it looks like one.

    Args:
        cell: The value.
        error: The error that the cell shows, or "".

    Examples:
        >>> read_number(310.0).kind, read_number("310").kind, read_number("28%").kind, read_number("[c]").kind
        ('number', 'number text', 'percent text', 'symbol')
    """
    if error:
        return CellReading("error", math.nan)
    if cell == "":
        return BLANK
    if isinstance(cell, bool):
        return CellReading("boolean", math.nan)
    if isinstance(cell, float | int):
        if math.isnan(cell):
            return CellReading("text", math.nan)
        # As no number at all, so that nothing computed from it overflows; a crafted file can hold 1e999, infinity.
        return CellReading("too large", math.nan) if abs(cell) > MAX_FIGURE else CellReading("number", float(cell))
    if isinstance(cell, date | datetime | time | timedelta):
        return CellReading("date", math.nan)
    return _read_text(without_invisible(str(cell)).strip())


def _read_text(text: str) -> CellReading:
    if not text:
        return BLANK
    if text.casefold() in SYMBOLS:
        return CellReading("symbol", math.nan)
    if _NUMBER_TEXT.fullmatch(text):
        return CellReading("number text", math.nan)
    return CellReading("percent text" if _PERCENT_TEXT.fullmatch(text) else "text", math.nan)


def begins_with_figure(cell: Cell, *, but_a_year: bool) -> bool:
    """Return whether a cell that should hold a name holds a figure, with words behind it or not.

    Args:
        cell: The value.
        but_a_year: Whether a name may begin with a year.

    Examples:
        >>> [begins_with_figure(cell, but_a_year=True) for cell in (6.0, "c. 6 people", "2010-11", "E05009317")]
        [True, True, False, False]
    """
    if isinstance(cell, bool | date | time | timedelta):
        return False
    text = str(cell)
    return bool(_FIGURE.match(text)) and not (but_a_year and _YEAR.match(text))


def decimals_typed(number: float) -> int:
    """Decimal places of a number as a person would have typed it.

    Examples:
        >>> decimals_typed(10.54422), decimals_typed(13.0)
        (5, 0)
    """
    text = f"{number:.10f}".rstrip("0")
    return len(text) - text.index(".") - 1


def time_kind(cell: Cell) -> str:
    """Return what a cell of a calendar's or a clock's kind is called.

    Examples:
        >>> time_kind(date(2025, 3, 1)), time_kind(time(12, 30)), time_kind(timedelta(days=65))
        ('date', 'time', 'duration')
    """
    if isinstance(cell, timedelta):
        return "duration"
    return "time" if isinstance(cell, time) else "date"


def shown(cell: Cell, error: str = "", *, longest: int = 60) -> str:
    """Return a cell's contents for a message, in quotes where it is text, cut where it is long.

    Examples:
        >>> shown(310.0), shown("about  300"), shown(timedelta(days=65, minutes=5))
        ('310', "'about 300'", '1560:05')
    """
    if error:
        return error
    if isinstance(cell, timedelta):
        return _as_hours(cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if not isinstance(cell, str):
        return str(cell)
    text = " ".join(cell.split())
    return repr(text if len(text) <= longest else text[: longest - 1] + "…")


def _as_hours(duration: timedelta) -> str:
    """Return a duration as Excel shows it in the format [h]:mm, with its seconds where it has any."""
    seconds = round(abs(duration.total_seconds()))
    sign, rest = "-" if duration < timedelta() else "", f":{seconds % 60:02d}" if seconds % 60 else ""
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}{rest}"
