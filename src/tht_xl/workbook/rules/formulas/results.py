"""R207 and R506 to R509: formulas whose result is an error, or is not there."""

from collections.abc import Iterable, Iterator

import numpy as np

from tht_xl.model.finding import Severity
from tht_xl.workbook.data_sheet.headings import COUNTS, KEYS, NUMBERS, OPTIONAL, PUBLISHED, RESULTS
from tht_xl.workbook.data_sheet.table import Flags, ReturnTable
from tht_xl.workbook.rule import Fault, rule

CALCULATE = "Open the workbook in Excel, let it calculate, and save it."


@rule(
    "R207",
    "A cell shows an error",
    stage="table",
    why="The figure is lost: a formula points at something that is no longer there, or cannot work it out.",
    fix="Correct the formula, or enter the figure.",
)
def cell_shows_an_error(table: ReturnTable) -> Iterator[Fault]:
    """Report an error value, unless the row's counts are what is used, or it only repeats what is wrong with them."""
    for heading, index, shown in _errors(table, KEYS):
        yield table.fault_without_figures(heading, index, f"{heading.lower()} is {shown}", f"the {heading.lower()}")
    for heading in NUMBERS:
        for index in table.where(table.numbers[heading].has("error")):
            shown = table.shown(heading, index)
            if heading not in RESULTS or not _follows_counts(table, heading, index, shown):
                yield table.fault_without_figures(heading, index, f"{heading.lower()} is {shown}", "a number")


def _follows_counts(table: ReturnTable, heading: str, index: int, shown: str) -> bool:
    """Return whether an error in a result loses nothing: the counts give the result, or are at fault or awaited."""
    column = table.numbers[heading]
    if not table.indicators.is_known[index]:
        # Our own functions cannot know what the row cannot say; R301 and R304 ask for it.
        return bool(column.is_formula[index] and column.is_ours[index])
    if not table.computed.is_counted[index]:
        return False
    if table.computed.has_result[index]:
        return True
    if all(table.numbers[count].has("blank")[index] for count in COUNTS):
        # Without the functions, Excel says #NAME? where they would say #N/A.
        return bool(column.is_formula[index]) and (
            shown == "#N/A" or (shown == "#NAME?" and bool(column.is_ours[index]))
        )
    return bool(column.is_formula[index])


@rule(
    "R506",
    "A formula has no saved result, but is not needed",
    stage="table",
    severity=Severity.WARNING,
    why="A program that does not calculate has saved the workbook. The counts are what is used.",
    fix=CALCULATE,
)
def result_is_not_saved(table: ReturnTable) -> Iterator[Fault]:
    """Report a formula without its result: the first of a row whose counts have the result, or a published number."""
    told = np.zeros(len(table), bool)
    for heading in RESULTS:
        unsaved = table.numbers[heading].has("unsaved") & table.computed.has_result
        yield from _find_unsaved(table, heading, unsaved & ~told)
        told |= unsaved
    for heading in PUBLISHED:
        yield from _find_unsaved(table, heading, table.numbers[heading].has("unsaved"))


@rule(
    "R507",
    "A figure is a formula without a saved result",
    stage="table",
    why="A program that does not calculate has saved the workbook, and the figure is not in it.",
    fix=CALCULATE,
)
def figure_is_not_saved(table: ReturnTable) -> Iterator[Fault]:
    """Report a formula without its result where a count is needed, or a value that does not come from counts."""
    counted, known = table.computed.is_counted, table.indicators.is_known
    for heading in COUNTS:
        yield from _find_unsaved(table, heading, table.numbers[heading].has("unsaved") & counted)
    no_counts = np.all([table.numbers[heading].has("blank") for heading in COUNTS], axis=0)
    for heading in RESULTS:
        column = table.numbers[heading]
        # A formula of ours in a row without counts only waits for them.
        needed = known & (~counted | (no_counts & ~column.is_ours))
        yield from _find_unsaved(table, heading, column.has("unsaved") & needed)


@rule(
    "R508",
    "A formula shows an error beside good counts",
    stage="table",
    severity=Severity.WARNING,
    why="The counts are what is used, so nothing is lost; #NAME? means that the functions are not installed.",
    fix="Install the functions and recalculate, or leave it as it is.",
)
def formula_shows_an_error(table: ReturnTable) -> Iterator[Fault]:
    """Report an error value in a result that the counts have."""
    for heading in RESULTS:
        for index in table.where(table.numbers[heading].has("error") & table.computed.has_result):
            given = f"{heading.lower()} is {table.shown(heading, index)}"
            yield table.fault_without_figures(heading, index, given, "the result of the counts")


@rule(
    "R509",
    "A cell beside the figures shows an error",
    stage="table",
    severity=Severity.WARNING,
    why="What it said is lost, and is read as blank.",
    fix="Correct the formula, or type the text.",
)
def text_shows_an_error(table: ReturnTable) -> Iterator[Fault]:
    """Report an error value in a column of texts that a row can do without."""
    for heading, index, shown in _errors(table, [heading for heading in OPTIONAL if heading not in NUMBERS]):
        yield table.fault_without_figures(heading, index, f"{heading.lower()} is {shown}", "a text, or blank")


def _errors(table: ReturnTable, headings: Iterable[str]) -> Iterator[tuple[str, int, str]]:
    """Heading, row and value of each error in these columns."""
    for heading in headings:
        for index in range(len(table)) if table.sheet.marks.errors else ():
            if shown := table.error(heading, index):
                yield heading, index, shown


def _find_unsaved(table: ReturnTable, heading: str, flags: Flags) -> Iterator[Fault]:
    for index in table.where(flags):
        given = f"the formula in {heading.lower()} has no saved result"
        yield table.fault_without_figures(heading, index, given, "a formula with its result")
