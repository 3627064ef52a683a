"""The command that gives figures to other tools: facts and dimensions as Parquet and in a workbook."""

from pathlib import Path
from typing import Annotated

import typer

from tht_xl.cli import show
from tht_xl.cli.options import Format
from tht_xl.cli.workbooks.views import read_day

STAR_BOOK, ACCESSIBLE = "star.xlsx", "accessible.xlsx"


def export(
    figures: Annotated[
        list[str] | None,
        typer.Argument(
            help="A month's configuration or results.csv, a table, or returns; else the published values.",
            metavar="FIGURES",
        ),
    ] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder for the files; made if it is not there.")] = Path("export"),
    framework: Annotated[
        str, typer.Option("--framework", help="Framework id, or folder; the month's own unless given.", metavar="NAME")
    ] = "",
    as_of: Annotated[
        str, typer.Option("--as-of", help="Published values that were out by this day; today unless given.")
    ] = "",
    format: Format = "text",  # noqa: A002
) -> None:
    """Write figures as facts and dimensions, for Power BI and other tools, and as an accessible workbook."""
    from tht_xl.cli.workbooks.view_figures import configuration_in, read_figures
    from tht_xl.documents.file_set import NotReplacedError, replace_together
    from tht_xl.errors import ThtError
    from tht_xl.evaluation.star.tables import star_tables, withheld_beside
    from tht_xl.framework.load import load_framework
    from tht_xl.model.counted import counted
    from tht_xl.month.configuration.load import framework_of
    from tht_xl.partnership.view_input import ViewInput
    from tht_xl.report.accessible_book import accessible_book
    from tht_xl.report.parquet import parquet
    from tht_xl.workbook.writing.star_book import star_book

    day, config = read_day(as_of), configuration_in(figures or ())
    definitions = framework_of(config) if config and not framework else load_framework(framework or "tht")
    given = ViewInput(definitions, day)
    if figures:
        found = read_figures(figures, config, definitions, day)
        given.results, given.results_from = found.results, found.described
    tables = star_tables(given.figures())
    if tables["fact_value"].empty:
        raise ThtError("there is no figure to export", remedy="Name results that have some: tht-xl export results.csv")
    beside = withheld_beside(tables)
    about = [f"{given.results_from}. Definitions: {definitions.name}, {definitions.version}."]
    if beside:
        about.append(f"{counted(beside, 'figure')} more withheld, because a withheld one could be worked out from it.")
    title = f"{definitions.name}: figures"
    contents = {f"{name}.parquet": parquet(table) for name, table in tables.items()}
    contents[STAR_BOOK] = star_book(tables, title, tuple(about))
    contents[ACCESSIBLE] = accessible_book(tables, definitions, title, about[0])
    try:
        replace_together(out, contents)
    except NotReplacedError as error:
        named = f"{out / error.name}" if error.name else f"{out}"
        raise ThtError(
            f"{named} cannot be written ({error.reason}); nothing there was changed",
            remedy="Name another folder: --out",
        ) from None
    if format == "json":
        show.as_json({
            "figures": given.results_from,
            "withheld_beside": beside,
            "tables": {name: len(table) for name, table in tables.items()},
            "files": [str(out / name) for name in contents],
        })  # fmt: skip
        return
    for sentence in about:
        show.line(sentence)
    for name, table in tables.items():
        show.line(f"  {name}: {counted(len(table), 'row')}")
    for name in contents:
        show.line(f"Wrote {out / name}")
