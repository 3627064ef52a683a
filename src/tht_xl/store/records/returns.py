"""The tables `returned` and `asked`: what each partner was asked for in a month, and what became of its return."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from sqlite3 import Row

from tht_xl.model.periods.period import Period
from tht_xl.store.store import Store
from tht_xl.store.times import month_text

NOTHING = "nothing to give"
"""Status of a return that its partner was asked nothing for: the month does without it."""


@dataclass(frozen=True, slots=True)
class Registered:
    """What is known of one return in one month. The fields are columns of the table.

    Attributes:
        month: The month it is asked for, such as "2026-11".
        partner: Id of the partner.
        workbook: Name of the file.
        asked_on: The day on which it was asked for; None where nobody did.
        due_on: The day by which it is due.
        received_on: The day on which this file was first seen.
        sha256: Of the file, which tells a return from last month's.
        rows: Rows that could be used.
        held_back: Rows that could not.
        errors: Findings that hold something back.
        warnings: Other findings that nobody has answered for.
        status: What became of it, in a word.
        asked_cells: How many cells there were to fill in.
        run: Id of the run that read it.
    """

    month: str
    partner: str
    workbook: str
    asked_on: date | None = None
    due_on: date | None = None
    received_on: date | None = None
    sha256: str = ""
    rows: int = 0
    held_back: int = 0
    errors: int = 0
    warnings: int = 0
    status: str = "asked"
    asked_cells: int = 0
    run: str | None = None


_COLUMNS = tuple(field.name for field in fields(Registered))
_DAYS = ("asked_on", "due_on", "received_on")


def register_return(store: Store, entry: Registered) -> None:
    """Add what is known of a return; earlier entries stay, and the newest counts. The same entry is added once."""
    if registered_returns(store, entry.month).get((entry.partner, entry.workbook)) != entry:
        cells = {name: getattr(entry, name) for name in _COLUMNS}
        store.add("returned", **cells | {name: cells[name] and cells[name].isoformat() for name in _DAYS})


def registered_returns(store: Store, month: Period | str) -> dict[tuple[str, str], Registered]:
    """Return the newest entry for each partner and workbook of a month."""
    text = month if isinstance(month, str) else month_text(month)
    rows = store.read("SELECT * FROM returned WHERE month = ? ORDER BY id", text)
    return {(row["partner"], row["workbook"]): _entry(row) for row in rows}


def asked_for_nothing(store: Store, month: Period) -> frozenset[tuple[str, str]]:
    """Return partner and workbook of each return that nothing was asked for in a month; one may have come all the same.

    A correction that nobody asked for has only the rows that changed: no other row is missing in it.
    """
    rows = store.read("SELECT * FROM returned WHERE month = ? ORDER BY id", month_text(month))
    nothing = {(str(row["partner"]), str(row["workbook"])) for row in rows if row["status"] == NOTHING}
    return frozenset(nothing - {(str(row["partner"]), str(row["workbook"])) for row in rows if row["asked_on"]})


def month_received(store: Store, sha256: str, *, before: Period) -> str | None:
    """Return the latest month before another in which this very file was received; None where there is none."""
    found = store.read(
        "SELECT max(month) FROM returned WHERE sha256 = ? AND received_on IS NOT NULL AND month < ?",
        sha256,
        month_text(before),
    )
    return found[0][0]


def note_asked(store: Store, month: Period, partner: str, cells: Mapping[str, int]) -> None:
    """Record how many cells of each indicator a partner is asked for in a month."""
    store.add_many(
        "asked",
        ("month", "indicator", "partner", "cells"),
        [(month_text(month), indicator, partner, number) for indicator, number in cells.items()],
    )


def indicators_asked(store: Store, month: Period, partner: str) -> frozenset[str]:
    """Return the indicators that a partner was asked for in a month."""
    rows = store.read("SELECT indicator FROM asked WHERE month = ? AND partner = ?", month_text(month), partner)
    return frozenset(str(row["indicator"]) for row in rows)


def cells_asked_before(store: Store, month: Period, partner: str) -> dict[str, int] | None:
    """Return the cells of each indicator that a partner was asked for in the last month before; None where never."""
    last = store.read("SELECT max(month) FROM asked WHERE partner = ? AND month < ?", partner, month_text(month))[0][0]
    if last is None:
        return None
    rows = store.read("SELECT indicator, cells FROM asked WHERE month = ? AND partner = ? ORDER BY id", last, partner)
    return {row["indicator"]: row["cells"] for row in rows}


def provisional_keys(store: Store) -> frozenset[str]:
    """Return the keys of figures whose newest approval is "provisional": their partner may be asked once more."""
    rows = store.read("SELECT key, word FROM approval WHERE kind = 'figure' ORDER BY id")
    newest = {str(row["key"]): row["word"] for row in rows}  # the last of each key counts
    return frozenset(key for key, word in newest.items() if word == "provisional")


def _entry(row: Row) -> Registered:
    cells = {name: row[name] for name in _COLUMNS}
    days = {name: date.fromisoformat(str(cells[name])) if cells[name] else None for name in _DAYS}
    return Registered(**cells | days)  # pyright: ignore[reportArgumentType] - each for its field
