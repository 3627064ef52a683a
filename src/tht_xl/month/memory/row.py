"""Remembered rows as the observations that the month evaluates."""

from collections.abc import Iterable

import pandas as pd

from tht_xl.store.records.remembered import COLUMNS, Key, Remembered, Status

__all__ = ["COLUMNS", "Key", "Remembered", "Status", "as_frame"]


def as_frame(rows: Iterable[Remembered]) -> pd.DataFrame:
    """Remembered rows as observations, with the month each was returned in."""
    records = [
        {name: getattr(row, name) for name in COLUMNS[: COLUMNS.index("version")]} | {"returned_in": str(row.month)}
        for row in rows
    ]
    return pd.DataFrame(records)
