"""How long a million proportions and rates take, beside the package most analysts use today.

Run with `pytest benchmarks`. The reference works row by row, so it gets a sample, and the ratio is per row.
"""

import time
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from PHStatsMethods import ph_proportion, ph_rate
from pytest_benchmark.fixture import BenchmarkFixture

from tht_xl.stats.proportion import wilson_interval
from tht_xl.stats.rate import rate_interval

ROWS, SAMPLE = 1_000_000, 5_000

Counts = NDArray[np.int64]
Ours = Callable[[Counts, Counts], object]
Theirs = Callable[..., pd.DataFrame]


@pytest.fixture(scope="module")
def rows() -> tuple[Counts, Counts]:
    random = np.random.default_rng(7)
    denominators = random.integers(20, 5_000, ROWS)
    # From 1, because a single count of 0 makes the reference refuse a whole table of rates.
    return random.integers(1, np.minimum(denominators, 400) + 1), denominators


@pytest.mark.parametrize(
    ("ours", "theirs"), [(wilson_interval, ph_proportion), (rate_interval, ph_rate)], ids=["proportion", "rate"]
)
def test_a_million_rows(benchmark: BenchmarkFixture, rows: tuple[Counts, Counts], ours: Ours, theirs: Theirs) -> None:
    sample = pd.DataFrame({"x": rows[0][:SAMPLE], "n": rows[1][:SAMPLE]})
    begun = time.perf_counter()
    theirs(sample, "x", "n")
    reference = (time.perf_counter() - begun) / SAMPLE

    seconds: list[float] = []

    def once() -> None:
        start = time.perf_counter()
        ours(*rows)
        seconds.append(time.perf_counter() - start)

    benchmark.pedantic(once, rounds=5, warmup_rounds=1)
    median = float(np.median(seconds))
    ratio = reference / (median / ROWS)
    benchmark.extra_info["reference seconds per million rows"] = round(reference * ROWS, 1)
    benchmark.extra_info["times faster than the reference"] = round(ratio)
    print(f"\n{median:.3f} s a million; reference {reference * ROWS:.0f} s a million; {ratio:.0f} times faster")  # noqa: T201
    assert ratio > 20
