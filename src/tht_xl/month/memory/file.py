"""The file of the month's memory: plain CSV, readable by its owner alone, replaced whole or not at all.

Each line ends in a check of its own content and of every line after it. A value changed by hand, a line moved or lost,
a file cut short: reading it says at which line, and nothing is overwritten.
"""

import contextlib
import csv
import hashlib
import io
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tht_xl.documents.file_lock import locked
from tht_xl.documents.files import find_unfinished, write_whole
from tht_xl.errors import ConfigError
from tht_xl.month.memory.cells import NotACellError, as_cells, row_of
from tht_xl.month.memory.memory import Memory
from tht_xl.month.memory.row import COLUMNS, Remembered

HEADER = (*COLUMNS, "framework", "check")
PATIENCE = 30.0
"""How long a run waits for another one that uses the memory. [seconds]"""
PUT_BACK = "Nothing was overwritten; put the file back from a copy, or move it away to begin again"


def read_memory(path: Path, framework: str) -> Memory:
    """Read the memory; an empty one where there is no file yet.

    Args:
        path: The file.
        framework: Id of the framework that the month is run with.

    Raises:
        ConfigError: The file cannot be read, is damaged or changed by hand, or belongs to another framework.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Memory()
    except UnicodeDecodeError as error:
        raise _damage_error(path, 0, f"byte {error.start + 1} is not UTF-8") from None
    except OSError as error:
        raise ConfigError(f"the memory cannot be read ({error.strerror})", where=str(path)) from None
    lines = _lines(path, text)
    rows = [_row(path, number, cells) for number, cells in lines]
    _require_framework(path, lines, framework)
    _require_unchanged(path, lines)
    return Memory(tuple(rows))


def write_memory(path: Path, memory: Memory, framework: str) -> None:
    """Replace the memory's file. Only its owner may read it, from the first byte on.

    Raises:
        ConfigError: It cannot be written; the file that was there is as it was.
    """
    try:
        write_whole(path, _text(memory, framework), is_private=True)
    except OSError as error:
        raise _not_writable(path, error) from None
    _settle(path.parent)


@contextlib.contextmanager
def writing_alone(path: Path) -> Iterator[None]:
    """Keep other runs from writing this memory meanwhile; what a run left behind that was cut off is removed.

    Raises:
        ConfigError: Another run uses it, or nothing can be written beside it.
    """
    if not path.parent.is_dir():
        raise ConfigError(f"there is no folder {path.parent}", where="memory", remedy="Make it, or name another file")
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(locked(path, patience=PATIENCE))
            tempfile.TemporaryFile(dir=path.parent).close()
        except TimeoutError:
            raise ConfigError(
                "another run is using the memory", where=str(path), remedy="Wait until it has ended, and run again"
            ) from None
        except OSError as error:
            raise _not_writable(path, error) from None
        for left in find_unfinished(path):
            with contextlib.suppress(OSError):
                left.unlink()
        yield


def keep_private(path: Path) -> None:
    """Let nobody but the owner read a memory that came back from a copy, which has the mode of any new file."""
    with contextlib.suppress(OSError):
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)


def _text(memory: Memory, framework: str) -> str:
    rows = [[*as_cells(row), framework] for row in memory.rows]
    written = io.StringIO()
    table = csv.writer(written, lineterminator="\n")
    table.writerow(HEADER)
    table.writerows([*cells, check] for cells, check in zip(rows, _checks(rows), strict=True))
    return written.getvalue()


def _checks(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a check for each row that depends on the row and on all that follow it."""
    checks, after = [], ""
    for cells in reversed(rows):
        after = hashlib.sha256("\x1f".join([*cells, after]).encode()).hexdigest()[:12]
        checks.append(after)
    return checks[::-1]


def _lines(path: Path, text: str) -> list[tuple[int, list[str]]]:
    """Return the cells of each row, with the number of the line it begins on."""
    table = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in table:
            found.append((begins, cells))
            begins = table.line_num + 1
    except csv.Error as error:
        raise _damage_error(path, begins, f"this is not CSV ({error})") from None
    if not found or tuple(found[0][1]) != HEADER:
        raise _damage_error(path, 1, "these are not the columns of a memory")
    if not found[1:]:
        raise _damage_error(path, 2, "the rows are missing")
    if not text.endswith("\n"):
        raise _damage_error(path, found[-1][0], "the line is cut off")
    return found[1:]


def _row(path: Path, number: int, cells: list[str]) -> Remembered:
    if len(cells) != len(HEADER):
        raise _damage_error(path, number, f"{len(cells)} cells, and there are {len(HEADER)} columns")
    try:
        return row_of(dict(zip(HEADER, cells, strict=True)))
    except NotACellError as error:
        raise _damage_error(path, number, str(error)) from None


def _require_framework(path: Path, lines: Sequence[tuple[int, list[str]]], framework: str) -> None:
    at = HEADER.index("framework")
    number, other = next(((n, cells[at]) for n, cells in lines if cells[at] != framework), (0, ""))
    if number:
        raise ConfigError(
            f"the memory is of the framework {other!r}, and this month is of {framework!r}",
            where=f"{path}:{number}",
            remedy="Name another file with 'memory:'. Nothing was overwritten",
        )


def _require_unchanged(path: Path, lines: Sequence[tuple[int, list[str]]]) -> None:
    # From the end, because each check depends on those below it: the first that does not fit is where it happened.
    wanted = _checks([cells[:-1] for _, cells in lines])
    for (number, cells), check in zip(reversed(lines), reversed(wanted), strict=True):
        if cells[-1] != check:
            what = "this line was changed, or lines after it were added or lost"
            raise ConfigError(
                what, where=f"{path}:{number}", remedy=f"Correct a figure by a return, or 'withdraw:' it. {PUT_BACK}"
            )


def _damage_error(path: Path, number: int, what: str) -> ConfigError:
    place = f"{path}:{number}" if number else str(path)
    return ConfigError(f"the memory is damaged: {what}", where=place, remedy=PUT_BACK)


def _not_writable(path: Path, error: OSError) -> ConfigError:
    return ConfigError(
        f"the memory cannot be written ({error.strerror})",
        where=str(path),
        remedy="Free some disk space, close the file where it is open, or name another with 'memory:'; it is unchanged",
    )


def _settle(folder: Path) -> None:
    """See to it that the new name survives a power cut, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
