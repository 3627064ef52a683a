"""The commands that check workbooks and explain a finding."""

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
    template: Annotated[
        str, typer.Option(help="Template the workbooks were made from; what they say themselves without it.")
    ] = "",
    mapping: Annotated[
        Path | None, typer.Option("--mapping", help="How a tracker of somebody's own is read.", metavar="FILE.yaml")
    ] = None,
    format: Format = "text",  # noqa: A002
    waivers: Annotated[bool, typer.Option("--waivers", help="Also show how to waive what is right as it is.")] = False,
    html: Annotated[
        Path | None, typer.Option("--html", help="Also write a page of what was found.", metavar="FILE.html")
    ] = None,
    log: Annotated[
        Path | None, typer.Option("--log", help="Also write the QA log: what came of each rule.", metavar="FILE.csv")
    ] = None,
    config: Annotated[
        Path | None, typer.Option("--config", help="A month's configuration, whose waivers count.", metavar="CONFIG")
    ] = None,
) -> int:
    """Check workbooks; everything that is wrong, by cell, in one pass."""
    from tht_xl.cli.check_files import check_places, write_files
    from tht_xl.cli.folders import workbooks_in
    from tht_xl.cli.waivers import MAX_SHOWN, as_data, how_to_waive, waivers_by_file
    from tht_xl.framework.load import load_framework
    from tht_xl.model.days import today
    from tht_xl.workbook.check import check_return, report_waivers
    from tht_xl.workbook.registers.check import is_register, read_workbook
    from tht_xl.workbook.registers.foreign import read_foreign
    from tht_xl.workbook.waiving import waivable

    definitions, files = load_framework(framework), workbooks_in(workbooks)
    check_places(html, log, files)
    waived = waivers_by_file(config) if config else {}
    checked = []
    with show.progress(quiet=format == "json") as notify:
        notify("Checking workbooks", 0, len(files))
        for number, path in enumerate(files, 1):
            if mapping:
                checked.append((read_foreign(path, mapping, framework=definitions).report, ()))
            elif template or is_register(path):
                filled = read_workbook(path, template=template or None, framework=definitions)
                checked.append((filled.report, ()))
            else:
                given = waived.get(path.resolve(), ())
                done = report_waivers(check_return(path, definitions, waivers=given), given)
                checked.append((done.report, waivable(done.report, done.places, at_most=MAX_SHOWN if waivers else 0)))
            notify("Checking workbooks", number, len(files))
    write_files([report for report, _ in checked], html, log, today=today())
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
