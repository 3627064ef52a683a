"""How long funnel limits and significance take, beside the package most analysts use today.

Run with `pytest benchmarks`. The reference works row by row, so it gets few rows, and the ratio is per row.
"""

import time

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from PHStatsMethods import assign_funnel_significance, calculate_funnel_limits
from pytest_benchmark.fixture import BenchmarkFixture

from tht_xl.stats.funnel import LEVELS, funnel_limits, funnel_significance

ROWS, SAMPLE, POINTS = 100_000, 2_000, 100
TIMES = 500
"""What is promised for the limits, which the reference finds by trial and error."""


@pytest.fixture(scope="module")
def units() -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    random = np.random.default_rng(7)
    expected = random.integers(5, 500, ROWS)
    return random.poisson(expected), expected


def timed(benchmark: BenchmarkFixture, reference: float, *, what: str, call: object) -> float:
    assert callable(call)
    seconds: list[float] = []

    def once() -> None:
        begun = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - begun)

    benchmark.pedantic(once, rounds=5, warmup_rounds=1)
    ratio = reference / (float(np.median(seconds)) / ROWS)
    benchmark.extra_info["times faster than the reference"] = round(ratio)
    print(f"\n{what}: {np.median(seconds):.3f} s for {ROWS}, {ratio:.0f} times faster")  # noqa: T201
    return ratio


def test_limits(benchmark: BenchmarkFixture, units: tuple[NDArray[np.int64], NDArray[np.int64]]) -> None:
    frame = pd.DataFrame({"x": units[0][:SAMPLE], "n": units[1][:SAMPLE]})
    begun = time.perf_counter()
    calculate_funnel_limits(frame, "x", "ratio", 100, denom_col="n", ratio_type="isr")
    reference = (time.perf_counter() - begun) / POINTS
    ratio = timed(
        benchmark, reference, what="limits", call=lambda: funnel_limits(units[1], 100, "ratio", confidence=LEVELS)
    )
    assert ratio > TIMES


def test_significance(benchmark: BenchmarkFixture, units: tuple[NDArray[np.int64], NDArray[np.int64]]) -> None:
    frame = pd.DataFrame({"x": units[0][:SAMPLE], "n": units[1][:SAMPLE]})
    begun = time.perf_counter()
    assign_funnel_significance(frame, "x", "ratio", denom_col="n")
    reference = (time.perf_counter() - begun) / SAMPLE
    ratio = timed(benchmark, reference, what="significance", call=lambda: funnel_significance(*units, "ratio"))
    assert ratio > TIMES
