"""The rows of a return as figures in their series, beside the figures that are known without it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from tht_xl.disclosure.rules import DISCLOSURE_RULES
from tht_xl.model.definition import Area, Indicator
from tht_xl.model.periods.period import Period
from tht_xl.workbook.cross_checks.context import Context
from tht_xl.workbook.cross_checks.known import Key, KnownFigure, known_figures
from tht_xl.workbook.headings import COUNTS, RESULTS
from tht_xl.workbook.reading import decimals_typed
from tht_xl.workbook.table import ReturnTable

Floats = NDArray[np.float64]
QUANTITIES = ("Denominator", "Numerator", "Value")
"""What is compared along a series; a slip is named where it is first found."""
NUMBERS = ("Value", *COUNTS, *RESULTS[1:])
Point = tuple[Period, int, tuple[float, ...]]
"""Period, row of the table or -1, and the numbers."""


@dataclass(frozen=True, slots=True)
class CheckedSeries:
    """A series: one indicator in one area, by one method and with periods of one length, oldest first.

    Attributes:
        indicator: Whose.
        periods: Of each point.
        rows: Index of the table's row for each point; -1 where the point is only known from elsewhere.
        numbers: Value, counts and typed limits of each point, by heading; NaN where there is none.
    """

    indicator: Indicator
    periods: tuple[Period, ...]
    rows: NDArray[np.int64]
    numbers: dict[str, Floats]


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
        things = zip(self.table.indicators.things, self.table.areas.things, self.table.periods.things, strict=True)
        return {
            index: (indicator.id, area.id, period)
            for index, (indicator, area, period) in enumerate(things)
            if indicator and area and period and period.start <= self.context.today
            if int(self.table.rows[index]) not in self.broken
        }

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
        multiplier = np.array([i.multiplier if i else np.nan for i in table.indicators.things], float)
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
    def lines(self) -> tuple[CheckedSeries, ...]:
        """The series that the return has a row of."""
        points: dict[tuple[object, ...], list[Point]] = {}
        numbers = np.stack([self.values, *self.counts, *self.limits], axis=1)
        for index, key in self.keys.items():
            points.setdefault(self._series(key), []).append((key[2], index, tuple(numbers[index])))
        returned = set(self.keys.values())
        for key, figure in self.known.items():
            series = self._series(key)
            if series in points and key not in returned:
                points[series].append((key[2], -1, figure.numbers))
        return tuple(self._line(each) for each in points.values())

    def _series(self, key: Key) -> tuple[object, ...]:
        indicator, area, period = key
        breaks = self._breaks.get(indicator, ())
        return indicator, area, period.months, sum(each.start <= period.start for each in breaks)

    @cached_property
    def _breaks(self) -> dict[str, tuple[Period, ...]]:
        return {indicator.id: indicator.breaks for indicator in self.table.framework.indicators}

    def _line(self, points: list[Point]) -> CheckedSeries:
        points.sort(key=lambda point: (point[0].end, point[0].start))
        rows = np.array([row for _, row, _ in points], np.int64)
        columns = np.array([numbers for *_, numbers in points], float).T
        first = int(rows[rows >= 0][0])
        return CheckedSeries(
            self.indicator(first),
            tuple(period for period, *_ in points),
            rows,
            dict(zip(NUMBERS, columns, strict=True)),
        )

    def together(self, *parts: int) -> Iterator[list[int]]:
        """Rows that share parts of their key, where there are at least two: 0 indicator, 1 area, 2 period."""
        groups: dict[tuple[object, ...], list[int]] = {}
        for index, key in self.keys.items():
            groups.setdefault(tuple(key[part] for part in parts), []).append(index)
        yield from (group for group in groups.values() if len(group) > 1)
