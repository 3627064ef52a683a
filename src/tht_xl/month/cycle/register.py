"""Record what a run found of each return, so that next month knows last month's file and when a return came."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from tht_xl.month.configuration.config import MonthConfig
from tht_xl.store.records.evaluated import sha256
from tht_xl.store.records.returns import Registered, register_return, registered_returns
from tht_xl.store.store import Store
from tht_xl.store.times import month_text
from tht_xl.workbook.check import Return


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file; "" where it cannot be read."""
    try:
        return sha256(path.read_bytes())
    except OSError:
        return ""


def register_returns(
    store: Store, config: MonthConfig, returns: Sequence[Return], *, today: date, run: str | None = None
) -> None:
    """Register each return that has come, as it was read.

    Args:
        store: Opened to be written.
        config: The month's configuration.
        returns: Its returns as checked, in the configuration's order.
        today: The day on which they are read.
        run: Id of the run.
    """
    known = registered_returns(store, config.month)
    with store.transaction():
        for source, done in zip(config.returns, returns, strict=True):
            found = file_hash(source.workbook)
            if not found:
                continue
            before = known.get((source.partner, source.workbook.name))
            is_same = before is not None and before.sha256 == found
            errors, waived = len(done.report.errors), len(done.report.waived)
            entry = Registered(
                month_text(config.month),
                source.partner,
                source.workbook.name,
                asked_on=before.asked_on if before else None,
                due_on=before.due_on if before else None,
                received_on=before.received_on if before and is_same else today,
                sha256=found,
                rows=len(done.observations),
                held_back=len(done.held_back),
                errors=errors,
                warnings=len(done.report) - errors - waived,
                status="held back" if done.report.is_held_back else "to correct" if errors else "received",
                asked_cells=before.asked_cells if before else 0,
                run=before.run if before and is_same else run,
            )
            register_return(store, entry)
