"""Notice a clock that went back. What counts follows from the order of rows, months and versions, never from a time."""

from datetime import UTC, datetime, timedelta

from tht_xl.model.days import now
from tht_xl.store.failures import DamagedStoreError
from tht_xl.store.store import Store
from tht_xl.store.times import time_text

TOLERATED = timedelta(hours=1)
"""Clocks are corrected by seconds, and colleagues' clocks differ by minutes."""
WENT_BACK = "clock went back"
TIMES = (("observation", "recorded_at"), ("run", "started_at"), ("log", "at"))


def notice_clock(store: Store) -> None:
    """Say once that this computer's clock is behind what the store last recorded, and record that it was said."""
    try:
        newest = newest_time(store)
    except DamagedStoreError:
        return  # said by what reads it; `tht-xl store check` is to say all of it
    if not newest or now() >= _time_of(newest) - TOLERATED:
        return
    told = store.read("SELECT max(subject) FROM log WHERE what = ?", WENT_BACK)[0][0] or ""
    if newest <= told:
        return
    store.notices.append(
        f"this computer's clock says {_shown(time_text())}, and the store was last written at {_shown(newest)}: check "
        "date and time. What is recorded keeps its order"
    )
    if store.writes:
        store.log(WENT_BACK, newest)


def newest_time(store: Store) -> str:
    """Return the latest time that was recorded; empty in a store that has nothing yet."""
    last = (
        store.read(f"SELECT {column} FROM {table} ORDER BY rowid DESC LIMIT 1")  # the newest row, by its number
        for table, column in TIMES
    )
    return max((str(rows[0][0]) for rows in last if rows), default="")


def _time_of(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _shown(text: str) -> str:
    return f"{text[:10]} {text[11:16]} UTC"
