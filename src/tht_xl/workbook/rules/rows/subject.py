"""R114, R122 and R301 to R305: what each row is about."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import numpy as np

from tht_xl.evaluation.rows.resolve import is_same_people
from tht_xl.model.finding import Scope, Severity
from tht_xl.workbook.data_sheet.headings import KEYS
from tht_xl.workbook.data_sheet.lookup import Found
from tht_xl.workbook.data_sheet.number_column import rows_among
from tht_xl.workbook.data_sheet.table import Flags, ReturnTable
from tht_xl.workbook.rule import Fault, rule


@rule(
    "R114",
    "There are no rows",
    stage="table",
    scope=Scope.RETURN,
    why="An empty return is more often a wrong file than a month without figures.",
    fix="Fill in the rows below the headings.",
)
def there_are_no_rows(table: ReturnTable) -> Iterator[Fault]:
    """Report a table without rows."""
    if not len(table):
        yield Fault("no row below the headings", "at least one row")


NO_FIGURES = {"totals": "a row of totals", "headings": "the headings once more", "words": "text without a figure"}


@rule(
    "R122",
    "A row is not a row of figures",
    stage="table",
    severity=Severity.WARNING,
    why="Totals, footnotes and repeated headings are not read: the row has no indicator, area and period of its own.",
    fix="If the row is not meant to hold figures, leave it as it is. If it is, fill in its indicator, area and period.",
)
def row_is_passed_over(table: ReturnTable) -> Iterator[Fault]:
    """Report a total, a footnote, a heading between the rows, or the header row again."""
    for row, kind in table.passed_over:
        cells = table.sheet.values[row - 1]
        column = min(column for column in table.layout.columns.values() if str(cells[column]).strip())
        yield Fault(NO_FIGURES[kind], "a row of figures", table.sheet.address((row, column)))


@rule(
    "R301",
    "The indicator is unknown",
    stage="table",
    why="A figure for an indicator that is not in the framework has no target, no rating and no place in the report.",
    fix="Choose the indicator from the list.",
)
def indicator_is_unknown(table: ReturnTable) -> Iterator[Fault]:
    """Report an indicator that the framework does not have."""
    yield from _unknown(table, "Indicator", table.indicators, "an indicator of the framework")


@rule(
    "R302",
    "The area is unknown",
    stage="table",
    why="A figure for an area that is not in the framework cannot be compared with anything.",
    fix="Choose the area from the list.",
)
def area_is_unknown(table: ReturnTable) -> Iterator[Fault]:
    """Report an area that the framework does not have by name, id or code."""
    yield from _unknown(table, "Area", table.areas, "an area of the framework")


@rule(
    "R303",
    "The period cannot be read",
    stage="table",
    why="A figure without its period, or with one of two possible periods, ends up in the wrong place in the series.",
    fix='Write it like "2023/24", "2021 - 23", "Q1 2024/25" or "Mar 2025".',
)
def period_cannot_be_read(table: ReturnTable) -> Iterator[Fault]:
    """Report a text that is not a period, or could be two."""
    yield from _unknown(table, "Period", table.periods, "a period")


def _unknown(table: ReturnTable, heading: str, found: Found[Any], expected: str) -> Iterator[Fault]:
    for index, problem in found.problems:
        remedy = problem.remedy if not problem.remedy or problem.remedy.endswith(("?", ".")) else f"{problem.remedy}."
        yield table.fault(heading, index, problem.message, expected, remedy)


@rule(
    "R304",
    "A row does not say what it is about",
    stage="table",
    why="The indicator, the area and the period together say what a figure is.",
    fix="Fill in the cell, or clear the row.",
)
def key_is_blank(table: ReturnTable) -> Iterator[Fault]:
    """Report a blank indicator, area or period in a row that is not blank; one finding where all are blank."""
    blank = {heading: _is_blank(table, heading) for heading in KEYS if table.has(heading)}
    nothing = np.all([*blank.values()], axis=0) if len(blank) == len(KEYS) else np.zeros(len(table), bool)
    for index in table.where(nothing):
        yield table.fault("Indicator", index, "indicator, area and period are blank", "all three")
    for heading, is_blank in blank.items():
        for index in table.where(is_blank & ~nothing):
            yield table.fault(heading, index, f"{heading.lower()} is blank", f"the {heading.lower()}")


def _is_blank(table: ReturnTable, heading: str) -> Flags:
    """Blank cells, but for those where a formula shows an error, of which R207 speaks."""
    is_blank = np.array([text == "" for text in table.texts[heading]], bool)
    return is_blank & ~rows_among(table.rows, table.sheet.column_marks(table.layout.columns[heading]).errors)


@rule(
    "R305",
    "Two rows are about the same thing",
    stage="table",
    why="Nobody can tell which of the two figures is right, so none of them is used.",
    fix="Delete one of the rows, or correct its indicator, area or period.",
)
def row_is_there_twice(table: ReturnTable) -> Iterator[Fault]:
    """Report a row with the indicator, area and period of another; periods are compared by days, not text.

    Rows for two sexes or ages are about two things, whatever else is wrong with them (R306).
    """
    keys = _keys(table)
    times = Counter(keys)
    rows: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        if None not in key and times[key] > 1:
            rows[*key, *_other_people(table, index)].append(index)
    for same in rows.values():
        for index in same if len(same) > 1 else ():
            other = same[0] if index != same[0] else same[1]
            given = f"the same indicator, area and period as row {table.rows[other]}"
            yield table.fault("Indicator", index, given, "one row for each")


def _keys(table: ReturnTable) -> list[tuple[object, ...]]:
    """Return indicator, area and period of each row; None for one that is unknown."""
    indicators = [each and each.id for each in table.indicators.each]
    areas = [each and each.id for each in table.areas.each]
    periods = [each and (each.start, each.end) for each in table.periods.each]
    columns = ((table.indicators, indicators), (table.areas, areas), (table.periods, periods))
    return list(zip(*([said[code] for code in found.codes.tolist()] for found, said in columns), strict=True))


def _other_people(table: ReturnTable, index: int) -> tuple[str, str]:
    """Return a row's sex and age where they are not its indicator's; "" where they are, or are not given."""
    indicator = table.indicators.things[index]
    sex, age = (table.texts[heading][index] for heading in ("Sex", "Age"))
    if indicator is None:
        return sex, age
    return (
        "" if is_same_people(sex, indicator.sex) else sex.casefold(),
        "" if is_same_people(age, indicator.age) else age.casefold(),
    )
