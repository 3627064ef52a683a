"""R408 and R409: dates of birth on the sheet that is sent on. What is found is never repeated in the finding."""

import re
from collections.abc import Iterator
from datetime import date

from tht_xl.disclosure.personal_data.birth import (
    has_day,
    has_name,
    has_name_beside_day,
    heads_dates_of_birth,
    says_date_of_birth,
)
from tht_xl.model.finding import Scope, Severity
from tht_xl.workbook.data_sheet.sheet import DataSheet
from tht_xl.workbook.rule import Fault, rule
from tht_xl.workbook.rules.confidential.privacy import BLOCKED

PEOPLE = re.compile(
    r"\b(?:(?:fore|sur)?names?|child|children|pupil|patient|client|person|service user|resident|baby)s?\b",
    re.IGNORECASE,
)
"""Headings of columns that name people."""
WORK = re.compile(
    r"check|sign|receiv|sent|updat|publish|extract|due|releas|complet|return|enter|agree|review|creat|modif|supplied",
    re.IGNORECASE,
)
"""Headings of days on which somebody worked on the figures."""
FIRST_DAY, LAST_DAY = 3_654, 73_050
"""1 January 1910 and 31 December 2099, as Excel counts days."""


@rule(
    "R408",
    "There is a date of birth",
    stage="cells",
    scope=Scope.RETURN,
    why="A date of birth beside anything else is often enough to identify a person.",
    fix=BLOCKED,
    waivable=True,
)
def cell_holds_a_date_of_birth(sheet: DataSheet) -> Iterator[Fault]:
    """Report a date that its cell, or the heading above it, says is one of birth."""
    for text, positions in sheet.texts_to_search.items():
        said, is_day = says_date_of_birth(text), has_day(text)
        for row, column in positions if said or is_day else ():
            if said or heads_dates_of_birth(sheet.heading(column)):
                yield Fault("a date of birth", "no personal data", sheet.address((row, column)))
    for column in _birth_columns(sheet):
        for row, cells in enumerate(sheet.values, start=1):
            if column < len(cells) and _is_day(cells[column]):
                yield Fault("a date of birth", "no personal data", sheet.address((row, column)))


def _is_day(cell: object) -> bool:
    """Return a day, or the number that Excel keeps for one and shows where nobody has formatted the cell."""
    return isinstance(cell, date) or (isinstance(cell, float) and cell % 1 == 0 and FIRST_DAY <= cell <= LAST_DAY)


def _birth_columns(sheet: DataSheet) -> list[int]:
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
    """Report what looks like a name with a whole date close to it, in a cell that does not say what the date is."""
    for text, positions in sheet.texts_to_search.items():
        if has_day(text) and not says_date_of_birth(text) and has_name_beside_day(text):
            for row, column in positions:
                if not heads_dates_of_birth(sheet.heading(column)):
                    yield Fault("a date beside what may be a name", "no personal data", sheet.address((row, column)))
    yield from _days_beside_names(sheet)


def _days_beside_names(sheet: DataSheet) -> Iterator[Fault]:
    """Days in a column of the partner's own, in a row that names a person in another."""
    if sheet.layout is None:
        return
    own = [(column, heading) for heading, column in sheet.layout.others]
    names = [column for column, heading in own if PEOPLE.search(heading)]
    days = [column for column, heading in own if not WORK.search(heading) and not heads_dates_of_birth(heading)]
    for row, cells in enumerate(
        sheet.values[sheet.layout.header_row :] if names else (), start=sheet.layout.header_row + 1
    ):
        if not any(column < len(cells) and has_name(str(cells[column])) for column in names):
            continue
        for column in days:
            cell = cells[column] if column < len(cells) else ""
            if column not in names and (isinstance(cell, date) or (isinstance(cell, str) and has_day(cell))):
                yield Fault("a date beside what may be a name", "no personal data", sheet.address((row, column)))
