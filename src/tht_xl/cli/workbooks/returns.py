"""The commands that check workbooks and explain a finding."""

from pathlib import Path
from typing import Annotated

import typer

from tht_xl.cli import show
from tht_xl.cli.exit_codes import FINDINGS, FINE
from tht_xl.cli.functions.worksheet import show_function
from tht_xl.cli.options import Format


def check(
    workbooks: Annotated[
        list[Path], typer.Argument(help="Partners' workbooks, or folders of them.", metavar="WORKBOOK")
    ],
    framework: Annotated[
        str, typer.Option(help="Framework id, or folder; what each workbook names without it, or tht.", metavar="NAME")
    ] = "",
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
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs", min=1, help="Processes side by side; by the size of the files unless given.", metavar="N"
        ),
    ] = None,
) -> int:
    """Check workbooks; everything that is wrong, by cell, in one pass."""
    from tht_xl.cli.workbooks.check_files import check_places, write_files
    from tht_xl.cli.workbooks.folders import texts_passed_over, workbooks_in
    from tht_xl.cli.workbooks.waivers import MAX_SHOWN, as_data, how_to_waive, waivers_by_file
    from tht_xl.framework.load import load_framework
    from tht_xl.model.days import today
    from tht_xl.workbook.many.jobs import check_files
    from tht_xl.workbook.many.task import HowToCheck

    files = workbooks_in(workbooks)
    check_places(html, log, files)
    how = HowToCheck(load_framework(framework) if framework else None, template, mapping, MAX_SHOWN if waivers else 0)
    waived = waivers_by_file(config) if config else {}
    with show.progress(quiet=format == "json") as notify:
        what = "Checking workbooks"
        notify(what, 0, len(files))
        checked = check_files(files, how, waivers=waived, jobs=jobs, notify=lambda n: notify(what, n, len(files)))
    write_files([each.report for each in checked], html, log, today=today())
    if format == "json":
        show.as_json([show.report_as_data(each.report) | {"to_waive": as_data(each.to_waive)} for each in checked])
    else:
        for each in checked:
            show.report(each.report)
            how_to_waive(each.report, each.to_waive)
        for path in texts_passed_over(workbooks):
            show.line(f"{show.short(path)} was not checked: it has not the headings of a return. Name it to check it")
    return FINDINGS if any(each.report.errors for each in checked) else FINE


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
    from tht_xl.cli.show_functions import everything
    from tht_xl.functions import REGISTRY

    return everything(RULES.values(), REGISTRY.values())
