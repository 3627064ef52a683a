"""The commands that close a month, show it again, and say who did what."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tht_xl.cli import show as screen
from tht_xl.cli.exit_codes import FINDINGS, FINE
from tht_xl.cli.options import Format

if TYPE_CHECKING:
    from tht_xl.month.configuration.config import MonthConfig
    from tht_xl.store.store import Store

Config = Annotated[
    Path | None,
    typer.Argument(
        help="The month's configuration; the only one in this folder if left out.",
        metavar="[CONFIG]",
        show_default=False,
    ),
]
Named = Annotated[
    list[str] | None,
    typer.Argument(
        help="The month, as 2025-11, and the configuration; its own month, and the only one here, if left out.",
        metavar="[MONTH] [CONFIG]",
        show_default=False,
    ),
]
Role = Annotated[str, typer.Option("--role", help="Who does it: a role, never a name.", metavar="ROLE")]
Reason = Annotated[str, typer.Option("--reason", help="Why.", metavar="TEXT")]
Rehearse = Annotated[bool, typer.Option("--rehearse", help="Use the store of the rehearsal.")]
Edition = Annotated[int | None, typer.Option("--edition", help="An earlier edition of the month.", metavar="NUMBER")]


def close(
    config: Config = None,
    role: Role = "",
    reason: Annotated[str, typer.Option("--reason", help="Why, where something is missing.", metavar="TEXT")] = "",
    paper: Annotated[
        list[Path] | None,
        typer.Option("--paper", help="A paper as somebody edited it; may be given several times.", metavar="FILE"),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Folder of the results, where the month was run with --out.", metavar="FOLDER"),
    ] = None,
    rehearse: Rehearse = False,
    format: Format = "text",  # noqa: A002
) -> int:
    """Freeze a month with its papers, and list the numbers in them that are not the results'."""
    from tht_xl.month.closing.brought import paper_as_data
    from tht_xl.month.closing.close import close_month

    with _store(config, writes=True, rehearse=rehearse, out=out) as (settings, store):
        done = close_month(settings, store, role=role, reason=reason, papers=tuple(paper or ()))
    differing = sum(len(p.comparison.differences) for p in done.papers if p.comparison is not None)
    if format == "json":
        screen.as_json(
            {
                "month": done.closed.month,
                "edition": done.closed.edition,
                "closed_at": done.closed.closed_at,
                "role": done.closed.role,
                "reason": done.closed.note,
                "incomplete": list(done.missing),
                "files": done.closed.manifest["files"],
                "papers": [paper_as_data(p) for p in done.papers],
            }
        )
    else:
        from tht_xl.cli.month.closing_summary import show_closing

        show_closing(done)
    return FINDINGS if differing else FINE


