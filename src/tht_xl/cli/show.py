"""What the terminal shows: lines, findings, progress. The modules beside it show one kind of thing each.

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

    from tht_xl.hosts.doctor import DoctorCheck
    from tht_xl.model.finding import Finding, Report
    from tht_xl.month.progress import Notify

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


def borderless_table(**options: Any) -> Any:  # noqa: ANN401 - Rich's table
    """Return a table without lines, as every list on the terminal is."""
    from rich.table import Table

    return Table(box=None, padding=(0, 2, 0, 0), **options)


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
