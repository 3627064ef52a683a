"""Record a run of the month in the store, from its beginning to its end, whatever its end is."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tht_xl.errors import StoreError, ThtError
from tht_xl.model.periods.period import Period
from tht_xl.month.memory.open import OpenMemory
from tht_xl.store.open import open_store
from tht_xl.store.records.runs import COMPLETED, begin_run, end_run
from tht_xl.store.store import Store


@contextmanager
def recorded_run(memory: OpenMemory, kind: str, month: Period, *, apply: bool) -> Iterator[str | None]:
    """Yield the id of a run that writes; None for one that only looks, or where no store is kept.

    A run that is killed has no end in the store; the next one marks it so, and says so. A run that only looks is
    recorded when it has ended, where the store can be written just then: it keeps nobody waiting, and changes nothing
    else.

    Args:
        memory: The memory of the run.
        kind: What is done: "month".
        month: For which month.
        apply: Whether the shared sheet is written to.
    """
    store = memory.store
    if store is None or not memory.writes:
        yield None
        if store is not None:
            _record_look(store, kind, month)
        return
    known = len(store.notices)
    run = begin_run(store, kind, month, apply=apply)
    memory.notices += tuple(store.notices[known:])
    try:
        yield run
    except BaseException as error:
        with suppress(StoreError):
            end_run(store, run, _outcome(error))
        raise
    end_run(store, run, COMPLETED)


def _record_look(store: Store, kind: str, month: Period) -> None:
    with suppress(StoreError), open_store(store.path, writes=True, alone=False, patience=0.0) as again:
        end_run(again, begin_run(again, f"{kind}, looked at", month, apply=False, goes_on=False), COMPLETED)


def _outcome(error: BaseException) -> str:
    # Not the message: it may name a file or a cell, and the store says only what happened.
    return f"stopped ({type(error).__name__})" if isinstance(error, ThtError) else "interrupted"
