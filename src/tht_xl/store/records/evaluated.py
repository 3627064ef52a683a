"""The tables `evaluated` and `evaluated_file`: what each month last came to, ready to be closed.

One of each month, replaced by its next run. It is what a month is closed from, so that what is frozen is what the page
was made from, whatever has become of the returns since.
"""

import hashlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from tht_xl.store.store import Store
from tht_xl.store.times import time_text


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What a run of a month came to.

    Attributes:
        month: Its month, as 2026-11.
        at: When it ended.
        detail: What closing and later comparisons need to know of it.
        observations: The rows that were evaluated, as CSV; counts as they were returned.
        files: What it wrote into the output folder, by name.
        exempt: What it wrote into the exempt folder, by name; kept apart, because what is read here is shown.
    """

    month: str
    at: str
    detail: dict[str, Any]
    observations: bytes
    files: dict[str, bytes]
    exempt: dict[str, bytes] = field(default_factory=dict)


def record_evaluated(
    store: Store,
    month: str,
    *,
    detail: Mapping[str, object],
    observations: bytes,
    files: Mapping[str, bytes],
    exempt: Mapping[str, bytes] = MappingProxyType({}),
) -> None:
    """Record what a run came to, in place of what an earlier run of the same month did."""
    with store.transaction():
        for table in ("evaluated", "evaluated_file"):
            store.change(f"DELETE FROM {table} WHERE month = ?", month)
        store.add(
            "evaluated",
            month=month,
            at=time_text(),
            detail=json.dumps(detail, ensure_ascii=False),
            observations=zlib.compress(observations),
        )
        rows = [
            (month, name, sha256(content), zlib.compress(content), kind)
            for kind, some in (("output", files), ("exempt", exempt))
            for name, content in some.items()
        ]
        store.add_many("evaluated_file", ("month", "name", "sha256", "content", "kind"), rows)


def read_evaluated(store: Store, month: str) -> Evaluated | None:
    """Return what a month last came to; None where it has not been run so that it is recorded."""
    found = store.read("SELECT at, detail, observations FROM evaluated WHERE month = ?", month)
    if not found:
        return None
    at, detail, observations = found[0]
    files = store.read("SELECT kind, name, content FROM evaluated_file WHERE month = ? ORDER BY id", month)
    contents: dict[str, dict[str, bytes]] = {"output": {}, "exempt": {}}
    for kind, name, content in files:
        contents[kind][name] = zlib.decompress(content)
    return Evaluated(
        month, str(at), json.loads(detail), zlib.decompress(observations), contents["output"], contents["exempt"]
    )


def newest_evaluated(store: Store, month: str) -> Evaluated | None:
    """Return what the newest month came to that was run, of this month and those after it."""
    found = store.read("SELECT month FROM evaluated WHERE month >= ? ORDER BY month DESC LIMIT 1", month)
    return read_evaluated(store, str(found[0][0])) if found else None


def sha256(content: bytes) -> str:
    """Return the SHA-256 of a content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
