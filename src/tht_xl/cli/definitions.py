"""The commands about frameworks and their definitions."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tht_xl.cli import show, show_definitions, show_smart
from tht_xl.cli.exit_codes import FINDINGS, FINE
from tht_xl.cli.options import Format

if TYPE_CHECKING:
    from tht_xl.workbook.registers.framework_book import ImportPlan


def show_framework(
    name: Annotated[str, typer.Argument(help="Framework id, or folder.", metavar="NAME")] = "tht",
) -> None:
    """Show a framework's domains, statements and indicators."""
    from tht_xl.framework.load import load_framework

    show_definitions.framework(load_framework(name))


def check_framework(
    name: Annotated[str, typer.Argument(help="Framework id, or folder.", metavar="NAME")],
    output: Format = "text",
    html: Annotated[
        Path | None, typer.Option("--html", help="Also write the SMART check as a page.", metavar="FILE")
    ] = None,
) -> int:
    """Check a framework's definitions, by file and line, and whether each target is SMART."""
    from tht_xl.errors import DefinitionError, ThtError
    from tht_xl.framework.load import load_framework

    try:
        loaded = load_framework(name)
    except DefinitionError as error:
        if not error.problems:
            raise
        if output == "json":
            show.as_json({"problems": list(error.problems)})
        else:
            show.problems(error.problems)
        return FINDINGS
    from tht_xl.framework.places import place_finder
    from tht_xl.partnership.smart.check import check_smart

    report, place = check_smart(loaded), place_finder(name)
    if html is not None:
        from tht_xl.partnership.smart.page import smart_page

        try:
            html.write_text(smart_page(loaded, report, place), encoding="utf-8", newline="\n")
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            raise ThtError(
                f"{html} cannot be written ({reason})", remedy="Name a file in a folder that exists"
            ) from None
    if output == "json":
        from tht_xl.partnership.smart.outline import as_data

        about = {"framework": loaded.id, "name": loaded.name, "version": loaded.version}
        show.as_json(about | {"indicators": len(loaded.indicators), "problems": [], "smart": as_data(report, place)})
        return FINE
    show.line(f"{loaded.name}, {loaded.version}: {len(loaded.indicators)} indicators, nothing wrong")
    show_smart.smart(report, place)
    if html is not None:
        show.line(f"Page: {html}")
    return FINE


def export_framework(
    name: Annotated[str, typer.Argument(help="Framework id, or folder.", metavar="NAME")],
    out: Annotated[Path, typer.Option("--out", help="The .xlsx file to write.", metavar="FILE")],
) -> None:
    """Write a workbook with every field of a framework, for those who would rather not edit YAML."""
    from tht_xl.framework.load import load_framework
    from tht_xl.workbook.registers.framework_book import export_framework as write

    write(load_framework(name), out)
    show.line(f"Wrote {out}; its sheet Read me says what to do")


def import_framework(
    workbook: Annotated[Path, typer.Argument(help="The workbook of an export.", metavar="WORKBOOK")],
    into: Annotated[
        Path, typer.Option("--into", help="The framework's folder; made if it is not there.", metavar="FOLDER")
    ],
    apply: Annotated[bool, typer.Option("--apply", help="Write; without it, see what would change.")] = False,
    format: Format = "text",  # noqa: A002
) -> int:
    """Read a workbook of definitions, show what differs from the folder, and write it with --apply."""
    from tht_xl.errors import DefinitionError
    from tht_xl.framework.writing.plan import write_plan
    from tht_xl.workbook.registers.framework_book import plan_import, read_framework

    read = read_framework(workbook)
    if read.framework is None:
        if format == "json":
            show.as_json(show.report_as_data(read.report))
        else:
            show.report(read.report)
            show.line(f"Nothing is written: correct {workbook.name} first")
        return FINDINGS
    plan = plan_import(read.framework, into, read.exported)
    is_written = apply and not plan.refusal and bool(plan.writing.changes)
    if format == "text":
        _show_plan(plan, into, is_written=is_written)
    if plan.refusal:
        raise DefinitionError(plan.refusal, remedy=plan.remedy)
    if is_written:
        write_plan(into, plan.writing)
    if format == "json":
        show.as_json(_plan_as_data(plan) | {"written": is_written})
    elif is_written:
        show.line(f"Wrote {', '.join(plan.writing.files)} in {into}")
        show.line(
            "Export the framework again before you change more: this workbook is one of the definitions as they were"
        )
    elif plan.writing.changes:
        show.line("Nothing is written yet: add --apply")
    return FINE


def _show_plan(plan: "ImportPlan", into: Path, *, is_written: bool) -> None:
    from tht_xl.model.counted import counted

    writing = plan.writing
    if not writing.changes:
        show.line(f"{into} holds these definitions already")
        return
    show.line(f"{into}: {counted(len(writing.changes), 'change')}")
    marks = {"added": "+", "removed": "-", "changed": "~", "order": "~"}
    for change in writing.changes:
        show.line(f"  {marks[change.kind]} {change}")
    if plan.refusal:
        return
    if not is_written:
        show.line(f"Files to write: {', '.join(writing.files)}")
    if writing.rewritten:
        show.line(f"Written from scratch, in our layout: {', '.join(writing.rewritten)}")
    if writing.lost_comments:
        show.line("Comments that are not kept:")
        for comment in writing.lost_comments:
            show.line(f"  {comment}")


def _plan_as_data(plan: "ImportPlan") -> dict[str, object]:
    from dataclasses import asdict

    writing = plan.writing
    return {
        "changes": [asdict(change) for change in writing.changes],
        "files": list(writing.files),
        "rewritten": writing.rewritten,
        "lost_comments": writing.lost_comments,
    }
