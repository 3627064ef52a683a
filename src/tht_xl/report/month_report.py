"""The month's own report: what whoever runs the month has to do, and everything the checks and the sheet said."""

from collections.abc import Sequence
from dataclasses import dataclass

from tht_xl.evaluation.exceptions import Assessment
from tht_xl.evaluation.results import Unused
from tht_xl.evaluation.returns import ReturnSummary
from tht_xl.model.finding import Finding
from tht_xl.report import text
from tht_xl.report.environment import environment


@dataclass(frozen=True, slots=True)
class SheetReport:
    """What the synchronisation with the shared sheet did, or would do.

    Attributes:
        sentence: In one sentence, with its counts.
        lines: The difference, a line each.
        conflicts: Cells that somebody has to look at. [count]
    """

    sentence: str
    lines: tuple[str, ...] = ()
    conflicts: int = 0


@dataclass(frozen=True, slots=True)
class RegisterReport:
    """What became of a plan, register or log.

    Attributes:
        name: Name of its file.
        keeper: The role that keeps it.
        says: What became of it, in a sentence without its name.
        findings: What is wrong with it.
        is_owed: Whether its keeper owes an update.
    """

    name: str
    keeper: str
    says: str
    findings: tuple[Finding, ...]
    is_owed: bool

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What holds a row, or all of it, back."""
        return tuple(finding for finding in self.findings if finding.holds_back)


def month_report(
    assessments: Sequence[Assessment],
    *,
    title: str,
    month: str,
    returns: Sequence[ReturnSummary] = (),
    registers: Sequence[RegisterReport] = (),
    unused: Sequence[Unused] = (),
    sheet: SheetReport | None = None,
    memory: Sequence[str] = (),
    actions: Sequence[str] = (),
) -> str:
    """Return the month's own report as one self-contained HTML page, for whoever runs the month; never for the board.

    Args:
        assessments: What is known of each indicator.
        title: Title of the board paper.
        month: The month, as it should be read: "November 2025".
        returns: What became of each partner's return.
        registers: What became of each plan, register and log.
        unused: Rows that no indicator, area or period of the framework could be found for.
        sheet: What the shared sheet said; None where there is none.
        memory: What earlier months gave to this one, what was revised, withdrawn or too late, a line each.
        actions: What became of the actions that were typed beside figures, a line each.

    Raises:
        MissingExtraError: Jinja2 is not installed.
    """
    exceptions = [a for a in assessments if a.reasons]
    page = (
        environment()
        .get_template("month_report.html.j2")
        .render(
            title=title,
            month=month,
            tasks=tasks(exceptions, returns, sheet, registers),
            returns=returns,
            registers=registers,
            unused=unused,
            sheet=sheet,
            memory=memory,
            actions=actions,
            exceptions=exceptions,
        )
    )
    return text.showable(page)


def tasks(
    exceptions: Sequence[Assessment],
    returns: Sequence[ReturnSummary],
    sheet: SheetReport | None,
    registers: Sequence[RegisterReport] = (),
) -> tuple[str, ...]:
    """Return what there is to do, a sentence each; every return in one of them at most."""
    said: list[str] = []
    for summary in returns:
        file = f" ({summary.workbook})" if summary.workbook else ""
        if not summary.received:
            said.append(f"Ask {summary.partner} for the return{file}: it has not been received.")
        elif summary.is_held_back:
            said.append(f"Tell {summary.partner} what to correct: the whole return{file} is held back.")
        elif summary.rows_held_back:
            rows = text.count_of(summary.rows_held_back, "row is", "rows are")
            said.append(f"Tell {summary.partner} what to correct: {rows} held back{file}.")
    for register in registers:
        if register.errors:
            said.append(f"Tell the {register.keeper or 'keeper'} what to correct in {register.name}.")
        elif register.is_owed:
            said.append(f'Ask the {register.keeper} to bring {register.name} up to date; "no change" is an answer.')
    if sheet is not None and sheet.conflicts:
        said.append(f"Look at {text.count_of(sheet.conflicts, 'conflict')} in the shared sheet.")
    lacking = [a.indicator.label for a in exceptions if a.lacks_narrative]
    if lacking:
        said.append(f"Ask for a narrative for {text.join_names(lacking)}.")
    return tuple(said)
