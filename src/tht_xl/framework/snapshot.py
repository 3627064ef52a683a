"""The packaged definitions as one cell needs them, read without pydantic and YAML.

To read a framework takes half a second, nearly all of it for importing what reads and checks it; a cell such as
`=THT_VALUE("year-6-obesity", 920, 3280)` asks for one indicator. So the package carries `definitions/snapshot.json`:
the indicators, the statements and the framework's own texts, as they were when the YAML files were last checked.

The YAML files stay what counts. The snapshot holds a digest of the files it was written from and is used only where
the files still have that digest; where one was edited, added or removed, or where the snapshot cannot be read, the
caller reads the files. Nothing is written at run time: `python -m tht_xl.framework.write_snapshot` writes it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from tht_xl.framework import load
from tht_xl.model.periods.kind import PeriodKind
from tht_xl.model.periods.period import Period
from tht_xl.model.vocabulary import Polarity

if TYPE_CHECKING:
    from tht_xl.framework.source import Folder
    from tht_xl.model.definition import Framework, Indicator, Statement

SNAPSHOT = "snapshot.json"

PARTS = {"target": "Target", "milestones": "Milestone"}
"""Fields that hold other definitions, and the class of these."""

READERS: dict[str, Callable[[Any], object]] = {
    "polarity": Polarity,
    "period_kind": PeriodKind.parse,
    **dict.fromkeys(("due", "baseline_period", "period", "breaks", "issued"), Period.parse),
}
"""How a text of the snapshot becomes the value of its field; other fields are what JSON makes of them."""


class Stored:
    """One definition: the fields of its class in `model.definition`, with the same values. It cannot be changed."""

    def __init__(self, fields: dict[str, object]) -> None:
        vars(self).update(fields)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name} of a definition cannot be changed")

    @property
    def label(self) -> str:
        """The short name where there is one."""
        fields = vars(self)
        return str(fields["short_name"] or fields["name"])


def stored_indicator(framework: str, given: str) -> Indicator | None:
    """Return the indicator with this id; None where the snapshot does not have it or is not that of the files."""
    return cast("Indicator | None", _stored(framework, "Indicator", " ".join(given.split()).casefold()))


def stored_statement(framework: str, given: str) -> Statement | None:
    """Return the statement with this id; None where the snapshot does not have it or is not that of the files."""
    return cast("Statement | None", _stored(framework, "Statement", " ".join(given.split()).casefold()))


def stored_framework(framework: str) -> Framework | None:
    """Return the framework with the fields that are texts, and no other; None as above."""
    return cast("Framework | None", _stored(framework, "Framework", framework))


def stored_field_names(model: str) -> tuple[str, ...] | None:
    """Return the names of the fields of a class in `model.definition`; None where there is no snapshot."""
    fields = _snapshot().get("fields", {}).get(model)
    return None if fields is None else tuple(fields)


@lru_cache(maxsize=1024)
def _stored(framework: str, model: str, name: str) -> Stored | None:
    # One object for each definition: a column of formulas asks for the same one in every row.
    content = _content(framework).get(model, {}).get(name)
    return None if content is None else _restore(model, content)


def _restore(model: str, content: dict[str, object]) -> Stored:
    fields = _snapshot()["fields"][model] | content
    return Stored({name: _value(name, value) for name, value in fields.items()})


def _value(name: str, written: object) -> object:
    if written is None:
        return None
    if isinstance(written, list):
        return tuple(_value(name, each) for each in cast("list[object]", written))
    if isinstance(written, dict):
        return _restore(PARTS[name], cast("dict[str, object]", written))
    return READERS[name](written) if name in READERS else written


@lru_cache(maxsize=32)
def _content(framework: str) -> dict[str, Any]:
    """Return what the snapshot has of a framework; nothing where the files are not those it was written from."""
    stored = _snapshot().get("frameworks", {}).get(framework)
    if stored is None:
        return {}
    try:
        is_of_the_files = stored["digest"] == digest(load.definitions() / framework)
    except OSError:
        return {}
    return stored["content"] if is_of_the_files else {}


@lru_cache(maxsize=1)
def _snapshot() -> dict[str, Any]:
    try:
        return json.loads((load.definitions() / SNAPSHOT).read_bytes())
    except (OSError, ValueError):  # absent or damaged: the files say the same, only later
        return {}


def digest(folder: Folder) -> str:
    """Return the SHA-256 digest of the names and contents of all files in a folder, whatever ends their lines."""
    from hashlib import sha256

    found = sha256()
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        data = file.read_bytes().replace(b"\r\n", b"\n")
        found.update(f"{file.name}\n{len(data)}\n".encode() + data)
    return found.hexdigest()


def forget() -> None:
    """Read the snapshot and the files again when next asked: only tests change them under a running program."""
    for cached in (_stored, _content, _snapshot):
        cached.cache_clear()
