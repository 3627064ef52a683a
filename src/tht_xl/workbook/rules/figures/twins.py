"""R705 and R706: figures that belong to another row, because two were swapped or one was copied."""

from collections import Counter
from collections.abc import Iterator

import numpy as np

from tht_xl.model.finding import Severity
from tht_xl.workbook.cross_checks.examined import Examined
from tht_xl.workbook.cross_checks.signature import signature, signature_of
from tht_xl.workbook.rule import Fault, rule


@rule(
    "R705",
    "The figures of two rows seem to be swapped",
    stage="cross_checks",
    severity=Severity.WARNING,
    why="Each looks right by itself, and both are wrong.",
    fix="Check both rows against the source. If they are right, say so in the Note; nothing is held back.",
)
def figures_are_swapped(examined: Examined) -> Iterator[Fault]:
    """Each of two rows fits the other's series and not its own: two indicators, or two areas, of the same period."""
    table = examined.table
    for pair in examined.swaps:
        for index, other in (pair, pair[::-1]):
            given = f"the figures fit {_named(examined, other, index)}, in row {int(table.rows[other])}"
            heading = "Value" if np.isnan(examined.counts[1][index]) else "Numerator"
            expected = f"those of {_named(examined, index, other)}"
            yield table.fault_without_figures(heading, index, given, expected)


def _named(examined: Examined, index: int, other: int) -> str:
    if examined.indicator(index).id != examined.indicator(other).id:
        return examined.indicator(index).id
    return examined.area(index).name


@rule(
    "R706",
    "The figures are those of another area",
    stage="cross_checks",
    severity=Severity.WARNING,
    why="Two areas rarely have the same counts, or the same value with the same limits; one was copied into both rows.",
    fix="Check both rows against the source. If they are right, say so in the Note; nothing is held back.",
)
def figures_are_those_of_another_area(examined: Examined) -> Iterator[Fault]:
    """Report the same counts, or value and limits, as another area has for the same indicator and period."""
    known: dict[tuple[object, ...], str] = {}
    for (indicator, area, period), figure in examined.known.items():
        if mark := signature(*figure.numbers):
            known.setdefault((indicator, period, *mark), area)
    names = {area.id: area.name for area in examined.table.framework.areas}
    seen: dict[tuple[object, ...], int] = {}
    for index in _candidates(examined):
        indicator, area, period = examined.keys[index]
        mark = signature_of(examined, index)
        if not mark:
            continue
        first = seen.setdefault((indicator, period, *mark), index)
        published = known.get((indicator, period, *mark), area)
        if first != index:
            other = f"{examined.area(first).name} in row {int(examined.table.rows[first])}"
        elif published != area:
            other = names[published]
        else:
            continue
        heading = "Value" if np.isnan(examined.counts[1][index]) else "Numerator"
        yield examined.table.fault_without_figures(
            heading, index, f"the same figures as {other}", f"those of {names[area]}"
        )


def _candidates(examined: Examined) -> list[int]:
    """Rows whose figures another row of the same indicator and period has, or for which any are known.

    Large counts, and values with their limits, are alike where counts and values are.
    """
    pairs = examined.table.periods_by_indicator
    number_of: dict[object, int] = {}
    each = [(i and i.id, period) for i, period in pairs.each]
    numbers = np.array([number_of.setdefault(key, len(number_of)) for key in each], np.intp)
    published = {(indicator, period) for indicator, _, period in examined.known}
    is_known = np.array([key in published for key in each], bool)
    rows = list(examined.keys)
    figures = [np.nan_to_num(column[rows], nan=-1.0).tolist() for column in (*examined.counts, examined.values)]
    alike = list(zip(numbers[pairs.codes[rows]].tolist(), *figures, strict=True))
    times = Counter(alike)
    known = is_known[pairs.codes[rows]].tolist()
    return [row for row, key, is_one in zip(rows, alike, known, strict=True) if is_one or times[key] > 1]
