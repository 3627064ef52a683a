"""R408 and R409: dates of birth on the sheet that is sent on. What is found is never repeated in the finding."""

from collections.abc import Iterator
from datetime import date

from tht_xl.model.finding import Scope, Severity
from tht_xl.workbook.birth import has_day, has_name_beside_day, heads_dates_of_birth, says_date_of_birth
from tht_xl.workbook.rule import Fault, rule
from tht_xl.workbook.rules.privacy import BLOCKED
from tht_xl.workbook.sheet import DataSheet


@rule(
    "R408",
    "There is a date of birth",
    stage="cells",
    scope=Scope.RETURN,
    why="A date of birth beside anything else is often enough to know a person.",
    fix=BLOCKED,
    waivable=True,
)
def cell_holds_a_date_of_birth(sheet: DataSheet) -> Iterator[Fault]:
    """A date that its cell, or the heading above it, says is one of birth."""
    for text, positions in sheet.texts.items():
        said, is_day = says_date_of_birth(text), has_day(text)
        for row, column in positions if said or is_day else ():
            if said or heads_dates_of_birth(sheet.heading(column)):
                yield Fault("a date of birth", "no personal data", sheet.address((row, column)))
    for column in _headed(sheet):
        for row, cells in enumerate(sheet.values, start=1):
            if column < len(cells) and isinstance(cells[column], date):
                yield Fault("a date of birth", "no personal data", sheet.address((row, column)))


def _headed(sheet: DataSheet) -> list[int]:
    width = len(sheet.values[sheet.layout.header_row - 1]) if sheet.layout else 0
    return [column for column in range(width) if heads_dates_of_birth(sheet.heading(column))]


@rule(
    "R409",
    "There may be a date of birth beside a name",
    stage="cells",
    severity=Severity.WARNING,
    why="A name with a date beside it may be a person's.",
    fix="Remove it if it is about a person. Nothing is held back.",
)
def name_stands_beside_a_day(sheet: DataSheet) -> Iterator[Fault]:
    """What looks like a person's name, and a whole date close to it, in one cell that does not say what the date is."""
    for text, positions in sheet.texts.items():
        if has_day(text) and not says_date_of_birth(text) and has_name_beside_day(text):
            for row, column in positions:
                if not heads_dates_of_birth(sheet.heading(column)):
                    yield Fault("a date beside what may be a name", "no personal data", sheet.address((row, column)))
