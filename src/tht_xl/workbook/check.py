"""Check a partner's workbook: everything that is wrong in one pass, and the rows that can be used."""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework
from tht_xl.model.finding import Finding, Report, Scope, Severity
from tht_xl.workbook.address import column_number
from tht_xl.workbook.book import Book
from tht_xl.workbook.container import DamagedError, RawFile
from tht_xl.workbook.marks import DIGITS, read_marks
from tht_xl.workbook.observations import HeldBack, held_back, no_observations, observations_of
from tht_xl.workbook.rule import Fault, Stage
from tht_xl.workbook.rules import RULES
from tht_xl.workbook.sheet import DataSheet
from tht_xl.workbook.table import Table
from tht_xl.workbook.values import read_values

DAMAGED = RULES["R105"]


@dataclass(frozen=True, slots=True)
class Return:
    """A partner's return, checked.

    Attributes:
        report: All findings, in reading order.
        observations: The rows that can be used: the observation columns, then workbook, sheet, row and cell. Empty
            where the whole return is held back.
        held_back: The rows that cannot, each with the codes of its errors.
    """

    report: Report
    observations: pd.DataFrame
    held_back: tuple[HeldBack, ...]


@dataclass(slots=True)
class _Pass:
    """The findings of one workbook as they come in, and the rows that they hold back."""

    path: Path
    sheet: str = ""
    findings: list[Finding] = field(default_factory=list)
    broken: list[tuple[int, str]] = field(default_factory=list)

    def check(self, stage: Stage, subject: object, *, stop_early: bool = False) -> bool:
        """Apply the rules of a stage; whether the return can still be used."""
        for rule in RULES.values():
            if rule.stage == stage:
                for fault in rule.check(subject):
                    self.add(rule.code, fault)
                if stop_early and self.is_held_back:
                    break
        return not self.is_held_back

    def add(self, code: str, fault: Fault) -> None:
        rule = RULES[code]
        self.findings.append(rule.finding(fault, self.sheet))
        if fault.row and rule.severity is Severity.ERROR and rule.scope is Scope.ROW:
            self.broken.append((fault.row, code))

    @property
    def is_held_back(self) -> bool:
        return any(f.severity is Severity.ERROR and f.scope is Scope.RETURN for f in self.findings)

    def report(self) -> Report:
        return Report(str(self.path), tuple(sorted(self.findings, key=reading_order)))


def check(path: str | Path, *, framework: Framework | str | Path | None = None) -> Report:
    """Check a workbook: everything that is wrong with it, in one pass.

    Args:
        path: The workbook.
        framework: The definitions that its indicators and areas come from, their name or their folder; those of "tht"
            unless given.

    Raises:
        MissingExtraError: The library that reads workbooks is not installed.
        UnknownNameError: No framework has this name.
    """
    if framework is not None and not isinstance(framework, Framework):
        framework = load_framework(framework)
    return check_return(path, framework).report


def check_return(path: str | Path, framework: Framework | None = None) -> Return:
    """Check a partner's return, and take the rows that can be used.

    Whatever the file is, the answer is findings, never an exception.

    Args:
        path: The workbook.
        framework: The definitions that its indicators and areas come from; those of "tht" unless given.

    Raises:
        MissingExtraError: The library that reads workbooks is not installed.
    """
    run = _Pass(Path(path))
    try:
        table = _read(run, framework or load_framework("tht"))
    except DamagedError as problem:
        run.add(DAMAGED.code, Fault(problem.message, "a complete workbook", sheet=""))
        table = None
    if table is None:
        return Return(run.report(), no_observations(), ())
    held = held_back(table, run.broken)
    if run.is_held_back:
        return Return(run.report(), no_observations(), held)
    return Return(run.report(), observations_of(table, run.path.name, {row.row for row in held}), held)


def _read(run: _Pass, framework: Framework) -> Table | None:
    """Check the file stage by stage, as far as it can be read; the rows, if it comes to that."""
    raw = RawFile.read(run.path)
    if not run.check("file", raw, stop_early=True):
        return None
    book = Book.open(raw.container)
    run.check("book", book)
    entry = book.data_sheet
    if entry is None:
        return None
    run.sheet = entry.name
    marks = read_marks(raw.container.part(entry.part), entry.part, book.percent_styles())
    if not run.check("marks", marks):
        return None
    sheet = DataSheet(entry.name, marks, read_values(book, entry.part, marks))
    run.check("layout", sheet)
    run.check("cells", sheet)
    if sheet.layout is None:
        return None
    table = Table.of(sheet, sheet.layout, framework)
    run.check("table", table)
    return table


def reading_order(finding: Finding) -> tuple[str, int, int, str]:
    """Sorts findings as somebody reads a worksheet: from the top, and each row from the left."""
    letters = finding.cell.rstrip(DIGITS)
    row = int(finding.cell[len(letters) :] or 0)
    return finding.sheet, row, column_number(letters), finding.code
