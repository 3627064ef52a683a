"""Returns as partners send them, written for a test."""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

HEADERS = ("Indicator", "Area", "Period", "Numerator", "Denominator", "Value", "Lower limit", "Upper limit",
           "Published value", "Published lower", "Published upper", "Source", "Note",
           "Narrative", "Action")  # fmt: skip

GOOD = (
    ("year-6-obesity", "Tower Hamlets", "2021/22", 910, 3065),
    ("year-6-obesity", "Tower Hamlets", "2022/23", 920, 3280),
    ("year-6-obesity", "England", "2022/23", None, None, 22.65001, 22.54541, 22.75488),
)


def write_rows(path: Path, rows: Sequence[tuple] = GOOD, sheet: str = "Data") -> Path:
    """Write a return with these rows; cells as in the columns of HEADERS, short rows are filled with blanks."""
    with xlsxwriter.Workbook(str(path)) as book:
        data = book.add_worksheet(sheet)
        for number, row in enumerate([HEADERS, *rows]):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    data.write_string(number, column, cell)
                elif cell is not None:
                    data.write(number, column, cell)
    return path
