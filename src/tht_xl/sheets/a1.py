"""A1 notation, as far as the synchronisation needs it."""

import re

_EXTENT = re.compile(r"(?:\$?([A-Z]+)\$?([0-9]+))(?::\$?([A-Z]+)\$?([0-9]+))?$")


def column_letters(column: int) -> str:
    """Letters of a column counted from 0.

    Examples:
        >>> column_letters(0), column_letters(25), column_letters(26), column_letters(702)
        ('A', 'Z', 'AA', 'AAA')
    """
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def address(row: int, column: int) -> str:
    """Address of a cell, row and column counted from 0.

    Examples:
        >>> address(13, 2)
        'C14'
    """
    return f"{column_letters(column)}{row + 1}"


def quoted(title: str) -> str:
    """A worksheet's title as a range starts with it.

    Examples:
        >>> quoted("Board's data")
        "'Board''s data'"
    """
    return "'" + title.replace("'", "''") + "'"


def extent(reference: str) -> tuple[int, int]:
    """Rows and columns from A1 to the end of a range that a read gives back.

    Examples:
        >>> extent("'Data'!A1:Z1000"), extent("Data!A1")
        ((1000, 26), (1, 1))
    """
    found = _EXTENT.search(reference)
    if not found:
        return 0, 0
    letters, number = found[3] or found[1], found[4] or found[2]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(number), column
