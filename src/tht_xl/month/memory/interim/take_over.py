"""Take the interim file over into a store, once."""

import hashlib
from pathlib import Path

from tht_xl.model.counted import counted
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.memory.interim.file import read_interim
from tht_xl.month.memory.interim.sheet_months import read_interim_months
from tht_xl.store.records.observations import add_observations, count_observations
from tht_xl.store.records.sheet_months import note_sheet_month
from tht_xl.store.store import Store

TAKEN_OVER = "interim_sha256"
"""Setting of the store: the hash of the file that was taken over."""


def interim_file(config: MonthConfig, *, is_trial: bool) -> Path | None:
    """Return the interim file that the store may begin with; None where there is none."""
    if config.memory is None or config.memory == config.store_file:
        return None
    real = config.memory.resolve()
    trial = real.with_name(f"{real.stem}.rehearsal{real.suffix}")
    files = [path for path in ((trial, real) if is_trial else (real,)) if path.is_file()]
    return max(files, key=lambda path: path.stat().st_mtime_ns, default=None)


def is_due(store: Store | None, interim: Path) -> bool:
    """Return whether an interim file is to be taken over: no store has observations yet, or had it before."""
    if not interim.exists():
        return False
    return store is None or (not count_observations(store) and not store.setting(TAKEN_OVER))


def take_over(store: Store, interim: Path | None, framework: str) -> str:
    """Add what the interim file holds to a store that has nothing yet; the file stays as it is.

    Returns:
        What the person who runs the month should know; empty where there is nothing to say.

    Raises:
        ConfigError: The file is damaged or of another framework; the store is as it was.
    """
    if interim is None:
        return ""
    found = hashlib.sha256(interim.read_bytes()).hexdigest()
    if not is_due(store, interim):
        if store.setting(TAKEN_OVER, found) != found:
            store.notices.append(
                f"{interim.name} has changed since the store took it over and is not read; move it away once you have "
                "seen what changed it, such as an older tht_xl"
            )
        return ""
    memory, months = read_interim(interim, framework), read_interim_months(interim)
    with store.transaction():
        add_observations(store, memory.rows)
        for sheet, month in months.items():
            note_sheet_month(store, sheet, month)
        store.set_setting(TAKEN_OVER, found)
        store.log("take over", interim.name, observations=len(memory.rows), sha256=found)
    return (
        f"took over {counted(len(memory.rows), 'row')} from {interim.name} into {store.path.name}; "
        f"{interim.name} stays as it is and is not read again"
    )
