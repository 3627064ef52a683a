"""The series that a return has a row of, all of them one behind the other in a few long columns.

What is asked of every point is asked of the columns at once; only a series in which something may be wrong is taken out
and looked at by itself, as a `CheckedSeries`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tht_xl.model.definition import Indicator
from tht_xl.model.periods.period import Period
from tht_xl.workbook.data_sheet.headings import COUNTS, RESULTS

Floats = NDArray[np.float64]
NUMBERS = ("Value", *COUNTS, *RESULTS[1:])


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


@dataclass(frozen=True, slots=True)
class AllSeries:
    """Every series, one behind the other, each oldest first.

    Attributes:
        indicators: Of each series.
        series: The number of each point's series, in ascending order.
        periods: Of each point.
        rows: Index of the table's row for each point; -1 where the point is only known from elsewhere.
        numbers: Value, counts and typed limits of each point, by heading; NaN where there is none.
    """

    indicators: tuple[Indicator, ...]
    series: NDArray[np.int64]
    periods: Sequence[Period]
    rows: NDArray[np.int64]
    numbers: dict[str, Floats]

    @property
    def decimals(self) -> Floats:
        """The decimals to which the indicator of each series is shown."""
        return np.array([indicator.decimals for indicator in self.indicators], float)

    def among(self, wanted: NDArray[np.int64]) -> Iterator[CheckedSeries]:
        """Yield some of the series, by their numbers."""
        starts = np.searchsorted(self.series, wanted, "left").tolist()
        ends = np.searchsorted(self.series, wanted, "right").tolist()
        for number, start, end in zip(wanted.tolist(), starts, ends, strict=True):
            numbers = {heading: column[start:end] for heading, column in self.numbers.items()}
            periods = tuple(self.periods[start:end])
            yield CheckedSeries(self.indicators[number], periods, self.rows[start:end], numbers)
