"""The files that a check writes: the page and the QA log."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tht_xl.documents.files import check_new_file, write_whole
from tht_xl.errors import DomainError
from tht_xl.model.finding import Report

PAGE_ENDINGS = (".html", ".htm")
BEGINNING = 4_096
"""So far into a file its own words are, by which one of ours is recognised. [bytes]"""


def check_places(page: Path | None, log: Path | None, checked: Sequence[Path]) -> None:
    """Refuse a place before anything is checked. An older page or log of ours is written over, nothing else is.

    Raises:
        DomainError: A name has the wrong ending, its folder is not there, or the file is somebody's own.
    """
    for path, endings in ((page, PAGE_ENDINGS), (log, (".csv",))):
        if path is None:
            continue
        if path.resolve() in {each.resolve() for each in checked}:
            raise DomainError(f"{path} is one of the workbooks to check", remedy="Choose another name")
        if not _is_ours(path) or path.suffix.lower() not in endings:
            check_new_file(path, *endings)


def write_files(reports: Sequence[Report], page: Path | None, log: Path | None, *, today: date) -> None:
    """Write the page and the QA log, each where a place was named."""
    if page is None and log is None:
        return
    from tht_xl.report.check_page import CheckedWorkbook, check_page, log_csv
    from tht_xl.workbook.qa_log import qa_log

    workbooks = [CheckedWorkbook(report, qa_log(report)) for report in reports]
    for path, text in ((page, check_page(workbooks, today=today) if page else ""), (log, log_csv(workbooks))):
        if path is not None:
            _write(path, text)


def _write(path: Path, text: str) -> None:
    try:
        write_whole(path, text)
    except OSError as error:
        raise DomainError(f"{path} cannot be written ({error.strerror})", remedy="Close it, or name another") from None


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            beginning = file.read(BEGINNING)
    except OSError:
        return False
    return b'name="generator" content="tht_xl"' in beginning or beginning.startswith(
        b"\xef\xbb\xbfworkbook,rule,title,"
    )
