"""What SQLite refuses, as one line that says what is wrong with the store and what to do."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from tht_xl.errors import StoreError

BRING_BACK = "Nothing was written. Bring back a backup with 'tht-xl store import BACKUP', or move the file away"
IN_USE = "Wait until the other run or program has ended, and run again; nothing was written"
NOT_WRITABLE = "Make the file and its folder writable for you, or name another place with 'store:'; nothing was written"
NO_ROOM = "Free some space and run again; the store is as it was"


class DamagedStoreError(StoreError):
    """The store is ours, and cannot be relied on."""


MEANINGS: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: ("the store is in use by another program", IN_USE),
    sqlite3.SQLITE_LOCKED: ("the store is in use by another program", IN_USE),
    sqlite3.SQLITE_FULL: ("the disk is full", NO_ROOM),
    sqlite3.SQLITE_IOERR: (
        "the disk cannot be read or written",
        "See whether it is full, or whether the network folder is connected, and run again; the store is as it was",
    ),
    sqlite3.SQLITE_CORRUPT: ("the store is damaged", BRING_BACK),
    sqlite3.SQLITE_NOTADB: ("this is not a store of tht_xl", BRING_BACK),
    sqlite3.SQLITE_READONLY: ("the store cannot be written", NOT_WRITABLE),
    sqlite3.SQLITE_PERM: ("the store cannot be written", NOT_WRITABLE),
    sqlite3.SQLITE_CANTOPEN: ("the store cannot be opened", NOT_WRITABLE),
}
"""Words for SQLite's primary result codes. Other codes are mistakes of ours and stay what they are."""


@contextmanager
def failures_in_words(path: Path) -> Generator[None, None, None]:
    """Raise what SQLite and the system refuse as a StoreError about this file.

    Raises:
        StoreError: The store cannot be used.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise store_error(path, error) from None
    except OSError as error:
        raise StoreError(f"the store cannot be used ({error.strerror})", where=str(path), remedy=NOT_WRITABLE) from None


def store_error(path: Path, error: sqlite3.Error) -> Exception:
    """Return the same failure in words, or the error itself where it is not about the file."""
    # The low byte is the primary code; the rest says which step of SQLite's failed.
    number = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if number in MEANINGS:
        what, remedy = MEANINGS[number]
        kind = DamagedStoreError if number == sqlite3.SQLITE_CORRUPT else StoreError
        return kind(what, where=str(path), remedy=remedy)
    if "no such table" in str(error) or "no such column" in str(error):
        return DamagedStoreError(f"the store is damaged: {error}", where=str(path), remedy=BRING_BACK)
    return error
