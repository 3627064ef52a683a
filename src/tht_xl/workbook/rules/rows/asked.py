"""R320, R710 and R711: rows for a time that has not begun, rows that were asked for, and rows that were not."""

from collections.abc import Iterator

from tht_xl.model.finding import Severity
from tht_xl.workbook.cross_checks.examined import Examined
from tht_xl.workbook.cross_checks.known import Key
from tht_xl.workbook.data_sheet.headings import KEYS
from tht_xl.workbook.rule import Fault, rule


@rule(
    "R320",
    "The period has not begun",
    stage="cross_checks",
    why="A figure for a future period is a mistake, and would be shown as the latest.",
    fix="Correct the period.",
)
def period_has_not_begun(examined: Examined) -> Iterator[Fault]:
    """Report a period that begins after today."""
    table = examined.table
    is_future = table.periods.where(lambda period: period is not None and period.start > examined.context.today)
    for index in table.where(is_future):
        yield table.fault("Period", index, f"period is {table.periods.things[index]}", "a period that has begun")


@rule(
    "R710",
    "A row that was asked for is missing",
    stage="cross_checks",
    severity=Severity.WARNING,
    waivable=False,  # it is about no cell, which a waiver names
    why="The row was deleted, or its key was changed; nobody is told that its figure is not coming.",
    fix="Put the row back. Where there is no figure, write [x] in Value and say why in the Note.",
)
def row_is_missing(examined: Examined) -> Iterator[Fault]:
    """Report rows listed on the sheet Read me that are not in the table; without a list, indicators of the month."""
    if not examined.table.has(*KEYS):
        return  # R112 says so, and without a key no row can be known
    for key in examined.asked_and_found.missing:
        yield Fault(f"no row for {_named(examined, key)}", "every row that was asked for")
    if examined.context.asked_for.rows:
        return  # the partner was asked for these: an indicator with nothing new this month is not among them
    found = {indicator.id for indicator in examined.table.indicators.each if indicator}
    # A row whose indicator cannot be read may be the one that is asked for.
    unread = any(indicator is None for indicator in examined.table.indicators.each)
    for indicator in examined.context.asked_for.indicators:
        if indicator not in found and not unread:
            yield Fault(f"no row for {indicator}", "every indicator that was asked for")


@rule(
    "R711",
    "A row was not asked for",
    stage="cross_checks",
    severity=Severity.WARNING,
    why="The row may belong to another return, or its indicator or period is not the one that was meant.",
    fix="Check the row's indicator, area and period. If it is meant, nothing has to be done: it is used.",
)
def row_was_not_asked_for(examined: Examined) -> Iterator[Fault]:
    """Report an indicator that neither the sheet Read me nor the month's configuration asks for."""
    for index, instead in examined.asked_and_found.others.items():
        expected = _named(examined, instead) if instead else "the rows that were asked for"
        given = "a row that was not asked for"
        yield examined.table.fault_without_figures("Indicator", index, given, expected)


def _named(examined: Examined, key: Key) -> str:
    indicator, area, period = key
    return f"{indicator}, {next((a.name for a in examined.table.framework.areas if a.id == area), area)}, {period}"
