"""The tables `register_row` and `register_seen`: what plans, registers and logs said, row by row, update by update."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tht_xl.model.periods.period import Period
from tht_xl.store.store import Store
from tht_xl.store.times import month_of, month_text

RowStatus = Literal["new", "changed", "no change", "gone", "back"]
"""What an update is: a row that was not there, one whose cells changed, one of which somebody said that nothing has
changed, one that is no longer in the register, one that is in it again."""
GONE: RowStatus = "gone"


@dataclass(frozen=True, slots=True)
class RegisterUpdate:
    """One update of one row of a register.

    Attributes:
        register: Name of the register's file.
        template: Id of its template.
        table: Id of the table.
        key: What names the row: its unique column, else its content.
        status: What kind of update it is.
        cells: What was filled in, by column; days as ISO texts.
        place: Sheet and row.
        month: The month in which it was read.
        role: Who keeps the register.
        recorded_on: The day on which it was read.
        version: Its number among the updates of its row, from 1.
    """

    register: str
    template: str
    table: str
    key: str
    status: RowStatus
    cells: Mapping[str, str | float | bool]
    place: str
    month: Period
    role: str
    recorded_on: date
    version: int = 1


@dataclass(frozen=True, slots=True)
class RegisterSeen:
    """A register as one month's run found it.

    Attributes:
        register: Name of its file.
        template: Id of its template.
        month: The month.
        sha256: Of the file.
        rows: Rows that could be used.
        errors: Findings that hold a row back.
        warnings: Other findings.
        seen_on: The day on which this file was first read in the month.
    """

    register: str
    template: str
    month: Period
    sha256: str
    rows: int
    errors: int
    warnings: int
    seen_on: date


def newest_updates(
    store: Store, register: str, *, up_to: Period | None = None
) -> dict[tuple[str, str], RegisterUpdate]:
    """Return the newest update of each row of a register, by table and key, rows that are gone included.

    Args:
        store: The store.
        register: Name of its file.
        up_to: The last month that counts; every month where it is None.
    """
    rows = store.read("SELECT * FROM register_row WHERE register = ? ORDER BY id", register)
    updates = [_update(dict(row)) for row in rows]
    return {(u.table, u.key): u for u in updates if up_to is None or u.month.start <= up_to.start}


def updates_after(store: Store, time: str) -> list[RegisterUpdate]:
    """Return every update that runs begun after a time recorded, in order."""
    rows = store.read(
        "SELECT register_row.* FROM register_row JOIN run ON run.id = register_row.run "
        "WHERE run.started_at > ? ORDER BY register_row.id",
        time,
    )
    return [_update(dict(row)) for row in rows]


def add_updates(store: Store, updates: Iterable[RegisterUpdate], *, run: str | None = None) -> None:
    """Add updates, all or none."""
    columns = ("register", "template", "table", "key", "version", "status", "cells", "place", "month", "role",
               "recorded_on", "run")  # fmt: skip
    store.add_many(
        "register_row",
        columns,
        [
            (u.register, u.template, u.table, u.key, u.version, u.status, json.dumps(u.cells, ensure_ascii=False),
             u.place, month_text(u.month), u.role, u.recorded_on.isoformat(), run)
            for u in updates
        ],
    )  # fmt: skip


def note_seen(store: Store, seen: RegisterSeen, *, run: str | None = None) -> None:
    """Record how a month found a register; the same is recorded once."""
    known = [each for each in registers_seen(store, seen.register) if each.month == seen.month]
    if known and (known[-1].sha256, known[-1].errors, known[-1].warnings) == (seen.sha256, seen.errors, seen.warnings):
        return
    store.add(
        "register_seen",
        register=seen.register,
        template=seen.template,
        month=month_text(seen.month),
        sha256=seen.sha256,
        rows=seen.rows,
        errors=seen.errors,
        warnings=seen.warnings,
        seen_on=seen.seen_on.isoformat(),
        run=run,
    )


def registers_seen(store: Store, register: str) -> list[RegisterSeen]:
    """Return how months found a register, in the order in which they did."""
    return [
        RegisterSeen(row["register"], row["template"], month_of(row["month"]), row["sha256"], row["rows"],
                     row["errors"], row["warnings"], date.fromisoformat(row["seen_on"]))
        for row in store.read("SELECT * FROM register_seen WHERE register = ? ORDER BY id", register)
    ]  # fmt: skip


def _update(row: Mapping[str, str]) -> RegisterUpdate:
    return RegisterUpdate(
        row["register"],
        row["template"],
        row["table"],
        row["key"],
        row["status"],  # pyright: ignore[reportArgumentType] - the table allows no other word
        json.loads(row["cells"]),
        row["place"],
        month_of(row["month"]),
        row["role"],
        date.fromisoformat(row["recorded_on"]),
        int(row["version"]),
    )
