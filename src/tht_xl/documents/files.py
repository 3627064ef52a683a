"""Write a file whole or not at all: whoever reads it meanwhile, or after a crash, sees the old one or the new one."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from tht_xl.errors import DomainError


def write_whole(path: Path, content: str | bytes, *, is_private: bool = False) -> None:
    """Write a text as UTF-8, or bytes, in place of the file that is there.

    It is written beside the file under another name, and takes its place when all of it is on the disk.

    Args:
        path: The file; its folder is there.
        content: What it is to hold; line ends of a text stay as they are.
        is_private: Whether nobody but its owner may read it, from the first byte on.

    Raises:
        OSError: It cannot be written; the file that was there is as it was.
    """
    import tempfile  # here, because every command's help imports this module and none writes a file

    path = path.resolve()  # a link stays a link: the file it leads to is replaced
    # mkstemp makes a file that nobody else may open, and it keeps that when it takes the place of the old one.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_prefix(path))
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        if not is_private:
            Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def find_unfinished(path: Path) -> Iterator[Path]:
    """Find what writes that were cut off have left behind beside a file."""
    path = path.resolve()
    return path.parent.glob(f"{_prefix(path)}*")


def _prefix(path: Path) -> str:
    return f".{path.name}.new-"


def write_new_file(path: Path, content: str | bytes) -> None:
    """Write a file for which `check_new_file` found the place free.

    Raises:
        DomainError: It cannot be written; nothing of it is left behind.
    """
    try:
        write_whole(path, content)
    except OSError as error:
        raise DomainError(f"cannot write {path}: {error.strerror}", remedy="Choose another folder") from error


def check_new_file(path: Path, *endings: str) -> None:
    """Refuse a place where nothing should or can be written.

    Args:
        path: The file to be.
        endings: The endings its name may have, in any case; any where none is given.

    Raises:
        DomainError: It has another ending, it is there already, or its folder is not.
    """
    if endings and path.suffix.lower() not in endings:
        raise DomainError(f"{path.name} cannot be written", remedy=f"End the name in {' or '.join(endings)}")
    if path.exists():
        raise DomainError(f"{path} is there already", remedy="Choose another name, or move it away first")
    if not path.parent.is_dir():
        raise DomainError(f"there is no folder {path.parent}", remedy="Create it first, or choose another one")
