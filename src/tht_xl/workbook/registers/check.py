"""Check a workbook that was made from a template: its tables, and everything that is wrong, by cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tht_xl.framework.load import load_framework
from tht_xl.model.days import today as this_day
from tht_xl.model.definition import Framework
from tht_xl.model.finding import Finding, Report, RuleRun, Severity
from tht_xl.partnership.checks import partnership_wrongs
from tht_xl.templates.check import wrong_rows
from tht_xl.templates.checks import KIND, REQUIRED, RULE
from tht_xl.templates.definition import Template
from tht_xl.templates.frameworks.rows import FRAMEWORK_TEMPLATE
from tht_xl.templates.load import load_template, template_names
from tht_xl.templates.table import Row, Table, Tables
from tht_xl.workbook.data_sheet.headings import tidy
from tht_xl.workbook.file.container import DamagedError, RawFile
from tht_xl.workbook.found import FoundSoFar
from tht_xl.workbook.opened import open_book
from tht_xl.workbook.origin import BookOrigin, UsedFramework, framework_of, origin_of, read_me
from tht_xl.workbook.registers.framework_faults import CONTRADICTION, faults_of_definitions
from tht_xl.workbook.registers.read import Form, read_tables
from tht_xl.workbook.rule import Fault
from tht_xl.workbook.rules import RULES
from tht_xl.workbook.values_only.as_return import rules_not_run
from tht_xl.workbook.values_only.kind import values_kind

VALUES_ONLY = "R126"
LOOK_AGAIN = "R812"
"""The code of a rule that only warns."""


@dataclass(frozen=True)
class Filled:
    """A workbook made from a template, as it was read.

    Attributes:
        path: The file.
        origin: What it says that it was made from.
        template: What it was read as; None where nobody knows.
        tables: Its tables; None where it could not be read.
        report: Everything that is wrong with it.
        held_back: Table and worksheet row of each row with an error.
    """

    path: Path
    origin: BookOrigin
    template: Template | None
    tables: Tables | None
    report: Report
    held_back: frozenset[tuple[str, int]] = frozenset()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that is wrong with it, in reading order."""
        return self.report.findings

    def __getitem__(self, table: str) -> Table:
        if self.tables is None:
            raise KeyError(table)
        return self.tables[table]

    def usable(self, table: str) -> list[Row]:
        """Return the rows of a table without an error; none where the whole workbook is held back."""
        if self.tables is None or self.report.is_held_back:
            return []
        return [row for row in self.tables[table] if (table, row.number) not in self.held_back]


def read_workbook(
    path: str | Path,
    *,
    template: Template | str | Path | None = None,
    framework: Framework | str | Path | None = None,
    today: date | None = None,
    raw: RawFile | None = None,
) -> Filled:
    """Read a workbook made from a template into typed tables, and check it. Whatever the file is, no exception.

    Args:
        path: The workbook.
        template: What it was made from, its name or its YAML file; what the workbook says unless given.
        framework: Whose lists its references name, its name or its folder; what the workbook says, or "tht", unless
            given.
        today: The day that TODAY() is; this computer's unless given.
        raw: The workbook's file, where it has been read already.

    Raises:
        UnknownNameError: No template or framework has the name that was given.
        MissingExtraError: The library that reads workbooks is not installed.

    Examples:
        >>> from tht_xl import read_workbook
        >>> filled = read_workbook("workbooks/actions.xlsx")  # doctest: +SKIP
        >>> [(row["action"], row["due"], row.address("due")) for row in filled["actions"]]  # doctest: +SKIP
    """
    raw, found = raw or RawFile.read(Path(path)), FoundSoFar(Path(path))
    wanted = template if template is None or isinstance(template, Template) else load_template(template)
    if framework is not None and not isinstance(framework, Framework):
        framework = load_framework(framework)
    if not found.check("file", raw, stop_early=True):
        return Filled(raw.path, BookOrigin(), wanted, None, found.report())
    try:
        book = open_book(raw)
        found.not_run = rules_not_run(book)
        found.add_all(VALUES_ONLY, RULES[VALUES_ONLY].check(book))
        origin = origin_of(read_me(book))
        made = wanted or _template_of(origin, found)
        if made is None:
            return Filled(raw.path, origin, None, None, found.report())
        _compare(origin, made, found)
        definitions = framework or framework_of(origin)
        # A workbook that holds a framework is checked with the lists of another one.
        said = "" if made.id == FRAMEWORK_TEMPLATE else origin.framework
        found.check("origin", UsedFramework(said, definitions))
        form = Form()
        tables = read_tables(book, made, definitions, today or this_day(), form, is_illustrative=origin.is_illustrative)
    except DamagedError as problem:
        found.add(problem.code, Fault(problem.message, problem.expected, sheet=""))
        return Filled(raw.path, BookOrigin(), wanted, None, found.report())
    found.ran += (run for run in _runs(made, tables) if run.code not in found.not_run)
    held: set[tuple[str, int]] = set()
    by_sheet = {tidy(table.sheet): table.id for table in made.tables}
    for code, fault in form.faults:
        found.add(code, fault)
        if fault.row and RULES[code].severity is Severity.ERROR:
            held.add((by_sheet[tidy(fault.sheet or "")], fault.row))
    told = frozenset((tidy(fault.sheet or ""), fault.cell) for code, fault in form.faults if code == KIND)
    held |= add_wrong_rows(found, tables, definitions, told)
    if made.id == FRAMEWORK_TEMPLATE and not found.is_held_back:
        found.add_all(CONTRADICTION, faults_of_definitions(tables, found.findings))
    return Filled(raw.path, origin, made, tables, found.report(), frozenset(held))


