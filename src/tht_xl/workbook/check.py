"""Check a partner's workbook: everything that is wrong in one pass, and the rows that can be used."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pandas as pd

from tht_xl.framework.load import load_framework
from tht_xl.model.days import today as this_day
from tht_xl.model.definition import Framework
from tht_xl.model.finding import Report, Scope
from tht_xl.model.waiver import Waiver
from tht_xl.workbook.comments import Comments, read_comments
from tht_xl.workbook.cross_checks.asked_rows import asked_rows
from tht_xl.workbook.cross_checks.context import AskedFor, Context
from tht_xl.workbook.cross_checks.examined import Examined
from tht_xl.workbook.data_sheet.observations import HeldBack, held_back, no_observations, observations_of
from tht_xl.workbook.data_sheet.sheet import DataSheet
from tht_xl.workbook.data_sheet.table import ReturnTable
from tht_xl.workbook.data_sheet.written import WrittenText, written_beside
from tht_xl.workbook.file.book import Book
from tht_xl.workbook.file.container import DamagedError, RawFile
from tht_xl.workbook.for_reading import check_for_reading, is_for_reading
from tht_xl.workbook.found import FoundSoFar
from tht_xl.workbook.opened import marks_of, open_book, values_of
from tht_xl.workbook.order import reading_order
from tht_xl.workbook.origin import UsedFramework, framework_of, origin_of, read_me_of_return
from tht_xl.workbook.qa_log import runs_of
from tht_xl.workbook.registers.check import is_register, read_workbook
from tht_xl.workbook.rule import Fault
from tht_xl.workbook.told_formulas import FormulaSheets
from tht_xl.workbook.values_only.as_return import as_return, rules_not_run
from tht_xl.workbook.waiving import FindingPlaces, uses, waive


@dataclass(frozen=True, slots=True)
class Return:
    """A partner's return, checked.

    Attributes:
        report: All findings, in reading order.
        observations: The rows that can be used: the observation columns, then workbook, sheet, row and cell. Empty
            where the whole return is held back.
        held_back: The rows that cannot, each with the codes of its errors.
        places: Where the findings are, for waivers; None where the sheet could not be read.
        written: What is in the columns Narrative and Action, with its cell, by heading, by the key of the row.
    """

    report: Report
    observations: pd.DataFrame
    held_back: tuple[HeldBack, ...]
    places: FindingPlaces | None = field(default=None, repr=False, compare=False)
    written: Mapping[str, Mapping[str, WrittenText]] = field(default_factory=dict, repr=False, compare=False)


@dataclass(slots=True)
class _FoundInReturn(FoundSoFar):
    """The findings of one return as they come in, and the rows that they hold back."""

    rows: list[int] = field(default_factory=list)
    places: FindingPlaces | None = None

    def add(self, code: str, fault: Fault) -> None:
        FoundSoFar.add(self, code, fault)
        self.rows.append(fault.row)

    def waive(self, waivers: Sequence[Waiver], today: date) -> None:
        if waivers and self.places:
            self.findings = waive(self.findings, waivers, self.places, today)

    @property
    def broken(self) -> list[tuple[int, str]]:
        """Worksheet row and code of each error that holds back a row."""
        pairs = zip(self.findings, self.rows, strict=True)
        return [(row, f.code) for f, row in pairs if row and f.holds_back and f.scope is Scope.ROW]


def check(
    path: str | Path,
    *,
    template: str | Path | None = None,
    framework: Framework | str | Path | None = None,
    earlier: pd.DataFrame | None = None,
    today: date | None = None,
) -> Report:
    """Check a workbook: everything that is wrong with it, in one pass.

    Args:
        path: The workbook: a partner's return, or a plan, register or log.
        template: What it was made from, its name or its YAML file; what the workbook itself says unless given.
        framework: The definitions that its indicators and areas come from, their name or their folder; those that it
            names itself, or of "tht", unless given.
        earlier: Observations of earlier returns, to hold the figures against.
        today: The day after which a period lies in the future; this computer's unless given.

    Raises:
        MissingExtraError: The library that reads workbooks is not installed.
        UnknownNameError: No framework or template has this name.
    """
    raw = RawFile.read(Path(path))
    if template is not None or is_register(raw):
        return read_workbook(path, template=template, framework=framework, today=today, raw=raw).report
    if framework is not None and not isinstance(framework, Framework):
        framework = load_framework(framework)
    if is_for_reading(raw):
        return check_for_reading(raw, framework)
    return check_return(path, framework, earlier=earlier, today=today, raw=raw, takes_rows=False).report


def check_return(
    path: str | Path,
    framework: Framework | None = None,
    *,
    waivers: Sequence[Waiver] = (),
    earlier: pd.DataFrame | None = None,
    indicators: Collection[str] = (),
    allows_future: bool = False,
    today: date | None = None,
    raw: RawFile | None = None,
    takes_rows: bool = True,
) -> Return:
    """Check a partner's return, and take the rows that can be used.

    Whatever the file is, the answer is findings, never an exception.

    Args:
        path: The workbook.
        framework: The definitions that its indicators and areas come from; those that it names itself, or
            of "tht", unless given.
        waivers: The findings of this workbook that somebody has waived. They stay in the report and hold nothing
            back. `report_waivers` says afterwards which of them have lapsed.
        earlier: Observations of earlier returns, oldest first, to hold the figures against.
        indicators: Ids that the return was asked for; whatever it holds unless given.
        allows_future: Whether a period may lie in the future, because somebody else looks at that.
        today: The day by which a waiver has ended or not, and after which a period lies in the future; the computer's
            unless given.
        raw: The workbook's file, where it has been read already.
        takes_rows: Whether the rows that can be used are wanted, or its findings alone: of a small return, to make its
            observations takes longer than to read it.

    Raises:
        MissingExtraError: The library that reads workbooks is not installed.
    """
    run = _FoundInReturn(Path(path))
    day = today or this_day()
    asked = AskedFor(tuple(name.strip().casefold() for name in indicators))
    context = Context(earlier, asked, date.max if allows_future else day)
    try:
        table = _read(run, raw or RawFile.read(run.path), framework, context)
    except DamagedError as problem:
        run.add(problem.code, Fault(problem.message, problem.expected, sheet=""))
        table = None
    run.waive(waivers, day)
    if table is None:
        return Return(run.report(), no_observations(), (), run.places)
    held = held_back(table, run.broken)
    if run.is_held_back or not takes_rows:
        return Return(run.report(), no_observations(), held, run.places)
    not_used = {row.row for row in held}
    used = observations_of(table, run.path.name, not_used)
    return Return(run.report(), used, held, run.places, written_beside(table, not_used))


def report_waivers(done: Return, waivers: Sequence[Waiver], *, today: date | None = None) -> Return:
    """Return the same return, with later warnings waived too, and every waiver that matches nothing reported.

    Args:
        done: A return, checked alone and beside the others.
        waivers: Those of this workbook.
        today: The day by which a waiver has ended or not; the computer's unless given.
    """
    if not waivers:
        return done
    day = today or this_day()
    findings = list(done.report.findings)
    if done.places:
        # An error marked here would still have held back its row.
        findings = [f if f.holds_back else waive([f], waivers, done.places, day)[0] for f in findings]
    became = tuple(uses(findings, waivers, done.places, day))
    ran = list(done.report.ran)
    for rule, run in runs_of("waivers", became):
        ran.append(run)
        findings.extend(rule.finding(fault, "") for fault in rule.check(became))
    ordered = tuple(sorted(findings, key=reading_order))
    return replace(done, report=replace(done.report, findings=ordered, ran=tuple(ran)))


def _read(run: _FoundInReturn, raw: RawFile, known: Framework | None, context: Context) -> ReturnTable | None:
    """Check the file stage by stage, as far as it can be read; the rows, if it comes to that."""
    if not run.check("file", raw, stop_early=True):
        return None
    book = open_book(raw)
    run.not_run = rules_not_run(book)
    run.check("book", book)
    said = read_me_of_return(book)
    origin = origin_of(said)
    framework = known or framework_of(origin)
    run.check("origin", UsedFramework(origin.framework, framework))
    entry = book.data_sheet
    if entry is None:
        return None
    run.sheet = entry.name
    marks = marks_of(book, entry)
    if not run.check("marks", marks):
        return None
    sheet = DataSheet(entry.name, marks, values_of(book, entry, marks))
    comments = read_comments(book, entry) if isinstance(book, Book) else Comments()
    run.places = FindingPlaces(sheet, None, comments.texts)
    run.check("layout", sheet)
    run.check("cells", sheet)
    if isinstance(book, Book):
        run.check("comments", comments)
        run.check("formulas", FormulaSheets(book, framework, sheet))
    layout = sheet.layout
    if layout is None:
        return None
    sheet = as_return(book, sheet, layout)
    table = ReturnTable.of(sheet, layout, framework)
    run.places = FindingPlaces(sheet, table, comments.texts)
    run.check("table", table)
    asked = replace(context.asked_for, rows=asked_rows(said, framework))
    broken = frozenset(row for row, _ in run.broken)
    told = frozenset(finding.cell for finding in run.findings if finding.sheet == run.sheet)
    run.check("cross_checks", Examined(table, replace(context, asked_for=asked), broken, told))
    return table
