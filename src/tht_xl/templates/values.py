"""What a cell of a column is to Python."""

from datetime import date

from tht_xl.errors import PeriodError
from tht_xl.formulas.cell import FormulaError, Scalar, as_day, as_text
from tht_xl.model.periods.period import Period
from tht_xl.templates.definition import NUMERIC, ColumnKind

Typed = int | float | str | date | Period | None


def typed_value(cell: Scalar, kind: ColumnKind) -> Typed:
    """Return a cell as its column's kind has it; None where it is blank, or is something else.

    Examples:
        >>> typed_value(46356.0, ColumnKind.DATE), typed_value("n/a", ColumnKind.COUNT)
        (datetime.date(2026, 11, 30), None)
    """
    if cell is None or cell == "" or isinstance(cell, FormulaError):
        return None
    if kind in NUMERIC or kind is ColumnKind.DATE:
        if not isinstance(cell, float) or isinstance(cell, bool):
            return None
        if kind is ColumnKind.DATE:
            return _day(cell)
        return int(cell) if kind is ColumnKind.COUNT and cell.is_integer() else cell
    text = str(as_text(cell)).strip()
    return period_of(text) if kind is ColumnKind.PERIOD else text or None


def period_of(text: str) -> Period | None:
    """Return the period that a text names; None where it names none."""
    try:
        return Period.parse(text)
    except PeriodError:
        return None


def _day(serial: float) -> date | None:
    try:
        return as_day(serial)
    except ValueError:
        return None
