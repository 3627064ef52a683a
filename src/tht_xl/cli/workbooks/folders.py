"""The workbooks that somebody means by naming files and folders."""

from collections.abc import Iterable
from pathlib import Path

from tht_xl.errors import WorkbookError

SPREADSHEETS = (".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".ods")
"""What a partner may call a return. Those that cannot be read as one get a finding; none is passed over in silence."""
TEXT = ".csv"
HEADINGS = (b"indicator", b"area", b"period", b"numerator", b"denominator", b"value", b"lower limit", b"upper limit")
"""By these a .csv in a folder is taken for a return."""
MAX_HEADINGS = 20_000
"""So far into it they are looked for. [bytes]"""
OPEN_IN_EXCEL = "~$"
"""How the name of a file begins that Excel keeps beside an open workbook."""


def workbooks_in(given: Iterable[Path]) -> list[Path]:
    """Return the files, and in the place of each folder its workbooks in the order of their names.

    Raises:
        WorkbookError: A folder has none, or cannot be read.
    """
    found: list[Path] = []
    for path in given:
        found += _in_folder(path) if path.is_dir() else [path]
    return found


def texts_passed_over(given: Iterable[Path]) -> list[Path]:
    """Return the .csv files of folders that are not taken for a return, so that nobody thinks they were checked."""
    inside = [path for folder in given if folder.is_dir() for path in sorted(folder.iterdir())]
    return [
        path for path in inside if path.suffix.lower() == TEXT and path.is_file() and not path.name.startswith(".")
        and not is_workbook(path)
    ]  # fmt: skip


def _in_folder(folder: Path) -> list[Path]:
    try:
        inside = sorted(folder.iterdir(), key=lambda path: (path.name.casefold(), path.name))
    except OSError as error:
        raise WorkbookError(f"the folder cannot be read ({error.strerror})", where=str(folder)) from None
    found = [path for path in inside if is_workbook(path)]
    if not found:
        raise WorkbookError(
            "no workbook is in this folder",
            where=str(folder),
            remedy="Name a folder that holds .xlsx files; folders inside it are not looked into",
        )
    return found


def is_workbook(path: Path) -> bool:
    """Return whether a file in a folder is a workbook that somebody saved there.

    A .csv is one where it has the headings of a return: any other may be anything, and is checked where it is named.
    """
    if path.name.startswith((OPEN_IN_EXCEL, ".")) or not path.is_file():
        return False
    return path.suffix.lower() in SPREADSHEETS or (path.suffix.lower() == TEXT and _has_headings(path))


def _has_headings(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(MAX_HEADINGS)
    except OSError:
        return True  # the check says what is wrong with it
    # UTF-16 has a zero beside every letter of a heading.
    words = start.replace(b"\0", b"").lower()
    return all(heading in words for heading in HEADINGS)
