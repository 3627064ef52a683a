"""Write a file whole or not at all: whoever reads it meanwhile, or after a crash, sees the old one or the new one."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path


def write_whole(path: Path, text: str, *, is_private: bool = False) -> None:
    """Write a text as UTF-8, in place of the file that is there.

    It is written beside the file under another name, and takes its place when all of it is on the disk.

    Args:
        path: The file; its folder is there.
        text: What it is to hold; line ends stay as they are.
        is_private: Whether nobody but its owner may read it, from the first byte on.

    Raises:
        OSError: It cannot be written; the file that was there is as it was.
    """
    # mkstemp makes a file that nobody else may open, and it keeps that when it takes the place of the old one.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_prefix(path))
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if not is_private:
            Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def unfinished(path: Path) -> Iterator[Path]:
    """What writes that were cut off have left behind beside a file."""
    return path.parent.glob(f"{_prefix(path)}*")


def _prefix(path: Path) -> str:
    return f".{path.name}.new-"
