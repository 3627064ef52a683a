"""One run at a time: a lock beside the month's file, which says who holds it and is free when its holder has died."""

import contextlib
import os
from collections.abc import Generator
from pathlib import Path

from tht_xl.documents.file_lock import locked
from tht_xl.errors import ConfigError
from tht_xl.model.days import now


@contextlib.contextmanager
def only_run(config_file: Path) -> Generator[None, None, None]:
    """Hold the lock of a month's file while the shared sheet is written.

    Raises:
        ConfigError: Another run holds it.
    """
    note = config_file.with_name(f".{config_file.name}.running")
    lock = locked(config_file, patience=0.0)
    try:
        lock.__enter__()
    except TimeoutError:
        raise ConfigError(
            f"another run is writing to the shared sheet{_said(note)}",
            where=config_file.name,
            remedy="Wait until it has ended; a run that was cut off keeps nobody waiting",
        ) from None
    except OSError as error:
        raise ConfigError(f"no lock can be made beside it: {error.strerror}", where=str(config_file)) from error
    try:
        note.write_text(f"process {os.getpid()}, since {now().astimezone():%H:%M on %d %B %Y}", encoding="utf-8")
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.__exit__(None, None, None)


def _said(note: Path) -> str:
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return f" ({note.read_text(encoding='utf-8')[:80]})"
    return ""
