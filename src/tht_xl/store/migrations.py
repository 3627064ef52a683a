"""Bring a store of an older version to the newest, whole or not at all."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from tht_xl.errors import StoreError
from tht_xl.store.copying import write_copy
from tht_xl.store.schema import TABLES, create_table, keep_rows

Migration = Callable[[sqlite3.Connection], None]


def _add_registers(connection: sqlite3.Connection) -> None:
    # The tables as version 2 has them; a later version changes them in a step of its own.
    for name in ("register_row", "register_seen"):
        create_table(connection, name, TABLES[name])
    keep_rows(connection, "register_row")


def _add_exempt_files(connection: sqlite3.Connection) -> None:
    # SQLite cannot change what a column may hold: the tables are made again, with the rows that they had.
    for name in ("archived_file", "evaluated_file"):
        connection.execute(f"ALTER TABLE {name} RENAME TO former")
        create_table(connection, name, TABLES[name])
        columns = ", ".join(row[1] for row in connection.execute("PRAGMA table_info(former)"))
        connection.execute(f"INSERT INTO {name} ({columns}) SELECT {columns} FROM former")
        connection.execute("DROP TABLE former")
    connection.execute("CREATE INDEX archived_by_hash ON archived_file (sha256)")


MIGRATIONS: tuple[Migration, ...] = (_add_registers, _add_exempt_files)
"""The first brings version 1 to version 2, and so on; each is tested from a stored file of the version it begins with.

Version 1 is the first that was released. What there was before, the interim CSV file, is taken over by `month.memory`.
"""


def migrate(path: Path, connection: sqlite3.Connection, migrations: Sequence[Migration] | None = None) -> None:
    """Bring an open database to the newest version in one transaction.

    Args:
        path: Its file, for messages.
        connection: The database.
        migrations: All migrations there are; `MIGRATIONS` unless given.

    Raises:
        StoreError: A step failed; the store is as it was.
    """
    steps = MIGRATIONS if migrations is None else migrations
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read within the transaction: another run may have brought it up to date meanwhile.
        version = version_of(connection)
        for step in steps[version - 1 :]:
            step(connection)
            version += 1
            connection.execute(f"PRAGMA user_version = {version}")
        if broken := connection.execute("PRAGMA foreign_key_check").fetchall():
            raise sqlite3.IntegrityError(f"{len(broken)} rows refer to rows that are not there")
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise StoreError(
            f"the store could not be brought to the version of this tht_xl ({error})",
            where=str(path),
            remedy="It is as it was: use the tht_xl that wrote it, and report this with the message",
        ) from None


def keep_copy(path: Path, connection: sqlite3.Connection) -> Path:
    """Keep a copy of a store as it was before it is brought to a newer version, beside it."""
    kept = path.with_name(f"{path.stem}.v{version_of(connection)}{path.suffix}")
    if not kept.exists():
        write_copy(connection, kept)
    return kept


def version_of(connection: sqlite3.Connection) -> int:
    """Return the version of the schema."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])
