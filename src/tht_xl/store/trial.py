"""The store of a trial: a rehearsal of the real sheet records apart, in a copy of the real store.

The copy is made again whenever the real store has moved on, so that a rehearsal begins with what is known. It keeps its
own id and count of writes: the rehearsed sheet, which stays, refuses a store that is not the one it was written from.
"""

import sqlite3
import uuid
from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from tht_xl.store.copying import copy_in_memory, write_copy
from tht_xl.store.failures import failures_in_words
from tht_xl.store.open import exclusive, open_store
from tht_xl.store.store import Store

DECIDED = ("approval", "closed_month", "explanation", "log", "narrative", "observation", "purge")
"""Tables that a trial should know of. What only records runs, such as a plan, begins no new trial."""


def trial_path(real: Path) -> Path:
    """Return the trial's file: tht-xl-store.sqlite has tht-xl-store.rehearsal.sqlite."""
    return real.with_name(f"{real.stem}.rehearsal{real.suffix}")


@contextmanager
def open_trial(real: Path, *, framework: str) -> Generator[Store, None, None]:
    """Open a trial's store to be written; it begins as the real one, where there is one.

    Raises:
        StoreError: One of the two cannot be used.
    """
    path = trial_path(real.resolve())
    with exclusive(path):
        if real.exists():
            with open_store(real, framework=framework) as source:
                begun_from, own = _state(source), _own(path, framework)
                if own.get("begun_from") != begun_from:
                    with failures_in_words(path):
                        write_copy(
                            source.connection, path, lambda copy: _make_trial(copy, own | {"begun_from": begun_from})
                        )
        with open_store(path, framework=framework, writes=True, create=True, alone=False) as trial:
            yield trial


@contextmanager
def look_at_trial(real: Path, *, framework: str) -> Generator[Store | None, None, None]:
    """Open what a trial would begin with, to be read; None where there is neither a trial nor a real store.

    Raises:
        StoreError: One of the two cannot be used.
    """
    path = trial_path(real.resolve())
    own = _own(path, framework)
    with ExitStack() as stack:
        if real.exists():
            source = stack.enter_context(open_store(real, framework=framework))
            if own.get("begun_from") != _state(source):
                with failures_in_words(real):
                    copy = stack.enter_context(closing(copy_in_memory(source.connection)))
                    _make_trial(copy, own)
                yield Store(path, copy, writes=False)
                return
        yield stack.enter_context(open_store(path, framework=framework)) if own else None


def _state(store: Store) -> str:
    """Return what changes when anything is recorded that a trial should know of."""
    newest = [store.read(f"SELECT ifnull(max(rowid), 0) FROM {table}")[0][0] for table in DECIDED]
    reopened = store.read("SELECT count(reopened_at) FROM closed_month")[0][0]
    return " ".join(map(str, (store.id, store.sequence, store.setting("newest_seal"), reopened, *newest)))


def _own(path: Path, framework: str) -> dict[str, str]:
    """Return what a trial keeps when it starts again; nothing where there is none yet."""
    if not path.exists():
        return {}
    with open_store(path, framework=framework) as trial:
        return {name: trial.setting(name) for name in ("store_id", "sequence", "begun_from")}


def _make_trial(copy: sqlite3.Connection, own: dict[str, str]) -> None:
    for name, value in ({"store_id": str(uuid.uuid4()), "sequence": "0"} | own).items():
        copy.execute("INSERT OR REPLACE INTO store VALUES (?, ?)", (name, value))
