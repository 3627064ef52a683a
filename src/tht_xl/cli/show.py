"""What the terminal shows.

Rich is imported by what draws with it: a plain line, or the value of a cell, needs none of it.
"""

import sys
from collections import Counter
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tht_xl.model.counted import counted

if TYPE_CHECKING:
    from rich.console import Console

    from tht_xl.functions.engine.function import WorksheetFunction
    from tht_xl.hosts.doctor import DoctorCheck
    from tht_xl.model.definition import Framework
    from tht_xl.model.finding import Finding, Report
    from tht_xl.month.progress import Notify
    from tht_xl.templates.definition import Template
    from tht_xl.workbook.rule import Rule

    out: Console
    """Where Rich draws on the terminal."""

STATES = {
    "fine": "[green]✓[/green]",
    "missing": "[dim]–[/dim]",
    "warning": "[yellow]![/yellow]",
    "fault": "[red]✗[/red]",
}
MAX_LINES_OF_A_CODE = 20
"""Lines about one rule on the terminal: a column of wrong names says something else in each of 50,000 rows."""
WAIVED = "[dim]–[/dim]"
"""The mark before a finding that somebody has waived."""
MARKS = {"error": "[red]✗[/red]", "warning": "[yellow]![/yellow]"}
"""The mark before a finding, by its severity."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the console, made when first asked for
    if name != "out":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from rich.console import Console

    made = globals()["out"] = Console(highlight=False, soft_wrap=True)
    return made


def console() -> "Console":
    """Return where Rich draws on the terminal."""
    return sys.modules[__name__].out


def escape(text: str) -> str:
    """Text in which Rich takes nothing for markup."""
    from rich.markup import escape as escaped

    return escaped(text)


def line(text: str) -> None:
    """One line of plain text."""
    sys.stdout.write(f"{text}\n")


def version() -> None:
    """Show the version of tht_xl, for `--version`."""
    import tht_xl

    line(f"tht_xl {tht_xl.__version__}")


def error(text: str) -> None:
    """One line on standard error."""
    sys.stderr.write(f"{text}\n")


def as_json(data: object) -> None:
    """Print JSON on standard output."""
    import json

    json.dump(data, sys.stdout, indent=2, ensure_ascii=False, allow_nan=False, default=str)
    sys.stdout.write("\n")


@contextmanager
def progress(*, quiet: bool = False) -> "Generator[Notify, None, None]":
    """Progress bars on standard error, gone when the work is done; none where nobody watches a terminal."""
    from tht_xl.month.progress import silent

    if quiet or not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, int] = {}

        def notify(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bars.add_task(what, total=total)
            bars.update(tasks[what], completed=done, total=total)  # type: ignore[arg-type]

        yield notify


def problems(found: Iterable[str]) -> None:
    """Show what is wrong with a definition, a line each."""
    for problem in found:
        console().print(f"[red]✗[/red] {escape(problem)}")


def report(checked: "Report") -> None:
    """Show a workbook's findings."""
    from tht_xl.model.finding import alike

    if not checked.findings:
        console().print(f"[green]✓[/green] {escape(checked.path)}: nothing wrong")
        return
    errors = len(checked.errors)
    warnings = counted(len(checked) - errors - len(checked.waived), "warning")
    waived = f", {len(checked.waived)} waived" if checked.waived else ""
    console().print(f"[bold]{escape(checked.path)}[/bold]: {counted(errors, 'error')}, {warnings}{waived}")
    seen: Counter[str] = Counter()
    left_out: Counter[str] = Counter()
    for said in alike(checked):
        seen[said.first.code] += 1
        if seen[said.first.code] <= MAX_LINES_OF_A_CODE:
            console().print(f"  {mark(said.first)} {escape(str(said))}")
        else:
            left_out[said.first.code] += len(said.cells)
    for code, number in left_out.items():
        console().print(f"  … and {counted(number, 'more finding')} {code}; --format json gives all of them")


def mark(finding: "Finding") -> str:
    """Return the mark before a finding: how much it holds back."""
    return WAIVED if finding.waiver else MARKS[finding.severity.value]


def report_as_data(checked: "Report") -> dict[str, object]:
    """Return a workbook's findings, for a program."""
    from dataclasses import asdict

    return {
        "path": checked.path,
        "held_back": checked.is_held_back,
        "findings": [
            {name: getattr(finding, name) for name in finding.__slots__}
            | {"waiver": asdict(finding.waiver) if finding.waiver else None, "holds_back": finding.holds_back}
            | {"message": str(finding)}
            for finding in checked
        ],
    }


def _table(**options: Any) -> Any:  # noqa: ANN401 - Rich's table
    from rich.table import Table

    return Table(box=None, padding=(0, 2, 0, 0), **options)


