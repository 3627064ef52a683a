"""R501 to R505: formulas that are stale, typed over, or missing, and text that acts as one."""

from collections.abc import Iterator

import numpy as np

from tht_xl.model.finding import Severity
from tht_xl.workbook.data_sheet.headings import NUMBERS, RESULTS
from tht_xl.workbook.data_sheet.sheet import DataSheet
from tht_xl.workbook.data_sheet.table import ReturnTable
from tht_xl.workbook.file.marks import Position
from tht_xl.workbook.rule import Fault, rule
from tht_xl.workbook.rules.rows.definition import rounding

SAME = 1e-9
"""Relative difference below which two results are the same."""
FORMULA_STARTS = ("=", "+", "-", "@")


@rule(
    "R501",
    "A formula has been typed over",
    stage="table",
    severity=Severity.WARNING,
    why="The number is right today, but will not follow the counts when they are revised.",
    fix="Copy the formula from the row above.",
)
def formula_is_typed_over(table: ReturnTable) -> Iterator[Fault]:
    """Report a typed number that agrees with the counts of its row."""
    for heading, index, agrees in _typed_results(table):
        if agrees:
            given = f"{heading.lower()} is the typed number {table.shown(heading, index)}"
            words = f"{heading.lower()} is a typed number", "the formula of the other rows"
            yield table.fault(heading, index, given, "the formula of the other rows", in_words=words)


@rule(
    "R502",
    "A formula's result is not that of its counts",
    stage="table",
    severity=Severity.WARNING,
    why="The workbook was saved without recalculating, or its formula is another. The counts are what is used.",
    fix="Recalculate (F9) and save; if it stays, copy the formula from the row above.",
)
def formula_is_stale(table: ReturnTable) -> Iterator[Fault]:
    """Report a stored result of a formula that differs from what the counts give."""
    for heading in RESULTS:
        column, computed = table.numbers[heading], table.computed.of(heading)
        differs = np.abs(column.number - computed) > SAME * np.maximum(1.0, np.abs(computed))
        for index in table.where(column.is_formula & differs):
            given = f"{heading.lower()} is {table.shown(heading, index)}"
            words = f"{heading.lower()} differs from that of the counts", "the result of the counts"
            yield table.fault(heading, index, given, f"{computed[index]:.6g}, from the counts", in_words=words)


@rule(
    "R503",
    "A typed value contradicts its counts",
    stage="table",
    why="Nobody can tell whether the value or the counts are right.",
    fix="Correct the counts, or copy the formula from the row above in place of the number.",
    waivable=True,
)
def typed_value_contradicts_counts(table: ReturnTable) -> Iterator[Fault]:
    """Report a typed number that differs from the counts by more than its rounding."""
    for heading, index, agrees in _typed_results(table):
        if not agrees:
            given = f"{heading.lower()} is the typed number {table.shown(heading, index)}"
            words = f"{heading.lower()} is a typed number that its counts do not give", "the result of the counts"
            expected = f"{table.computed.of(heading)[index]:.6g}, from the counts"
            yield table.fault(heading, index, given, expected, in_words=words)


@rule(
    "R504",
    "A formula is missing",
    stage="table",
    severity=Severity.WARNING,
    why="The value is computed from the counts all the same, but your own sheet does not show it.",
    fix="Copy the formula from the row above.",
)
def formula_is_missing(table: ReturnTable) -> Iterator[Fault]:
    """Report counts that give a value, beside a blank Value cell."""
    missing = table.numbers["Value"].has("blank") & ~np.isnan(table.computed.value)
    for index in table.where(missing) if table.has("Value") else ():
        given = "value is blank beside its counts"
        yield table.fault_without_figures("Value", index, given, "the formula of the other rows")


@rule(
    "R505",
    "A text begins like a formula",
    stage="cells",
    severity=Severity.WARNING,
    why="Saved as CSV and opened again, or copied elsewhere, it runs as a formula.",
    fix="Begin it with a letter: put a word before the sign.",
)
def text_acts_as_formula(sheet: DataSheet) -> Iterator[Fault]:
    """Report a typed text that begins with =, +, - or @."""
    for text, positions in sheet.positions_of(filter(_begins_like_formula, sheet.texts)).items():
        for position in positions:
            # What is among the figures is a finding of its own there.
            if position not in sheet.marks.formulas and not _is_among_figures(sheet, position):
                expected = "a text that does not begin with =, +, - or @"
                # The text itself is not repeated: it may be in a column of counts.
                yield Fault(f"a text that begins with {text.lstrip()[0]}", expected, sheet.address(position))


def _begins_like_formula(text: str) -> bool:
    start = text.lstrip()
    return len(start) > 1 and start.startswith(FORMULA_STARTS)


def _is_among_figures(sheet: DataSheet, position: Position) -> bool:
    row, column = position
    layout = sheet.layout
    return layout is not None and row > layout.header_row and layout.heading_of(column) in NUMBERS


def _typed_results(table: ReturnTable) -> Iterator[tuple[str, int, bool]]:
    """Heading, row and agreement of each typed number in a row whose counts give the result."""
    for heading in RESULTS:
        column, computed = table.numbers[heading], table.computed.of(heading)
        for index in table.where(column.has("number") & ~column.is_formula & ~np.isnan(computed)):
            number = float(column.number[index])
            yield heading, index, abs(number - computed[index]) <= rounding(table, index, number)
