"""What the formulas of a column have in common: copied down, they are one formula whose row numbers alone differ."""

import re

from tht_xl.workbook.told_formulas import QUOTED, REFERENCE, FormulaCall, calls

ROW_OF_REFERENCE = re.compile(r"(?<=[A-Za-z$])\d+(?![\d(.])")
OWN_ROW = "\x00"
"""In place of the number of a formula's own row."""


def shape_of(formula: str, row: int) -> str:
    """Return a formula without the number of its row; "" where it refers to other rows, or has the number elsewhere.

    Examples:
        >>> shape_of("THT_VALUE(A7,$D7)", 7) == shape_of("THT_VALUE(A12,$D12)", 12)
        True
        >>> shape_of("THT_RATE(D7,E7,7)", 7), shape_of("D7-D6", 7)
        ('', '')
    """
    number = str(row)
    rows = ROW_OF_REFERENCE.findall(formula)
    if set(rows) != {number} or formula.count(number) != len(rows):
        return ""
    return formula.replace(number, OWN_ROW)


class OwnRowFormulas:
    """Tells formulas that take their indicator from a cell of their own row, and nothing from another row.

    Such a formula cannot contradict the indicator of its row, because that cell is what says it. Each shape is looked
    at once.
    """

    def __init__(self) -> None:
        self._columns_told: dict[str, tuple[str, ...] | None] = {}

    def columns_told(self, formula: str, row: int) -> tuple[str, ...] | None:
        """Return the letters of the columns that name a formula's indicator; None where it may be told otherwise."""
        shape = shape_of(formula, row)
        if not shape:
            return None
        if shape not in self._columns_told:
            self._columns_told[shape] = _columns_told(formula)
        return self._columns_told[shape]


def _columns_told(formula: str) -> tuple[str, ...] | None:
    found: list[str] = []
    for call in calls(formula):
        column = _column_told(call)
        if column is None:
            return None
        found.append(column)
    return tuple(found)


def _column_told(call: FormulaCall) -> str | None:
    """Return the column of the one cell of its sheet that says a call's indicator; "" where nothing says it."""
    if set(call.told) - {"indicator"}:
        return None
    if any(quoted or plain for text in call.others for quoted, plain, *_ in REFERENCE.findall(QUOTED.sub('""', text))):
        return None
    if not call.told:
        return ""
    text = call.told["indicator"].strip()
    reference = REFERENCE.fullmatch(text)
    if reference is None or reference[1] or reference[2] or reference[4]:
        return None
    return re.sub(r"[$\d]", "", text).upper()
