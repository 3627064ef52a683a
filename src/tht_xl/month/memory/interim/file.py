"""Read the interim file of the month's memory.

Each line ends in a check of its own content and of every line after it. A value changed by hand, a line moved or lost,
a file cut short: reading it says at which line.
"""

import csv
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

from tht_xl.errors import ConfigError
from tht_xl.month.memory.interim.cells import NotACellError, row_of
from tht_xl.month.memory.memory import Memory
from tht_xl.store.records.remembered import COLUMNS, Remembered

HEADER = (*COLUMNS, "framework", "check")
PUT_BACK = "Nothing was overwritten; put the file back from a copy, or move it away to begin again"


def read_interim(path: Path, framework: str) -> Memory:
    """Return what the interim file holds; an empty memory where there is no file.

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
