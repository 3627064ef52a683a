"""Two readers: one who works out cells from sums by linear programming, and one who tries every table there is.

The second knows the method: of all tables that are released in the same way, one is the true one.
"""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import pytest
from scipy.optimize import linprog

from tht_xl.disclosure.feasibility import signs
from tht_xl.disclosure.released import Released
from tht_xl.disclosure.rules import DisclosureRule, apply
from tht_xl.stats.arrays import Numbers

Ranges = dict[int, tuple[float, float]]
Values = dict[tuple[int, int], int]
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
                found.append((1, rule.suppression_threshold) if primary else (rule.suppression_threshold + 1, np.inf))
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


@pytest.fixture(scope="session")
def every_table() -> Callable[[int, int], Numbers]:
    """All rows of so many cells that sum to no more than this."""

    def tables(cells: int, up_to: int) -> Numbers:
        found = np.zeros((1, 0))
        for _ in range(cells):
            longer = [found[found.sum(axis=1) <= up_to - count] for count in range(up_to + 1)]
            found = np.concatenate([np.insert(each, 0, count, axis=1) for count, each in enumerate(longer)])
        return found

    return tables


@pytest.fixture(scope="session")
def possible_values() -> Callable[..., Values]:
    """How many small values each small cell has in all tables that are released as its own is.

    Tables are rows. Only cells of tables that are asked about count: the largest ones are released like others that are
    larger still, and were not tried.
    """

    def values(rule: DisclosureRule, tables: Numbers, released: Released, asked: Iterable[bool]) -> Values:
        rows = len(tables)
        shown = np.nan_to_num(released.counts.reshape(rows, -1), nan=-1.0)
        whole = np.hstack([shown, released.symbols.reshape(rows, -1) == "[c]"])
        release = np.unique(whole, axis=0, return_inverse=True)[1].ravel()
        found: Values = {}
        for place in range(tables.shape[1]):
            small = np.flatnonzero((tables[:, place] > 0) & (tables[:, place] <= rule.suppression_threshold))
            wanted = set(release[small][np.asarray(asked)[small]].tolist())
            pairs = np.unique(np.stack([release[small], tables[small, place].astype(int)]), axis=1)
            each, number = np.unique(pairs[0], return_counts=True)
            for group, count in zip(each.tolist(), number.tolist(), strict=True):
                if group in wanted:
                    found[group, place] = count
        return found

    return values
