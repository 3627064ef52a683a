"""The commands about partners' returns: check them, explain a finding, make a blank one."""

from pathlib import Path
from typing import Annotated

import typer

from tht_xl.cli import show
from tht_xl.cli.exit_codes import FINDINGS, FINE
from tht_xl.cli.options import Format, FrameworkName
from tht_xl.cli.worksheet import show_function


def check(
    workbooks: Annotated[
        list[Path], typer.Argument(help="Partners' workbooks, or folders of them.", metavar="WORKBOOK")
    ],
    framework: FrameworkName = "tht",
    format: Format = "text",  # noqa: A002
    waivers: Annotated[bool, typer.Option("--waivers", help="Also show how to waive what is right as it is.")] = False,
) -> int:
    """Check workbooks; everything that is wrong, by cell, in one pass."""
    from tht_xl.cli.folders import workbooks_in
    from tht_xl.cli.waivers import MAX_SHOWN, as_data, how_to_waive
    from tht_xl.framework.load import load_framework
    from tht_xl.workbook.check import check_return
    from tht_xl.workbook.waiving import waivable

    definitions, files = load_framework(framework), workbooks_in(workbooks)
    checked = []
    with show.progress(quiet=format == "json") as notify:
        notify("Checking workbooks", 0, len(files))
        for number, path in enumerate(files, 1):
            done = check_return(path, definitions)
            checked.append((done.report, waivable(done.report, done.places, at_most=MAX_SHOWN if waivers else 0)))
            notify("Checking workbooks", number, len(files))
    if format == "json":
        show.as_json([show.report_as_data(report) | {"to_waive": as_data(found)} for report, found in checked])
    else:
        for report, found in checked:
            show.report(report)
            how_to_waive(report, found)
    return FINDINGS if any(report.errors for report, _ in checked) else FINE


def explain(
    name: Annotated[
        str,
        typer.Argument(help="A finding's code, or a worksheet function; without it all are listed.", metavar="NAME"),
    ] = "",
) -> None:
    """Explain a finding code or a worksheet function."""
    if name.strip().upper().startswith("THT_"):
        return show_function(name)
    from tht_xl.workbook.rules import RULES, explanation

    if name.strip():
        return show.line(explanation(name))
    from tht_xl.functions import REGISTRY

    return show.everything(RULES.values(), REGISTRY.values())


def new_template(
    context: typer.Context,
    indicator: Annotated[
        list[str], typer.Option("--indicator", "-i", help="An indicator to ask for; repeat it.", metavar="ID")
    ],
    period: Annotated[
        list[str], typer.Option("--period", "-p", help="A period to ask for; repeat it.", metavar="PERIOD")
    ],
    out: Annotated[Path | None, typer.Option("--out", help="The .xlsx file to write.", metavar="FILE")] = None,
    title: Annotated[str, typer.Option(help="Heading of the return.", metavar="TEXT")] = "",
    native: Annotated[
        bool, typer.Option("--native", help="Ordinary formulas, for partners who may install nothing.")
    ] = False,
    framework: FrameworkName = "tht",
) -> None:
    """Write a blank return that asks a partner for some indicators and periods."""
    from tht_xl.cli.hosts import ordinary
    from tht_xl.framework.load import load_framework
    from tht_xl.workbook.writing.template import write_template

    path = _only_file(out, context.args)
    rewrite = ordinary if native else None
    write_template(path, load_framework(framework), indicator, period, title=title, rewrite=rewrite)
    show.line(f"Wrote {path}; its sheet Read me tells the partner what to do")


def _only_file(out: Path | None, others: list[str]) -> Path:
    """Return the one file to write: --out, or a name on its own."""
    files = [*([out] if out else []), *map(Path, others)]
    if not files:
        raise typer.BadParameter("say where to write it: --out FILE.xlsx")
    if len(files) > 1:
        given = ", ".join(map(str, files))
        raise typer.BadParameter(f"one file is written, and {len(files)} are named: {given}. Repeat -i and -p for more")
    return files[0]
