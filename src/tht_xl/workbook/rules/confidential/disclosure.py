"""R404 to R407: counts that could identify a person."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from tht_xl.disclosure.interval_guard import numerators_that_fit, undoes_rounding
from tht_xl.disclosure.rules import DISCLOSURE_RULES, WITHHELD, DisclosureRule, is_small
from tht_xl.evaluation.rows.given import COUNTED
from tht_xl.model.definition import Indicator
from tht_xl.model.finding import Severity
from tht_xl.model.vocabulary import Symbol
from tht_xl.stats.arrays import Numbers
from tht_xl.workbook.data_sheet.headings import COUNTS, RESULTS
from tht_xl.workbook.data_sheet.reading import decimals_typed
from tht_xl.workbook.data_sheet.table import Flags, ReturnTable
from tht_xl.workbook.rule import Fault, rule


def _rows_to_protect(table: ReturnTable) -> list[tuple[Indicator, DisclosureRule, Flags]]:
    """Each indicator that is computed from counts, its rule, and the rows that the rule is about."""
    found: list[tuple[Indicator, DisclosureRule, Flags]] = []
    for indicator, rows in table.by_indicator:
        if indicator.measure in COUNTED:
            own = np.zeros(len(table), bool)
            own[rows] = True
            disclosure = DISCLOSURE_RULES[indicator.disclosure]
            found.append((indicator, disclosure, own & ~(table.is_national & disclosure.exempts_national)))
    return found


def _counts_of_people(indicator: Indicator) -> tuple[str, ...]:
    """Return the headings of counts that need disclosure control: a rate's denominator is a published population."""
    return COUNTS[:1] if indicator.measure == "rate" else COUNTS


@rule(
    "R404",
    "A count is not rounded",
    stage="table",
    severity=Severity.WARNING,
    why="The source releases these counts rounded; an exact count beside other figures can reveal a person.",
    fix="Enter the released count. An exact one is rounded before anything is computed from it.",
)
def count_is_not_rounded(table: ReturnTable) -> Iterator[Fault]:
    """Report a count that is not rounded as the indicator's disclosure rule requires."""
    for indicator, disclosure, protected in table.once(_rows_to_protect):
        for heading in _counts_of_people(indicator) if disclosure.rounding_base else ():
            number = table.numbers[heading].number
            with np.errstate(invalid="ignore"):
                exact = (number > 0) & (np.mod(number, disclosure.rounding_base) != 0) & ~is_small(disclosure, number)
            for index in table.where(protected & exact):
                given = f"{heading.lower()} is an exact count"
                expected = f"a multiple of {disclosure.rounding_base} (disclosure rule {disclosure.name})"
                yield table.fault_without_figures(heading, index, given, expected)


@rule(
    "R405",
    "A count is so small that it is withheld",
    stage="table",
    severity=Severity.WARNING,
    why="So few people could be recognised. The row is used, but shown as [c].",
    fix="If the count is right, leave it as it is. Do not pass this workbook on outside the partnership.",
)
def count_is_small(table: ReturnTable) -> Iterator[Fault]:
    """Report a count that the indicator's disclosure rule withholds."""
    for indicator, disclosure, protected in table.once(_rows_to_protect):
        for heading in _counts_of_people(indicator):
            for index in table.where(protected & is_small(disclosure, table.numbers[heading].number)):
                given = f"{heading.lower()} is from 1 to {disclosure.suppression_threshold}"
                expected = f"a larger count, or [c] (disclosure rule {disclosure.name})"
                yield table.fault_without_figures(heading, index, given, expected)


@rule(
    "R406",
    "A value reveals a small count",
    stage="table",
    why="The value and the denominator together give back the count that is withheld.",
    fix="Replace the value and its limits by [c].",
)
def value_reveals_a_small_count(table: ReturnTable) -> Iterator[Fault]:
    """Report a number in a row that the disclosure rule, or [c] for a count, withholds."""
    symbols = [table.numbers[heading].symbol == WITHHELD for heading in COUNTS]
    withheld = table.computed.is_withheld | (table.is_protected & table.computed.is_counted & np.any(symbols, axis=0))
    for heading in (*RESULTS, "Published value"):
        for index in table.where(withheld & table.numbers[heading].has("number")):
            given = f"{heading.lower()} is a number beside a withheld count"
            yield table.fault_without_figures(heading, index, given, Symbol.CONFIDENTIAL.value)


@rule(
    "R407",
    "Published limits undo the rounding of the counts",
    stage="table",
    severity=Severity.WARNING,
    why="Limits made from exact counts, beside counts rounded to 5, give the exact numerator away.",
    fix="Blank them before the workbook is passed on; what is published carries limits computed from the counts.",
)
def published_limits_undo_rounding(table: ReturnTable) -> Iterator[Fault]:
    """Only one exact numerator within the rounding gives the published limits."""
    if not table.has("Published lower", "Published upper"):
        return
    for indicator, disclosure, protected in table.once(_rows_to_protect):
        if not disclosure.rounding_base or indicator.measure != "proportion":
            continue
        limits = [table.numbers[heading].number for heading in ("Published lower", "Published upper")]
        rows = np.flatnonzero(protected & ~np.isnan(table.computed.value) & ~np.isnan(limits).any(axis=0))
        for index in rows[undoes_rounding(_numerators(table, rows, disclosure.rounding_base, indicator.multiplier))]:
            given = "published limits that only one numerator gives"
            yield table.fault_without_figures("Published lower", int(index), given, "blank")


def _numerators(table: ReturnTable, rows: NDArray[np.intp], rounding_base: int, multiplier: float) -> Numbers:
    """Return how many numerators within the rounding of the counts have the limits published in these rows."""
    limits = [table.numbers[heading].number[rows] for heading in ("Published lower", "Published upper")]
    places = [np.array([decimals_typed(limit) for limit in each]) for each in limits]
    counts = [table.numbers[heading].number[rows] for heading in COUNTS]
    return numerators_that_fit(
        *counts, *limits, rounding_base=rounding_base, decimals=(places[0], places[1]), multiplier=multiplier
    )
