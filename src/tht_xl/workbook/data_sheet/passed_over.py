"""Rows among or below the figures that are not figures: totals, footnotes, repeated headings."""

import re
from collections.abc import Mapping
from typing import Literal

from tht_xl.workbook.data_sheet.headings import KEYS, NUMBERS, tidy
from tht_xl.workbook.data_sheet.reading import read_number
from tht_xl.workbook.file.values import Cell

Kind = Literal["totals", "headings", "words"]
TOTAL = re.compile(
    r"(?:grand |sub-?\s?|overall |column |running )?(?:totals?|sums?|averages?|means?|medians?)\b|all\b|overall\b|Σ"
)
"""What a row of totals says of itself, in small letters."""
WORDS = ("text", "blank", "boolean")
"""What a number column may hold in a row of words."""


def kind_of_row(cells: Mapping[str, Cell], formulas: frozenset[str], *, knows: bool) -> Kind | None:
    """Return what a row is, if it is not a row of figures.

    A row that could be one is never passed over: it must lack two of indicator, area and period.

    Args:
        cells: What it holds, by heading; error cells are "".
        formulas: The headings whose cells are formulas.
        knows: Whether its indicator is one of the framework.
    """
    typed = {heading: str(cell).strip() for heading, cell in cells.items() if str(cell).strip()}
    repeats = [heading for heading, text in typed.items() if tidy(text) == heading.casefold()]
    if len(repeats) >= 2 and len(repeats) * 2 > len(typed):
        return "headings"
    keys = [typed[heading] for heading in KEYS if heading in typed]
    if knows or len(keys) > 1 or not typed:
        return None
    if keys and TOTAL.match(tidy(keys[0])) and any(heading in NUMBERS for heading in cells):
        return "totals"
    has_figures = any(read_number(cells[h]).kind not in WORDS for h in NUMBERS if h in cells and h not in formulas)
    return None if has_figures or not (keys or _says_something(typed)) else "words"


def _says_something(typed: Mapping[str, str]) -> bool:
    return any(any(letter.isalpha() for letter in text) for text in typed.values())
