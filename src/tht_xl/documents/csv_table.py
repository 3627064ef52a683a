"""A table as CSV that a spreadsheet opens as it was meant: no cell of it acts as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

ACTS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that Excel takes for a formula when it opens a CSV file."""


def csv_table(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV, with the mark in front that makes Excel read it as UTF-8.

    Examples:
        >>> csv_table(["cell", "rows"], [["=1+1", -2]]).splitlines()[1]
        "'=1+1,-2"
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + text.getvalue()


def _harmless(cell: object) -> object:
    # A number may be negative; only what somebody typed can be meant to do harm.
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(ACTS_AS_FORMULA) else cell
