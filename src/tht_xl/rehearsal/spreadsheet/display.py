"""What a person sees in a cell: numbers, dates and times by their format."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import lru_cache

EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a serial number has no zone
"""Day 0 of the serial numbers that spreadsheets count dates in."""

DEFAULT_PATTERNS = {
    "DATE": "m/d/yyyy",
    "TIME": "h:mm:ss am/pm",
    "DATE_TIME": "m/d/yyyy h:mm:ss",
    "PERCENT": "0.00%",
    "CURRENCY": "$#,##0.00",
    "NUMBER": "#,##0.00",
    "SCIENTIFIC": "0.00E+00",
}
# Not from the standard library, which follows the machine's locale.
MONTHS = tuple(
    "January,February,March,April,May,June,July,August,September,October,November,December".split(",")  # noqa: SIM905
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
CLOCK_TYPES = frozenset({"DATE", "TIME", "DATE_TIME"})

_CLOCK_TOKEN = re.compile(r'"[^"]*"|\\.|\[h+\]|am/pm|a/p|y+|m+|d+|h+|s+|.', re.IGNORECASE)
_NUMBER_PATTERN = re.compile(r"([^#0,.%E]*)([#0,]*)(?:\.([#0]*))?(E\+0+)?(%?)([^#0,.%E]*)")


def display_text(value: bool | int | float | str, number_format: Mapping[str, str] | None = None) -> str:
    """Text of a value under a NumberFormat (type and pattern); automatic without one.

    Examples:
        >>> display_text(1 / 3), display_text(True), display_text(43831, {"type": "DATE", "pattern": "yyyy-mm-dd"})
        ('0.3333333333', 'TRUE', '2020-01-01')
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return value
    kind = (number_format or {}).get("type", "")
    pattern = (number_format or {}).get("pattern", "") or DEFAULT_PATTERNS.get(kind, "")
    if kind in CLOCK_TYPES:
        return _clock_text(value, pattern)
    return _number_text(value, pattern) if pattern and kind != "TEXT" else automatic(value)


def automatic(value: int | float) -> str:
    """Return a number without a format: up to ten significant digits behind the point, whole numbers in full."""
    size = abs(value)
    if size >= 1e15 or (0 < size < 1e-9):
        mantissa, _, exponent = f"{value:.5E}".partition("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{exponent}"
    if float(value).is_integer():
        return str(int(value))
    digits = max(0, 10 - len(str(int(size)))) if size >= 1 else 9 - int(f"{size:e}".partition("e")[2])
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number_text(value: int | float, pattern: str) -> str:
    parts = _NUMBER_PATTERN.fullmatch(pattern.partition(";")[0])
    if not parts:
        return automatic(value)
    before, whole, fraction, exponent, percent, after = parts.groups()
    digits = len(fraction or "")
    scaled = value * 100 if percent else value
    body = f"{abs(scaled):.{digits}E}" if exponent else f"{abs(scaled):{',' if ',' in whole else ''}.{digits}f}"
    optional = len(fraction or "") - len((fraction or "").rstrip("#"))
    for _ in range(optional):
        body = body.removesuffix("0")
    sign = "-" if scaled < 0 and body.strip("0,.") else ""
    return f"{sign}{before}{body.removesuffix('.')}{percent}{after}".replace('"', "")


@lru_cache(maxsize=256)
def _clock_tokens(pattern: str) -> tuple[str, ...]:
    """Return the pattern in pieces; minutes become "n" so that they are not months."""
    tokens = _CLOCK_TOKEN.findall(pattern)
    letters = [(i, t[0].lower()) for i, t in enumerate(tokens) if t[0].lower() in "ymdhs[" and t.lower() != "a/p"]
    for place, (i, letter) in enumerate(letters):
        previous = letters[place - 1][1] if place else ""
        following = letters[place + 1][1] if place + 1 < len(letters) else ""
        if letter == "m" and len(tokens[i]) <= 2 and (previous in ("h", "[") or following == "s"):
            tokens[i] = "n" * len(tokens[i])
    return tuple(tokens)


def _clock_text(value: int | float, pattern: str) -> str:
    try:
        moment = EPOCH + timedelta(seconds=round(value * 86_400))
    except OverflowError:
        return automatic(value)
    tokens = _clock_tokens(pattern)
    half_day = any(t.lower() in ("am/pm", "a/p") for t in tokens)
    return "".join(_clock_piece(token, moment, value, half_day=half_day) for token in tokens)


def _clock_piece(token: str, moment: datetime, value: float, *, half_day: bool) -> str:
    low = token.lower()
    width = min(len(token), 2)
    match low[0]:
        case "y":
            return f"{moment.year:04d}" if len(token) > 2 else f"{moment.year % 100:02d}"
        case "m":
            name = MONTHS[moment.month - 1]
            return {3: name[:3], 4: name, 5: name[0]}.get(len(token)) or f"{moment.month:0{width}d}"
        case "d":
            name = DAYS[moment.weekday()]
            return {3: name[:3], 4: name}.get(len(token)) or f"{moment.day:0{width}d}"
        case "h":
            return f"{(moment.hour + 11) % 12 + 1 if half_day else moment.hour:0{width}d}"
        case "[" if low.startswith("[h"):
            return str(round(value * 86_400) // 3600)
        case "n" if set(low) == {"n"}:
            return f"{moment.minute:0{width}d}"
        case "s":
            return f"{moment.second:0{width}d}"
        case "a" if low in ("am/pm", "a/p"):
            return "AM" if moment.hour < 12 else "PM"
        case '"':
            return token[1:-1]
        case "\\":
            return token[1:]
    return token
