"""Take away what the store holds, and keep a record of it: who, why, and the hash of what was there.

Frozen files become a redacted version that says so. Old records are emptied or deleted. A version of an observation
that counts no longer loses its figures and stays as a row, so that versions and seals still follow on each other. A run
loses what it found and what it wrote into which cell; it stays as a row where other records name it.
"""

import json
import zlib
from collections.abc import Callable, Mapping, Sequence

from tht_xl.store.records.evaluated import sha256
from tht_xl.store.records.observations import SEALED, remove_figures, seal_again
from tht_xl.store.store import Store
from tht_xl.store.times import time_text

FROZEN = "closed months"
EMPTIED = "purged"
"""Outcome of a run whose records were taken."""
OLD: Mapping[str, str] = {
    "approvals": "SELECT id FROM approval WHERE given_on < ?",
    FROZEN: (
        "SELECT f.id FROM archived_file f JOIN closed_month c ON c.month = f.month AND c.edition = f.edition "
        "WHERE substr(c.closed_at, 1, 10) < ? AND f.redacted_by_purge IS NULL"
    ),
    "explanations": "SELECT id FROM explanation WHERE until < ?",
    "log": "SELECT id FROM log WHERE substr(at, 1, 10) < ? AND what NOT IN ('purge')",
    "narratives": "SELECT id FROM narrative WHERE ended_on IS NOT NULL AND ended_on < ?",
    "observations": (
        "SELECT id FROM observation AS o WHERE returned_on < ? AND symbol <> '[z]' "
        "AND version < (SELECT max(version) FROM observation WHERE key = o.key)"
    ),
    "registers": (
        "SELECT id FROM register_row AS r WHERE recorded_on < ? AND (status = 'gone' OR version < (SELECT max(version) "
        'FROM register_row WHERE register = r.register AND "table" = r."table" AND key = r.key))'
    ),
    "returns": "SELECT id FROM returned WHERE received_on IS NOT NULL AND received_on < ?",
    # Not a run whose write is still to be settled or told: the next run completes it from these records.
    "runs": (
        f"SELECT r.rowid FROM run AS r WHERE substr(started_at, 1, 10) < ? AND outcome NOT IN ('', '{EMPTIED}') "
        'AND NOT EXISTS (SELECT 1 FROM "write" AS w WHERE w.run = r.id AND '
        "(w.state = 'intended' OR (w.state = 'confirmed' AND w.reported_by IS NULL)))"
    ),
}
"""The ids of records of a type from before a day."""
_TABLES = {
    "approvals": "approval", "explanations": "explanation", "log": "log", "narratives": "narrative",
    "registers": "register_row", "returns": "returned",
}  # fmt: skip


_OF_A_WRITE = '"write" IN (SELECT id FROM "write" WHERE run = ?)'
_OF_A_RUN = {
    "conflict": "run = ?", "finding": "run = ?", "retry": "run = ?",
    "planned_cell": _OF_A_WRITE, "repaired": _OF_A_WRITE,
}  # fmt: skip
"""What a run leaves that nothing else needs, once its writes are settled and told."""
_NAMING_A_RUN = (
    ("log", "run"), ("observation", "recorded_by_run"), ("register_row", "run"), ("register_seen", "run"),
    ("returned", "run"), ("sheet_month", "run"), ("write", "run"), ("write", "reported_by"),
)  # fmt: skip


def find_old(store: Store, record_type: str, day: str) -> tuple[int, ...]:
    """Return the ids of the records of a type from before a day."""
    return tuple(int(row[0]) for row in store.read(OLD[record_type], day))


def find_frozen(store: Store, month: str, name: str = "") -> tuple[int, ...]:
    """Return the ids of the frozen files of a month, of all its editions; those of one name where it is given."""
    found = store.read(
        "SELECT id FROM archived_file WHERE month = ? AND (? = '' OR name = ?) AND redacted_by_purge IS NULL",
        month, name, name,
    )  # fmt: skip
    return tuple(int(row[0]) for row in found)


