"""R404 to R407: counts that could identify a person."""

from collections.abc import Iterator

import numpy as np

from tht_xl.model.definition import Indicator
from tht_xl.model.finding import Severity
from tht_xl.monitoring.disclosure import DISCLOSURE_RULES, DisclosureRule, is_small
from tht_xl.stats.proportion import wilson_interval
from tht_xl.workbook.computed import rows_by_indicator
from tht_xl.workbook.headings import COUNTS, RESULTS
from tht_xl.workbook.reading import decimals_typed
from tht_xl.workbook.rule import Fault, rule
from tht_xl.workbook.table import Flags, Table


def _rows_to_protect(table: Table) -> Iterator[tuple[Indicator, DisclosureRule, Flags]]:
    """Each indicator that is computed from counts, its rule, and the rows that the rule is about."""
    national = np.array([area is not None and area.kind == "country" for area in table.areas.things], bool)
    for indicator, rows in rows_by_indicator(table.indicators.things):
        own = np.zeros(len(table), bool)
        own[rows] = True
        disclosure = DISCLOSURE_RULES[indicator.disclosure]
        yield indicator, disclosure, own & table.computed.is_counted & ~(national & disclosure.spares_national)


@rule(
    "R404",
    "A count is not rounded",
    stage="table",
    severity=Severity.WARNING,
    why="The source releases these counts rounded; an exact count beside other figures can reveal a person.",
    fix="Enter the released count. An exact one is rounded before anything is computed from it.",
)
def count_is_not_rounded(table: Table) -> Iterator[Fault]:
    """The indicator's disclosure rule rounds counts and this one is not a multiple."""
    for _, disclosure, protected in _rows_to_protect(table):
        for heading in COUNTS if disclosure.rounded_to else ():
            number = table.numbers[heading].number
            with np.errstate(invalid="ignore"):
                exact = (number > 0) & (np.mod(number, disclosure.rounded_to) != 0) & ~is_small(disclosure, number)
            for index in table.where(protected & exact):
                given = f"{heading.lower()} is {table.shown(heading, index)}"
                expected = f"a multiple of {disclosure.rounded_to} (disclosure rule {disclosure.name})"
                yield table.fault(heading, index, given, expected)


@rule(
    "R405",
    "A count is so small that it is withheld",
    stage="table",
    severity=Severity.WARNING,
    why="So few people could be recognised. The row is used, but shown as [c].",
    fix="Nothing, if the count is right. Do not pass this workbook on outside the partnership.",
)
def count_is_small(table: Table) -> Iterator[Fault]:
    """The indicator's disclosure rule withholds counts of this size."""
    for _, disclosure, protected in _rows_to_protect(table):
        for heading in COUNTS:
            for index in table.where(protected & is_small(disclosure, table.numbers[heading].number)):
                # The count itself is not repeated: findings are passed on further than workbooks.
                given = f"{heading.lower()} is from 1 to {disclosure.withheld_to}"
                yield table.fault(heading, index, given, f"a larger count, or [c] (disclosure rule {disclosure.name})")


@rule(
    "R406",
    "A value reveals a small count",
    stage="table",
    why="The value and the denominator together give back the count that is withheld.",
    fix="Replace the value and its limits by [c].",
)
def value_reveals_a_small_count(table: Table) -> Iterator[Fault]:
    """A number stands where the disclosure rule withholds the row."""
    for heading in (*RESULTS, "Published value"):
        for index in table.where(table.computed.is_withheld & table.numbers[heading].has("number")):
            yield table.fault(heading, index, f"{heading.lower()} is a number beside a withheld count", "[c]")


@rule(
    "R407",
    "Published limits undo the rounding of the counts",
    stage="table",
    severity=Severity.WARNING,
    why="Limits made from exact counts, beside counts rounded to 5, give the exact numerator away.",
    fix="Blank them before the workbook is passed on; what is published carries limits computed from the counts.",
)
def published_limits_undo_rounding(table: Table) -> Iterator[Fault]:
    """Only one exact numerator within the rounding gives the published limits."""
    lower, upper = (table.numbers[heading].number for heading in ("Published lower", "Published upper"))
    for indicator, disclosure, protected in _rows_to_protect(table):
        if not disclosure.rounded_to or indicator.measure != "proportion":
            continue
        for index in table.where(protected & ~np.isnan(lower) & ~np.isnan(upper) & ~np.isnan(table.computed.value)):
            counts = [table.numbers[heading].number[index] for heading in COUNTS]
            limits = (lower[index], upper[index])
            if len(_numerators(counts, limits, disclosure.rounded_to, indicator.multiplier)) == 1:
                yield table.fault("Published lower", index, "published limits that only one numerator gives", "blank")


def _numerators(counts: list[float], limits: tuple[float, float], rounded_to: int, multiplier: float) -> set[float]:
    """The numerators within the rounding of the counts whose Wilson limits are those published."""
    within = np.arange(rounded_to) - rounded_to // 2
    x, n = np.meshgrid(counts[0] + within, counts[1] + within)
    computed = wilson_interval(x, n).scaled(multiplier)
    fits = np.ones(x.shape, bool)
    for published, limit in zip(limits, (computed.lower, computed.upper), strict=True):
        fits &= np.abs(limit - published) <= 0.5000001 * 10.0 ** -decimals_typed(published)
    return {float(numerator) for numerator in x[fits]}
