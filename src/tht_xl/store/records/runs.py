"""The table `run`: every run that writes, from its beginning to its end.

A run without an end was cut off: its process was killed, or the computer switched off. It is marked so by the next one,
which goes on from there; what it may have left behind is settled where it lies (`sheet_writes.py`, the output folder).
"""

import platform
import secrets
from importlib.metadata import PackageNotFoundError, version

from tht_xl.model.periods.period import Period
from tht_xl.store.store import Store
from tht_xl.store.times import month_text, time_text

COMPLETED, CUT_OFF = "completed", "cut off"


def begin_run(
    store: Store, kind: str, month: Period | None, *, apply: bool, role: str = "", goes_on: bool = True
) -> str:
    """Record that a run begins and return its id.

    Args:
        store: The store.
        kind: What is done, such as "month".
        month: For which month.
        apply: Whether the shared sheet is written to.
        role: Who runs it.
        goes_on: Whether it completes what earlier runs left; these are then marked as cut off.
    """
    run = secrets.token_hex(8)
    with store.transaction():
        open_runs = store.read("SELECT id, started_at FROM run WHERE outcome = '' ORDER BY rowid") if goes_on else ()
        for row in open_runs:
            store.change("UPDATE run SET outcome = ? WHERE id = ?", CUT_OFF, row["id"])
            store.notices.append(f"the run of {row['started_at'][:10]} was cut off; this one goes on from there")
        store.add(
            "run",
            id=run,
            kind=kind,
            month=None if month is None else month_text(month),
            role=role,
            started_at=time_text(),
            version=_installed_version(),
            apply=int(apply),
            host_note=platform.system(),
        )
    return run


def end_run(store: Store, run: str, outcome: str) -> None:
    """Record how a run ended: `COMPLETED`, or in words why not."""
    store.change("UPDATE run SET ended_at = ?, outcome = ? WHERE id = ?", time_text(), outcome, run)


def _installed_version() -> str:
    try:
        return version("tht_xl")
    except PackageNotFoundError:
        return "unknown"