def purge_records(store: Store, record_type: str, ids: Sequence[int], *, role: str, reason: str) -> int:
    """Purge records, and record each; return how many.

    Args:
        store: The store, opened to be written.
        record_type: One of `OLD`.
        ids: Which of them.
        role: Who purges.
        reason: Why.
    """
    change: Callable[[Store, str, int, int, str], str]
    change = {FROZEN: _redact_file, "observations": _empty_observation, "runs": _empty_run}.get(record_type, _delete)
    months = _months_of(store, ids) if record_type == FROZEN else set[str]()
    # SQLite keeps what is deleted in free pages of the file; with this it writes zeros over it.
    store.connection.execute("PRAGMA secure_delete = ON")
    with store.purging():
        for number in ids:
            purge = store.add(
                "purge", at=time_text(), role=role, reason=reason, record_type=record_type, subject=str(number),
                sha256_of_original="", replaced_by="",
            )  # fmt: skip
            told = f"Redacted {time_text()[:10]} by {role}: {reason}"
            original = change(store, record_type, number, purge, told)
            store.change("UPDATE purge SET sha256_of_original = ? WHERE id = ?", original, purge)
        if record_type == "observations":
            # Once for all of them: each seal depends on the rows before it.
            seal_again(store)
        for month in months:
            # What a month last came to is a second copy of what was frozen; it is run again before it is closed again.
            store.change("DELETE FROM evaluated_file WHERE month = ?", month)
            store.change("DELETE FROM evaluated WHERE month = ?", month)
        store.log("purge", record_type, role=role, reason=reason, records=len(ids))
    return len(ids)


def _months_of(store: Store, ids: Sequence[int]) -> set[str]:
    found = (store.read("SELECT month FROM archived_file WHERE id = ?", number) for number in ids)
    return {str(rows[0]["month"]) for rows in found}


def _redact_file(store: Store, _: str, number: int, purge: int, told: str) -> str:
    row = store.read("SELECT name, sha256 FROM archived_file WHERE id = ?", number)[0]
    text = f"{told}\nSHA-256 of the original {row['name']}: {row['sha256']}\n".encode()
    store.change(
        "UPDATE archived_file SET content = ?, redacted_by_purge = ? WHERE id = ?", zlib.compress(text), purge, number
    )
    store.change("UPDATE purge SET replaced_by = ? WHERE id = ?", sha256(text), purge)
    return str(row["sha256"])


def _empty_observation(store: Store, _: str, number: int, __: int, ___: str) -> str:
    columns = ", ".join(f'"{name}"' for name in SEALED)
    row = store.read(f"SELECT {columns} FROM observation WHERE id = ?", number)[0]
    original = sha256(json.dumps(tuple(row)).encode())
    remove_figures(store, number)
    return original


def _empty_run(store: Store, _: str, number: int, purge: int, __: str) -> str:
    """Take what a run found and wrote, cell by cell. That it wrote stays: the sheet lists the names of writes."""
    run = str(store.read("SELECT id FROM run WHERE rowid = ?", number)[0][0])
    taken = [[run, *store.read("SELECT * FROM run WHERE rowid = ?", number)[0]]]
    for table, where in _OF_A_RUN.items():
        taken += [[table, *row] for row in store.read(f'SELECT * FROM "{table}" WHERE {where} ORDER BY id', run)]
        store.change(f'DELETE FROM "{table}" WHERE {where}', run)
    if any(store.read(f'SELECT 1 FROM "{table}" WHERE {column} = ? LIMIT 1', run) for table, column in _NAMING_A_RUN):
        store.change("UPDATE run SET role = '', host_note = '', outcome = ? WHERE id = ?", EMPTIED, run)
    else:
        store.change("DELETE FROM run WHERE id = ?", run)
    store.change("UPDATE purge SET subject = ? WHERE id = ?", f"run {run}", purge)
    return sha256(json.dumps(taken, ensure_ascii=False).encode())


def _delete(store: Store, record_type: str, number: int, _: int, __: str) -> str:
    table = _TABLES[record_type]
    row = store.read(f'SELECT * FROM "{table}" WHERE id = ?', number)[0]
    store.change(f'DELETE FROM "{table}" WHERE id = ?', number)
    return sha256(json.dumps(tuple(row)).encode())
