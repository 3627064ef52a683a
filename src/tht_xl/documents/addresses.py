"""Cell addresses: rows count from 1 as Excel shows them, columns from 0."""

import re
from functools import cache

_EXTENT = re.compile(r"(?:\$?([A-Z]+)\$?([0-9]+))(?::\$?([A-Z]+)\$?([0-9]+))?$")
LAST_ROW = 1_048_576
"""Rows of an Excel worksheet since 2007."""
LAST_ROW_XLS = 65_536
"""Rows of a worksheet in the old .xls format."""
_A1 = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


@cache
def column_letters(column: int) -> str:
    """Return the letters of a column.

    Args:
        column: Counted from 0.

    Examples:
        >>> column_letters(0), column_letters(27)
        ('A', 'AB')
    """
    letters, rest = "", column + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        letters = chr(65 + last) + letters
    return letters


@cache
def column_number(letters: str) -> int:
    """Return the column, counted from 0, that letters stand for.

    Examples:
        >>> column_number("AB")
        27
    """
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def row_number(digits: str) -> int:
    """Return the row that digits stand for.

    Raises:
        ValueError: They are not a row of a worksheet.
    """
    number = int(digits)
    if not 1 <= number <= LAST_ROW:
        raise ValueError(f"there is no row {number}")
    return number


def cell_position(address: str) -> tuple[int, int]:
    """Row and column of an A1 address.

    Raises:
        ValueError: It is not an address of a cell.

    Examples:
        >>> cell_position("C14")
        (14, 2)
    """
    found = _A1.fullmatch(address)
    if found is None:
        raise ValueError(f"{address!r} is not the address of a cell")
    return row_number(found[2]), column_number(found[1])


def cell_name(row: int, column: int) -> str:
    """Return the A1 address of a cell.

    Examples:
        >>> cell_name(14, 2)
        'C14'
    """
    return f"{column_letters(column)}{row}"


def quoted_title(title: str) -> str:
    """Return a worksheet's title in quotes, as it is written before the ! of a range.

    Examples:
        >>> quoted_title("Board's data")
        "'Board''s data'"
    """
    return "'" + title.replace("'", "''") + "'"


def extent(reference: str) -> tuple[int, int]:
    """Count the rows and columns from A1 to the end of a range; 0 of each where the reference names no cell.

    Examples:
        >>> extent("'Data'!A1:Z1000"), extent("Data!A1")
        ((1000, 26), (1, 1))
    """
    found = _EXTENT.search(reference)
    if not found:
        return 0, 0
    letters, number = found[3] or found[1], found[4] or found[2]
    return int(number), column_number(letters) + 1
