"""R201 to R213: whether the figures are figures, and possible ones."""

from collections.abc import Iterator

import numpy as np

from tht_xl.model.finding import Severity
from tht_xl.workbook.headings import COUNTS, NUMBERS, RESULTS
from tht_xl.workbook.reading import Kind
from tht_xl.workbook.rule import Fault, rule
from tht_xl.workbook.table import Flags, Table


def _of_kind(table: Table, *kinds: Kind) -> Iterator[tuple[str, int]]:
    """Heading and row of each number cell that holds one of these kinds of thing."""
    for heading in NUMBERS:
        for index in table.where(table.numbers[heading].has(*kinds)):
            yield heading, index


@rule(
    "R201",
    "A cell that should hold a number holds something else",
    stage="table",
    why="Text is left out of sums without a word.",
    fix="Enter the number alone; put remarks in the Note column; leave the cell blank where there is no figure.",
)
def cell_is_not_a_number(table: Table) -> Iterator[Fault]:
    """Text or TRUE or FALSE in a number column."""
    for heading, index in _of_kind(table, "text", "boolean"):
        yield table.fault(heading, index, f"{heading.lower()} is {table.shown(heading, index)}", "a number")


@rule(
    "R202",
    "A number is stored as text",
    stage="table",
    why="It looks like a number, but sums and charts leave it out.",
    fix="Select the cells, click the warning sign beside them and choose Convert to Number.",
)
def number_is_stored_as_text(table: Table) -> Iterator[Fault]:
    """Text that reads as a number, such as "1,310"."""
    for heading, index in _of_kind(table, "number text"):
        given = f"{heading.lower()} is the text {table.shown(heading, index)}"
        yield table.fault(heading, index, given, "a number")


@rule(
    "R203",
    "The denominator is 0",
    stage="table",
    why="Nothing can be divided by 0, and a group without people has no percentage.",
    fix="Enter the population or clear the row.",
)
def denominator_is_zero(table: Table) -> Iterator[Fault]:
    """Nobody could have been counted."""
    for index in table.where(table.numbers["Denominator"].number == 0):
        yield table.fault("Denominator", index, "denominator is 0", "above 0")


@rule(
    "R204",
    "One of the two counts is missing",
    stage="table",
    why="A numerator without its denominator gives no value, and a blank is not a 0.",
    fix="Enter both, or neither. Enter 0 in the numerator if none occurred.",
)
def count_is_missing(table: Table) -> Iterator[Fault]:
    """Numerator without denominator, or the other way round."""
    if not table.has(*COUNTS):
        return
    for heading, other in (COUNTS, COUNTS[::-1]):
        missing = table.numbers[heading].has("blank") & table.numbers[other].has("number")
        for index in table.where(missing & table.computed.is_counted):
            yield table.fault(heading, index, f"{heading.lower()} is blank", f"a number, as in {other.lower()}")


@rule(
    "R205",
    "A count or percentage is negative",
    stage="table",
    why="There are no fewer than 0 people.",
    fix="Correct the number.",
)
def number_is_negative(table: Table) -> Iterator[Fault]:
    """A count, or anything of an indicator that counts, below 0."""
    for heading in NUMBERS:
        # A score or a difference may well be negative; what is counted may not.
        matters = np.ones(len(table), bool) if heading in COUNTS else table.computed.is_counted | _is_percent(table)
        with np.errstate(invalid="ignore"):
            negative = table.numbers[heading].number < 0
        for index in table.where(negative & matters):
            yield table.fault(heading, index, f"{heading.lower()} is {table.shown(heading, index)}", "0 or more")


@rule(
    "R206",
    "The numerator is above the denominator",
    stage="table",
    why="More people than there are cannot have been counted; the two are often swapped.",
    fix="Check both numbers.",
)
def numerator_is_above_denominator(table: Table) -> Iterator[Fault]:
    """A proportion above 1."""
    count, base = (table.numbers[heading].number for heading in COUNTS)
    above = (count > base) & (base > 0)
    for index in table.where(above & _is_proportion(table)):
        given = f"numerator is {table.shown('Numerator', index)}"
        yield table.fault("Numerator", index, given, f"at most the denominator, {table.shown('Denominator', index)}")


@rule(
    "R207",
    "A cell shows an error",
    stage="table",
    why="The figure is lost: a formula points at something that is no longer there, or cannot work it out.",
    fix="Correct the formula, or enter the figure.",
)
def cell_shows_an_error(table: Table) -> Iterator[Fault]:
    """An error value, unless it only repeats what is wrong with the row's counts."""
    counts_usable = table.numbers["Numerator"].has("number") & table.numbers["Denominator"].has("number")
    no_counts = table.numbers["Numerator"].has("blank") & table.numbers["Denominator"].has("blank")
    for heading, index in _of_kind(table, "error"):
        shown = table.shown(heading, index)
        follows = heading in RESULTS and bool(table.numbers[heading].is_formula[index])
        waits = no_counts[index] and shown == "#N/A"
        broken = not no_counts[index] and (not counts_usable[index] or np.isnan(table.computed.value[index]))
        if not (follows and table.computed.is_counted[index] and (waits or broken)):
            yield table.fault(heading, index, f"{heading.lower()} is {shown}", "a number")


@rule(
    "R210",
    "A row has no figure",
    stage="table",
    severity=Severity.WARNING,
    why="It is shown as missing.",
    fix="Enter the figure, or [x] in the Value column where there will be none.",
)
def row_has_no_figure(table: Table) -> Iterator[Fault]:
    """Neither counts nor a value, and no symbol that says why."""
    nothing = np.ones(len(table), bool)
    for heading in (*COUNTS, "Value"):
        column = table.numbers[heading]
        nothing &= column.has("blank") | (column.has("error") & column.is_formula & table.computed.is_counted)
    if table.has("Value"):
        for index in table.where(nothing):
            yield table.fault("Value", index, "no figure", "counts, a value or a symbol such as [x]")


@rule(
    "R212",
    "A count is not a whole number",
    stage="table",
    severity=Severity.WARNING,
    why="People are counted in ones; a fraction suggests a weighted or estimated number.",
    fix="Enter the count as it was counted, or say in the Note why it is a fraction.",
)
def count_is_not_whole(table: Table) -> Iterator[Fault]:
    """A numerator or denominator with decimals."""
    for heading in COUNTS:
        number = table.numbers[heading].number
        for index in table.where((number != np.floor(number)) & ~np.isnan(number) & table.computed.is_counted):
            yield table.fault(heading, index, f"{heading.lower()} is {table.shown(heading, index)}", "a whole number")


@rule(
    "R213",
    "A number has turned into a date",
    stage="table",
    why="Excel takes 3-4 or 10/11 for a date and forgets what was typed.",
    fix="Format the cell as a number and enter the figure again.",
)
def number_has_become_a_date(table: Table) -> Iterator[Fault]:
    """A date or time in a number column."""
    for heading, index in _of_kind(table, "date"):
        yield table.fault(heading, index, f"{heading.lower()} is the date {table.shown(heading, index)}", "a number")


def _is_proportion(table: Table) -> Flags:
    return np.array([i is not None and i.measure == "proportion" for i in table.indicators.things], bool)


def _is_percent(table: Table) -> Flags:
    return np.array([i is not None and i.unit == "%" for i in table.indicators.things], bool)
