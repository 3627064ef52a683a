"""What a row of the first worksheet takes from the rows before it in time."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from tht_xl.month.shared_sheet.headings import CHANGED, EARLIER, KEY, LATEST, SPARKLINE, WHICH, Cell
from tht_xl.month.shared_sheet.tabs.changes import NEW_FIGURE
from tht_xl.month.shared_sheet.tabs.sparkline import sparkline


def latest_keys(rows: Iterable[Mapping[str, Cell]]) -> frozenset[str]:
    """Return the keys of the rows that hold the latest figure of their indicator."""
    return frozenset(str(row[KEY]) for row in rows if row[WHICH] == LATEST)


def tell_series(rows: Sequence[dict[str, Cell]]) -> None:
    """Put into each row what takes the rows before it in time: the line up to it, and whether it is the latest.

    Args:
        rows: Every row, those of an indicator together, its newest first.
    """
    for _, some in groupby(rows, key=lambda row: str(row[KEY]).split("|")[0]):
        series = list(some)[::-1]
        values = [value if isinstance(value := row["Value"], float) else None for row in series]
        for number, row in enumerate(series, 1):
            row[SPARKLINE] = sparkline(values[:number])
            row[WHICH] = LATEST if number == len(series) else EARLIER
            if number < len(series) and str(row[CHANGED] or "").startswith(NEW_FIGURE):
                row[CHANGED] = None  # nobody asks about it beside one that is newer
