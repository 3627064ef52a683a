"""Check a workbook that nobody sends in, such as a table of wards: its cells and formulas, wherever they are.

It says so itself, on its sheet Read me: "Kind: for reading". A month takes no return of that kind.
"""

from dataclasses import replace

from tht_xl.model.definition import Framework
from tht_xl.model.finding import Report, RuleRun
from tht_xl.workbook.comments import read_comments
from tht_xl.workbook.file.book import Book
from tht_xl.workbook.file.container import DamagedError, RawFile
from tht_xl.workbook.found import FoundSoFar
from tht_xl.workbook.opened import AnyBook, open_book, read_sheet
from tht_xl.workbook.origin import UsedFramework, framework_of, origin_of, read_me
from tht_xl.workbook.rule import Fault
from tht_xl.workbook.told_formulas import FormulaSheets
from tht_xl.workbook.values_only.as_return import rules_not_run
from tht_xl.workbook.values_only.kind import values_kind

NO_DATA_SHEET = "R110"


def is_for_reading(raw: RawFile) -> bool:
    """Return whether a workbook says that it is for reading alone; False for whatever cannot be opened."""
    if not raw.is_zip and not values_kind(raw):
        return False
    try:
        book = open_book(raw)
        return book.data_sheet is None and origin_of(read_me(book)).is_for_reading
    except DamagedError:
        return False


def check_for_reading(raw: RawFile, framework: Framework | None = None) -> Report:
    """Return what is wrong with its file, its sheets, their cells and comments, and its formulas.

    Args:
        raw: The file.
        framework: The definitions that its formulas are held against; those that it names unless given.
    """
    run = FoundSoFar(raw.path)
    if run.check("file", raw, stop_early=True):
        try:
            _check_book(run, open_book(raw), framework)
        except DamagedError as problem:
            run.add(problem.code, Fault(problem.message, problem.expected, sheet=""))
    run.ran = list(_together(run.ran))
    return run.report()


def _check_book(run: FoundSoFar, book: AnyBook, framework: Framework | None) -> None:
    run.not_run = rules_not_run(book) | {NO_DATA_SHEET}
    run.check("book", book)
    origin = origin_of(read_me(book))
    used = framework or framework_of(origin)
    run.check("origin", UsedFramework(origin.framework, used))
    sheets = [(entry, read_sheet(book, entry)) for entry in book.sheets if entry.is_worksheet]
    for entry, sheet in sheets:
        run.sheet = entry.name
        run.check("marks", sheet.marks)
        run.check("cells", sheet)
        if isinstance(book, Book):
            run.check("comments", read_comments(book, entry))
    if isinstance(book, Book):
        run.check("formulas", FormulaSheets(book, used, sheets[0][1]))


def _together(runs: list[RuleRun]) -> list[RuleRun]:
    """Return each rule once, with what it looked at on all sheets."""
    found: dict[str, RuleRun] = {}
    for run in runs:
        before = found.get(run.code)
        found[run.code] = replace(run, checked=run.checked + before.checked) if before else run
    return list(found.values())
