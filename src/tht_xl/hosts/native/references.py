"""References as formulas write them: one cell or several, and the cell of a row."""

import re
from typing import Final

from tht_xl.errors import DomainError

_PARTS: Final = re.compile(
    r"(?P<sheet>(?:'(?:[^']|'')+'|[A-Za-z_][\w.]*)!)?\$?(?P<column>[A-Za-z]{1,3})\$?(?P<row>[0-9]{1,7})"
    r"(?::\$?(?P<last_column>[A-Za-z]{1,3})\$?(?P<last_row>[0-9]{1,7}))?"
)
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384
_THIS_ROW: Final = re.compile(r"[^\[]*\[(?:@|\[#This Row\])", re.IGNORECASE)


def is_one_cell(reference: str) -> bool:
    """Return whether it is a cell and not a range; `[@Count]` of a table is one."""
    parts = _PARTS.fullmatch(reference)
    return bool(_THIS_ROW.match(reference)) if parts is None else parts["last_row"] is None


def is_on_sheet(reference: str) -> bool:
    """Return whether a worksheet has these cells (to XFD1048576); not known for whole columns and tables.

    Examples:
        >>> is_on_sheet("XFD2"), is_on_sheet("XFE2"), is_on_sheet("A0")
        (True, False, False)
    """
    parts = _PARTS.fullmatch(reference)
    if parts is None:
        return True
    rows = [int(parts["row"]), int(parts["last_row"] or parts["row"])]
    columns = [_number(parts["column"]), _number(parts["last_column"] or parts["column"])]
    return min(rows) >= 1 and max(rows) <= _LAST_ROW and max(columns) <= _LAST_COLUMN


def size_of(reference: str) -> tuple[int, int] | None:
    """Rows and columns of a reference to cells; None where only the spreadsheet knows.

    Examples:
        >>> size_of("Data!B2:B7"), size_of("Data[Count]")
        ((6, 1), None)
    """
    parts = _PARTS.fullmatch(reference)
    if parts is None:
        return None
    last_row, last_column = parts["last_row"] or parts["row"], parts["last_column"] or parts["column"]
    return (
        abs(int(last_row) - int(parts["row"])) + 1,
        abs(_number(last_column) - _number(parts["column"])) + 1,
    )


def first_and_all(reference: str) -> tuple[str, str]:
    """Return the first cell of a column, and the column with its rows held fast, for a formula that is filled down.

    Raises:
        DomainError: It is not a column of cells.

    Examples:
        >>> first_and_all("B2:B33")
        ('B2', 'B$2:B$33')
    """
    parts = _PARTS.fullmatch(reference)
    if parts is None or (parts["last_column"] or parts["column"]).upper() != parts["column"].upper():
        raise DomainError(f"{reference} is not a column of cells", remedy="Give a column with its rows, such as B2:B33")
    sheet, column, row = parts["sheet"] or "", parts["column"].upper(), parts["row"]
    return f"{sheet}{column}{row}", f"{sheet}{column}${row}:{column}${parts['last_row'] or row}"


def _number(column: str) -> int:
    number = 0
    for letter in column.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
