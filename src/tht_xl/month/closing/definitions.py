"""The definitions of a closed month as they were, and what has changed in them since."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tht_xl.errors import ThtError
from tht_xl.framework.files import definition_files
from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.store.records.evaluated import sha256
from tht_xl.store.records.months import ClosedMonth, files_of
from tht_xl.store.store import Store


def frozen_framework(store: Store, closed: ClosedMonth) -> Framework | None:
    """Return the definitions as they were; None where they were purged.

    Raises:
        DefinitionError: This version of tht_xl cannot read them.
    """
    files = [file for file in files_of(store, closed, "definition") if file.redacted_by is None]
    if not files:
        return None
    with TemporaryDirectory(prefix="tht-xl-") as folder:
        for file in files:
            Path(folder, Path(file.name).name).write_bytes(file.content)
        return load_framework(Path(folder))


def definitions_of_today(
    store: Store, closed: ClosedMonth, config: MonthConfig
) -> tuple[Framework | None, tuple[str, ...]]:
    """Return the definitions of today and what has changed in them; the frozen ones where they cannot be read."""
    try:
        framework = load_framework(config.framework)
        return framework, tuple(_definition_changes(store, closed, config, framework))
    except ThtError as error:
        first = str(error).splitlines()[0]
        try:
            return frozen_framework(store, closed), (f"those of today cannot be read: {first}",)
        except ThtError:
            return None, (f"neither those of today nor the frozen ones can be read: {first}",)


def _definition_changes(store: Store, closed: ClosedMonth, config: MonthConfig, framework: Framework) -> Iterator[str]:
    then = {file.name: file.sha256 for file in files_of(store, closed, "definition")}
    since = {name: sha256(content) for name, content in definition_files(config.framework).items()}
    if then == since:
        return
    try:
        before = frozen_framework(store, closed)
    except ThtError:
        before = None
    said = list(_indicator_changes(before, framework)) if before is not None else []
    yield from said
    for name in sorted({*then, *since}):
        if then.get(name) != since.get(name):
            what = "added" if name not in then else "removed" if name not in since else "changed"
            yield f"{name} {what}"


def _indicator_changes(before: Framework, after: Framework) -> Iterator[str]:
    old, new = ({i.id: i for i in each.indicators} for each in (before, after))
    for name in dict.fromkeys((*old, *new)):
        if name not in new:
            yield f"{name}: taken out"
        elif name not in old:
            yield f"{name}: added"
        elif old[name] != new[name]:
            fields = [
                field
                for field in type(new[name]).model_fields
                if getattr(old[name], field) != getattr(new[name], field)
            ]
            yield f"{name}: {', '.join(fields)}"
