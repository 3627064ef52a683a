"""What the terminal shows at the end of a month."""

from pathlib import Path

from rich.markup import escape

from tht_xl.cli.show import mark, out, short
from tht_xl.evaluation.exceptions import Assessment
from tht_xl.evaluation.reasons import RED, WORSE, heading
from tht_xl.model.counted import counted
from tht_xl.model.finding import Report, alike
from tht_xl.month.files import PLAN
from tht_xl.month.run import MonthResult
from tht_xl.month.shared_sheet.narratives import narrative_columns
from tht_xl.month.shared_sheet.rows import OPTIONAL
from tht_xl.workbook.file.neighbours import copies_beside

SHORT_DIFF = 12
"""Lines of the plan shown on the terminal; the whole of it is in plan.txt."""
LONG_DIFF = 500
"""Lines of the plan shown where nothing else is; --format json has all of them."""
SHORT_FINDINGS = 20


def month(result: MonthResult) -> None:
    """Show the returns, exceptions, shared sheet and files of a month."""
    config = result.config
    out.print(f"\n[bold]{escape(config.title)}, {config.month.start:%B %Y}[/bold]")
    out.print(escape(f"{result.framework.name} ({result.framework.version})"))
    _returns(result)
    _registers(result)
    _exceptions(result)
    _memory(result)
    _sync(result)
    _files(result)


def _returns(result: MonthResult) -> None:
    out.print("\n[bold]Returns[/bold]")
    if not result.standing.returns:
        out.print("  none: no partner had anything to give")
    for done, summary in zip(result.returns, result.standing.returns, strict=True):
        name, errors = Path(done.report.path).name, len(done.report.errors)
        if not summary.received:
            out.print(f"  [red]✗[/red] {escape(name)}: not received; the last known figures are shown")
            for copy in copies_beside(Path(done.report.path)):
                out.print(f"      {escape(repr(copy))} is there: if that is the return, rename it to {escape(name)}")
            continue
        if done.report.is_held_back:
            out.print(f"  [red]✗[/red] {escape(name)}: held back; the month went on without it")
        elif errors:
            rows = "row is" if len(done.held_back) == 1 else "rows are"
            out.print(f"  [yellow]![/yellow] {escape(name)}: {len(done.held_back)} {rows} held back")
        else:
            rows, notes = counted(len(done.observations), "row"), len(alike(done.report))
            note = f", {counted(notes, 'thing')} to look at" if notes else ", nothing wrong"
            out.print(f"  [green]✓[/green] {escape(name)}: {rows}{note}")
        _findings(done.report)


def _findings(report: Report) -> None:
    said = alike(report)
    for finding in said[:SHORT_FINDINGS]:
        out.print(f"      {mark(finding.first)} {escape(str(finding))}")
    if len(said) > SHORT_FINDINGS:
        out.print(f"      … and {len(said) - SHORT_FINDINGS} more in findings.csv")


def _registers(result: MonthResult) -> None:
    """Show what became of each plan, register and log that the month has."""
    if result.registers or result.actions:
        out.print("\n[bold]Plans, registers and logs[/bold]")
    for register in result.registers:
        is_wrong = bool(register.filled.report.errors)
        sign = "[red]✗[/red]" if register.tables is None else "[yellow]![/yellow]" if is_wrong else "[green]✓[/green]"
        out.print(f"  {sign} {escape(register.name)}: {escape(register.says)}")
        _findings(register.filled.report)
    for text in result.actions:
        out.print(f"  {escape(text)}")


def _exceptions(result: MonthResult) -> None:
    """Show the live indicators that need attention, under the most serious reason of each."""
    assessments = result.standing.assessments.values()
    live = sum(a.indicator.state == "live" for a in assessments)
    groups = result.standing.exceptions
    found = sum(map(len, groups.values()))
    out.print(f"\n[bold]To look at[/bold]: {found} of {counted(live, 'current indicator')}")
    for name, group in groups.items():
        out.print(f"  [bold]{heading(name)}[/bold] ({len(group)})")
        for assessment in group:
            out.print(f"    {escape(_exception(assessment))}")


def _exception(assessment: Assessment) -> str:
    """Return the figure in its own sentence, and whatever the heading above it does not already say."""
    latest, first, *more = assessment.latest, *assessment.reasons
    period = f", {latest.period}" if latest is not None else ""
    is_said = first.id in (RED, WORSE) and latest is not None and latest.sentence
    said = [latest.sentence if is_said and latest is not None else first.words, *(reason.words for reason in more)]
    return f"{assessment.indicator.label}{period}: {'; '.join(said)}"


def _memory(result: MonthResult) -> None:
    """Show what was carried over from earlier months; every line of it, because each says what moved a figure."""
    lines, path = list(result.recollection.lines()), result.recollection.path
    if path is not None and path.exists():
        lines.append(f"{short(path)}: holds counts as they were returned; not to be passed on")
    if lines:
        out.print("\n[bold]Memory[/bold]")
    for text in lines:
        out.print(f"  {escape(text)}")


def sheet(result: MonthResult) -> None:
    """Show the returns and the shared sheet, every line of its plan."""
    config = result.config
    out.print(f"[bold]{escape(config.title)}, {config.month.start:%B %Y}[/bold]")
    _returns(result)
    _sync(result, most=LONG_DIFF)


def _sync(result: MonthResult, most: int = SHORT_DIFF) -> None:
    out.print("\n[bold]Shared sheet[/bold]")
    if result.sync is None:
        out.print("  none in the configuration; --rehearse uses a local copy")
        if PLAN in result.files:
            out.print(f"  the plan of an earlier run has been removed from {PLAN}")
        return
    out.print(f"  {escape(result.sync.sentence)}")
    for column in result.sync.without_column(narrative_columns(result.config)):
        out.print(f"  [yellow]![/yellow] no column is headed {escape(repr(column))}, so the paper has no such text")
    if optional := result.sync.without_column(OPTIONAL):
        named = " or ".join(map(repr, optional))
        out.print(f"  [yellow]![/yellow] head a blank column {escape(named)} and the sync fills it")
    lines = result.sync.lines
    for text in lines[:most]:
        out.print(f"    {escape(text)}")
    if len(lines) > most:
        where = f" in {PLAN}" if PLAN in result.files else "; --format json has the numbers, --out FOLDER the plan"
        out.print(f"    … and {len(lines) - most} more{where}")
    if not result.sync.applied and not result.sync.changes_nothing:
        out.print("  Nothing was written to it; add --apply to write.")


def _files(result: MonthResult) -> None:
    out.print("\n[bold]Files[/bold]")
    said = escape(result.folder.said)
    if result.folder.is_kept:
        out.print(f"  none written to {escape(short(result.config.output))}: {said}")
        out.print("  To have those of this run: --out FOLDER")
    elif said:
        out.print(f"  [yellow]![/yellow] {said}")
    for path in result.files.values():
        out.print(f"  {escape(short(path))}")
