"""R211, R214 and R216: percentages that are not what they seem."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tht_xl.model.definition import Framework, Indicator
from tht_xl.workbook.data_sheet.headings import COUNTS, NUMBERS, PUBLISHED, RESULTS
from tht_xl.workbook.data_sheet.table import Flags, ReturnTable
from tht_xl.workbook.rule import Fault, rule

FAR_BELOW = 20
"""A percentage this many times below the others of its indicator is a fraction."""
MIN_ROWS = 3
NEAR = 0.1
"""How far a hundredfold fraction may be from what the counts give, which may be rounded. [share]"""


@rule(
    "R211",
    "A percentage is written as a fraction",
    stage="table",
    why="0.28 read as a percentage is a quarter of one per cent.",
    fix="Enter 28 for 28%, and format the cell as a number, not as a percentage.",
    waivable=True,
)
def percentage_is_a_fraction(table: ReturnTable) -> Iterator[Fault]:
    """Report a value that is a hundredth of what its counts give, and the limits of such a value.

    Without counts: a number up to 1 that is shown as a percentage, or lies far below the others of its indicator.
    """
    for heading, is_fraction in table.once(fractions).items():
        for index in table.where(is_fraction):
            given = f"{heading.lower()} is {table.shown(heading, index)}"
            expected = f"a percentage, such as {100 * table.numbers[heading].number[index]:.4g}"
            words = f"{heading.lower()} is a fraction", "a percentage"
            yield table.fault(heading, index, given, expected, in_words=words)


def fractions(table: ReturnTable) -> dict[str, Flags]:
    """For each result and published column, the rows whose percentage is written as a fraction."""
    found = {heading: np.zeros(len(table), bool) for heading in (*RESULTS, *PUBLISHED)}
    # A fraction is above 0 and at most 1: in most returns no percentage is.
    small = {headings: _has_small(table, headings) for headings in (RESULTS, PUBLISHED)}
    for indicator, rows in table.by_indicator if any(small.values()) else ():
        if indicator.unit == "%":
            usual = _usual_value(table, indicator, rows)
            for headings in (each for each, has_small in small.items() if has_small):
                for heading, flags in _fractions(table, headings, rows, usual).items():
                    found[heading][rows] = flags
    return found


def _has_small(table: ReturnTable, headings: tuple[str, ...]) -> bool:
    numbers = (table.numbers[heading].number for heading in headings)
    return any(bool((table.is_percent & (number > 0) & (number <= 1)).any()) for number in numbers)


def _fractions(
    table: ReturnTable, headings: tuple[str, ...], rows: NDArray[np.int64], usual: float
) -> dict[str, Flags]:
    """Return which of an indicator's rows have a fraction as their value, and which as their limits."""
    counted, found = _percentages_of_counts(table, rows), dict[str, Flags]()
    no_value = np.isnan(table.numbers[headings[0]].number[rows])
    for heading in headings:
        column = table.numbers[heading]
        number = column.number[rows]
        small = (number > 0) & (number <= 1)
        alone = small & (column.is_percent[rows] | (number < usual / FAR_BELOW))
        if heading == headings[0]:
            hundredth = np.abs(100 * number - counted) <= NEAR * counted
            found[heading] = np.where(np.isnan(counted), alone, small & hundredth)
        else:
            found[heading] = alone & (found[headings[0]] | (no_value & np.isnan(counted)))
    return found


def _percentages_of_counts(table: ReturnTable, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the percentage that the counts of a row give, whether it may be shown or not; NaN where there are none."""
    count, base = (table.numbers[heading].number[rows] for heading in COUNTS)
    with np.errstate(all="ignore"):
        percentage = 100 * count / base
    return np.where(table.computed.is_counted[rows] & (base > 0), percentage, np.nan)


def _usual_value(table: ReturnTable, indicator: Indicator, rows: np.ndarray) -> float:
    """Return the indicator's usual percentage: from the return itself, else as published, else its target."""
    values = table.numbers["Value"].number[rows]
    values = values[~np.isnan(values)]
    if (values > 1).any():
        return float(np.median(values[values > 1]))
    published = _published(table.framework, indicator)
    if published:
        return float(np.median(published))
    if indicator.target and indicator.target.value is not None:
        return indicator.target.value
    # Nothing to compare with: a whole column of fractions is still more likely than a whole column below 1%.
    return 100.0 if len(values) >= MIN_ROWS else 0.0


def _published(framework: Framework, indicator: Indicator) -> list[float]:
    return [
        numbers[0]
        for series in framework.published
        if series.indicator == indicator.id
        for periods in series.values.values()
        for numbers in periods.values()
        if numbers
    ]


@rule(
    "R214",
    "A percentage is above 100",
    stage="table",
    why="A part cannot be larger than the whole.",
    fix="Check the number, and that it is a percentage.",
    waivable=True,
)
def percentage_is_above_100(table: ReturnTable) -> Iterator[Fault]:
    """More than 100 where the unit is %."""
    percent = table.is_percent
    for heading in (*RESULTS, *PUBLISHED) if percent.any() else ():
        for index in table.where(percent & (table.numbers[heading].number > 100)):
            words = f"{heading.lower()} is above 100", "at most 100"
            given = f"{heading.lower()} is {table.shown(heading, index)}"
            yield table.fault(heading, index, given, "at most 100", in_words=words)


@rule(
    "R216",
    "A percentage is typed with its sign, as text",
    stage="table",
    why="Text is left out of sums and charts without warning.",
    fix="Enter the number alone: 28 for 28%.",
)
def percentage_is_text(table: ReturnTable) -> Iterator[Fault]:
    """Text such as "28%"."""
    for heading in NUMBERS:
        for index in table.where(table.numbers[heading].has("percent text")):
            given = f"{heading.lower()} is the text {table.shown(heading, index)}"
            words = f"{heading.lower()} is text with a % sign", "a number without a % sign"
            yield table.fault(heading, index, given, "a number without a % sign", in_words=words)
