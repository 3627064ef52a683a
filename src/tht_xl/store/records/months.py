"""The tables `closed_month` and `archived_file`: what was frozen when a month was closed, in each of its editions."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tht_xl.errors import StoreError
from tht_xl.store.failures import BRING_BACK
from tht_xl.store.records.evaluated import sha256
from tht_xl.store.store import Store
from tht_xl.store.times import month_of, time_text

Kind = Literal["output", "paper", "exempt", "definition", "observations", "configuration"]


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A frozen file.

    Attributes:
        kind: "output" for what the month wrote, "paper" for what people brought or edited, "exempt" for
            what is for the private part of the agenda alone.
        name: Its name, without a folder.
        content: What it holds.
        sha256: Of what it held when the month was closed.
        redacted_by: Id of the purge that took its content away; None where it is whole.
    """

    kind: Kind
    name: str
    content: bytes
    sha256: str
    redacted_by: int | None = None

    @classmethod
    def of(cls, kind: Kind, name: str, content: bytes) -> "ArchivedFile":
        """Return a file to be frozen."""
        return cls(kind, name, content, sha256(content))


@dataclass(frozen=True, slots=True)
class ClosedMonth:
    """An edition of a closed month.

    Attributes:
        month: As 2026-11.
        edition: 1 for the first; one more each time it is closed again.
        closed_at: When, in UTC.
        role: Who signed it off.
        note: Why it was closed although something was missing; "" where nothing was.
        manifest: What was frozen: names, sizes and hashes of the files, versions, and what was missing.
        manifest_text: The same as it was written, of which there is a hash.
        manifest_sha256: The hash.
        reopened_at: When it was reopened; "" where it is closed.
        reopened_by: By which role.
        reopen_reason: And why.
    """

    month: str
    edition: int
    closed_at: str
    role: str
    note: str
    manifest: dict[str, Any]
    manifest_text: str
    manifest_sha256: str
    reopened_at: str
    reopened_by: str
    reopen_reason: str

    @property
    def is_closed(self) -> bool:
        """Whether it was not reopened."""
        return not self.reopened_at


def add_closed_month(
    store: Store, month: str, *, role: str, note: str, manifest: dict[str, Any], files: Iterable[ArchivedFile]
) -> ClosedMonth:
    """Freeze a month as its next edition, all or nothing."""
    with store.transaction():
        edition = len(editions_of(store, month)) + 1
        text = json.dumps({"month": month, "edition": edition} | manifest, ensure_ascii=False, sort_keys=True)
        store.add(
            "closed_month",
            month=month,
            edition=edition,
            closed_at=time_text(),
            role=role,
            note=note,
            manifest=text,
            manifest_sha256=sha256(text.encode()),
        )
        columns = ("month", "edition", "name", "sha256", "size", "content", "kind")
        store.add_many(
            "archived_file",
            columns,
            [(month, edition, f.name, f.sha256, len(f.content), zlib.compress(f.content, 9), f.kind) for f in files],
        )
        store.log("close", f"{month} edition {edition}", role=role, reason=note)
    return editions_of(store, month)[-1]


def editions_of(store: Store, month: str) -> tuple[ClosedMonth, ...]:
    """Return every edition of a closed month, oldest first."""
    return _closed(store, "WHERE month = ? ORDER BY edition", month)


def closed_before(store: Store, month: str) -> ClosedMonth | None:
    """Return what the board saw last before a month: the newest edition of the newest month before it, or of itself.

    An edition that was reopened counts: the board saw it.
    """
    found = _closed(store, "WHERE month <= ? ORDER BY month DESC, edition DESC LIMIT 1", month)
    return found[0] if found else None


def closed_months(store: Store) -> tuple[ClosedMonth, ...]:
    """Return every edition of every closed month, oldest month first."""
    return _closed(store, "ORDER BY month, edition")


def reopen_edition(store: Store, closed: ClosedMonth, *, role: str, reason: str) -> None:
    """Record that an edition was reopened. What was frozen stays."""
    with store.transaction():
        store.change(
            "UPDATE closed_month SET reopened_at = ?, reopened_by = ?, reopen_reason = ? "
            "WHERE month = ? AND edition = ?",
            time_text(), role, reason, closed.month, closed.edition,
        )  # fmt: skip
        store.log("reopen", f"{closed.month} edition {closed.edition}", role=role, reason=reason)


def files_of(store: Store, closed: ClosedMonth, kind: Kind | None = None) -> tuple[ArchivedFile, ...]:
    """Return the frozen files of an edition.

    Raises:
        StoreError: One of them is damaged.
    """
    found = store.read(
        "SELECT kind, name, content, sha256, redacted_by_purge FROM archived_file WHERE month = ? AND edition = ? "
        "AND (? IS NULL OR kind = ?) ORDER BY id",
        closed.month, closed.edition, kind, kind,
    )  # fmt: skip
    return tuple(ArchivedFile(each[0], each[1], _content(store, closed, each), each[3], each[4]) for each in found)


def _content(store: Store, closed: ClosedMonth, row: Sequence[Any]) -> bytes:
    try:
        return zlib.decompress(row[2])
    except zlib.error:
        raise StoreError(
            f"{row[1]}, frozen with {month_of(closed.month)}, is damaged", where=str(store.path), remedy=BRING_BACK
        ) from None


def _closed(store: Store, condition: str, *values: object) -> tuple[ClosedMonth, ...]:
    columns = (
        "month, edition, closed_at, role, note, manifest, manifest_sha256, reopened_at, reopened_by, reopen_reason"
    )
    found = store.read(f"SELECT {columns} FROM closed_month {condition}", *values)
    return tuple(
        ClosedMonth(
            month=str(each[0]),
            edition=int(each[1]),
            closed_at=str(each[2]),
            role=str(each[3]),
            note=str(each[4]),
            manifest=json.loads(each[5]),
            manifest_text=str(each[5]),
            manifest_sha256=str(each[6]),
            reopened_at=str(each[7] or ""),
            reopened_by=str(each[8] or ""),
            reopen_reason=str(each[9] or ""),
        )
        for each in found
    )
