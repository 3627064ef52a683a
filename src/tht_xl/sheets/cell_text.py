"""How a cell is shown in one line of text."""

import json

from tht_xl.sheets.table import NOT_KNOWN, Cell

_MAX_SHOWN_LENGTH = 60


def shown(value: Cell) -> str:
    """Return a cell in a line of the plan: text in quotes, control characters spelled out, long text cut.

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
            cut = value if len(value) <= _MAX_SHOWN_LENGTH else value[:_MAX_SHOWN_LENGTH] + "..."
            return json.dumps(cut, ensure_ascii=False)
    return f"{value:.12g}"
