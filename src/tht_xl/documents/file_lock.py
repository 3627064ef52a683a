"""One process at a time: a lock beside a file, released even when its holder dies."""

import contextlib
import os
import sys
import time
from collections.abc import Generator
from pathlib import Path

PAUSE = 0.1
"""Time between two attempts to take a lock that somebody else holds. [seconds]"""


@contextlib.contextmanager
def locked(path: Path, *, patience: float | None = None) -> Generator[None, None, None]:
    """Hold the lock of a file. The lock file stays behind, empty.

    Args:
        path: The file to be changed by one process at a time.
        patience: How long to wait for another holder; as long as it takes unless given. [seconds]

    Raises:
        TimeoutError: Somebody else held the lock all the time.
        OSError: The lock file cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        until = None if patience is None else time.monotonic() + patience
        while not _take(handle):
            if until is not None and time.monotonic() >= until:
                raise TimeoutError(f"{path} is in use")
            time.sleep(PAUSE)
        try:
            yield
        finally:
            _release(handle)
    finally:
        os.close(handle)


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)
