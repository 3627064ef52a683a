"""USER_ENTERED: what Google makes of a text typed into a cell.

Numbers lose their zeros ("007"), some codes become dates ("10-14"), "=..." becomes a formula.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tht_xl.rehearsal.spreadsheet.cell import Scalar, TypedFormula, checked_text
from tht_xl.rehearsal.spreadsheet.clock_entry import parse_clock

_NUMBER = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)?(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?")
_CURRENCY = "$£€"


@dataclass(frozen=True, slots=True)
class TypedEntry:
    """What a typed text turns into: a value and, where the text implies one, a NumberFormat."""

    value: Scalar | TypedFormula | None
    number_format: Mapping[str, Any] | None = None


def parse_entry(text: str, *, day_first: bool = False, today: date | None = None) -> TypedEntry:
    """Read a text as if a person typed it.

    Args:
        text: What was typed.
        day_first: Whether the sheet's locale writes 31/12/2024 (all but en_US).
        today: The day that lends its year to "10-14"; today by default.

    Examples:
        >>> parse_entry("007").value, parse_entry("'007").value, parse_entry("£1,200.50").value
        (7, '007', 1200.5)
        >>> parse_entry("10-14", today=date(2024, 6, 1))
        TypedEntry(value=45579, number_format={'type': 'DATE', 'pattern': 'm-d'})
    """
    checked_text(text)
    if text == "":
        return TypedEntry(None)
    if text.startswith("'"):
        return TypedEntry(text[1:] or None)
    if text.startswith("=") and len(text) > 1:
        return TypedEntry(TypedFormula(text))
    stripped = text.strip(" \t\n\r\xa0")
    if stripped.upper() in ("TRUE", "FALSE"):
        return TypedEntry(stripped.upper() == "TRUE")
    entry = _number(stripped) or _clock(stripped, day_first=day_first, today=today)
    if entry:
        return entry
    # As in Google Sheets, a leading plus starts a formula, telephone numbers included.
    return TypedEntry(TypedFormula("=" + text)) if text.startswith("+") and len(text) > 1 else TypedEntry(text)


def _clock(text: str, *, day_first: bool, today: date | None) -> TypedEntry | None:
    moment = parse_clock(text, day_first=day_first, today=today)
    return None if moment is None else TypedEntry(moment.serial, {"type": moment.kind, "pattern": moment.pattern})


def _number(text: str) -> TypedEntry | None:
    body, negative = _strip_sign(text)
    symbol = body[:1] if body[:1] and body[0] in _CURRENCY else ""
    body = body.removeprefix(symbol).lstrip() if symbol else body
    percent = body.endswith("%")
    body = body.removesuffix("%").rstrip() if percent else body
    if not body or not body.isascii() or not any(map(str.isdecimal, body)) or body[0] in "eE":
        return None
    if not _NUMBER.fullmatch(body) or (symbol and percent):
        return None
    number = float(body.replace(",", "")) * (-1 if negative else 1)
    if abs(number) == float("inf"):
        return None
    number = round(number / 100, 15) if percent else number
    value = int(number) if number.is_integer() and abs(number) < 1e15 else number
    return TypedEntry(value, _implied_format(body, symbol, percent=percent))


def _strip_sign(text: str) -> tuple[str, bool]:
    """Return the text without its sign; accountants' brackets are a minus."""
    if text.startswith("(") and text.endswith(")"):
        return text[1:-1].strip(), True
    if text[:1] in ("-", "+"):
        return text[1:].lstrip(), text[0] == "-"
    return text, False


def _implied_format(body: str, symbol: str, *, percent: bool) -> Mapping[str, Any] | None:
    decimals = ".00" if "." in body else ""
    if percent:
        return {"type": "PERCENT", "pattern": f"0{decimals}%"}
    if symbol:
        return {"type": "CURRENCY", "pattern": f'"{symbol}"#,##0{decimals}'}
    if "e" in body.lower():
        return {"type": "SCIENTIFIC", "pattern": "0.00E+00"}
    return {"type": "NUMBER", "pattern": f"#,##0{decimals}"} if "," in body else None
