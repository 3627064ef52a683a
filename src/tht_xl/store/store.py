"""An open store: read it, add to it in transactions."""

import json
import sqlite3
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tht_xl.errors import StoreError
from tht_xl.model.role import as_role
from tht_xl.store.failures import failures_in_words
from tht_xl.store.times import time_text


@dataclass(slots=True)
class Store:
    """An open store. `open_store` makes one.

    Attributes:
        path: The file.
        connection: Its connection. Use the methods, which say in words what SQLite refuses.
        writes: Whether it was opened to be written.
        notices: What its user should know, a line each, such as a clock that went back.
    """

    path: Path
    connection: sqlite3.Connection
    writes: bool
    notices: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        """What tells this store from every other; copies of it have the same."""
        return self.setting("store_id")

    @property
    def sequence(self) -> int:
        """The number of writes to shared sheets that were begun through this store."""
        return int(self.setting("sequence"))

    def take_sequence(self) -> int:
        """Count one more write to the shared sheet and return its number."""
        with self.transaction():
            number = self.sequence + 1
            self.set_setting("sequence", str(number))
        return number

    def setting(self, key: str, default: str = "") -> str:
        """Return a value of the table `store`."""
        found = self.read("SELECT value FROM store WHERE key = ?", key)
        return str(found[0][0]) if found else default

    def set_setting(self, key: str, value: str) -> None:
        """Set a value of the table `store`."""
        self.change(
            "INSERT INTO store VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", key, value
        )

    def read(self, sql: str, *values: object) -> list[sqlite3.Row]:
        """Return the rows that a SELECT finds; their cells by position or by name."""
        with failures_in_words(self.path):
            return self.connection.execute(sql, values).fetchall()

    def add(self, table: str, **values: object) -> int:
        """Add a row and return its id."""
        return self.change(_insert(table, values), *values.values())

    def add_many(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Add rows, all or none."""
        with self.transaction(), failures_in_words(self.path):
            self.connection.executemany(_insert(table, columns), rows)

    def change(self, sql: str, *values: object) -> int:
        """Carry out an INSERT, UPDATE or DELETE and return the id of the last row it added."""
        with self.transaction(), failures_in_words(self.path):
            return self.connection.execute(sql, values).lastrowid or 0

    def log(
        self,
        what: str,
        subject: str = "",
        *,
        role: str = "",
        reason: str = "",
        run: str | None = None,
        **detail: object,
    ) -> int:
        """Record who did what. Neither role nor detail may be a person's name or a figure that is protected.

        Raises:
            ConfigError: A role is given, and is not one.
        """
        return self.add(
            "log",
            at=time_text(),
            run=run,
            what=what,
            subject=subject,
            role=as_role(role) if role else "",
            reason=reason,
            detail=json.dumps(detail, ensure_ascii=False),
        )

    @contextmanager
    def transaction(self) -> Generator[None, None, None]:
        """Keep everything that is added within, or nothing. A transaction inside another is part of it.

        Raises:
            StoreError: The store was opened to be read, is in use, or cannot be written; it is as it was.
        """
        if not self.writes:
            raise StoreError("the store was opened to be read", where=str(self.path), remedy="Open it with writes=True")
        if self.connection.in_transaction:
            yield
            return
        with failures_in_words(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            with failures_in_words(self.path):
                self.connection.execute("COMMIT")
        except BaseException:
            # SQLite has rolled back by itself after some failures, such as a full disk.
            if self.connection.in_transaction:
                self.connection.execute("ROLLBACK")
            raise

    @contextmanager
    def purging(self) -> Generator[None, None, None]:
        """Allow rows of tables that only grow to be changed or taken away, within one transaction."""
        with self.transaction():
            self.set_setting("purging", "yes")
            yield
            self.change("DELETE FROM store WHERE key = 'purging'")


def _insert(table: str, columns: Iterable[str]) -> str:
    names = list(columns)
    quoted = ", ".join(f'"{name}"' for name in names)
    return f'INSERT INTO "{table}" ({quoted}) VALUES ({", ".join("?" * len(names))})'
