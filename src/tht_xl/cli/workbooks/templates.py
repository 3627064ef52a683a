"""The commands about what people fill in: list the templates, show one, make a blank workbook."""

from pathlib import Path
from typing import Annotated

import typer

from tht_xl.cli import show, show_definitions
from tht_xl.cli.options import Format, FrameworkName


def list_templates(format: Format = "text") -> None:  # noqa: A002
    """List the templates of plans, registers and logs."""
    from tht_xl.templates.load import load_template, template_names

    loaded = [load_template(name) for name in template_names()]
    if format == "json":
        show.as_json([
            {"id": t.id, "name": t.name, "version": t.version, "filled_in_by": t.filled_in_by, "frequency": t.frequency}
            for t in loaded
        ])  # fmt: skip
        return
    show_definitions.templates(loaded)


def show_template(
    name: Annotated[str, typer.Argument(help="A template, or its YAML file.", metavar="NAME")],
    format: Format = "text",  # noqa: A002
) -> None:
    """Show what a template asks for: its columns, and what is checked."""
    from tht_xl.templates.load import load_template

    loaded = load_template(name)
    if format == "json":
        show.as_json(loaded.model_dump(mode="json", exclude_defaults=True))
        return
    show_definitions.template(loaded)


def new_template(
    given: Annotated[
        list[str] | None,
        typer.Argument(
            help="A template, by its name or YAML file; without one, a return is written.", metavar="[NAME]"
        ),
    ] = None,
    indicator: Annotated[
        list[str] | None, typer.Option("--indicator", "-i", help="An indicator to ask for; repeat it.", metavar="ID")
    ] = None,
    period: Annotated[
        list[str] | None, typer.Option("--period", "-p", help="A period to ask for; repeat it.", metavar="PERIOD")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="The .xlsx file to write.", metavar="FILE")] = None,
    title: Annotated[str, typer.Option(help="Heading of the workbook.", metavar="TEXT")] = "",
    native: Annotated[
        bool, typer.Option("--native", help="Ordinary formulas, for partners who may install nothing.")
    ] = False,
    framework: FrameworkName = "tht",
) -> None:
    """Write a blank workbook: of a template by its name, or a return that asks for some indicators and periods."""
    from tht_xl.framework.load import load_framework

    # The file may be named without --out too.
    texts = given or []
    names = [text for text in texts if not text.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods"))]
    path = _only_file(out, [text for text in texts if text not in names])
    if len(names) > 1:
        raise typer.BadParameter(f"one template is written, and {len(names)} are named: {', '.join(names)}")
    if names:
        if indicator or period:
            raise typer.BadParameter(f"{names[0]} is a template of its own; -i and -p belong to a return")
        from tht_xl.templates.load import load_template
        from tht_xl.workbook.registers.write import write_register

        write_register(path, load_template(names[0]), load_framework(framework), title=title)
    else:
        _write_return(path, indicator or [], period or [], title, framework, native=native)
    show.line(f"Wrote {path}; its sheet Read me says what to do")


def _write_return(
    path: Path, indicators: list[str], periods: list[str], title: str, framework: str, *, native: bool
) -> None:
    from tht_xl.cli.functions.hosts import ordinary
    from tht_xl.framework.load import load_framework
    from tht_xl.workbook.writing.template import write_template

    if not (indicators and periods):
        raise typer.BadParameter("name a template (tht-xl template list), or ask for something: -i INDICATOR -p PERIOD")
    rewrite = ordinary if native else None
    write_template(path, load_framework(framework), indicators, periods, title=title, rewrite=rewrite)


def _only_file(out: Path | None, others: list[str]) -> Path:
    """Return the one file to write: --out, or a name on its own."""
    files = [*([out] if out else []), *map(Path, others)]
    if not files:
        raise typer.BadParameter("say where to write it: --out FILE.xlsx")
    if len(files) > 1:
        given = ", ".join(map(str, files))
        raise typer.BadParameter(f"one file is written, and {len(files)} are named: {given}. Repeat -i and -p for more")
    return files[0]


def map_template(
    file: Annotated[Path, typer.Argument(help="The tracker or export: .xlsx, .xls, .ods or .csv.", metavar="FILE")],
    template: Annotated[str, typer.Option("--template", help="The template it is to be read as.", metavar="NAME")],
    out: Annotated[Path | None, typer.Option("--out", help="The YAML file to write.", metavar="FILE.yaml")] = None,
) -> None:
    """Draft how a tracker of somebody's own is read as a template; look it over, then check --mapping."""
    from tht_xl.documents.files import check_new_file, write_new_file
    from tht_xl.templates.load import load_template
    from tht_xl.workbook.registers.foreign_draft import draft_mapping

    if out:
        check_new_file(out, ".yaml", ".yml")
    drafted = draft_mapping(file, load_template(template), template)
    if out:
        write_new_file(out, drafted)
        show.line(f"Wrote {out}: look it over, then tht-xl check {file} --mapping {out}")
    else:
        typer.echo(drafted, nl=False)
