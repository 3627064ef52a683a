"""R306 to R309 and R313: whether a row agrees with the definition of its indicator and with what was published."""

from collections.abc import Iterator

import numpy as np

from tht_xl.evaluation.rows.resolve import is_same_people
from tht_xl.model.definition import Indicator
from tht_xl.model.finding import Severity
from tht_xl.workbook.data_sheet.headings import COUNTS, PUBLISHED, RESULTS
from tht_xl.workbook.data_sheet.reading import decimals_typed
from tht_xl.workbook.data_sheet.table import Flags, ReturnTable
from tht_xl.workbook.rule import Fault, rule

LIMITS_AGREE = 0.1
"""How far limits computed from released counts may be from those made from unrounded ones. [the value's unit]"""


@rule(
    "R306",
    "Sex or age is not the indicator's",
    stage="table",
    why="Sex and age are part of an indicator: male and female are two indicators.",
    fix="Choose the indicator for these people, or clear the cell.",
)
def people_are_not_the_indicators(table: ReturnTable) -> Iterator[Fault]:
    """Report a Sex or Age column that differs from the definition."""
    for heading in ("Sex", "Age"):
        if table.has(heading):
            rows = list(zip(table.indicators.codes.tolist(), table.texts[heading], strict=True))
            wrong = {
                (code, text): f"{own!r}, as {indicator.id} has it"
                for code, text in dict.fromkeys(rows)
                if text and (indicator := table.indicators.each[code]) is not None
                if not is_same_people(text, own := str(getattr(indicator, heading.lower())))
            }
            for index, row in enumerate(rows) if wrong else ():
                if row in wrong:
                    yield table.fault(heading, index, f"{heading.lower()} is {row[1]!r}", wrong[row])


@rule(
    "R307",
    "The published value differs from the computed one",
    stage="table",
    severity=Severity.WARNING,
    why="The counts are not those behind the published value, or one of them is wrong.",
    fix="Check the counts and the published value against the source.",
)
def published_value_differs(table: ReturnTable) -> Iterator[Fault]:
    """They differ by more than the rounding of the published value."""
    published, computed = table.numbers["Published value"].number, table.computed.value
    for index in table.where(np.abs(published - computed) > 1e-9):
        if abs(published[index] - computed[index]) > rounding(table, index, published[index]):
            given = f"published value is {table.shown('Published value', index)}"
            words = "published value differs from that of the counts", "the value of the counts"
            expected = f"{computed[index]:.6g}, from the counts"
            yield table.fault("Published value", index, given, expected, in_words=words)


def rounding(table: ReturnTable, index: int, number: float) -> float:
    """Return how far a number may be from the exact one if it was rounded as typed, or as the indicator is shown."""
    indicator: Indicator | None = table.indicators.things[index]
    decimals = max(decimals_typed(number), indicator.decimals if indicator else 0)
    return 0.5000001 * 10.0**-decimals


@rule(
    "R308",
    "The published limits differ from the computed ones",
    stage="table",
    severity=Severity.WARNING,
    why="Released counts give limits within 0.1 of the published ones; these counts do not.",
    fix="Check the counts and the published limits against the source.",
)
def published_limits_differ(table: ReturnTable) -> Iterator[Fault]:
    """They differ by more than 0.1 of the unit."""
    for heading, own in zip(PUBLISHED[1:], RESULTS[1:], strict=True):
        published, computed = table.numbers[heading].number, table.computed.of(own)
        for index in table.where(np.abs(published - computed) > LIMITS_AGREE):
            if abs(published[index] - computed[index]) > LIMITS_AGREE + rounding(table, index, published[index]):
                # The limit is not repeated: beside rounded counts it would give the exact ones away (R407).
                given = f"{heading.lower()} is further than {LIMITS_AGREE} from the computed one"
                words = given, "about that of the counts"
                yield table.fault(heading, index, given, f"about {computed[index]:.6g}", in_words=words)


@rule(
    "R309",
    "Counts are given for a measure that is not computed from counts",
    stage="table",
    severity=Severity.WARNING,
    why="The number of people asked is not a denominator: weights make a survey's value, and its source publishes it.",
    fix="Clear the counts, or put them into a column of your own. They are not used.",
)
def counts_are_not_used(table: ReturnTable) -> Iterator[Fault]:
    """Numerator or denominator beside a survey's or a published value."""
    for heading in COUNTS:
        unused = _takes_no_counts(table) & table.numbers[heading].has("number")
        for index in table.where(unused & ~table.numbers["Value"].has("blank")):
            expected = f"blank: the measure is {_measure(table, index)!r}"
            yield table.fault_without_figures(heading, index, f"{heading.lower()} is given", expected)


@rule(
    "R313",
    "There are counts where a published value belongs",
    stage="table",
    why="The indicator is not computed from counts, so the row has no figure that can be used.",
    fix="Enter in Value what the source published, with its limits. The counts are not used.",
)
def value_is_not_given(table: ReturnTable) -> Iterator[Fault]:
    """Numerator or denominator without a value, for a survey's or a published measure."""
    given = table.numbers["Numerator"].has("number") | table.numbers["Denominator"].has("number")
    missing = _takes_no_counts(table) & given & table.numbers["Value"].has("blank")
    for index in table.where(missing) if table.has("Value") else ():
        expected = f"the published value: the measure is {_measure(table, index)!r}"
        yield table.fault_without_figures("Value", index, "value is blank beside counts", expected)


def _takes_no_counts(table: ReturnTable) -> Flags:
    return table.indicators.is_known & ~table.computed.is_counted


def _measure(table: ReturnTable, index: int) -> str:
    indicator = table.indicators.things[index]
    return indicator.measure if indicator else ""
