"""The rows of a return as figures in their series, beside the figures that are known without it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, cast

import numpy as np

from tht_xl.disclosure.rules import DISCLOSURE_RULES
from tht_xl.model.definition import Area, Framework, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.workbook.cross_checks.context import Context
from tht_xl.workbook.cross_checks.known import Key, KnownFigure, known_figures
from tht_xl.workbook.cross_checks.series import NUMBERS, AllSeries, Floats
from tht_xl.workbook.data_sheet.headings import COUNTS, RESULTS
from tht_xl.workbook.data_sheet.number_column import rows_among
from tht_xl.workbook.data_sheet.reading import decimals_typed
from tht_xl.workbook.data_sheet.table import ReturnTable

QUANTITIES = ("Denominator", "Numerator", "Value")
"""What is compared along a series; a slip is named where it is first found."""
SeriesKey = tuple[str, str, int, int]
"""Indicator, area, months of each period, and how many breaks lie before it."""


@dataclass(frozen=True)
class CheckedFigures:
    """Rows without errors, and what they can be held against.

    Attributes:
        table: All rows.
        context: What is known besides.
        broken: Worksheet rows with errors; they are looked at no further.
        told: Addresses of cells that a finding names already.
    """

    table: ReturnTable
    context: Context
    broken: Collection[int]
    told: Collection[str] = frozenset()

    @cached_property
    def keys(self) -> dict[int, Key]:
        """Indicator, area and period of each row that is looked at; one in the future is R320's."""
        table, today = self.table, self.context.today
        has_begun = table.periods.where(lambda period: period is not None and period.start <= today)
        looked_at = has_begun & table.indicators.is_known & table.areas.is_known
        looked_at &= ~rows_among(table.rows, self.broken)
        indicators = [each.id if each else "" for each in table.indicators.each]
        areas = [each.id if each else "" for each in table.areas.each]
        periods = table.periods.each
        codes = zip(*(found.codes.tolist() for found in (table.indicators, table.areas, table.periods)), strict=True)
        keys = [(indicators[i], areas[a], periods[p]) for i, a, p in codes]
        return {index: cast("Key", keys[index]) for index in np.flatnonzero(looked_at).tolist()}

    @cached_property
    def known(self) -> dict[Key, KnownFigure]:
        """What was published or returned before, of the indicators of the return."""
        indicators = frozenset(indicator for indicator, _, _ in self.keys.values())
        return known_figures(self.table.framework, self.context.earlier, indicators)

    @cached_property
    def counts(self) -> tuple[Floats, Floats]:
        """Numerator and denominator of each row, where its indicator is computed from counts."""
        counted = self.table.computed.is_counted
        numerator, denominator = (np.where(counted, self.table.numbers[h].number, np.nan) for h in COUNTS)
        return numerator, denominator

    @cached_property
    def values(self) -> Floats:
        """The value of each row: what its counts give, else what is typed."""
        table, (numerator, denominator) = self.table, self.counts
        multiplier = np.array([i.multiplier if i else np.nan for i in table.indicators.each], float)
        multiplier = multiplier[table.indicators.codes]
        with np.errstate(all="ignore"):
            given = np.where(denominator > 0, multiplier * numerator / denominator, np.nan)
        return np.where(np.isnan(given), table.numbers["Value"].number, given)

    @cached_property
    def limits(self) -> tuple[Floats, Floats]:
        """The limits that are typed."""
        lower, upper = (self.table.numbers[heading].number for heading in RESULTS[1:])
        return lower, upper

    def rounding(self, index: int, known: float, *, at_least: int = 0) -> float:
        """Return how far two roundings of a row's value may lie apart; released rounded counts widen it.

        Args:
            index: Row of the table.
            known: The other value.
            at_least: Decimals to which both are taken, even where one has been typed with fewer.
        """
        numerator, denominator = (float(counts[index]) for counts in self.counts)
        value = float(self.values[index])
        places, by_counts = [decimals_typed(known)], 0.0
        base = DISCLOSURE_RULES[self.indicator(index).disclosure].rounding_base
        if np.isnan(denominator):
            places.append(decimals_typed(value))
        elif base and numerator > 0:
            by_counts = value * base / 2 * (1 / numerator + 1 / denominator)
        return max(0.5000001 * 10.0 ** -max(at_least, min(places)), 1e-9 * abs(known)) + by_counts

    def indicator(self, index: int) -> Indicator:
        """Return the indicator of a row."""
        found = self.table.indicators.things[index]
        assert found is not None  # noqa: S101 - such a row is not among the keys
        return found

    def area(self, index: int) -> Area:
        """Return the area of a row."""
        found = self.table.areas.things[index]
        assert found is not None  # noqa: S101 - such a row is not among the keys
        return found

    @cached_property
    def series(self) -> AllSeries:
        """The series that the return has a row of."""
        number_of: dict[SeriesKey, int] = {}
        series_of = _SeriesKeys(self.table.framework)
        numbers: list[int] = [number_of.setdefault(series_of(key), len(number_of)) for key in self.keys.values()]
        periods, rows = [period for *_, period in self.keys.values()], list(self.keys)
        own = [self.values, *self.counts, *self.limits]
        columns = [column[rows].tolist() for column in own]
        indicators = [self.indicator(rows[first]) for first in np.unique(numbers, return_index=True)[1].tolist()]
        returned = set(self.keys.values()) if self.known else ()
        for key, figure in self.known.items():
            number = number_of.get(series_of(key))
            if number is not None and key not in returned:
                numbers.append(number)
                periods.append(key[2])
                rows.append(-1)
                for column, known in zip(columns, figure.numbers, strict=True):
                    column.append(known)
        ends, starts = (_days_of(periods, part) for part in ("end", "start"))
        order = np.lexsort((starts, ends, numbers))
        return AllSeries(
            tuple(indicators),
            np.array(numbers, np.int64)[order],
            [periods[place] for place in order.tolist()],
            np.array(rows, np.int64)[order],
            {heading: np.array(column, float)[order] for heading, column in zip(NUMBERS, columns, strict=True)},
        )

    def together(self, *parts: int, among: Collection[int]) -> Iterator[list[int]]:
        """Some of the rows, where two or more share parts of their key: 0 indicator, 1 area, 2 period."""
        groups: dict[tuple[object, ...], list[int]] = {}
        for index in among:
            key = self.keys[index]
            groups.setdefault(tuple(key[part] for part in parts), []).append(index)
        yield from (group for group in groups.values() if len(group) > 1)


class _SeriesKeys:
    """What tells series apart: an indicator, an area, a length of periods, and the stretch between breaks."""

    def __init__(self, framework: Framework) -> None:
        self._breaks = {indicator.id: indicator.breaks for indicator in framework.indicators}
        self._parts: dict[tuple[str, int], tuple[int, int]] = {}

    def __call__(self, key: Key) -> SeriesKey:
        indicator, area, period = key
        # Rows that write a period alike share it, and to ask for its identity is quicker than for its days.
        known = indicator, id(period)
        if known not in self._parts:
            breaks = self._breaks.get(indicator, ())
            self._parts[known] = period.months, sum(each.start <= period.start for each in breaks)
        return indicator, area, *self._parts[known]


def _days_of(periods: Sequence[Period], part: Literal["start", "end"]) -> list[int]:
    """Return the first or the last days of periods as numbers."""
    known = {name: getattr(period, part).toordinal() for name, period in {id(p): p for p in periods}.items()}
    return [known[id(period)] for period in periods]
