"""Open the store, and refuse what cannot be used."""

import os
import sqlite3
import tempfile
import uuid
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress
from pathlib import Path

from tht_xl.documents.file_lock import locked
from tht_xl.documents.files import find_unfinished
from tht_xl.errors import StoreError
from tht_xl.store.clock import notice_clock
from tht_xl.store.copying import copy_in_memory, settle
from tht_xl.store.failures import BRING_BACK, IN_USE, DamagedStoreError, failures_in_words
from tht_xl.store.migrations import keep_copy, migrate, version_of
from tht_xl.store.schema import APPLICATION_ID, VERSION, create_tables
from tht_xl.store.store import Store
from tht_xl.store.times import time_text

PATIENCE = 30.0
"""How long a run waits for another one that uses the store. [seconds]"""
OLDEST_SQLITE = (3, 37)
"""The first that has STRICT tables."""
MAGIC = b"SQLite format 3\x00"
HEADER_SIZE = 100
"""Of every SQLite file. [bytes]"""


@contextmanager
def open_store(
    path: Path,
    *,
    framework: str = "",
    writes: bool = False,
    create: bool = False,
    alone: bool = True,
    patience: float | None = None,
) -> Generator[Store, None, None]:
    """Open a store, and close it at the end.

    Args:
        path: The file.
        framework: Id of the framework that the store must be of; any where it is empty.
        writes: Whether anything is to be recorded.
        create: Whether to make the store where there is none. `framework` and `writes` are needed for it.
        alone: Whether other writers wait until this one ends; else they may write between its transactions.
        patience: How long to wait for another one that uses it; `PATIENCE` unless given. [seconds]

    Raises:
        StoreError: There is no store, it is in use, damaged, of another framework or a newer version, or it cannot be
            written. It is as it was.
    """
    path = path.resolve()
    with exclusive(path) if writes and alone else nullcontext():
        if create and not path.exists():
            create_store(path, framework)
        _require_store(path)
        with closing(_connect(path, writes=writes, patience=patience)) as file, ExitStack() as stack:
            with failures_in_words(path):
                _require_own(path, file)
                connection = file if version_of(file) == VERSION else _brought_up_to_date(path, file, writes, stack)
            store = Store(path, connection, writes)
            if framework:
                require_framework(store, framework)
            notice_clock(store)
            yield store


def create_store(path: Path, framework: str) -> None:
    """Make an empty store; nobody but its owner may read it from the first byte on.

    Raises:
        StoreError: It cannot be written; nothing is left behind.
    """
    if not path.parent.is_dir():
        raise StoreError(f"there is no folder {path.parent}", where="store", remedy="Make it, or name another file")
    # Made under another name, so that a store that is there is a whole one.
    with failures_in_words(path):
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.new-")
        os.close(handle)
        try:
            with closing(_connect(Path(name), writes=True)) as connection:
                connection.execute("BEGIN IMMEDIATE")
                create_tables(connection)
                said = {
                    "store_id": str(uuid.uuid4()), "framework": framework, "created_at": time_text(), "sequence": "0"
                }  # fmt: skip
                connection.executemany("INSERT INTO store VALUES (?, ?)", said.items())
                connection.execute("COMMIT")
            Path(name).replace(path)
            settle(path.parent)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise


def require_framework(store: Store, framework: str) -> None:
    """Refuse the store of another framework.

    Raises:
        StoreError: It is one.
    """
    if (other := store.setting("framework")) != framework:
        raise StoreError(
            f"the store is of the framework {other!r}, and this month is of {framework!r}",
            where=str(store.path),
            remedy="Name another file with 'store:'. Nothing was written",
        )


@contextmanager
def exclusive(path: Path) -> Generator[None, None, None]:
    """Keep other writers of a store waiting; what one left behind that was cut off is removed.

    Raises:
        StoreError: Another run uses it, or nothing can be written beside it.
    """
    if not path.parent.is_dir():
        raise StoreError(f"there is no folder {path.parent}", where="store", remedy="Make it, or name another file")
    lock = locked(path, patience=PATIENCE)
    with failures_in_words(path):
        try:
            lock.__enter__()
        except TimeoutError:
            raise StoreError("another run is using the store", where=str(path), remedy=IN_USE) from None
    try:
        for left in find_unfinished(path):
            with suppress(OSError):
                left.unlink()
        if path.exists():
            _keep_private(path)
        yield
    finally:
        lock.__exit__(None, None, None)


def _keep_private(path: Path) -> None:
    """Let nobody but the owner read a store that came back from a copy, which has the mode of any new file."""
    with suppress(OSError):
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)


def _require_store(path: Path) -> None:
    with failures_in_words(path):
        try:
            with path.open("rb") as file:
                header = file.read(HEADER_SIZE)
        except FileNotFoundError:
            raise StoreError(
                "there is no store yet",
                where=str(path),
                remedy="The first 'tht-xl month CONFIG --apply' makes it; a run without a shared sheet does too",
            ) from None
    begins = header[: len(MAGIC)]
    if not begins:
        raise DamagedStoreError(
            "the store is empty: the file was cut short, or a copy failed", where=str(path), remedy=BRING_BACK
        )
    if begins != MAGIC:
        raise StoreError("this is not a store of tht_xl", where=str(path), remedy=BRING_BACK)
    if _is_cut_short(path, header):
        raise DamagedStoreError("the store is damaged: the file was cut short", where=str(path), remedy=BRING_BACK)


def _is_cut_short(path: Path, header: bytes) -> bool:
    """Return whether a file has fewer bytes than its header says; SQLite finds out only when it reads what is missing.

    The header's page size is at byte 16, its number of pages at 28. Beside a journal the file may be in the middle of
    a change, which SQLite takes back first.
    """
    if len(header) < HEADER_SIZE or path.with_name(f"{path.name}-journal").exists():
        return False
    page_size = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    return path.stat().st_size < pages * (65536 if page_size == 1 else page_size)


def _connect(path: Path, *, writes: bool, patience: float | None = None) -> sqlite3.Connection:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(
            f"this Python has SQLite {sqlite3.sqlite_version}, and the store needs 3.37 or newer",
            remedy="Use a Python from python.org, or a current distribution",
        )
    with failures_in_words(path):
        connection = sqlite3.connect(path, timeout=PATIENCE if patience is None else patience, isolation_level=None)
        connection.row_factory = sqlite3.Row
        # Rollback journal and FULL: after a power cut the store is as before or after a transaction, in one file.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        # What is cleared or purged is overwritten in the file, not only left out of the tables.
        connection.execute("PRAGMA secure_delete = ON")
        if writes:
            connection.execute("PRAGMA journal_mode = DELETE")
        else:
            connection.execute("PRAGMA query_only = ON")
    return connection


def _require_own(path: Path, connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise StoreError(
            "this is a database of another program, not a store of tht_xl", where=str(path), remedy=BRING_BACK
        )
    version = version_of(connection)
    if version > VERSION:
        raise StoreError(
            f"the store is of version {version}, and this tht_xl knows versions up to {VERSION}",
            where=str(path),
            remedy="Install the newer tht_xl that wrote it. Nothing was written",
        )


def _brought_up_to_date(
    path: Path, connection: sqlite3.Connection, writes: bool, stack: ExitStack
) -> sqlite3.Connection:
    if not writes:
        # Reading changes nothing: a copy in memory is brought up to date in place of the file.
        connection = stack.enter_context(closing(copy_in_memory(connection)))
    else:
        keep_copy(path, connection)
    migrate(path, connection)
    return connection
