"""R201 to R206, R210, R212, R213 and R217: whether the figures are figures, and possible ones."""

from collections.abc import Iterator

import numpy as np

from tht_xl.model.finding import Severity
from tht_xl.workbook.data_sheet.headings import COUNTS, NUMBERS
from tht_xl.workbook.data_sheet.reading import MAX_FIGURE, Kind, time_kind
from tht_xl.workbook.data_sheet.shorthand import advice_on
from tht_xl.workbook.data_sheet.table import Flags, ReturnTable
from tht_xl.workbook.rule import Fault, rule


def _of_kind(table: ReturnTable, *kinds: Kind) -> Iterator[tuple[str, int]]:
    """Heading and row of each number cell that holds one of these kinds of thing."""
    for heading in NUMBERS:
        for index in table.where(table.numbers[heading].has(*kinds)):
            yield heading, index


@rule(
    "R201",
    "A cell that should hold a number holds something else",
    stage="table",
    why="Text is left out of sums without warning.",
    fix="Enter the number alone; put remarks in the Note column; where there is no figure, enter [x].",
)
def cell_is_not_a_number(table: ReturnTable) -> Iterator[Fault]:
    """Text or TRUE or FALSE in a number column. A text that says why there is no figure is told its symbol."""
    for heading, index in _of_kind(table, "text", "boolean"):
        advice = advice_on(str(table.cells(heading)[index]))
        if advice and table.is_protected[index]:
            given = f"{heading.lower()} is a text that says why there is no number"
            yield table.fault_without_figures(heading, index, given, "a symbol such as [c] or [x]", advice)
            continue
        words = f"{heading.lower()} is not a number", "a number"
        given = f"{heading.lower()} is {table.shown(heading, index)}"
        yield table.fault(
            heading, index, given, "a number or a symbol" if advice else "a number", advice, in_words=words
        )


@rule(
    "R202",
    "A number is stored as text",
    stage="table",
    why="It looks like a number, but sums and charts leave it out.",
    fix="Select the cells, click the warning sign beside them and choose Convert to Number.",
)
def number_is_stored_as_text(table: ReturnTable) -> Iterator[Fault]:
    """Text that reads as a number, such as "1,310"."""
    for heading, index in _of_kind(table, "number text"):
        given = f"{heading.lower()} is the text {table.shown(heading, index)}"
        words = f"{heading.lower()} is text that looks like a number", "a number"
        yield table.fault(heading, index, given, "a number", in_words=words)


@rule(
    "R203",
    "The denominator is 0",
    stage="table",
    why="Nothing can be divided by 0, and a group without people has no percentage.",
    fix="Enter the population or clear the row.",
)
def denominator_is_zero(table: ReturnTable) -> Iterator[Fault]:
    """Report a denominator of 0, whatever the measure, and beside a symbol too."""
    for index in table.where(table.numbers["Denominator"].number == 0):
        yield table.fault_without_figures("Denominator", index, "denominator is 0", "above 0")


@rule(
    "R204",
    "One of the two counts is missing",
    stage="table",
    why="A numerator without its denominator gives no value, and a blank is not a 0.",
    fix="Enter both, or neither. Enter 0 in the numerator if none occurred.",
)
def count_is_missing(table: ReturnTable) -> Iterator[Fault]:
    """Numerator without denominator, or the other way round."""
    if not table.has(*COUNTS):
        return
    for heading, other in (COUNTS, COUNTS[::-1]):
        missing = table.numbers[heading].has("blank") & table.numbers[other].has("number")
        # A symbol in Value says why a count is not there.
        missing &= table.computed.is_counted & ~table.numbers["Value"].has("symbol")
        for index in table.where(missing):
            given = f"{heading.lower()} is blank"
            yield table.fault_without_figures(heading, index, given, f"a number, as in {other.lower()}")


@rule(
    "R205",
    "A count or percentage is negative",
    stage="table",
    why="A count cannot be below 0.",
    fix="Correct the number.",
)
def number_is_negative(table: ReturnTable) -> Iterator[Fault]:
    """Report a count, or anything of an indicator that counts, below 0."""
    for heading in NUMBERS:
        # A score or a difference may well be negative; what is counted may not.
        matters = np.ones(len(table), bool) if heading in COUNTS else table.computed.is_counted | table.is_percent
        with np.errstate(invalid="ignore"):
            negative = table.numbers[heading].number < 0
        for index in table.where(negative & matters):
            words = f"{heading.lower()} is negative", "0 or more"
            given = f"{heading.lower()} is {table.shown(heading, index)}"
            yield table.fault(heading, index, given, "0 or more", in_words=words)