def framework(shown: "Framework") -> None:
    """Show a framework's domains, statements and indicators."""
    console().print(f"[bold]{escape(shown.name)}[/bold] ({escape(shown.version)})")
    for title, things in (("Objectives", shown.objectives), ("Priorities", shown.priorities)):
        for number, each in enumerate(things, start=1):
            if number == 1:
                console().print(f"\n{title}")
            console().print(escape(f"  {number}. {each.name}"))
    # Ids are typed into configurations: they are never cut short, and the other columns wrap.
    longest_id = max((len(indicator.id) for indicator in shown.indicators), default=0)
    for domain in shown.domains:
        indicators = [indicator for indicator in shown.indicators if indicator.domain == domain.id]
        if not indicators:
            console().print(escape(f"\n{domain.name}: no indicator"))
            continue
        table = _table(title=f"\n{domain.name}", title_justify="left")
        table.add_column("Indicator", min_width=longest_id)
        for heading in ("Unit", "Good", "State", "Target"):
            table.add_column(heading, min_width=len(heading))
        for indicator in indicators:
            target = indicator.target
            aim = "" if target is None or target.value is None else f"{target.value:g} {target.due}"
            agreed = "" if target is None or target.agreed else " (proposed)"
            name = f"[bold]{escape(indicator.label)}[/bold]\n{indicator.id}"
            table.add_row(name, *map(escape, (indicator.unit, indicator.polarity, indicator.state, aim + agreed)))
        console().print(table)


def templates(shown: "Iterable[Template]") -> None:
    """Show the templates, a row each."""
    table = _table()
    for heading in ("Template", "Name", "Version", "Kept by", "How often"):
        table.add_column(heading)
    for each in shown:
        table.add_row(*map(escape, (each.id, each.name, each.version, each.filled_in_by, each.frequency)))
    console().print(table)


def template(shown: "Template") -> None:
    """Show one template: what it is for, the columns of each table, and what is checked."""
    console().print(f"[bold]{escape(shown.name)}[/bold], version {escape(shown.version)}")
    console().print(escape(f"{shown.purpose} Kept by: {shown.filled_in_by}, {shown.frequency}."))
    for each in shown.tables:
        table = _table(title=f"Sheet {each.sheet}: {each.title}", title_justify="left")
        for heading in ("Column", "Holds", "", "What belongs there"):
            table.add_column(heading)
        for column in each.columns:
            needed = "computed" if column.formula else "required" if column.required else ""
            needed = needed or ("required when" if column.required_when else "")
            says = column.formula or column.required_when or ", ".join(column.values) or column.to
            told = ": ".join(filter(None, (says, column.help)))
            table.add_row(*map(escape, (column.heading, str(column.kind), needed, told)))
        console().print(table)
        for rule in each.rules:
            console().print(escape(f"  {rule.severity}: {rule.says} unless {rule.expression}"))


def functions(shown: "Iterable[WorksheetFunction]") -> None:
    """All worksheet functions, a line each."""
    table = _table()
    table.add_column("Function", no_wrap=True)
    table.add_column("What it gives")
    for function in shown:
        table.add_row(function.name, escape(function.help))
    console().print(table)


def everything(rules: "Iterable[Rule]", functions_too: "Iterable[WorksheetFunction]") -> None:
    """All finding codes and all worksheet functions, a line each."""
    table = _table()
    table.add_column("Finding", no_wrap=True)
    table.add_column("")
    table.add_column("What is wrong")
    for rule in rules:
        table.add_row(rule.code, rule.severity.value, escape(rule.title))
    console().print(table)
    line("")
    functions(functions_too)
    line("\nExplain one with: tht-xl explain R203, or tht-xl explain THT_RAG")


def function(shown: "WorksheetFunction") -> None:
    """One worksheet function: arguments, help, examples."""
    console().print(f"[bold]{escape(shown.signature)}[/bold]")
    line(shown.help)
    for argument in shown.arguments:
        line(f"  {argument.name}: {argument.help}")
    for example in shown.examples:
        line(f"  {_as_formula(shown.name, example.cells)} → {_result(example.result)}")


def _as_formula(name: str, given: Iterable[object]) -> str:
    texts = (f'"{cell}"' if isinstance(cell, str) else _result(cell) for cell in given)
    return f"={name}({', '.join(texts)})"


def _result(given: object) -> str:
    """Return a cell in one line; a block as Excel writes one, rows separated by semicolons."""
    if isinstance(given, list):
        return "{" + "; ".join(", ".join(_result(cell) for cell in row) for row in given) + "}"
    return "" if given is None else str(given)


def cells(given: object) -> None:
    """Show what a cell, or a block of cells, would show, as text or as JSON."""
    if isinstance(given, list):
        for row in given:
            line("\t".join("" if cell is None else str(cell) for cell in row))
    else:
        line("" if given is None else str(given))


def checks(looked_at: "Iterable[DoctorCheck]") -> None:
    """Show what `doctor` found, a line each, with what to do below it."""
    for check in looked_at:
        console().print(f"{STATES[check.state]} {escape(f'{check.what}: {check.said}')}")
        if check.remedy:
            line(f"    {check.remedy}")


def short(path: Path) -> str:
    """Return a path as somebody in this folder would type it."""
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)
