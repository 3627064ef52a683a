"""Several things in one cell, separated by semicolons: "LBTH; TH". One with a semicolon in it is in quotation marks."""

import csv
from collections.abc import Iterable


def join_several(items: Iterable[object]) -> str:
    """Return several things as one cell holds them.

    Examples:
        >>> join_several(["LBTH", "Bow; east"])
        'LBTH; "Bow; east"'
    """
    return "; ".join(_quoted(str(item)) for item in items)


def split_several(text: str) -> list[str]:
    """Return what one cell holds apart, without blanks; line breaks separate too.

    Examples:
        >>> split_several('LBTH; "Bow; east";')
        ['LBTH', 'Bow; east']
    """
    rows = csv.reader(text.splitlines(), delimiter=";", skipinitialspace=True)
    return [item.strip() for row in rows for item in row if item.strip()]


def _quoted(item: str) -> str:
    return '"' + item.replace('"', '""') + '"' if ";" in item or item.startswith('"') else item
