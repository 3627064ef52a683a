"""The commands of a month: the demo, the month itself, and the local copy of the shared sheet."""

import contextlib
import shlex
from pathlib import Path
from typing import Annotated

import typer

from tht_xl.cli import show
from tht_xl.cli.exit_codes import FINDINGS, FINE
from tht_xl.cli.options import Config, Format, OtherSpelling, OutFolder

DEMO = Path("tht-xl-demo")


def demo(
    out: OutFolder = DEMO,
    output: Annotated[Path | None, OtherSpelling] = None,
) -> int:
    """Run a whole month on the shipped workbooks; no account and no Excel needed."""
    from tht_xl.cli.month.summary import month as show_month
    from tht_xl.cli.show import short
    from tht_xl.month.demo import run_demo

    with show.progress() as notify:
        result = run_demo(output or out or DEMO, notify=notify)
    show_month(result)
    show.line("\nOpen board.html in a browser. Type into the shared sheet as a colleague would with")
    show.line(f"  tht-xl rehearsal {shlex.quote(short(result.config.rehearsed_sheet))}")
    show.line("and run the demo again: what you typed stays, and a narrative is on the page.")
    return FINDINGS if result.needs_attention else FINE


def run(
    config: Config = None,
    apply: Annotated[bool, typer.Option("--apply", help="Write to the sheet; without it the plan is shown.")] = False,
    rehearse: Annotated[
        bool,
        typer.Option("--rehearse", help="Use a local copy of the shared sheet (docs/month.md)."),
    ] = False,
    set_back: Annotated[
        bool,
        typer.Option("--set-back", help="With --apply: write this month although the sheet shows a later one."),
    ] = False,
    take_over: Annotated[
        bool,
        typer.Option("--take-over", help="With --apply: write although another store, now lost, wrote last."),
    ] = False,
    accept_deleted: Annotated[
        bool,
        typer.Option("--accept-deleted", help="With --apply: most rows of the sheet were deleted on purpose."),
    ] = False,
    because: Annotated[
        str, typer.Option("--because", help="Why the sheet may be written on a restricted day.", metavar="REASON")
    ] = "",
    role: Annotated[str, typer.Option("--role", help="Who says so: a role, not a name.", metavar="ROLE")] = "",
    out: Annotated[
        Path | None,
        typer.Option("--out", help="Folder for the results, in place of the configuration's.", metavar="FOLDER"),
    ] = None,
    format: Format = "text",  # noqa: A002
) -> int:
    """Check the returns, evaluate, plan the sync (or apply it) and write the board page."""
    from tht_xl.month.configuration.find import config_or_found
    from tht_xl.month.configuration.load import load_config
    from tht_xl.month.run import run_month
    from tht_xl.month.shared_sheet.only_run import only_run

    file = config_or_found(config)
    settings = load_config(file)
    if out is not None:
        # A trial elsewhere has a sheet of its own there.
        settings = settings.model_copy(update={"output": out.resolve(), "rehearsal": None})
    with (
        only_run(file) if apply else contextlib.nullcontext(),
        show.progress(quiet=format == "json") as notify,
    ):
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
        )
    if format == "json":
        show.as_json(result.summary())
    else:
        from tht_xl.cli.month.summary import month as show_month

        show_month(result)
    return FINDINGS if result.needs_attention else FINE


def rehearsal(
    store: Annotated[
        Path, typer.Argument(help="File the sheet is kept in; made if it is not there.", metavar="FILE")
    ] = Path("rehearsal.json"),
    port: Annotated[int, typer.Option(help="Port on this computer; 0 takes a free one.", min=0, max=65535)] = 0,
    no_token: Annotated[
        bool, typer.Option("--no-token", help="Ask for no token: whoever uses this computer can read the sheet.")
    ] = False,
    switch: Annotated[
        list[str] | None,
        typer.Option(
            "--switch",
            help="Behave as Google might where it does not say (docs/rehearsal.md); several times for several.",
            metavar="NAME=yes|no",
        ),
    ] = None,
) -> None:
    """Serve a local Sheets-compatible copy of the shared sheet, to look at and type into."""
    from tht_xl.cli.month.rehearsal import serve

    serve(store, port, has_token=not no_token, switches=switch or ())
