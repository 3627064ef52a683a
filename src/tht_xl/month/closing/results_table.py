"""A `results.csv` that was frozen, read again to the last bit."""

import csv
import io
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from tht_xl.evaluation.rows.observations import key_of
from tht_xl.evaluation.schema import ResultKind, month_columns
from tht_xl.model.definition import Framework
from tht_xl.month.memory.row import Key
from tht_xl.store.records.months import ClosedMonth, closed_before, files_of
from tht_xl.store.store import Store
from tht_xl.store.times import month_of

RESULTS = "results.csv"
NUMBERS = ("count", "denominator", "value", "lower", "upper", "value_before")
"""The columns that are read as numbers by whoever compares two tables; everything else stays text."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the board saw last: the released figures of the newest closed month.

    Attributes:
        month: That month, as its label; "" where none is closed.
        rows: The row of each key, numbers as numbers.
    """

    month: str = ""
    rows: Mapping[Key, Mapping[str, Any]] = field(default_factory=dict)


def last_seen(store: Store | None, month: str) -> Seen:
    """Return what the board saw last before a month is run, or when it was closed before.

    Args:
        store: The open store; None where there is none.
        month: The month that is run, as 2026-11.
    """
    closed = closed_before(store, month) if store is not None else None
    if store is None or closed is None:
        return Seen()
    return Seen(str(month_of(closed.month)), frozen_rows(store, closed))


def frozen_rows(store: Store, closed: ClosedMonth) -> dict[Key, dict[str, object]]:
    """Return the results of a closed month, by key; none where they were purged."""
    found = [f for f in files_of(store, closed, "output") if f.name == RESULTS and f.redacted_by is None]
    return rows_of(found[0].content) if found else {}


def rows_of(content: bytes) -> dict[Key, dict[str, object]]:
    """Return the rows of a `results.csv`, by key."""
    rows: dict[Key, dict[str, object]] = {}
    for cells in csv.DictReader(io.StringIO(content.decode(), newline="")):
        row = {name: _cell(name, text) for name, text in cells.items()}
        rows[str(row["indicator"]), str(row["area"]), str(row["period"])] = row
    return rows


def results_frame(content: bytes, framework: Framework) -> pd.DataFrame:
    """Return a `results.csv` as the frame it was written from, as far as columns of this framework go."""
    rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
    kinds = {column.name: column.kind for column in month_columns(framework)}
    columns: dict[str, list[object]] = {}
    for name in rows[0] if rows else ():
        kind = kinds.get(name, ResultKind.TEXT)
        texts = [row[name] for row in rows]
        is_number = kind in (ResultKind.NUMBER, ResultKind.WHOLE)
        columns[name] = [_number(text) for text in texts] if is_number else [_text(text) for text in texts]
    return pd.DataFrame(columns)


def key_text(key: Key) -> str:
    """Return a key as the shared sheet has it."""
    return key_of(*key)


def _cell(name: str, text: str) -> object:
    return _number(text) if name in NUMBERS else _text(text)


def _number(text: str) -> float:
    return float(text) if text else math.nan


def _text(text: str) -> str:
    # An apostrophe in front keeps a spreadsheet from running a text as a formula; it is not part of the text.
    return text[1:] if text[:1] == "'" and text[1:2] in tuple("=+-@\t\r") and text[1:2] else text
