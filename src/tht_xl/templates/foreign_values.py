"""What an owner's own cell says, as the template's column has it: texts that are numbers or days, words translated."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from tht_xl.formulas.cell import as_cell, as_text
from tht_xl.templates.definition import NUMERIC, ColumnDefinition, ColumnKind

_NUMBER = re.compile(r"[-+]?£?[-+]?\d{1,3}(,\d{3})+(\.\d+)?%?|[-+]?£?[-+]?\d+(\.\d+)?%?")
_DAYS = ("%d/%m/%Y", "%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%d-%b-%Y", "%d/%m/%y", "%d %b %y",
         "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S")  # fmt: skip
"""How exports write days: the day before the month, as here."""


def foreign_value(cell: object, column: ColumnDefinition, words: Mapping[str, str]) -> object:
    """Return an owner's cell as the template has it; what is not understood stays, for the checks to name.

    Args:
        cell: What the cell holds.
        column: The template's column.
        words: The owner's words and what they mean, the owner's in small letters.

    Examples:
        >>> money = ColumnDefinition(id="saved", heading="Saved", kind=ColumnKind.MONEY)
        >>> foreign_value("£1,200", money, {}), foreign_value("tbc", money, {})
        (1200.0, 'tbc')
    """
    if isinstance(cell, str):
        cell = cell.strip()
    text = str(as_text(as_cell(cell))).casefold()
    if words.get(text):
        return words[text]
    if column.values:
        return next((value for value in column.values if value.casefold() == text), cell)
    if isinstance(cell, str) and column.kind is ColumnKind.DATE:
        return _day(cell)
    if isinstance(cell, str) and column.kind in NUMERIC and _NUMBER.fullmatch(cell.replace(" ", "")):
        return float(re.sub(r"[£,% ]", "", cell))
    return cell


def _day(text: str) -> date | str:
    for form in _DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    return text
