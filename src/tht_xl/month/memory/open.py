"""Which store a run remembers in, and whether it writes there."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tht_xl.errors import ConfigError
from tht_xl.model.periods.period import Period
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.memory.interim.file import read_interim
from tht_xl.month.memory.interim.sheet_months import read_interim_months
from tht_xl.month.memory.interim.take_over import interim_file, is_due, take_over
from tht_xl.month.memory.memory import Memory
from tht_xl.store.moving import HANDED_OVER
from tht_xl.store.open import open_store
from tht_xl.store.records.observations import add_observations, read_observations
from tht_xl.store.records.sheet_months import note_sheet_month, sheet_months
from tht_xl.store.store import Store
from tht_xl.store.trial import look_at_trial, open_trial, trial_path


@dataclass(slots=True)
class OpenMemory:
    """The memory as a run found it, and the one place where it is written.

    Attributes:
        memory: What it held.
        path: The store's file; None where the configuration keeps no memory.
        writes: Whether this run remembers what it was given; a plan only looks.
        framework: Id of the framework.
        store: The open store; None where there is none yet, and nothing is to be written.
        sheet_months: The month that each shared sheet was last brought to.
        notices: What the person who runs the month should know of the store, a line each.
        written: Whether anything was added.
    """

    memory: Memory
    path: Path | None
    writes: bool
    framework: str
    store: Store | None = None
    sheet_months: dict[str, Period] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    written: bool = False

    def remember(self, memory: Memory, *, run: str | None = None) -> None:
        """Add what is new, where this run writes.

        Raises:
            StoreError: It cannot be written; the store is as it was.
        """
        if self.store is not None and self.writes and memory is not self.memory:
            add_observations(self.store, memory.rows[len(self.memory.rows) :], run=run)
            self.written = True

    def note_sheet_month(self, sheet: str, month: Period, *, run: str | None = None) -> None:
        """Record the month that a shared sheet is being brought to, where this run writes.

        Raises:
            StoreError: It cannot be written; the store is as it was.
        """
        if self.store is not None and self.writes:
            note_sheet_month(self.store, sheet, month, run=run)


@contextmanager
def open_memory(config: MonthConfig, framework: str, *, apply: bool, rehearse: bool) -> Iterator[OpenMemory]:
    """Yield the memory of a run; a run that writes has exclusive use of the store until it ends.

    A run remembers when it writes to the shared sheet, or when there is no sheet at all and its files are all there is.
    Rehearsing a sheet that the configuration names is a trial: it remembers in a store of its own, which begins as the
    real one whenever that has moved on.

    Args:
        config: The month's configuration.
        framework: Id of the framework that the month is run with.
        apply: Whether the sheet is written to.
        rehearse: Whether a local copy replaces it.

    Raises:
        ConfigError: The store lies in the output folder, is damaged, is in use or cannot be written.
    """
    if config.store_file is None:
        yield OpenMemory(Memory(), None, writes=False, framework=framework)
        return
    real = config.store_file.resolve()
    if real.is_relative_to(config.output.resolve()):
        # It holds counts as they were returned, and the output folder is what people pass on.
        raise ConfigError(
            f"the store {real.name} would lie in the output folder, which is passed on",
            where="store",
            remedy="Name a file outside it with 'store:', or another folder with 'output:'",
        )
    is_trial = rehearse and config.sheet is not None
    path = trial_path(real) if is_trial else real
    interim = interim_file(config, is_trial=is_trial)
    if apply or (config.sheet is None and not rehearse):
        with (
            open_trial(real, framework=framework)
            if is_trial
            else open_store(real, framework=framework, writes=True, create=True)
        ) as store:
            taken_over = take_over(store, interim, framework)
            yield _opened(store, path, framework, taken_over)
        return
    with look_at_trial(real, framework=framework) if is_trial else _look(real, framework) as store:
        if interim is None or not is_due(store, interim):
            yield OpenMemory(Memory(), path, False, framework) if store is None else _opened(store, path, framework)
            return
        memory, months = read_interim(interim, framework), read_interim_months(interim)
        yield OpenMemory(memory, path, writes=False, framework=framework, store=store, sheet_months=months)


@contextmanager
def _look(path: Path, framework: str) -> Iterator[Store | None]:
    if not path.exists():
        yield None
        return
    with open_store(path, framework=framework) as store:
        yield store


def _opened(store: Store, path: Path, framework: str, taken_over: str = "") -> OpenMemory:
    rows = read_observations(store)
    notices = tuple(filter(None, (taken_over, _handed_over(store), *store.notices)))
    return OpenMemory(
        Memory(rows),
        path,
        writes=store.writes,
        framework=framework,
        store=store,
        sheet_months=sheet_months(store),
        notices=notices,
        written=bool(taken_over),
    )


def _handed_over(store: Store) -> str:
    """Return what to know of a store that somebody exported for a colleague."""
    at = store.setting(HANDED_OVER)
    if not at:
        return ""
    return (
        f"this store was handed over on {at[:10]}: if a colleague has run the month since, import theirs first "
        "(tht-xl store import FILE); if nobody has, say so with tht-xl store export --taken-back"
    )
