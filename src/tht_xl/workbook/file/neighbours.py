"""What lies beside a return: the lock file of a program that has it open, and what seems to be a copy of it."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

LOCK_FILES = {"Excel": "~${name}", "LibreOffice": ".~lock.{name}#"}
"""What the program calls the file that it keeps beside an open workbook. Inside is a person's name: it is not read."""
COPY_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
_BEFORE = re.compile(r"(?:copy(?: \(\d+\))? of )+")
_AFTER = re.compile(
    r"(?:[ ._-]*(?:\(\d+\)|copy(?: ?\d+)?|(?:final|new|corrected|revised|updated|amended)|v\d+(?:\.\d+)?))+"
)


def programs_that_have_open(path: Path) -> list[str]:
    """Return the programs whose lock file lies beside a workbook."""
    return [program for program, name in LOCK_FILES.items() if _is_there(path.with_name(name.format(name=path.name)))]


def copies_beside(path: Path) -> list[str]:
    """Return the names beside a workbook that e-mail, a browser or a person gives to a second copy of it."""
    wanted = path.stem.casefold()
    try:
        with os.scandir(path.parent) as inside:
            # The name of a copy holds that of the original; to look closer at each of 200 files would take long.
            names = [entry.name for entry in inside if wanted in entry.name.casefold()]
    except OSError:
        return []
    return [name for name in sorted(names) if name != path.name and is_copy_of(name, path.name)]


def is_copy_of(name: str, original: str) -> bool:
    """Return whether a file's name is that of a copy, or of a further version, of the original.

    Examples:
        >>> [is_copy_of(name, "a.xlsx") for name in ("a (1).xlsx", "Copy of a.xlsx", "a - Copy.xlsx", "a_v2.xlsx")]
        [True, True, True, True]
        >>> [is_copy_of(name, "a.xlsx") for name in ("a.xlsx", "a 2023.xlsx", "ab.xlsx", "~$a.xlsx", "a (1).pdf")]
        [False, False, False, False, False]
    """
    one, other = Path(name), Path(original)
    if one.suffix.casefold() not in COPY_ENDINGS:
        return False
    stem, wanted = one.stem.casefold(), other.stem.casefold()
    return any(_AFTER.fullmatch(rest) for rest in _rests(stem, wanted) if rest) or _is_prefixed(stem, wanted)


def _rests(stem: str, wanted: str) -> Iterator[str]:
    """Yield what follows the original's name, with and without "copy of" in front."""
    for text in (stem, _without_prefix(stem)):
        if text.startswith(wanted):
            yield text.removeprefix(wanted)


def _is_prefixed(stem: str, wanted: str) -> bool:
    return stem != wanted and _without_prefix(stem) == wanted


def _without_prefix(stem: str) -> str:
    found = _BEFORE.match(stem)
    return stem[found.end() :] if found else stem


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
