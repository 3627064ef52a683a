"""How a cell is shown in one line of text."""

import json

from tht_xl.sheets.table import NOT_KNOWN, Cell

_MAX_SHOWN_LENGTH = 60


_LEAD = 20
"""How much of what two texts have in common is shown before their first difference. [characters]"""


def shown(value: Cell, *, beside: Cell = None) -> str:
    """Return a cell in a line of the plan: text in quotes, control characters spelled out, long text cut.

    Args:
        value: The cell.
        beside: Another value of the same cell, shown in the same line. Of two long texts that begin alike, both are
            shown from shortly before their first difference: cut at their beginnings they would look the same.

    Examples:
        >>> shown("007"), shown(7.0), shown(None), shown(True)
        ('"007"', '7', 'blank', 'TRUE')
    """
    match value:
        case None:
            return "blank"
        case str() if value == NOT_KNOWN:
            return "not known"
        case bool():
            return str(value).upper()
        case str():
            return json.dumps(_cut(value, beside if isinstance(beside, str) else ""), ensure_ascii=False)
    return f"{value:.12g}"


def _cut(text: str, other: str) -> str:
    """Return at most 60 characters of a text, from where it differs from the other one."""
    differing = (place for place, (one, two) in enumerate(zip(text, other, strict=False)) if one != two)
    alike = next(differing, min(len(text), len(other)))
    start = alike - _LEAD if other and alike > _MAX_SHOWN_LENGTH - _LEAD else 0
    end = start + _MAX_SHOWN_LENGTH
    return ("..." if start else "") + text[start:end] + ("..." if end < len(text) else "")
