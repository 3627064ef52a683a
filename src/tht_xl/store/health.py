"""Look a store over, and say what is in it."""

import hashlib
import os
import zlib
from collections.abc import Iterator

from tht_xl.errors import StoreError
from tht_xl.model.counted import counted
from tht_xl.store.failures import failures_in_words
from tht_xl.store.migrations import version_of
from tht_xl.store.place import place_warnings
from tht_xl.store.records.observations import read_observations
from tht_xl.store.records.sheet_months import sheet_months
from tht_xl.store.store import Store

MAX_LINES = 20
"""What SQLite finds in a damaged file can go on for thousands of lines."""


def problems(store: Store) -> list[str]:
    """Return what is wrong with a store, a line each; none where all of it can be relied on."""
    try:
        return [*_damaged_pages(store), *_lost_references(store), *_changed_rows(store), *_changed_files(store)]
    except StoreError as error:
        return [error.message]


def warnings(store: Store) -> list[str]:
    """Return what puts a store at risk: its folder, and who can read it."""
    found = place_warnings(store.path)
    if os.name != "nt" and store.path.stat().st_mode & 0o077:
        found.append(f"others on this computer can read {store.path.name}; the next run that writes makes it private")
    return found


def describe(store: Store) -> dict[str, object]:
    """Return what is in a store, in numbers, for a person or a program. None of it is a figure."""
    counts = store.read("SELECT count(DISTINCT key), count(*), min(month), max(month) FROM observation")[0]
    closed = store.read("SELECT DISTINCT month FROM closed_month WHERE reopened_at IS NULL ORDER BY month")
    run = store.read("SELECT kind, month, started_at, outcome FROM run ORDER BY rowid DESC LIMIT 1")
    return {
        "path": str(store.path),
        "bytes": store.path.stat().st_size,
        "store_id": store.id,
        "framework": store.setting("framework"),
        "schema": version_of(store.connection),
        "created_at": store.setting("created_at"),
        "sequence": store.sequence,
        "rows": counts[0],
        "versions": counts[1],
        "first_month": counts[2],
        "last_month": counts[3],
        "closed_months": [row["month"] for row in closed],
        "runs": store.read("SELECT count(*) FROM run")[0][0],
        "last_run": dict(run[0]) if run else None,
        "sheets": {sheet: str(month) for sheet, month in sheet_months(store).items()},
        "handed_over_at": store.setting("handed_over_at") or None,
    }


def _damaged_pages(store: Store) -> Iterator[str]:
    found = [str(row[0]) for row in store.read(f"PRAGMA integrity_check({MAX_LINES})")]
    if found != ["ok"]:
        yield from (f"the file is damaged: {line}" for text in found for line in text.splitlines())


def _lost_references(store: Store) -> Iterator[str]:
    tables = [str(row[0]) for row in store.read("PRAGMA foreign_key_check")]
    for table in dict.fromkeys(tables):
        yield f"{counted(tables.count(table), 'row')} of {table} refer to rows that are not there"


def _changed_rows(store: Store) -> Iterator[str]:
    try:
        read_observations(store)
    except StoreError as error:
        yield error.message


def _changed_files(store: Store) -> Iterator[str]:
    with failures_in_words(store.path):
        # One by one: the papers of years are larger than memory should be.
        # A purged file has other content than was archived, and is to stay as it is: a backup would bring it back.
        files = store.connection.execute(
            "SELECT month, name, sha256, content FROM archived_file WHERE redacted_by_purge IS NULL ORDER BY id"
        )
        for month, name, sha256, content in files:
            if content is not None and not _is_whole(content, sha256):
                yield f"{name} of the closed month {month} is not what was archived"


def _is_whole(content: bytes, sha256: str) -> bool:
    try:
        return hashlib.sha256(zlib.decompress(content)).hexdigest() == sha256
    except zlib.error:
        return False
