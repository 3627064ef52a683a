"""`tht-xl sync`: bring the shared sheet up to date by itself, without papers."""

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from tht_xl.cli import show
from tht_xl.cli.exit_codes import FINDINGS, FINE
from tht_xl.cli.options import Format

if TYPE_CHECKING:
    from tht_xl.month.configuration.config import MonthConfig
    from tht_xl.month.result import MonthResult
    from tht_xl.month.shared_sheet.settle import Settlement
    from tht_xl.sheets.plan.decisions import Choice
    from tht_xl.sheets.plan.plan import Conflict

Conflicts = Literal["keep", "ours", "theirs", "ask"]


def sync(
    config: Annotated[
        Path | None,
        typer.Argument(help="The month's configuration; the one in this folder unless given.", metavar="[MONTH.yaml]"),
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Write to the sheet; without it the plan is shown.")] = False,
    rehearse: Annotated[bool, typer.Option("--rehearse", help="Use a local copy of the shared sheet.")] = False,
    init: Annotated[
        bool, typer.Option("--init", help="Set up an empty sheet and write no figure; what is there stays.")
    ] = False,
    conflicts: Annotated[
        Conflicts,
        typer.Option(
            "--conflicts",
            help="What to do where a person and we changed a cell: keep theirs and report it, write ours over it, "
            "settle it as theirs, or ask about each.",
        ),
    ] = "keep",
    decisions: Annotated[
        Path | None,
        typer.Option(
            "--decisions",
            help="A CSV file of decisions about single cells; one that is not there is written with what is open.",
            metavar="FILE.csv",
        ),
    ] = None,
    set_back: Annotated[
        bool, typer.Option("--set-back", help="With --apply: write although the sheet shows a later month.")
    ] = False,
    take_over: Annotated[
        bool, typer.Option("--take-over", help="With --apply: write although another store, now lost, wrote last.")
    ] = False,
    accept_deleted: Annotated[
        bool, typer.Option("--accept-deleted", help="With --apply: most rows of the sheet were deleted on purpose.")
    ] = False,
    because: Annotated[
        str,
        typer.Option("--because", help="Why conflicts are settled so, or why on a restricted day.", metavar="REASON"),
    ] = "",
    role: Annotated[str, typer.Option("--role", help="Who says so: a role, not a name.", metavar="ROLE")] = "",
    format: Format = "text",  # noqa: A002
) -> int:
    """Bring the shared sheet up to date: check and evaluate the returns, compare, write; no papers."""
    from tht_xl.month.configuration.find import config_or_found
    from tht_xl.month.configuration.load import load_config
    from tht_xl.month.shared_sheet.only_run import only_run

    _require_fitting(conflicts, decisions, apply=apply, init=init)
    file = config_or_found(config)
    settings = load_config(file)
    writes = apply or init
    with only_run(file) if writes else contextlib.nullcontext():
        if init:
            return _set_up(settings, rehearse=rehearse, format=format)
        settlement = _settlement(conflicts, decisions, role=role, reason=because)
        from tht_xl.month.run import run_month

        with show.progress(quiet=format == "json" or conflicts == "ask") as notify:
            result = run_month(
                settings,
                apply=apply,
                rehearse=rehearse,
                set_back=set_back,
                take_over=take_over,
                accept_deleted=accept_deleted,
                because=because,
                role=role,
                notify=notify,
                only_sheet=True,
                settlement=settlement,
            )
    written = _write_open(decisions, result) if decisions is not None and not decisions.exists() else ""
    _show(result, settlement, written, format=format)
    return FINDINGS if result.needs_attention else FINE


def _require_fitting(conflicts: Conflicts, decisions: Path | None, *, apply: bool, init: bool) -> None:
    from tht_xl.errors import ConfigError

    if init and (apply or decisions is not None or conflicts != "keep"):
        raise ConfigError(
            "setting up writes no figure and meets no conflict",
            where="--init",
            remedy="Leave out --apply, --conflicts and --decisions, and run again without --init afterwards",
        )
    if apply and decisions is not None and not decisions.exists():
        raise ConfigError(
            f"there is no file {decisions}",
            where="--decisions",
            remedy="Check its name; without --apply it is written with the open conflicts, to fill in",
        )


def _set_up(settings: "MonthConfig", *, rehearse: bool, format: Format) -> int:  # noqa: A002
    from tht_xl.month.shared_sheet.set_up import set_up_sheet

    where, made = set_up_sheet(settings, rehearse=rehearse)
    if format == "json":
        show.as_json({"where": where, "made": list(made)})
    elif made:
        show.line(f"{where}: set up, with the worksheets {', '.join(made)}. No figure was written yet.")
        show.line("Next: tht-xl sync to see what would be written, tht-xl sync --apply to write it.")
    else:
        show.line(f"{where}: was set up already; nothing changed.")
    return FINE


def _settlement(conflicts: Conflicts, decisions: Path | None, *, role: str, reason: str) -> "Settlement":
    from tht_xl.errors import ConfigError
    from tht_xl.month.shared_sheet.decisions import read_decisions
    from tht_xl.month.shared_sheet.settle import Settlement

    if conflicts == "ask" and not sys.stdin.isatty():
        raise ConfigError(
            "nobody can be asked: this is not a terminal",
            where="--conflicts ask",
            remedy="Use --decisions FILE.csv, or --conflicts ours or theirs",
        )
    return Settlement(
        choice="ours" if conflicts == "ours" else "theirs" if conflicts == "theirs" else None,
        decisions=read_decisions(decisions) if decisions is not None and decisions.exists() else (),
        ask=_ask if conflicts == "ask" else None,
        role=role,
        reason=reason,
    )


def _ask(conflict: "Conflict") -> "Choice | None":
    """Show both values of a cell, and ask whose is to stay."""
    from tht_xl.model.vocabulary import WITHHELD
    from tht_xl.sheets.cell_text import shown

    theirs = "a figure, although ours is withheld" if conflict.ours in WITHHELD else shown(conflict.theirs)
    show.line(f"{conflict.key}, {conflict.column}: theirs {theirs}, ours {shown(conflict.ours)}")
    answer = typer.prompt("Whose value stays? [o]urs, [t]heirs, [l]eave open", default="l").strip().casefold()
    return "ours" if answer in ("o", "ours") else "theirs" if answer in ("t", "theirs") else None


def _write_open(file: Path, result: "MonthResult") -> str:
    """Write the open conflicts into a new file; returns what to say of it."""
    from tht_xl.model.counted import counted
    from tht_xl.month.shared_sheet.decisions import write_open_conflicts

    found = result.sync.plan.conflicts if result.sync is not None else ()
    write_open_conflicts(file, found)
    return f"{file} has {counted(len(found), 'open conflict')}: fill in the column choice, and run again with --apply."


def _show(result: "MonthResult", settlement: "Settlement", written: str, *, format: Format) -> None:  # noqa: A002
    if format == "json":
        decided = {"taken": len(settlement.taken), "outdated": len(settlement.outdated)}
        lines = list(result.sync.lines) if result.sync is not None else []
        show.as_json({**result.summary(), "decisions": decided, "lines": lines})
        return
    from tht_xl.cli.month import summary

    summary.sheet(result)
    if written:
        show.line(written)
