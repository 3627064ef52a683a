"""What a row's counts give, computed with the same code that evaluates the framework."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tht_xl.evaluation.rows.given import COUNTED, GivenRows, Method
from tht_xl.evaluation.value import values_by
from tht_xl.model.definition import Indicator
from tht_xl.workbook.data_sheet.reading import MAX_FIGURE

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Computed:
    """For each row, the result of its counts; NaN where it has none or they are withheld.

    Attributes:
        is_counted: Whether the indicator's measure is computed from counts.
        value: On the indicator's scale.
        lower: Lower 95% limit.
        upper: Upper 95% limit.
        is_withheld: Whether the disclosure rule withholds the row.
        is_absurd: Whether the result is infinite, or larger than any figure can be; the row then has none.
    """

    is_counted: NDArray[np.bool_]
    value: Floats
    lower: Floats
    upper: Floats
    is_withheld: NDArray[np.bool_]
    is_absurd: NDArray[np.bool_]

    @property
    def has_result(self) -> NDArray[np.bool_]:
        """Rows whose counts give a value, or are withheld."""
        return ~np.isnan(self.value) | self.is_withheld

    def of(self, heading: str) -> Floats:
        """Return the result that belongs under a heading."""
        return {"Value": self.value, "Lower limit": self.lower, "Upper limit": self.upper}[heading]


def compute(
    by_indicator: Iterable[tuple[Indicator, NDArray[np.int64]]],
    count: Floats,
    denominator: Floats,
    *,
    is_national: NDArray[np.bool_],
) -> Computed:
    """Values and limits from the counts of each row.

    Args:
        by_indicator: Each indicator with the indices of its rows.
        count: NaN where there is none. [count]
        denominator: NaN where there is none. [count]
        is_national: Rows of a country.
    """
    size = len(count)
    value, lower, upper = (np.full(size, np.nan) for _ in range(3))
    is_counted, is_withheld, is_absurd = (np.zeros(size, bool) for _ in range(3))
    for method, rows, multiplier in _by_method(by_indicator):
        none = np.full(len(rows), np.nan)
        given = GivenRows(count[rows], denominator[rows], none, none, none)
        # A denominator of 1e-300 overflows.
        with np.errstate(all="ignore"):
            result = values_by(method, given, multiplier, is_national=is_national[rows])
        is_counted[rows] = True
        value[rows], lower[rows], upper[rows] = result.value, result.lower, result.upper
        is_withheld[rows] = result.withheld != ""
        is_absurd[rows] = _is_absurd(multiplier, count[rows], denominator[rows])
    value, lower, upper = (np.where(is_absurd, np.nan, result) for result in (value, lower, upper))
    return Computed(is_counted, value, lower, upper, is_withheld, is_absurd)


def _by_method(
    by_indicator: Iterable[tuple[Indicator, NDArray[np.int64]]],
) -> Iterator[tuple[Method, NDArray[np.int64], Floats]]:
    """Yield the rows of the indicators that are computed from counts in one way, with the multiplier of each."""
    found: dict[Method, list[tuple[Indicator, NDArray[np.int64]]]] = {}
    for indicator, rows in by_indicator:
        if indicator.measure in COUNTED:
            found.setdefault(Method(indicator.measure, indicator.disclosure), []).append((indicator, rows))
    for method, some in found.items():
        multiplier = np.concatenate([np.full(len(rows), indicator.multiplier, float) for indicator, rows in some])
        yield method, np.concatenate([rows for _, rows in some]), multiplier


def _is_absurd(multiplier: Floats, count: Floats, denominator: Floats) -> NDArray[np.bool_]:
    with np.errstate(all="ignore"):
        return (denominator > 0) & (np.abs(multiplier * count / denominator) > MAX_FIGURE)
