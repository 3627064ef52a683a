"""Copy a store while it is in use: the copy is the store at one moment, never half of a transaction."""

import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path


def write_copy(
    source: sqlite3.Connection, target: Path, adjust: Callable[[sqlite3.Connection], None] | None = None
) -> None:
    """Write a copy to a file, in place of what is there; whole or not at all, and private from its first byte on.

    Args:
        source: The open store, in no transaction; others may go on reading and writing it.
        target: The file.
        adjust: What to change in the copy before it takes its name.

    Raises:
        sqlite3.Error: The store cannot be read, or there is no room.
        OSError: The file cannot be written; what was there is as it was.
    """
    target = target.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.new-")
    os.close(handle)
    try:
        with closing(sqlite3.connect(name, isolation_level=None)) as copy:
            _fill(copy, source)
            if adjust is not None:
                adjust(copy)
        with Path(name).open("rb+") as file:
            os.fsync(file.fileno())
        Path(name).replace(target)
        settle(target.parent)
    except BaseException:
        for left in (name, f"{name}-journal"):
            with suppress(OSError):
                Path(left).unlink()
        raise


def copy_in_memory(source: sqlite3.Connection) -> sqlite3.Connection:
    """Return a copy that is in memory alone, to be changed without changing the file."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    copy.row_factory = sqlite3.Row
    _fill(copy, source)
    return copy


def _fill(copy: sqlite3.Connection, source: sqlite3.Connection) -> None:
    # Python waits for ever for a store that another program holds, and for one that this connection is writing. With a
    # read lock taken first, which waits as long as the connection says and then fails, the copy waits for nothing.
    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(copy, pages=-1)
    finally:
        source.execute("ROLLBACK")


def settle(folder: Path) -> None:
    """See to it that a new name survives a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
