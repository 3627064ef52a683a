"""The file of decisions about conflicts: written with what is open, filled in, and read by an unattended run."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from tht_xl.documents.files import write_new_file
from tht_xl.errors import ConfigError
from tht_xl.model.vocabulary import WITHHELD
from tht_xl.sheets.plan.decisions import Choice, Decision
from tht_xl.sheets.plan.plan import Conflict
from tht_xl.sheets.table import Cell

COLUMNS = ("key", "column", "choice", "ours", "theirs", "role", "reason")
_UNSAFE = tuple('"=+-@\t')
CHOICES: tuple[Choice, ...] = ("ours", "theirs")


def write_open_conflicts(path: Path, conflicts: Sequence[Conflict]) -> None:
    """Write the open conflicts, a line each, with the column `choice` to fill in.

    Raises:
        ConfigError: The file cannot be written.
    """
    text = io.StringIO(newline="")
    lines = csv.writer(text, lineterminator="\n")
    lines.writerow(COLUMNS)
    for each in conflicts:
        theirs = "" if each.ours in WITHHELD else as_text(each.theirs)
        lines.writerow([each.key, each.column, "", as_text(each.ours), theirs, "", ""])
    try:
        write_new_file(path, text.getvalue().encode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"cannot be written: {error.strerror}", where=str(path)) from error


def read_decisions(path: Path) -> list[Decision]:
    """Return the decisions of a file; lines without a choice are still open, and left out.

    Raises:
        ConfigError: It cannot be read, or a line is none; every wrong line is named.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError("cannot be read as text (UTF-8)", where=str(path)) from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    missing = [name for name in COLUMNS[:5] if name not in (rows.fieldnames or ())]
    if missing:
        raise ConfigError(
            f"there is no column {', '.join(map(repr, missing))}",
            where=str(path),
            remedy=f"The columns are {', '.join(COLUMNS)}; tht-xl sync --decisions NEW.csv writes a file to fill in",
        )
    found: list[Decision] = []
    faults: list[str] = []
    for row in rows:
        number, choice = rows.line_num, (row["choice"] or "").strip().casefold()
        if not choice:
            continue
        if choice not in CHOICES:
            faults.append(f"line {number}: the choice {row['choice']!r} is neither ours nor theirs")
        elif not (row["key"] or "").strip() or not (row["column"] or "").strip():
            faults.append(f"line {number}: no key or no column")
        else:
            found.append(_decision(row, "ours" if choice == "ours" else "theirs"))
    if faults:
        raise ConfigError("; ".join(faults), where=str(path), remedy="Nothing was written; correct the file")
    return found


def _decision(row: dict[str, str], choice: Choice) -> Decision:
    return Decision(
        row["key"].strip(), row["column"].strip(), choice, from_text(row["ours"]), from_text(row["theirs"]),
        (row.get("role") or "").strip(), (row.get("reason") or "").strip(),
    )  # fmt: skip


def as_text(cell: Cell) -> str:
    """Return a cell as the file has it: a text in quotes where it would be read as a number or a boolean."""
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).upper()
        case str():
            # In quotes as well what a spreadsheet would compute when somebody opens the file there.
            return f'"{cell}"' if not isinstance(_value(cell), str) or cell[:1] in _UNSAFE else cell
    return repr(cell)


def from_text(text: str | None) -> Cell:
    """Return the inverse of `as_text`.

    Examples:
        >>> [from_text(as_text(cell)) for cell in (None, True, "007", 21.5, "amber")]
        [None, True, '007', 21.5, 'amber']
    """
    text = text or ""
    if len(text) > 1 and text[0] == text[-1] == '"':
        return text[1:-1]
    return _value(text)


def _value(text: str) -> Cell:
    if text in ("", "TRUE", "FALSE"):
        return None if not text else text == "TRUE"
    try:
        return float(text)
    except ValueError:
        return text
