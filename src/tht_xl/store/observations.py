"""The table `observation`: every version of every returned row, only ever added to.

Each row carries a seal over its own content and the seal before it. A figure changed by another program, a row lost or
moved, a damaged page that SQLite does not notice: reading says at which row, and nothing is computed from it.
"""

import math
from collections.abc import Iterable, Sequence
from datetime import date
from hashlib import blake2b
from typing import Any

from tht_xl.errors import StoreError
from tht_xl.model.observation_key import ObservationKey
from tht_xl.model.periods.period import Period
from tht_xl.store.failures import BRING_BACK
from tht_xl.store.remembered import NUMBERS, Key, Remembered, Status
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
        StoreError: A row is not what was added, or rows are missing.
    """
    columns = ", ".join(f'"{name}"' for name in (*SEALED, "seal", "id"))
    found = store.read(f"SELECT {columns} FROM observation ORDER BY id")
    seal, start, given = "", len(SEALED) - len(GIVEN), []
    for each in found:
        *cells, kept, number = each
        seal = _seal(seal, cells)
        if seal != kept:
            raise StoreError(
                f"observation {number} is not what was recorded, or one before it is missing",
                where=str(store.path),
                remedy=f"{BRING_BACK}. To correct a figure, have it returned again or withdraw it",
            )
        given.append(cells[start:])
    if seal != store.setting("newest_seal"):
        raise StoreError("the newest observations are missing", where=str(store.path), remedy=BRING_BACK)
    return _remembered(given)


def last_seal(store: Store) -> str:
    """Return the seal of the newest row, which stands for all rows; empty where there is none."""
    found = store.read("SELECT seal FROM observation ORDER BY id DESC LIMIT 1")
    return str(found[0][0]) if found else ""


def count_observations(store: Store) -> int:
    """Return how many versions of rows there are."""
    return int(store.read("SELECT count(*) FROM observation")[0][0])


def statuses(rows: Sequence[tuple[Key, tuple[date, int], bool]]) -> list[Status]:
    """Return the status of each version.

    Args:
        rows: Key, order (month and version) and whether it withdraws, for each version of every row.
    """
    newest: dict[Key, tuple[date, int]] = {}
    for key, order, _ in rows:
        if key not in newest or order > newest[key]:
            newest[key] = order
    return [
        "replaced" if order != newest[key] else "withdrawn" if withdraws else "current"
        for key, order, withdraws in rows
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


def _seal(before: str, cells: Iterable[object]) -> str:
    return blake2b(f"{before}{tuple(cells)!r}".encode(), digest_size=8).hexdigest()


def _remembered(given: Iterable[list[Any]]) -> tuple[Remembered, ...]:
    months: dict[str, Period] = {}
    days: dict[str, date] = {}
    month, version, reason = (GIVEN.index(name) for name in ("month", "version", "reason"))
    day, first, last = (GIVEN.index(name) for name in ("returned_on", "count", "upper"))
    read: list[list[Any]] = []
    for cells in given:
        cells[first : last + 1] = [math.nan if number is None else number for number in cells[first : last + 1]]
        # A hundred thousand rows have a handful of months and days.
        if cells[month] not in months:
            months[cells[month]] = month_of(cells[month])
        if cells[day] not in days:
            days[cells[day]] = date.fromisoformat(cells[day])
        cells[month], cells[day] = months[cells[month]], days[cells[day]]
        read.append(cells)
    found = statuses([(tuple(cells[:3]), (cells[month].start, cells[version]), bool(cells[reason])) for cells in read])
    return tuple(
        Remembered(*cells[:reason], status, cells[reason])  # pyright: ignore[reportCallIssue] - GIVEN less the last
        for cells, status in zip(read, found, strict=True)
    )
