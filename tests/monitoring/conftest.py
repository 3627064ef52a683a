"""A reader who subtracts: what can be worked out about cells from sums, by linear programming."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pytest
from scipy.optimize import linprog

from tht_xl.monitoring.disclosure import DisclosureRule, apply
from tht_xl.monitoring.released import Released
from tht_xl.monitoring.table_reach import signs
from tht_xl.stats.arrays import Numbers

Ranges = dict[int, tuple[float, float]]
UP_TO = 400


@pytest.fixture(scope="session")
def possible_ranges() -> Callable[..., Ranges]:
    """The least and the most that each asked cell can be: bounds of each cell, sums that are 0, cells asked for."""

    def ranges(bounds: Sequence[tuple[float, float]], sums: Numbers, asked: Sequence[int]) -> Ranges:
        found: Ranges = {}
        for cell in asked:
            ends: list[float] = []
            for sign in (1, -1):
                costs = np.zeros(len(bounds))
                costs[cell] = sign
                result = linprog(costs, A_eq=sums, b_eq=np.zeros(len(sums)), bounds=bounds, method="highs")
                assert result.status in (0, 3)
                ends.append(sign * result.fun if result.status == 0 else -sign * np.inf)
            found[cell] = (round(ends[0], 6), round(ends[1], 6))
        return found

    return ranges


@pytest.fixture(scope="session")
def reader_bounds() -> Callable[..., list[tuple[float, float]]]:
    """What a reader knows of each cell by itself, from the rule and what is shown; never from the true counts."""

    def bounds(
        rule: DisclosureRule, shown: Released, is_total: Iterable[bool], is_exact: Iterable[bool], *, knows_why: bool
    ) -> list[tuple[float, float]]:
        every = apply(rule, np.arange(UP_TO), np.nan).counts
        found: list[tuple[float, float]] = []
        cells = zip(shown.counts.ravel(), shown.symbols.ravel(), shown.reasons.ravel(), is_total, is_exact, strict=True)
        for count, symbol, reason, total, exact in cells:
            if symbol == "" and np.isnan(count):
                found.append((0, np.inf))
            elif symbol == "":
                fitting = np.array([count]) if exact else np.flatnonzero(every == count)
                found.append((float(fitting.min()), float(fitting.max())))
            elif knows_why and not total:
                primary = reason.endswith("primary")
                found.append((1, rule.withheld_to) if primary else (rule.withheld_to + 1, np.inf))
            else:
                found.append((1, np.inf))
        return found

    return bounds


@pytest.fixture(scope="session")
def sums_of() -> Callable[[tuple[int, int]], Numbers]:
    """Each row and each column of a table with its totals, as an equation that comes to 0."""

    def sums(shape: tuple[int, int]) -> Numbers:
        sign, (row, column) = signs(shape), np.indices(shape)
        rows = [np.where(row == place, sign, 0).ravel() for place in range(shape[0])]
        return np.array([*rows, *(np.where(column == place, sign, 0).ravel() for place in range(shape[1]))])

    return sums
