"""R707 to R709: figures that were sent before."""

from collections.abc import Iterator

import numpy as np

from tht_xl.model.finding import Severity
from tht_xl.workbook.cross_checks.examined import Examined
from tht_xl.workbook.cross_checks.signature import is_rare, signature
from tht_xl.workbook.data_sheet.headings import COUNTS
from tht_xl.workbook.rule import Fault, rule

SAME = 1e-9
"""Relative difference below which two figures are the same."""


@rule(
    "R707",
    "Nothing in the return is new",
    stage="cross_checks",
    severity=Severity.WARNING,
    waivable=False,  # it is about no cell, which a waiver names
    why="A workbook of last year that is sent again looks like a return, and the new figures are still awaited.",
    fix="Send this year's workbook; or say in a Note that there is nothing new.",
)
def nothing_is_new(examined: Examined) -> Iterator[Fault]:
    """Every row was returned or published before, with the same figures."""
    fresh, old = _indicators(examined)
    if old and not fresh:
        rows = f"all {len(examined.keys):,} rows are" if len(examined.keys) > 1 else "its one row is"
        given = f"{rows} known already, with the same figures"
        yield Fault(given, "a row or a figure that is new")


@rule(
    "R708",
    "An indicator brings nothing new",
    stage="cross_checks",
    severity=Severity.WARNING,
    waivable=False,  # it is about no cell, which a waiver names
    why="Part of the workbook may be last year's.",
    fix="Add the new figures; where there are none yet, nothing has to be done.",
)
def indicator_brings_nothing_new(examined: Examined) -> Iterator[Fault]:
    """Others in the return have new rows or figures, and this one has none."""
    fresh, old = _indicators(examined)
    for name in sorted(old - fresh) if fresh else ():
        yield Fault(f"all rows of {name} are known already, with the same figures", "a row or a figure that is new")


def _indicators(examined: Examined) -> tuple[set[str], set[str]]:
    """Return the indicators with something new, and those with rows that are known already."""
    fresh, old = set[str](), set[str]()
    if not examined.known:
        return {key[0] for key in examined.keys.values()}, old
    for index, key in examined.keys.items():
        (old if _is_known(examined, index) else fresh).add(key[0])
    return fresh, old


def _is_known(examined: Examined, index: int) -> bool:
    known = examined.known.get(examined.keys[index])
    if known is None:
        return False
    numerator, denominator = (counts[index] for counts in examined.counts)
    if denominator == denominator and known.denominator == known.denominator:
        return (numerator, denominator) == (known.count, known.denominator)
    value = examined.values[index]
    # A symbol in place of a figure is news, and a blank row takes nothing back. A number is the same when it is shown
    # as the same: 6.9 for 6.93 where one decimal is shown, but not 66 for 66.2.
    if any(examined.table.numbers[heading].symbol[index] for heading in ("Value", *COUNTS)):
        return False
    if np.isnan(value):
        return True
    rounding = examined.rounding(index, known.value, at_least=examined.indicator(index).decimals)
    return bool(abs(value - known.value) <= max(SAME * abs(value), rounding))


@rule(
    "R709",
    "The figures are those of the period before",
    stage="cross_checks",
    severity=Severity.WARNING,
    why="A row was copied for the new period, and its figures were not replaced.",
    fix="Enter the figures of the new period. If they are the same, say so in the Note; nothing is held back.",
)
def figures_are_those_of_the_period_before(examined: Examined) -> Iterator[Fault]:
    """Report the same counts, or value and limits, as in the period before."""
    every = examined.series
    value, count, denominator = (every.numbers[heading] for heading in ("Value", *COUNTS))
    same = (count[1:] == count[:-1]) & (denominator[1:] == denominator[:-1])
    same |= np.isnan(denominator[1:]) & np.isnan(denominator[:-1]) & (value[1:] == value[:-1])
    same &= (every.series[1:] == every.series[:-1]) & (every.rows[1:] >= 0)
    for place in (np.flatnonzero(same) + 1).tolist():
        now, before = (
            signature(*(float(column[at]) for column in every.numbers.values())) for at in (place, place - 1)
        )
        if is_rare(now) and now == before:
            row = int(every.rows[place])
            heading = "Value" if np.isnan(examined.counts[1][row]) else "Numerator"
            given = "the same figures as in the period before"
            yield examined.table.fault_without_figures(heading, row, given, "those of the row's own period")
