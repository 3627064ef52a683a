"""The month that each shared sheet was last brought to, so that an older one does not set it back unasked.

A small file beside the memory, because the memory alone cannot tell: a month in which every return was late brings no
row, and its sheet has newer published figures and newer words all the same.
"""

import json
from pathlib import Path

from tht_xl.documents.files import write_whole
from tht_xl.errors import ConfigError, PeriodError
from tht_xl.model.periods.period import Period
from tht_xl.month.memory.memory import Memory


def months_file(memory: Path) -> Path:
    """Return the file beside a memory: tht-xl-memory.csv has tht-xl-memory.months.json."""
    return memory.with_name(f"{memory.stem}.months.json")


def last_month(memory: Path, sheet: str) -> Period | None:
    """Return the month that a sheet was last synchronised with; None where it is unknown.

    Raises:
        ConfigError: The file cannot be read, or is not what was written there.
    """
    written = _read(memory).get(sheet)
    return None if written is None else Period.parse(written)


def note_month(memory: Path, sheet: str, month: Period) -> None:
    """Remember that a sheet is brought to a month.

    Raises:
        ConfigError: The file cannot be read or written.
    """
    before = _read(memory)
    if before.get(sheet) == str(month):
        return
    path = months_file(memory)
    try:
        write_whole(
            path, json.dumps(before | {sheet: str(month)}, indent=2, ensure_ascii=False) + "\n", is_private=True
        )
    except OSError as error:
        raise ConfigError(f"cannot be written ({error.strerror})", where=str(path), remedy="Make room") from None


def newest_return(memory: Memory) -> Period | None:
    """Return the latest month for which the memory holds a row."""
    return max((row.month for row in memory.rows), key=lambda month: month.start, default=None)


def _read(memory: Path) -> dict[str, str]:
    path = months_file(memory)
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        for month in read.values():
            Period.parse(month)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise ConfigError(f"cannot be read ({error.strerror})", where=str(path)) from None
    except (ValueError, AttributeError, PeriodError):
        raise ConfigError(
            "this does not say which month each sheet was brought to", where=str(path), remedy="Move the file away"
        ) from None
    return read
