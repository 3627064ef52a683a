"""How long a million life tables take, beside copying their numbers once.

Run with `pytest benchmarks`. The profession's Python package has no life expectancy, so that memory is the measure.
"""

import time
import tracemalloc
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from pytest_benchmark.fixture import BenchmarkFixture

from tht_xl.stats.life_expectancy import LifeExpectancy, life_expectancy, life_expectancy_by_age

AREAS, BANDS = 1_000_000, 20
COPIES, EXTRA = 40, 1_000_000_000
"""What is promised: at most so many times the copy, and so much memory beside the input. [bytes]"""

Numbers = NDArray[np.float64]
Ours = Callable[[Numbers, Numbers], LifeExpectancy]


@pytest.fixture(scope="module")
def table() -> tuple[Numbers, Numbers]:
    random = np.random.default_rng(7)
    populations = random.integers(400, 5_000, (AREAS, BANDS)).astype(float)
    return np.floor(populations * np.geomspace(0.0005, 0.2, BANDS)) + 1, populations


def copied(table: tuple[Numbers, Numbers]) -> float:
    """The shortest time that copying the input takes, of five."""
    seconds: list[float] = []
    for _ in range(5):
        begun = time.perf_counter()
        for each in table:
            each.copy()
        seconds.append(time.perf_counter() - begun)
    return min(seconds)


@pytest.mark.parametrize("ours", [life_expectancy, life_expectancy_by_age], ids=["at birth", "at every age"])
def test_a_million_areas(benchmark: BenchmarkFixture, table: tuple[Numbers, Numbers], ours: Ours) -> None:
    seconds: list[float] = []

    def once() -> None:
        begun = time.perf_counter()
        ours(*table)
        seconds.append(time.perf_counter() - begun)

    benchmark.pedantic(once, rounds=5, warmup_rounds=1)
    median, copy = float(np.median(seconds)), copied(table)
    tracemalloc.start()
    ours(*table)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    benchmark.extra_info["seconds to copy the input"] = round(copy, 3)
    benchmark.extra_info["times the copy"] = round(median / copy, 1)
    benchmark.extra_info["extra megabytes"] = round(peak / 1e6)
    print(f"\n{median:.2f} s, {median / copy:.0f} times the copy, {peak / 1e6:.0f} MB extra")  # noqa: T201
    assert median < COPIES * copy
    assert peak < EXTRA
