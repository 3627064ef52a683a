"""The table `observation`: every version of every returned row, only ever added to.

Each row carries a seal over its own content and the seal before it. A figure changed by another program, a row lost or
moved, a damaged page that SQLite does not notice: reading says at which row, and nothing is computed from it.
"""

import math
from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from typing import Any

from tht_xl.model.observation_key import ObservationKey
from tht_xl.model.periods.period import Period
from tht_xl.store.failures import BRING_BACK, DamagedStoreError
from tht_xl.store.records.remembered import NUMBERS, Key, Remembered, Status
from tht_xl.store.store import Store
from tht_xl.store.times import month_of, month_text, time_text

GIVEN = (
    "indicator", "area", "period", "sex", "age", *NUMBERS, "source", "symbol", "workbook", "sheet", "row", "cell",
    "version", "returned_on", "role", "month", "reason",
)  # fmt: skip
"""What a remembered row holds; its status is not kept, because it follows from months and versions."""
SEALED = ("key", "dimensions", "recorded_by_run", "recorded_at", *GIVEN)
"""What the seal covers, in this order."""


def add_observations(store: Store, rows: Iterable[Remembered], *, run: str | None = None) -> None:
    """Add rows behind those that are there, all or none.

    Args:
        store: Opened to be written.
        rows: In the order in which they became known; each with its version.
        run: Id of the run that read them.
    """
    at, seal, added = time_text(), last_seal(store), []
    for row in rows:
        key = str(ObservationKey(row.indicator, row.area, row.period))
        cells = (key, "", run, at, *_cells(row))
        seal = _seal(seal, cells)
        added.append((*cells, seal))
    with store.transaction():
        store.add_many("observation", (*SEALED, "seal"), added)
        store.set_setting("newest_seal", seal)  # so that rows missing at the end are noticed too


def read_observations(store: Store) -> tuple[Remembered, ...]:
    """Return all rows in the order in which they were added, each with its status.

    Raises:
        DamagedStoreError: A row is not what was added, or rows are missing.
    """
    columns = ", ".join(f'"{name}"' for name in (*SEALED, "seal", "id"))
    found = [tuple(row) for row in store.read(f"SELECT {columns} FROM observation ORDER BY id")]
    seal = ""
    for row in found:
        seal = _seal(seal, row[:-2])
        if seal != row[-2]:
            raise DamagedStoreError(
                f"observation {row[-1]} is not what was recorded, or one before it is missing",
                where=str(store.path),
                remedy=f"{BRING_BACK}. To correct a figure, have it returned again or withdraw it",
            )
    if seal != store.setting("newest_seal"):
        raise DamagedStoreError("the newest observations are missing", where=str(store.path), remedy=BRING_BACK)
    return _remembered([row[len(SEALED) - len(GIVEN) : -2] for row in found])


def remove_figures(store: Store, number: int) -> None:
    """Take the figures of one version away, within `Store.purging`; `seal_again` comes after the last.

    The row says [z] in their place: it stays, so that versions still follow on each other.
    """
    emptied = ", ".join(f'"{name}" = NULL' for name in NUMBERS)
    store.change(f"UPDATE observation SET {emptied}, symbol = '[z]', source = '' WHERE id = ?", number)


def seal_again(store: Store) -> None:
    """Seal every row again, once figures were taken away within `Store.purging`."""
    columns = ", ".join(f'"{name}"' for name in SEALED)
    seal = ""
    for row in store.read(f"SELECT {columns}, id, seal FROM observation ORDER BY id"):
        *cells, row_id, kept = tuple(row)
        seal = _seal(seal, tuple(cells))
        if seal != kept:
            store.change("UPDATE observation SET seal = ? WHERE id = ?", seal, row_id)
    store.set_setting("newest_seal", seal)


def last_seal(store: Store) -> str:
    """Return the seal of the newest row, which stands for all rows; empty where there is none."""
    found = store.read("SELECT seal FROM observation ORDER BY id DESC LIMIT 1")
    return str(found[0][0]) if found else ""


def count_observations(store: Store) -> int:
    """Return how many versions of rows there are."""
    return int(store.read("SELECT count(*) FROM observation")[0][0])


def statuses(keys: Iterable[Key], orders: Iterable[Any], withdraws: Iterable[object]) -> list[Status]:
    """Return the status of each version of every row.

    Args:
        keys: What each speaks of.
        orders: What sorts versions of one key by month, then by version.
        withdraws: Whether it is a withdrawal.
    """
    versions = list(zip(keys, orders, strict=True))
    newest: dict[Key, Any] = {}
    for key, order in versions:
        if key not in newest or order > newest[key]:
            newest[key] = order
    return [
        "replaced" if order != newest[key] else "withdrawn" if withdrawn else "current"
        for (key, order), withdrawn in zip(versions, withdraws, strict=True)
    ]


def _cells(row: Remembered) -> list[object]:
    return [_cell(getattr(row, name)) for name in GIVEN]


def _cell(given: object) -> object:
    if isinstance(given, float):
        # SQLite keeps no NaN, and no sign of a zero; the seal is over what it keeps.
        return None if math.isnan(given) else given + 0.0
    if isinstance(given, Period):
        return month_text(given)
    return given.isoformat() if isinstance(given, date) else given


def _seal(before: str, cells: tuple[object, ...]) -> str:
    return blake2b(f"{before}{cells!r}".encode(), digest_size=8).hexdigest()


def _remembered(given: list[tuple[Any, ...]]) -> tuple[Remembered, ...]:
    """Return rows from their cells. Written for speed: a hundred thousand rows in about a second."""
    month, version, reason, day = (GIVEN.index(name) for name in ("month", "version", "reason", "returned_on"))
    first, after = GIVEN.index("count"), GIVEN.index("upper") + 1
    months = {text: month_of(text) for text in {cells[month] for cells in given}}
    days = {text: date.fromisoformat(text) for text in {cells[day] for cells in given}}
    found = statuses(
        [cells[:3] for cells in given],
        # Months as texts sort as months do.
        [(cells[month], cells[version]) for cells in given],
        [cells[reason] for cells in given],
    )
    nan = math.nan
    make: Any = Remembered  # by position, in the order of GIVEN, the status before the reason
    return tuple(
        make(
            *cells[:first],
            *[nan if number is None else number for number in cells[first:after]],
            *cells[after:day],
            days[cells[day]],
            cells[day + 1],
            months[cells[month]],
            status,
            cells[reason],
        )
        for cells, status in zip(given, found, strict=True)
    )
