"""Find a closed month again: its files, byte for byte."""

from pathlib import Path

from tht_xl.documents.file_set import NotReplacedError, replace_together
from tht_xl.errors import ConfigError
from tht_xl.model.periods.period import Period
from tht_xl.model.role import as_role
from tht_xl.month.closing.brought import free_name
from tht_xl.store.records.months import ArchivedFile, ClosedMonth, files_of, reopen_edition
from tht_xl.store.store import Store
from tht_xl.store.times import month_of, month_text

SHOWN = ("output", "paper")
"""What everybody or the partners saw. Observations hold counts as they were returned, and do not leave the store."""
EXEMPT = "exempt"
"""What only the readers of the private part saw: listed, and written alone and only when it is asked for."""


def month_named(text: str) -> str:
    """Return the month that somebody writes as 2025-11 or "Nov 2025".

    Raises:
        ConfigError: It is not a month.
    """
    from tht_xl.errors import PeriodError

    try:
        month = Period.parse(text)
    except PeriodError:
        month = None
    if month is None or month.kind != "month":
        raise ConfigError(f"{text!r} is not a month", remedy="Write it as 2025-11")
    return month_text(month)


def shown_files(store: Store, closed: ClosedMonth) -> tuple[ArchivedFile, ...]:
    """Return the pages, tables and papers of a closed month, its exempt file among them."""
    return tuple(file for file in files_of(store, closed) if file.kind in (*SHOWN, EXEMPT))


def write_again(store: Store, closed: ClosedMonth, folder: Path, *, exempt: bool = False) -> dict[str, Path]:
    """Write what people saw into a folder, byte for byte; a file that was purged says so instead.

    Args:
        store: The open store.
        closed: The edition.
        folder: Where to.
        exempt: Whether to write the exempt file, and nothing else, for its owner alone to read. It never comes with the
            others: what is written together is passed on together.

    Raises:
        ConfigError: The folder has files of those names with another content, or cannot be written.
    """
    contents: dict[str, bytes] = {}
    taken: set[str] = set()
    kinds = (EXEMPT,) if exempt else SHOWN
    chosen = [file for file in shown_files(store, closed) if file.kind in kinds]
    if exempt and not chosen:
        raise ConfigError(f"{month_of(closed.month)} was closed without an exempt file", where="--exempt")
    for file in chosen:
        # A paper may have the name of a page that it is an edited copy of.
        name = free_name(f"edited-{file.name}" if file.name.casefold() in taken else file.name, taken)
        contents[f"{name}.redacted.txt" if file.redacted_by is not None else name] = file.content
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder} is a file", where="--out", remedy="Name a folder")
    for name, content in contents.items():
        path = folder / name
        if path.exists() and (not path.is_file() or path.read_bytes() != content):
            raise ConfigError(
                f"{path} is there already, with another content", where="--out", remedy="Name a folder of its own"
            )
    try:
        if exempt:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            replace_together(folder, {}, {folder / name: content for name, content in contents.items()})
        else:
            replace_together(folder, contents)
    except OSError as error:
        raise ConfigError(f"the folder cannot be made ({error.strerror})", where=str(folder)) from None
    except NotReplacedError as error:
        raise ConfigError(f"nothing could be written ({error.reason})", where=str(folder)) from None
    return {name: folder / name for name in contents}


def reopen_month(store: Store, closed: ClosedMonth, *, role: str, reason: str) -> None:
    """Let a closed month be run and closed again as a new edition; what was frozen stays.

    Raises:
        ConfigError: It is open, or nobody says who reopens it and why.
    """
    role = as_role(role, where="--role")
    if not closed.is_closed:
        raise ConfigError(
            f"{month_of(closed.month)} was reopened already ({closed.reopened_at[:10]}, {closed.reopened_by})",
            remedy="Run the month, and close it again",
        )
    if not reason.strip(". "):
        raise ConfigError("no reason is given", where="--reason", remedy='Say why: --reason "a count was corrected"')
    reopen_edition(store, closed, role=role, reason=reason.strip())
