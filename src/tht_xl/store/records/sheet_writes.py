"""The tables `write`, `planned_cell`, `repaired`, `conflict` and `retry`: what was written to shared sheets, and when.

A write is recorded before it is sent and settled after, so that one which was cut off can be told from one that
happened. Cells are JSON texts. What was held by a row that is withheld later is cleared, in these tables, from then on.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tht_xl.store.store import Store
from tht_xl.store.times import time_text

Fate = Literal["confirmed", "refused", "unknown"]

CLEARED = '{"cleared": true}'
"""In place of a value that must not be told any more. No hash of it: a thousand trials would undo that."""

_UNREPORTED = "sheet = ? AND state = 'confirmed' AND reported_by IS NULL"

WHOLE_ROW = "*"
"""In place of a column: a new row, whose cells are all in `after`."""


@dataclass(frozen=True, slots=True)
class RecordedCell:
    """A cell of a planned write.

    Attributes:
        key: Its row in the sheet.
        column: Its header, or `WHOLE_ROW`.
        before: What it holds, as JSON can keep it.
        after: What it is to hold.
    """

    key: str
    column: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RecordedRepair:
    """A cell that a write had run over: where, whose, what was typed, and whether it was put back for certain."""

    address: str
    key: str
    column: str
    theirs: Any
    is_put_back: bool


@dataclass(frozen=True, slots=True)
class RecordedWrite:
    """A write to a sheet, as it is planned.

    Attributes:
        run: The run that makes it.
        name: Its own name, which the sheet lists.
        sheet: Which sheet.
        generation: The generation of the sheet that it makes.
        what: "plan", or "repair" for what puts people's cells back.
    """

    run: str
    name: str
    sheet: str
    generation: int
    what: Literal["plan", "repair"]
    cells: Sequence[RecordedCell] = ()
    repaired: Sequence[RecordedRepair] = ()


@dataclass(frozen=True, slots=True)
class UnreportedWrite:
    """A write that happened and that no run has reported: what it did, and the day it was planned on."""

    day: str
    rows: int
    cells: int
    repaired: tuple[RecordedRepair, ...]


def plan_write(store: Store, write: RecordedWrite, withheld: Iterable[str] = ()) -> int:
    """Record a write that is about to be sent, and return its number among all writes of this store.

    Args:
        store: Opened to be written.
        write: The write.
        withheld: Keys of rows that it withholds: what they held is not kept, here and in earlier writes.
    """
    hidden = frozenset(withheld)
    with store.transaction():
        clear_cells(store, hidden)
        number = store.take_sequence()
        row = store.add(
            "write",
            run=write.run,
            name=write.name,
            sheet=write.sheet,
            sequence=number,
            generation=write.generation,
            what=write.what,
            state="intended",
            intended_at=time_text(),
            cells=len(write.cells),
        )
        store.add_many(
            "planned_cell",
            ("write", "key", "column", "before", "after"),
            [(row, c.key, c.column, _kept(c.before, is_cleared=c.key in hidden), _text(c.after)) for c in write.cells],
        )
        store.add_many(
            "repaired",
            ("write", "address", "key", "column", "theirs", "outcome"),
            [
                (row, r.address, r.key, r.column, _text(r.theirs), "put back" if r.is_put_back else "to look at")
                for r in write.repaired
            ],
        )
    return number


def clear_cells(store: Store, keys: Iterable[str]) -> None:
    """Forget what rows held that are withheld from now on."""
    with store.transaction():
        for key in keys:
            for table, column in (
                ("planned_cell", "before"),
                ("planned_cell", "after"),
                ("conflict", "ours"),
                ("conflict", "theirs"),
                ("repaired", "theirs"),
            ):
                store.change(
                    f'UPDATE "{table}" SET "{column}" = ? WHERE key = ? AND "{column}" IS NOT NULL', CLEARED, key
                )


def settle_write(store: Store, name: str, fate: Fate) -> None:
    """Record what became of a planned write; one that is settled stays as it is."""
    store.change(
        "UPDATE \"write\" SET state = ?, settled_at = ? WHERE name = ? AND state = 'intended'", fate, time_text(), name
    )


def knows_write(store: Store, name: str) -> bool:
    """Return whether a write of this name was planned through this store.

    Names are never used twice. The sheet is not asked for: a rehearsal is called after its folder, which may be moved.
    """
    return bool(store.read('SELECT 1 FROM "write" WHERE name = ?', name))


def open_writes(store: Store, sheet: str) -> list[RecordedWrite]:
    """Return the writes to a sheet that are not settled, without their cells."""
    found = store.read("SELECT * FROM \"write\" WHERE sheet = ? AND state = 'intended' ORDER BY id", sheet)
    return [RecordedWrite(row["run"], row["name"], sheet, row["generation"], row["what"]) for row in found]


def add_conflicts(store: Store, run: str, conflicts: Iterable[tuple[str, str, Any, Any]]) -> None:
    """Record the cells of a run in which theirs stayed: key, column, ours and theirs."""
    rows = [(run, key, column, _text(ours), _text(theirs)) for key, column, ours, theirs in conflicts]
    store.add_many("conflict", ("run", "key", "column", "ours", "theirs"), rows)


def add_retry(store: Store, run: str, what: str) -> None:
    """Record that a run had to read the sheet again, and why."""
    store.add("retry", run=run, at=time_text(), what=what)


def unreported_writes(store: Store, sheet: str, run: str) -> list[UnreportedWrite]:
    """Return the writes to a sheet that happened in other runs than this and that no run has reported."""
    found = store.read(f'SELECT * FROM "write" WHERE {_UNREPORTED} AND run <> ? ORDER BY id', sheet, run)
    return [_unreported(store, row) for row in found]


def note_reported(store: Store, sheet: str, run: str) -> None:
    """Record that a run has told its user of every write to a sheet that happened, earlier ones included."""
    store.change(
        "UPDATE \"write\" SET reported_by = ? WHERE sheet = ? AND state = 'confirmed' AND reported_by IS NULL",
        run,
        sheet,
    )


def _unreported(store: Store, row: Any) -> UnreportedWrite:  # noqa: ANN401 - a row of SQLite
    rows = store.read('SELECT count(*) FROM planned_cell WHERE "write" = ? AND "column" = ?', row["id"], WHOLE_ROW)[0][
        0
    ]
    cells = row["cells"] - rows if row["what"] == "plan" else 0
    repaired = store.read('SELECT * FROM repaired WHERE "write" = ? ORDER BY id', row["id"])
    return UnreportedWrite(
        row["intended_at"][:10],
        rows,
        cells,
        tuple(
            RecordedRepair(r["address"], r["key"], r["column"], _cell(r["theirs"]), r["outcome"] == "put back")
            for r in repaired
        ),
    )


def _kept(value: Any, *, is_cleared: bool) -> str | None:  # noqa: ANN401 - what JSON can keep
    return CLEARED if is_cleared and value is not None else _text(value)


def _text(value: Any) -> str | None:  # noqa: ANN401 - what JSON can keep
    return None if value is None else json.dumps(value, ensure_ascii=False)


def _cell(text: str | None) -> Any:  # noqa: ANN401 - what JSON can keep
    return None if text is None or text == CLEARED else json.loads(text)
