"""Placeholders: text in place of a narrative that says nothing: "-", "n/a", "tbc"."""

import re

from tht_xl.month.shared_sheet.headings import Cell
from tht_xl.sheets.matching import match_key

PHRASES = (
    "n/a", "nil", "null", "none", "none yet", "nothing", "not yet", "blank", "empty", "missing",
    "tbc", "tba", "tbd", "to do", "to be confirmed", "to be added", "to be advised", "to be agreed", "to be completed",
    "to be decided", "to be determined", "to be written", "to be provided", "to follow", "text to follow",
    "narrative to follow", "to add", "to come", "follows", "pending", "awaiting", "awaited",
    "not applicable", "not available", "no comment", "no comments", "no narrative", "no action", "no actions",
    "narrative", "action", "placeholder", "enter text", "enter narrative", "add narrative", "narrative here",
)  # fmt: skip
"""What people write to get past a cell."""


def _plain(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[\W_]+", "", text)


_PLACEHOLDERS = frozenset(map(_plain, PHRASES))


def says_nothing(cell: Cell) -> bool:
    """Return whether a narrative cell is blank, or has only a placeholder in it.

    Signs and capitals do not matter, so "N/A", "n.a." and "(tbc)" are one. A text without two letters or digits, such
    as "." or "x", says nothing either; and neither does one character again and again.

    Examples:
        >>> [says_nothing(text) for text in ("–", "N/A", " t.b.c. ", "xxx", "Pathway opened in May")]
        [True, True, True, True, False]
    """
    plain = _plain(match_key(cell) or "")
    return len(set(plain)) < 2 or plain in _PLACEHOLDERS
