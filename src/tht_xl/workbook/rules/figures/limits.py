"""R208, R209 and R215: a value and its limits."""

from collections.abc import Iterator

import numpy as np

from tht_xl.model.finding import Severity
from tht_xl.workbook.data_sheet.headings import PUBLISHED, RESULTS
from tht_xl.workbook.data_sheet.table import ReturnTable
from tht_xl.workbook.rule import Fault, rule
from tht_xl.workbook.rules.figures.units import fractions


@rule(
    "R208",
    "The lower limit is above the upper limit",
    stage="table",
    why="The two are swapped, or one of them belongs to another row.",
    fix="Check both limits.",
)
def limits_are_swapped(table: ReturnTable) -> Iterator[Fault]:
    """Lower above upper, in the limits or the published limits."""
    for low, high in (RESULTS[1:], PUBLISHED[1:]):
        for index in table.where(table.numbers[low].number > table.numbers[high].number):
            given = f"{low.lower()} is {table.shown(low, index)}"
            words = f"{low.lower()} is above the {high.lower()}", "at most the upper limit"
            expected = f"at most the {high.lower()}, {table.shown(high, index)}"
            yield table.fault(low, index, given, expected, in_words=words)


@rule(
    "R209",
    "A value lies outside its own limits",
    stage="table",
    why="A confidence interval contains its value; one of the three belongs to another row.",
    fix="Check the value and both limits against the source.",
    waivable=True,
)
def value_is_outside_its_limits(table: ReturnTable) -> Iterator[Fault]:
    """Value below its lower or above its upper limit, and no other rule says why."""
    # A fraction is R211's; beside counts, R502 and R503 compare each result with what the counts give.
    is_fraction, is_computed = table.once(fractions), ~np.isnan(table.computed.value)
    for value, low, high in (RESULTS, PUBLISHED):
        v, lower, upper = (table.numbers[heading].number for heading in (value, low, high))
        outside = ((v < lower) | (v > upper)) & ~(lower > upper) & ~is_fraction[value]
        for index in table.where(outside & ~is_computed if value == "Value" else outside):
            given = f"{value.lower()} is {table.shown(value, index)}"
            limits = [table.shown(heading, index).strip("'") or "…" for heading in (low, high)]
            words = f"{value.lower()} is outside its limits", "a value between them"
            yield table.fault(value, index, given, f"within its limits, {' to '.join(limits)}", in_words=words)


@rule(
    "R215",
    "One of the two limits is missing",
    stage="table",
    severity=Severity.WARNING,
    why="Half an interval cannot be compared with anything.",
    fix="Enter both limits, or neither.",
)
def limit_is_missing(table: ReturnTable) -> Iterator[Fault]:
    """Report a lower limit without an upper, or the other way round."""
    for low, high in (RESULTS[1:], PUBLISHED[1:]):
        for heading, other in ((low, high), (high, low)):
            lonely = table.numbers[heading].has("blank") & table.numbers[other].has("number")
            for index in table.where(lonely) if table.has(heading, other) else ():
                given = f"{heading.lower()} is blank"
                yield table.fault_without_figures(heading, index, given, f"a number, as in {other.lower()}")