def add_wrong_rows(
    found: FoundSoFar, tables: Tables, framework: Framework, told: frozenset[tuple[str, str]] = frozenset()
) -> set[tuple[str, int]]:
    """Add everything that is wrong with the rows of a workbook, and return table and row of each with an error.

    Args:
        found: What has been found so far.
        tables: The workbook's tables.
        framework: Whose lists its references name.
        told: Sheet, in small letters, and address of cells whose content cannot be read and is told of: a formula that
            was never worked out looks blank, and is not missing.
    """
    held: set[tuple[str, int]] = set()
    for wrong in (*wrong_rows(tables), *partnership_wrongs(tables, framework)):
        sheet = tidy(wrong.row.table.definition.sheet)
        if wrong.code == REQUIRED and (sheet, wrong.row.address(wrong.column)) in told:
            continue
        row, code = wrong.row, LOOK_AGAIN if wrong.code == RULE and not wrong.is_error else wrong.code
        place = row.address(wrong.column), row.number
        found.add(code, Fault(wrong.given, wrong.expected, *place, wrong.fix, row.table.definition.sheet))
        if wrong.is_error:
            held.add((row.table.definition.id, row.number))
    return held


def is_register(raw: RawFile) -> bool:
    """Return whether a workbook says that it was made from a template; False for whatever cannot be opened."""
    if not raw.is_zip and not values_kind(raw):
        return False
    try:
        book = open_book(raw)
        # A partner's return of the first kind has its sheet Data, and does not say.
        return book.data_sheet is None and bool(origin_of(read_me(book)).template)
    except DamagedError:
        return False


def _runs(made: Template, tables: Tables) -> Iterator[RuleRun]:
    """Yield what the rules of a template have looked at: the file, its tables, their columns, or their rows."""
    columns = sum(len(table.columns) for table in made.tables)
    rows = sum(len(tables[table.id].rows) for table in made.tables)
    units = {"R801": ("file", 1), "R802": ("table", len(made.tables)), "R803": ("column", columns)}
    units["R811"] = units["R803"]
    for rule in RULES.values():
        if rule.stage == "register":
            yield RuleRun(rule.code, *units.get(rule.code, ("row", rows)))


def _template_of(origin: BookOrigin, found: FoundSoFar) -> Template | None:
    if not origin.template:
        found.add("R801", Fault("the workbook does not say which template it was made from",
                                "the lines under 'Made from' on the sheet 'Read me'", sheet="",
                                fix="Name the template: tht-xl check --template"))  # fmt: skip
        return None
    # Only one that comes with the package: a workbook from outside must not say which file is read.
    if origin.template in template_names():
        return load_template(origin.template)
    found.add("R801", Fault(f"it was made from the template {origin.template!r}",
                            f"one of {', '.join(template_names())}", sheet="",
                            fix="If it is your own, name its YAML file: tht-xl check --template"))  # fmt: skip
    return None


def _compare(origin: BookOrigin, made: Template, found: FoundSoFar) -> None:
    if origin.template and origin.template != made.id:
        found.add("R801", Fault(f"it was made from the template {origin.template!r}", repr(made.id), sheet=""))
    elif origin.version and origin.version != made.version:
        found.add("R801", Fault(f"it was made from version {origin.version}", f"version {made.version}", sheet=""))
