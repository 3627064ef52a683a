"""Back a store up, hand it over, and put one in place."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from tht_xl.errors import StoreError
from tht_xl.model.role import as_role
from tht_xl.store.copying import settle, write_copy
from tht_xl.store.failures import DamagedStoreError, failures_in_words
from tht_xl.store.health import problems
from tht_xl.store.open import exclusive, open_store, require_framework
from tht_xl.store.store import Store
from tht_xl.store.times import time_in_file_name, time_text

HANDED_OVER = "handed_over_at"


def back_up(store: Store, target: Path) -> None:
    """Write a copy of a store that may be in use.

    Raises:
        StoreError: The store is damaged, the file is there already, or it cannot be written; nothing is left behind.
    """
    _require_sound(store)
    _write_new(store, target)


def hand_over(store: Store, target: Path, *, role: str = "") -> None:
    """Write the file that a colleague imports, and note here that the store was handed over.

    Raises:
        ConfigError: A role is given, and is not one.
        StoreError: The store is damaged, the file is there already, or it cannot be written; nothing is noted.
    """
    role = as_role(role) if role else ""
    _require_sound(store)
    at = time_text()

    def noted(copy: sqlite3.Connection) -> None:
        copy.execute("INSERT INTO log (at, what, subject, role) VALUES (?, ?, ?, ?)", (at, "export", target.name, role))

    _write_new(store, target, noted)
    try:
        with store.transaction():
            # The same line as in the copy, which therefore knows all that this store knows.
            store.add("log", at=at, what="export", subject=target.name, role=role)
            store.set_setting(HANDED_OVER, at)
    except BaseException:
        target.unlink()
        raise


def take_back(store: Store, *, role: str = "") -> None:
    """Forget that the store was handed over, because the colleague has not gone on with it."""
    with store.transaction():
        store.change("DELETE FROM store WHERE key = ?", HANDED_OVER)
        store.log("export taken back", role=role)


def put_in_place(file: Path, path: Path, *, framework: str = "", role: str = "", replace: bool = False) -> Path | None:
    """Put a store in place of the one that is there, which is kept beside it.

    Args:
        file: A backup, or what a colleague handed over.
        path: Where the month has its store.
        framework: Id of the framework that it must be of; any where it is empty.
        role: Who does it.
        replace: Whether to do it although the store there is another one, or knows more.

    Returns:
        The old store under its new name; None where there was none.

    Raises:
        ConfigError: A role is given, and is not one; nothing was changed.
        StoreError: The file is not a sound store, or must not take the place of the one there; nothing was changed.
    """
    role = as_role(role) if role else ""  # before anything is replaced
    path = path.resolve()
    if file.resolve() == path:
        raise StoreError(
            "this is the store in use itself", where=str(file), remedy="Name a backup, or an exported file"
        )
    if not file.is_file():
        what = "this is a folder" if file.is_dir() else "there is no such file"
        raise StoreError(what, where=str(file), remedy="Name a backup, or an exported file")
    with exclusive(path), open_store(file) as given:
        _require_sound(given)
        if framework:
            require_framework(given, framework)
        kept = _kept_name(path) if path.exists() else None
        if kept is not None:
            if not replace:
                _require_successor(given, path)
            with failures_in_words(kept):
                # A copy byte by byte: a store so damaged that SQLite cannot read it is kept too.
                _copy_privately(path, kept)
                journal = path.with_name(f"{path.name}-journal")
                if journal.exists():
                    # SQLite would play it back into the store that takes the place.
                    _copy_privately(journal, kept.with_name(f"{kept.name}-journal"))
                    journal.unlink()
        with failures_in_words(path):
            write_copy(given.connection, path, _without_note)
    with open_store(path, writes=True) as store:
        store.log("import", file.name, role=role, kept=kept.name if kept else "")
    return kept


def _write_new(store: Store, target: Path, adjust: Callable[[sqlite3.Connection], None] | None = None) -> None:
    if target.exists():
        raise StoreError("the file is there already", where=str(target), remedy="Choose another name")
    if not target.parent.is_dir():
        raise StoreError(f"there is no folder {target.parent}", where=str(target), remedy="Make it, or name another")

    def adjusted(copy: sqlite3.Connection) -> None:
        _without_note(copy)
        if adjust is not None:
            adjust(copy)

    with failures_in_words(target):
        write_copy(store.connection, target, adjusted)


def _without_note(copy: sqlite3.Connection) -> None:
    copy.execute("DELETE FROM store WHERE key = ?", (HANDED_OVER,))


def _require_sound(store: Store) -> None:
    if found := problems(store):
        more = f", and {len(found) - 1} more" if found[1:] else ""
        raise StoreError(
            f"{found[0]}{more}", where=str(store.path), remedy="Nothing was written; take a backup that is sound"
        )


def _require_successor(given: Store, path: Path) -> None:
    """Refuse a store that does not know all that the one in its place knows."""
    try:
        with open_store(path) as mine:
            if mine.id != given.id:
                what = "this is another store than the one in place"
            elif not _knows_all_of(given, mine):
                what = "the store in place knows what this one does not"
            else:
                return
    except DamagedStoreError:
        return  # what cannot be read is what a backup is for
    raise StoreError(what, where=str(given.path), remedy="Import the newer one; --replace if this one is to count")


def _knows_all_of(given: Store, mine: Store) -> bool:
    if given.sequence < mine.sequence:
        return False
    for table, column in (("observation", "seal"), ("log", "at || what || subject"), ("closed_month", "month")):
        sql = f"SELECT id, {column} FROM {table}"
        newest = mine.read(f"{sql} ORDER BY id DESC LIMIT 1")
        if newest and [tuple(row) for row in given.read(f"{sql} WHERE id = ?", newest[0][0])] != [tuple(newest[0])]:
            return False
    return True


def _kept_name(path: Path) -> Path:
    at = time_in_file_name()
    names = (path.with_name(f"{path.stem}.before-{at}{n}{path.suffix}") for n in ("", *(f"-{n}" for n in range(2, 99))))
    return next(name for name in names if not name.exists())


def _copy_privately(source: Path, target: Path) -> None:
    try:
        target.touch(0o600, exist_ok=False)
        shutil.copyfile(source, target)
    except OSError:
        with suppress(OSError):
            target.unlink()
        raise
    settle(target.parent)
