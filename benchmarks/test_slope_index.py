"""How long ten thousand slope and relative indices with their limits take.

Run with `pytest benchmarks`. The profession's Python package has no slope index; the R one draws 100,000 samples.
"""

import time
from collections.abc import Callable

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tht_xl.stats.slope_index import InequalityIndex, relative_index, slope_index

AREAS, GROUPS = 10_000, 10
MILLISECONDS = 20
"""What is promised for all areas together."""


@pytest.mark.parametrize("ours", [slope_index, relative_index], ids=["slope", "ratio"])
def test_ten_thousand_areas(benchmark: BenchmarkFixture, ours: Callable[..., InequalityIndex]) -> None:
    random = np.random.default_rng(7)
    values = 75 + np.linspace(0, 8, GROUPS) + random.normal(0, 1, (AREAS, GROUPS))
    errors, people = random.uniform(0.2, 2, (AREAS, GROUPS)), random.integers(4_000, 9_000, (AREAS, GROUPS))
    seconds: list[float] = []

    def once() -> None:
        begun = time.perf_counter()
        ours(values, errors, people)
        seconds.append(time.perf_counter() - begun)

    benchmark.pedantic(once, rounds=15, warmup_rounds=2)
    median = 1000 * float(np.median(seconds))
    benchmark.extra_info["milliseconds"] = round(median, 1)
    print(f"\n{median:.1f} ms")  # noqa: T201
    assert median < MILLISECONDS
