"""The commands of the store."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tht_xl.cli import show
from tht_xl.cli.exit_codes import FINDINGS, FINE
from tht_xl.cli.options import Format
from tht_xl.cli.store_checks import BRING_BACK
from tht_xl.errors import ConfigError

if TYPE_CHECKING:
    from tht_xl.month.configuration.store import NamedStore

Where = Annotated[
    Path | None,
    typer.Argument(
        help="The month's configuration, or a store's file; the only configuration in this folder unless named.",
        metavar="CONFIG",
    ),
]
Out = Annotated[Path | None, typer.Option("--out", help="The file to write.", metavar="FILE")]
Role = Annotated[str, typer.Option("--role", help="Who does it, for the log: a role, not a name.", metavar="ROLE")]

LABELS = {
    "path": "file",
    "store_id": "id",
    "schema": "version",
    "created_at": "made",
    "sequence": "writes to shared sheets",
    "rows": "rows",
    "versions": "versions of them",
    "runs": "runs",
}
"""What `info` calls each number, in this order."""


def info(config: Where = None, format: Format = "text") -> None:  # noqa: A002
    """Say what is in the store: rows, months, runs, sheets. No figure is shown."""
    from tht_xl.month.configuration.store import named_store
    from tht_xl.store.health import describe
    from tht_xl.store.open import open_store

    named = named_store(config)
    with open_store(named.path, framework=named.framework) as store:
        said, notices = describe(store), store.notices
    if format == "json":
        show.as_json(said | {"notices": notices})
        return
    for name, label in LABELS.items():
        show.line(f"{label}: {said[name]}")
    if said["first_month"]:
        show.line(f"months: {said['first_month']} to {said['last_month']}")
    if closed := said["closed_months"]:
        show.line(f"closed: {', '.join(map(str, closed))}")  # pyright: ignore[reportArgumentType] - a list
    for sheet, month in dict(said["sheets"]).items():  # pyright: ignore[reportCallIssue, reportArgumentType] - a dict
        show.line(f"sheet {sheet}: {month}")
    if said["handed_over_at"]:
        show.line(f"handed over: {said['handed_over_at']}; a colleague may have gone on with it")
    for notice in notices:
        show.line(f"! {notice}")


def check(config: Where = None, format: Format = "text") -> int:  # noqa: A002
    """Look the store over: the file, every observation, every archived paper, and where it lies."""
    from tht_xl.month.configuration.store import named_store
    from tht_xl.store.health import problems, warnings
    from tht_xl.store.open import open_store

    named = named_store(config)
    with open_store(named.path, framework=named.framework) as store:
        found, risks = problems(store), [*warnings(store), *store.notices]
    if format == "json":
        show.as_json({"path": str(named.path), "problems": found, "warnings": risks})
        return FINDINGS if found else FINE
    for problem in found:
        show.line(f"✗ {problem}")
    for risk in risks:
        show.line(f"! {risk}")
    if found:
        show.line(BRING_BACK)
        return FINDINGS
    show.line(f"{named.path}: nothing wrong")
    return FINE


def backup(config: Where = None, out: Out = None, format: Format = "text") -> None:  # noqa: A002
    """Copy the store to a file, also while it is in use. Only a sound store is copied."""
    from tht_xl.month.configuration.store import named_store
    from tht_xl.store.moving import back_up
    from tht_xl.store.open import open_store

    named = named_store(config)
    target = out or _dated(named, "backup")
    _refuse_output(named, target)
    with open_store(named.path, framework=named.framework) as store:
        back_up(store, target)
    _told("backup", target, f"{target}: a copy of the store; keep it where the returns are kept", format)


def export(
    config: Where = None,
    out: Out = None,
    taken_back: Annotated[
        bool, typer.Option("--taken-back", help="Write nothing: the colleague has not gone on with it, and you do.")
    ] = False,
    role: Role = "",
    format: Format = "text",  # noqa: A002
) -> None:
    """Write the one file that a colleague imports to go on with the month."""
    from tht_xl.month.configuration.store import named_store
    from tht_xl.store.moving import hand_over, take_back
    from tht_xl.store.open import open_store

    named = named_store(config)
    if taken_back:
        with open_store(named.path, framework=named.framework, writes=True) as store:
            take_back(store, role=role)
        _told("taken_back", named.path, f"{named.path}: yours again; delete the exported file", format)
        return
    target = out or _dated(named, "export")
    _refuse_output(named, target)
    with open_store(named.path, framework=named.framework, writes=True) as store:
        hand_over(store, target, role=role)
    command = f"tht-xl store import {shlex.quote(target.name)}"
    said = f"{target}: hand it over as you would the returns; it holds counts. Your colleague runs: {command}"
    _told("export", target, said, format)


def import_store(
    file: Annotated[Path, typer.Argument(help="A backup, or an exported store.", metavar="FILE")],
    config: Where = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Also where the store in place is another one, or knows more.")
    ] = False,
    role: Role = "",
    format: Format = "text",  # noqa: A002
) -> None:
    """Put a store in place of the one that is there, which is kept beside it."""
    from tht_xl.month.configuration.store import named_store
    from tht_xl.store.moving import put_in_place

    named = named_store(config)
    kept = put_in_place(file, named.path, framework=named.framework, role=role, replace=replace)
    if format == "json":
        show.as_json({"path": str(named.path), "kept": None if kept is None else str(kept)})
        return
    show.line(f"{named.path}: in place, from {file}")
    if kept is not None:
        show.line(f"{kept}: the store that was there; delete it once you are sure")


def _dated(named: "NamedStore", what: str) -> Path:
    from tht_xl.store.times import time_in_file_name

    return named.path.with_name(f"{named.path.stem}.{what}-{time_in_file_name()}{named.path.suffix}")


def _refuse_output(named: "NamedStore", target: Path) -> None:
    if named.output is not None and target.resolve().is_relative_to(named.output.resolve()):
        raise ConfigError(
            "this is the output folder, which is passed on, and the store holds counts as they were returned",
            where=str(target),
            remedy="Name a file outside it with --out",
        )


def _told(what: str, target: Path, said: str, format: str) -> None:  # noqa: A002
    if format == "json":
        show.as_json({what: str(target)})
    else:
        show.line(said)
