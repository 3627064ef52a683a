"""R110, R117 and R126: the worksheets of the workbook, and how much of it is read."""

from collections.abc import Iterator
from difflib import get_close_matches

from tht_xl.model.finding import Scope, Severity
from tht_xl.workbook.file.book import DATA_SHEET
from tht_xl.workbook.opened import AnyBook
from tht_xl.workbook.rule import Fault, rule
from tht_xl.workbook.values_only.book import ValuesBook
from tht_xl.workbook.values_only.unseen import NOT_RUN, UNSEEN


@rule(
    "R110",
    'There is no worksheet "Data"',
    stage="book",
    scope=Scope.RETURN,
    why="The figures are looked for on the worksheet of that name and nowhere else.",
    fix='Put the table on a worksheet named "Data".',
)
def data_sheet_is_missing(book: AnyBook) -> Iterator[Fault]:
    """No worksheet has the name, whatever its capitals."""
    if book.data_sheet:
        return
    names = {sheet.name.casefold(): sheet.name for sheet in book.sheets if sheet.is_worksheet}
    close = get_close_matches(DATA_SHEET.casefold(), names, n=1, cutoff=0.6)
    only = next(iter(names.values())) if len(names) == 1 else None
    nearest = names[close[0]] if close else only
    fix = f'Rename the worksheet {nearest!r} to "Data" if it holds the table.' if nearest else ""
    listed = ", ".join(map(repr, names.values())) or "none"
    yield Fault(f"the worksheets are {listed}", 'a worksheet "Data"', fix=fix)


@rule(
    "R117",
    "A worksheet is hidden",
    stage="book",
    severity=Severity.WARNING,
    why="A hidden worksheet travels with the file, and has published personal data before.",
    fix="Unhide it and look; delete it if it should not be sent.",
)
def worksheet_is_hidden(book: AnyBook) -> Iterator[Fault]:
    """Report a hidden worksheet."""
    for sheet in book.sheets:
        if sheet.is_hidden:
            yield Fault("the worksheet is hidden", "worksheets that everybody can see", sheet=sheet.name)


@rule(
    "R126",
    "Only the values of the workbook are read",
    stage="book",
    severity=Severity.WARNING,
    scope=Scope.RETURN,
    why="A text has no formulas or comments, and those of .xls, .xlsb and .ods files are not looked at.",
    fix="Nothing, if the values are all that counts; otherwise send it as an Excel workbook (.xlsx).",
)
def structure_is_not_read(book: AnyBook) -> Iterator[Fault]:
    """Say of a .xls, .xlsb, .ods or .csv file what was not looked at, and which rules did not run."""
    if isinstance(book, ValuesBook):
        codes = ", ".join(sorted(NOT_RUN[book.kind]))
        yield Fault(
            f"values only: {UNSEEN[book.kind]} ({codes} did not run)", "an Excel workbook (.xlsx or .xlsm)", sheet=""
        )
