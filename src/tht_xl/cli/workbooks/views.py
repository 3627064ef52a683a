"""The command about the partnership's registers: what they say, as a page, in the terminal or to programs."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tht_xl.cli import show
from tht_xl.cli.options import Format

if TYPE_CHECKING:
    from tht_xl.model.definition import Framework
    from tht_xl.partnership.view import Gap
    from tht_xl.templates.table import Tables


def view(
    name: Annotated[str, typer.Argument(help="A view; without one, all are listed.", metavar="VIEW")] = "",
    registers: Annotated[
        list[str] | None,
        typer.Argument(
            help="Registers to read: workbooks, or names of packaged ones; else those of the papers.",
            metavar="REGISTER",
        ),
    ] = None,
    by: Annotated[str, typer.Option("--by", help="What to group by.", metavar="WORD")] = "",
    of: Annotated[str, typer.Option("--of", help="Which one: a meeting, an area, an indicator.", metavar="WHICH")] = "",
    as_of: Annotated[
        str, typer.Option("--as-of", help="The day on which it is said; today unless given.", metavar="DAY")
    ] = "",
    framework: Annotated[
        str, typer.Option("--framework", help="Framework id, or folder; what the register states.", metavar="NAME")
    ] = "",
    results: Annotated[
        list[str] | None,
        typer.Option(
            "--results",
            help="Figures: a month's configuration or results.csv, another table, or returns; else published values.",
            metavar="FILE",
        ),
    ] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Also write it as a page.", metavar="FILE")] = None,
    format: Format = "text",  # noqa: A002
) -> None:
    """Show what the partnership's plans, registers and logs say: who owes what, what is late, what is missing."""
    from tht_xl.cli.workbooks.view_figures import configuration_in, read_figures
    from tht_xl.framework.load import load_framework
    from tht_xl.partnership.views import ViewInput, find_view, make_view

    if not name:
        _list_views(as_json=format == "json")
        return
    definition = find_view(name)
    day = read_day(as_of)
    read = [_read(each, framework, day) for each in registers or ()]
    _refuse_unread(name, definition.registers, (tables for tables, _, _ in read))
    stated = next((said for _, said, _ in read if said), "")
    config = configuration_in(results or ())
    definitions: Framework = load_framework(framework or stated or (config.framework if config else "tht"))
    named, others = _by_template((tables for tables, _, _ in read), definition.several)
    given = ViewInput(definitions, day, by, of, named, others=others)
    gaps = tuple(gap for _, _, gaps in read for gap in gaps)
    if results:
        figures = read_figures(results, config, definitions, day)
        given.results, given.results_from, given.narratives = figures.results, figures.described, figures.narratives
        given.process = figures.process
        gaps += figures.gaps
    made = make_view(name, given, gaps=gaps)
    if html is not None:
        from tht_xl.documents.files import write_new_file
        from tht_xl.report.view_page import view_page

        write_new_file(html, view_page(made, today=day))
    if format == "json":
        show.as_json(asdict(made))
        return
    from tht_xl.cli.show_view import show_view

    show_view(made)
    if html is not None:
        show.line(f"Page: {html}")


def _list_views(*, as_json: bool) -> None:
    from tht_xl.partnership.views import find_view, view_names
    from tht_xl.templates.registers import about_register, register_names

    views = [find_view(each) for each in view_names()]
    registers = [about_register(each) for each in register_names()]
    if as_json:
        show.as_json({
            "views": [
                {
                    "name": v.name,
                    "title": v.title,
                    "registers": v.registers,
                    "by": v.by,
                    "of": v.of,
                    "several": v.several,
                    "results": v.reads_results,
                }
                for v in views
            ],
            "registers": [each.model_dump(include={"id", "name", "template", "illustrative"}) for each in registers],
        })  # fmt: skip
        return
    from tht_xl.cli.show_view import show_views

    show_views(views, registers)


def read_day(text: str) -> date:
    """Return the day that an option names; today where it is not given."""
    from tht_xl.model.days import today

    if not text:
        return today()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day; write it as 2026-11-30", param_hint="--as-of") from None


def _read(name: str, framework: str, day: date) -> "tuple[Tables, str, tuple[Gap, ...]]":
    """Return a register's tables, the framework that it states, and what is wrong with it."""
    from tht_xl.framework.load import load_framework
    from tht_xl.partnership.view import Gap
    from tht_xl.templates.registers import filled_register, load_register, register_names

    if name in register_names() or name.lower().endswith((".yaml", ".yml")):
        chosen = load_framework(framework) if framework else None
        tables, said = load_register(name, framework=chosen, today=day), filled_register(name).about.framework
        return tables, said, ()
    from tht_xl.errors import DomainError
    from tht_xl.workbook.registers.check import read_workbook

    filled = read_workbook(name, framework=framework or None, today=day)
    wrong = [each for each in filled.report.findings if each.holds_back]
    if filled.tables is None or filled.report.is_held_back:
        said = wrong[0].given if wrong else "it could not be read"
        raise DomainError(f"{name} cannot be used: {said}", remedy=f"tht-xl check {name} says what to correct")
    gaps = tuple(Gap(each.given, each.place, each.fix) for each in wrong)
    return filled.tables, filled.origin.framework, gaps


def _refuse_unread(name: str, reads: tuple[str, ...], given: "Iterable[Tables]") -> None:
    """Refuse a register that the view does not read: what it shows of another one would pass for what this one says."""
    other = next((each for each in given if each.template.id not in reads), None)
    if other is not None and name != "register":
        known = f"It reads registers of {', '.join(reads)}" if reads else "It reads no register"
        raise typer.BadParameter(
            f"the view {name!r} does not read {other.name} (template {other.template.id}). {known}",
            param_hint="REGISTER",
        )


def _by_template(
    read: "Iterable[Tables]", several: tuple[str, ...]
) -> "tuple[dict[str, Tables], dict[str, tuple[Tables, ...]]]":
    """Return the first register of each template, and the further ones of those of which a view reads several."""
    found: dict[str, Tables] = {}
    others: dict[str, tuple[Tables, ...]] = {}
    for tables in read:
        template = tables.template.id
        if template in found and template not in several:
            raise typer.BadParameter(
                f"two registers of the template {template!r} were given: {found[template].name} "
                f"and {tables.name}. Name one"
            )
        if template in found:
            others[template] = (*others.get(template, ()), tables)
        found.setdefault(template, tables)
    return found, others
