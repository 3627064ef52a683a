"""What a row's counts give, computed with the same code that evaluates the framework."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tht_xl.evaluation.rows.given import COUNTED
from tht_xl.evaluation.value import values_of
from tht_xl.model.definition import Area, Indicator
from tht_xl.workbook.reading import MAX_FIGURE

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
    indicators: list[Indicator | None], areas: list[Area | None], count: Floats, denominator: Floats
) -> Computed:
    """Values and limits from the counts of each row.

    Args:
        indicators: Indicator of each row, None where unknown.
        areas: Area of each row, None where unknown.
        count: NaN where there is none. [count]
        denominator: NaN where there is none. [count]
    """
    size = len(indicators)
    value, lower, upper = (np.full(size, np.nan) for _ in range(3))
    is_counted, is_withheld, is_absurd = (np.zeros(size, bool) for _ in range(3))
    is_national = np.array([area is not None and area.kind == "country" for area in areas], bool)
    for indicator, rows in rows_by_indicator(indicators):
        if indicator.measure not in COUNTED:
            continue
        none = np.full(len(rows), np.nan)
        # A denominator of 1e-300 overflows.
        with np.errstate(all="ignore"):
            result = values_of(
                indicator, count[rows], denominator[rows], none, none, none, is_national=is_national[rows]
            )
        is_counted[rows] = True
        value[rows], lower[rows], upper[rows] = result.value, result.lower, result.upper
        is_withheld[rows] = result.withheld != ""
        is_absurd[rows] = _is_absurd(indicator.multiplier, count[rows], denominator[rows])
    value, lower, upper = (np.where(is_absurd, np.nan, result) for result in (value, lower, upper))
    return Computed(is_counted, value, lower, upper, is_withheld, is_absurd)


def _is_absurd(multiplier: float, count: Floats, denominator: Floats) -> NDArray[np.bool_]:
    with np.errstate(all="ignore"):
        return (denominator > 0) & (np.abs(multiplier * count / denominator) > MAX_FIGURE)


def rows_by_indicator(indicators: list[Indicator | None]) -> list[tuple[Indicator, NDArray[np.int64]]]:
    """Each indicator with the indices of its rows, in the order of first appearance."""
    rows: dict[str, list[int]] = {}
    named: dict[str, Indicator] = {}
    for index, indicator in enumerate(indicators):
        if indicator is not None:
            named[indicator.id] = indicator
            rows.setdefault(indicator.id, []).append(index)
    return [(named[name], np.array(found, np.int64)) for name, found in rows.items()]
