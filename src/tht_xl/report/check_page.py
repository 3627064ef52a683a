"""The page of a check: what is wrong with some workbooks, and every rule that ran, as one HTML page.

It needs no script and nothing from elsewhere. What does not fit on a page is counted on it, and the whole list of
findings is in the page as a file that a link saves: nothing is cut silently.
"""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from pathlib import PurePath

from tht_xl.documents.csv_table import csv_table
from tht_xl.model.counted import counted
from tht_xl.model.finding import Alike, Report, alike
from tht_xl.model.periods.label import day_label
from tht_xl.model.rule_outcome import RuleOutcome
from tht_xl.report.environment import environment

MAX_SHOWN = 20
"""Lines about one rule that are on the page at once."""
MAX_FOLDED = 500
"""Lines about one rule that are on the page at all, the others folded away until somebody asks for them."""
MAX_SAVED = 50_000
"""Findings that the page carries as a file to save; each takes about 300 bytes."""
LIST_HEADINGS = ("workbook", "code", "severity", "sheet", "cell", "found", "expected", "what to do")
LOG_HEADINGS = (
    "workbook", "rule", "title", "severity", "outcome", "checked", "of", "passed", "failed", "waived", "findings",
    "waived by",
)  # fmt: skip


@dataclass(frozen=True)
class CheckedWorkbook:
    """One workbook as the page shows it.

    Attributes:
        report: Its findings.
        log: What came of each rule.
    """

    report: Report
    log: tuple[RuleOutcome, ...]

    @property
    def name(self) -> str:
        """The file's name, without its folders."""
        return PurePath(self.report.path).name

    @property
    def warnings(self) -> int:
        """How many findings hold nothing back and are not waived."""
        return len(self.report) - len(self.report.errors) - len(self.report.waived)

    @property
    def verdict(self) -> str:
        """What becomes of the workbook, in words."""
        if self.report.is_held_back:
            return "the whole workbook is held back"
        if self.report.errors:
            return "rows with errors are held back"
        return "can be used; somebody should look" if self.warnings else "can be used"

    @cached_property
    def rules(self) -> tuple["BrokenRule", ...]:
        """The rules that are broken, those with errors first, each with its findings grouped alike."""
        titles = {outcome.code: outcome.title for outcome in self.log}
        said = sorted(alike(self.report), key=lambda each: (not each.first.holds_back, each.first.code))
        return tuple(
            BrokenRule(code, titles.get(code, ""), "error" if held else "warning", tuple(lines))
            for (held, code), lines in groupby(said, key=lambda each: (each.first.holds_back, each.first.code))
        )


@dataclass(frozen=True)
class BrokenRule:
    """A rule with its findings in one workbook, findings that differ only in their cell as one line."""

    code: str
    title: str
    severity: str
    lines: tuple[Alike, ...]

    @property
    def number(self) -> int:
        """How many findings there are."""
        return sum(len(line.cells) for line in self.lines)

    @property
    def shown(self) -> tuple[Alike, ...]:
        """The first lines."""
        return self.lines[:MAX_SHOWN]

    @property
    def folded(self) -> tuple[Alike, ...]:
        """The lines that are folded away."""
        return self.lines[MAX_SHOWN:MAX_FOLDED]

    @property
    def left_out(self) -> int:
        """How many findings are in the list alone."""
        return sum(len(line.cells) for line in self.lines[MAX_FOLDED:])


def check_page(workbooks: Sequence[CheckedWorkbook], *, today: date) -> str:
    """Return the page of a check, to be written as UTF-8. The same input gives the same bytes.

    Args:
        workbooks: The workbooks in the order in which they were checked.
        today: The day of the check.

    Raises:
        MissingExtraError: Jinja2 is not installed.
    """
    total = sum(len(each.report) for each in workbooks)
    return environment().get_template("check.html.j2").render(
        workbooks=workbooks,
        title=workbooks[0].name if len(workbooks) == 1 else counted(len(workbooks), "workbook"),
        day=day_label(today),
        total=total,
        errors=sum(len(each.report.errors) for each in workbooks),
        warnings=sum(each.warnings for each in workbooks),
        waived=sum(len(each.report.waived) for each in workbooks),
        held_back=sum(each.report.is_held_back for each in workbooks),
        whole_list=_link(findings_csv(each.report for each in workbooks)) if 0 < total <= MAX_SAVED else "",
        whole_log=_link(log_csv(workbooks)),
    )  # fmt: skip


def findings_csv(reports: Iterable[Report]) -> str:
    """Return every finding, one line each, as CSV."""
    return csv_table(
        LIST_HEADINGS,
        (
            (PurePath(report.path).name, f.code, f.severity.value, f.sheet, f.cell, f.given, f.expected,
             f.waiver.words if f.waiver else f.fix)
            for report in reports
            for f in report
        ),
    )  # fmt: skip


def log_csv(workbooks: Iterable[CheckedWorkbook]) -> str:
    """Return the QA log: a line for each rule of each workbook, as CSV."""
    return csv_table(
        LOG_HEADINGS,
        (
            (each.name, o.code, o.title, o.severity, o.outcome, o.checked, o.unit, o.passed, o.failed, o.waived,
             o.findings, " ".join(o.waivers))
            for each in workbooks
            for o in each.log
        ),
    )  # fmt: skip


def _link(text: str) -> str:
    return "data:text/csv;charset=utf-8;base64," + base64.b64encode(text.encode()).decode()