@rule(
    "R206",
    "The numerator is above the denominator",
    stage="table",
    why="No more people can be counted than there are; the two are often swapped.",
    fix="Check both numbers.",
)
def numerator_is_above_denominator(table: ReturnTable) -> Iterator[Fault]:
    """Report a proportion above 1."""
    count, base = (table.numbers[heading].number for heading in COUNTS)
    above = (count > base) & (base > 0)
    for index in table.where(above & _is_proportion(table)):
        given = "numerator is the larger of the two"
        yield table.fault_without_figures("Numerator", index, given, "at most the denominator")


@rule(
    "R210",
    "A row has no figure",
    stage="table",
    severity=Severity.WARNING,
    why="It is shown as missing.",
    fix="Enter the figure, or [x] in the Value column where there will be none.",
)
def row_has_no_figure(table: ReturnTable) -> Iterator[Fault]:
    """Neither counts nor a value, and no symbol that says why."""
    nothing = np.ones(len(table), bool)
    for heading in (*COUNTS, "Value"):
        column = table.numbers[heading]
        awaits = (column.has("error", "unsaved") & column.is_ours) | _is_formula_without_value(table, heading)
        nothing &= column.has("blank") | (awaits & table.computed.is_counted)
    if table.has("Value"):
        for index in table.where(nothing):
            yield table.fault_without_figures("Value", index, "no figure", "counts, a value or a symbol such as [x]")


@rule(
    "R212",
    "A count is not a whole number",
    stage="table",
    severity=Severity.WARNING,
    why="People are counted in ones; a fraction suggests a weighted or estimated number.",
    fix="Enter the count as it was counted: a fraction has no value. For a denominator, say in the Note why it is a "
    "fraction.",
)
def count_is_not_whole(table: ReturnTable) -> Iterator[Fault]:
    """Report a numerator or denominator with decimals."""
    for heading in COUNTS:
        number = table.numbers[heading].number
        for index in table.where((number != np.floor(number)) & ~np.isnan(number) & table.computed.is_counted):
            words = f"{heading.lower()} is not whole", "a whole number"
            given = f"{heading.lower()} is {table.shown(heading, index)}"
            yield table.fault(heading, index, given, "a whole number", in_words=words)


@rule(
    "R213",
    "A number has turned into a date or a time",
    stage="table",
    why="Excel takes 3-4 or 10/11 for a date and 12:30 for a time, and does not keep what was typed.",
    fix="Format the cell as a number and enter the figure again.",
)
def number_has_become_a_date(table: ReturnTable) -> Iterator[Fault]:
    """Report a date, a time of day or a duration in a number column."""
    for heading, index in _of_kind(table, "date"):
        kind = time_kind(table.cells(heading)[index])
        words = f"{heading.lower()} is a {kind}", "a number"
        given = f"{heading.lower()} is the {kind} {table.shown(heading, index)}"
        yield table.fault(heading, index, given, "a number", in_words=words)


@rule(
    "R217",
    "A number is larger than any figure can be",
    stage="table",
    why="No population is that large; a key was held down, or two cells have run together.",
    fix="Correct the number.",
)
def number_is_too_large(table: ReturnTable) -> Iterator[Fault]:
    """Report a number of more than twelve digits, or counts that give such a value."""
    for heading, index in _of_kind(table, "too large"):
        given = (
            f"{heading.lower()} is larger than any population" if heading in COUNTS else f"{heading.lower()} is huge"
        )
        yield table.fault_without_figures(heading, index, given, f"at most {MAX_FIGURE:,.0f}")
    for index in table.where(table.computed.is_absurd):
        given = "the counts give a value larger than any figure can be"
        yield table.fault_without_figures("Denominator", index, given, "a denominator that fits the numerator")


def _is_formula_without_value(table: ReturnTable, heading: str) -> Flags:
    """Return where any formula shows #N/A because its row has no counts."""
    candidates = table.numbers[heading].has("error") & table.numbers[heading].is_formula
    candidates[candidates] = [table.shown(heading, index) == "#N/A" for index in table.where(candidates)]
    return candidates


def _is_proportion(table: ReturnTable) -> Flags:
    return table.indicators.where(lambda indicator: indicator is not None and indicator.measure == "proportion")