def show(
    named: Named = None,
    verify: Annotated[bool, typer.Option("--verify", help="Check every hash, and compute the results again.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="Write what the board saw into this folder.", metavar="FOLDER")
    ] = None,
    exempt: Annotated[
        bool, typer.Option("--exempt", help="With --out: write the exempt file, and nothing else.")
    ] = False,
    edition: Edition = None,
    rehearse: Rehearse = False,
    format: Format = "text",  # noqa: A002
) -> int:
    """Show a closed month as the board saw it, and what has changed since."""
    from tht_xl.errors import ConfigError
    from tht_xl.month.closing.changes import changes_since
    from tht_xl.month.closing.require import require_edition
    from tht_xl.month.closing.show import shown_files, write_again
    from tht_xl.month.closing.verify import verify_month

    month, config = _month_and_config(named)
    if exempt and out is None:
        raise ConfigError("no folder is named", where="--exempt", remedy="Name one of its own: --out FOLDER")
    with _store(config, writes=False, rehearse=rehearse) as (settings, store):
        closed = require_edition(store, month or _own_month(settings), edition)
        changes = changes_since(store, closed, settings)
        files = shown_files(store, closed)
        written = write_again(store, closed, out, exempt=exempt) if out is not None else {}
        checked = verify_month(store, closed) if verify else None
    from tht_xl.cli.month.closing_summary import closed_as_data, show_closed

    if format == "json":
        screen.as_json(closed_as_data(closed, files, changes, written, checked))
    else:
        show_closed(closed, files, changes, written, checked)
    return FINE if checked is None or checked.is_sound else FINDINGS


def reopen(
    named: Named = None,
    role: Role = "",
    reason: Reason = "",
    rehearse: Rehearse = False,
) -> int:
    """Let a closed month be run and closed again as a new edition; what was frozen stays."""
    from tht_xl.month.closing.require import require_edition
    from tht_xl.month.closing.show import reopen_month
    from tht_xl.month.governance.restriction import require_named_role

    month, config = _month_and_config(named)
    with _store(config, writes=True, rehearse=rehearse) as (settings, store):
        closed = require_edition(store, month or _own_month(settings))
        reopen_month(store, closed, role=require_named_role(settings, "reopen", role), reason=reason)
    screen.line(f"{closed.month} is open again; edition {closed.edition} stays as it was. Run the month, and close it.")
    return FINE


def log(config: Config = None, rehearse: Rehearse = False, format: Format = "text") -> int:  # noqa: A002
    """List who did what, when and why: closing, reopening, purging and other decisions."""
    from tht_xl.month.closing.log import log_entries

    with _store(config, writes=False, rehearse=rehearse) as (_, store):
        entries = log_entries(store)
    if format == "json":
        screen.as_json({"log": [entry.as_data() for entry in entries]})
    else:
        for entry in entries:
            screen.line(str(entry))
        if not entries:
            screen.line("Nothing has been recorded yet.")
    return FINE


def purge(
    named: Named = None,
    file: Annotated[str, typer.Option("--file", help="One frozen file of the month.", metavar="NAME")] = "",
    apply: Annotated[bool, typer.Option("--apply", help="Purge; without it the plan is shown.")] = False,
    role: Role = "",
    reason: Reason = "",
    rehearse: Rehearse = False,
    format: Format = "text",  # noqa: A002
) -> int:
    """Redact the frozen files of a month, or purge what is older than 'retention:' says; a plan without --apply."""
    from tht_xl.model.days import today
    from tht_xl.month.closing.purge import UNREACHED, carry_out, plan_purge

    month, config = _month_and_config(named)
    with _store(config, writes=apply, rehearse=rehearse) as (settings, store):
        plan = plan_purge(settings, store, today(), month=month, name=file)
        taken = carry_out(settings, store, plan, role=role, reason=reason) if apply else 0
    if format == "json":
        records = [{"type": each.record_type, "records": len(each.ids)} for each in plan]
        screen.as_json({"applied": apply, "taken": taken, "plan": records, "not_reached": list(UNREACHED)})
        return FINE
    for each in plan:
        screen.line(each.line)
    screen.line("Purged, and recorded with role and reason." if apply else "Nothing was purged; add --apply to purge.")
    screen.line("Not reached:")
    for text in UNREACHED:
        screen.line(f"  {text}")
    return FINE


@contextmanager
def _store(
    config: Path | None, *, writes: bool, rehearse: bool, out: Path | None = None
) -> "Generator[tuple[MonthConfig, Store], Any, None]":
    from tht_xl.month.closing.open import open_closing
    from tht_xl.month.configuration.find import config_or_found
    from tht_xl.month.configuration.load import load_config

    settings = load_config(config_or_found(config))
    if out is not None:
        settings = settings.model_copy(update={"output": out.resolve()})
    with open_closing(settings, writes=writes, rehearse=rehearse) as store:
        yield settings, store


def _own_month(settings: "MonthConfig") -> str:
    from tht_xl.store.times import month_text

    return month_text(settings.month)


def _month_and_config(named: list[str] | None) -> tuple[str, Path | None]:
    """Return the month and the configuration that somebody names, in any order; "" and None for what is left out."""
    from tht_xl.errors import ConfigError
    from tht_xl.month.closing.show import month_named

    months = [each for each in named or () if not Path(each).suffix and not Path(each).exists()]
    configs = [each for each in named or () if each not in months]
    if len(months) > 1 or len(configs) > 1:
        raise ConfigError(f"{' '.join(named or ())!r} is more than one month and one configuration")
    return month_named(months[0]) if months else "", Path(configs[0]) if configs else None
