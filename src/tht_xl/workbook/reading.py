"""What kind of thing a cell of a number column holds."""

import math
import re
from datetime import date, datetime, time, timedelta
from typing import Literal, NamedTuple

from tht_xl.workbook.values import Cell

Kind = Literal["number", "blank", "symbol", "number text", "percent text", "text", "date", "boolean", "error"]

SYMBOLS = ("[c]", "[u]", "[x]", "[z]")
"""Shorthand symbols of government statistics; they stand for a value that is not there."""

_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d*)?|[+-]?\.\d+"
_NUMBER_TEXT = re.compile(_NUMBER, re.ASCII)
_PERCENT_TEXT = re.compile(rf"(?:{_NUMBER})\s*%", re.ASCII)


class Reading(NamedTuple):
    """What a cell holds, and the number where it is one."""

    kind: Kind
    number: float


BLANK = Reading("blank", math.nan)


def read_number(cell: Cell, error: str = "") -> Reading:
    """Read a cell of a number column. Text is never taken for a number, however much it looks like one.

    Args:
        cell: The value.
        error: The error that the cell shows, or "".

    Examples:
        >>> read_number(310.0).kind, read_number("310").kind, read_number("28%").kind, read_number("[c]").kind
        ('number', 'number text', 'percent text', 'symbol')
    """
    if error:
        return Reading("error", math.nan)
    if cell == "":
        return BLANK
    if isinstance(cell, bool):
        return Reading("boolean", math.nan)
    if isinstance(cell, float | int):
        # A damaged or crafted file can hold 1e999, which reads as infinity.
        return Reading("number", float(cell)) if math.isfinite(cell) else Reading("text", math.nan)
    if isinstance(cell, date | datetime | time | timedelta):
        return Reading("date", math.nan)
    return _read_text(str(cell).strip())


def _read_text(text: str) -> Reading:
    if not text:
        return BLANK
    if text.casefold() in SYMBOLS:
        return Reading("symbol", math.nan)
    if _NUMBER_TEXT.fullmatch(text):
        return Reading("number text", math.nan)
    return Reading("percent text" if _PERCENT_TEXT.fullmatch(text) else "text", math.nan)


def decimals_typed(number: float) -> int:
    """Decimal places of a number as a person would have typed it.

    Examples:
        >>> decimals_typed(10.54422), decimals_typed(13.0)
        (5, 0)
    """
    text = f"{number:.10f}".rstrip("0")
    return len(text) - text.index(".") - 1


def shown(cell: Cell, error: str = "", *, longest: int = 60) -> str:
    """A cell's contents for a message, in quotes where it is text, cut where it is long."""
    if error:
        return error
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if not isinstance(cell, str):
        return str(cell)
    text = " ".join(cell.split())
    return repr(text if len(text) <= longest else text[: longest - 1] + "…")
