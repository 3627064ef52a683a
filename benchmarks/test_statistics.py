"""A million proportions and rates and fifty thousand standardised rates, beside the package most analysts use today.

Run with `pytest benchmarks/test_statistics.py -s`. The reference works row by row, so it gets a sample, and the
ratios are per row. Both sides count by their best round, since a busy machine only ever adds to a time. The floor
is the time it takes to copy the input once.
"""

import contextlib
import io
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from PHStatsMethods import ph_dsr, ph_ISRate, ph_mean, ph_proportion, ph_rate
from pytest_benchmark.fixture import BenchmarkFixture

from tht_xl.stats.directly_standardised import directly_standardised_rate
from tht_xl.stats.indirectly_standardised import indirectly_standardised_rate
from tht_xl.stats.mean import mean, mean_interval
from tht_xl.stats.proportion import proportion, wilson_interval
from tht_xl.stats.rate import crude_rate, rate_interval
from tht_xl.stats.standard_population import standard_weights

ROWS, GROUPS, SERIES = 1_000_000, 52_632, 20
BANDS = ["0-4", *[f"{start}-{start + 4}" for start in range(5, 90, 5)], "90+"]
WEIGHTS = standard_weights("ESP2013", BANDS)
REFERENCE, OF = np.arange(100, 100 + len(BANDS)), np.full(len(BANDS), 50_000)
MEGABYTE = 1_000_000

Column = NDArray[Any]


@dataclass(frozen=True)
class Case:
    """One method, and what is asked of it.

    Attributes:
        ours: Takes the columns of the case.
        theirs: Takes a tidy frame of the sample.
        columns: Makes counts and denominators.
        frame: Makes the tidy frame from the sample's.
        sample: Rows, or groups, that the reference gets.
        times: How many times faster ours has to be.
        megabytes: How much memory beyond the input it may take.
    """

    ours: Callable[[Column, Column], object]
    theirs: Callable[[pd.DataFrame], object]
    columns: Callable[[], tuple[Column, Column]]
    frame: Callable[[Column, Column], pd.DataFrame]
    sample: int
    times: float
    megabytes: float = 150


def counts_and_denominators() -> tuple[Column, Column]:
    random = np.random.default_rng(7)
    denominators = random.integers(20, 5_000, ROWS)
    # From 1, because a single count of 0 makes the reference refuse a whole table of rates.
    return random.integers(1, np.minimum(denominators, 400) + 1), denominators


def counts_and_populations() -> tuple[Column, Column]:
    random = np.random.default_rng(7)
    shape = GROUPS, len(BANDS)
    return random.integers(0, 50, shape), random.integers(100, 5_000, shape)


def values() -> tuple[Column, Column]:
    shape = ROWS // SERIES, SERIES
    return np.random.default_rng(7).gamma(3, 5, shape), np.empty(0)


def rows(x: Column, n: Column) -> pd.DataFrame:
    return pd.DataFrame({"x": x, "n": n})


def bands(x: Column, n: Column) -> pd.DataFrame:
    areas = len(x)
    frame = pd.DataFrame({"area": np.repeat(np.arange(areas), len(BANDS)), "x": x.ravel(), "n": n.ravel()})
    return frame.assign(band=BANDS * areas, X=np.tile(REFERENCE, areas), N=np.tile(OF, areas))


def series(y: Column, _: Column) -> pd.DataFrame:
    return pd.DataFrame({"area": np.repeat(np.arange(len(y)), SERIES), "x": y.ravel()})


CASES = {
    "proportion": Case(
        lambda x, n: (proportion(x, n), wilson_interval(x, n)),
        lambda frame: ph_proportion(frame, "x", "n"),
        counts_and_denominators,
        rows,
        sample=5_000,
        times=5_000,
    ),
    "rate": Case(
        lambda x, n: (crude_rate(x, n), rate_interval(x, n)),
        lambda frame: ph_rate(frame, "x", "n"),
        counts_and_denominators,
        rows,
        sample=5_000,
        times=5_000,
    ),
    "mean": Case(
        lambda y, _: (mean(y), mean_interval(y)),
        lambda frame: ph_mean(frame, "x", "area"),
        values,
        series,
        sample=2_000,
        times=50,
    ),
    "directly standardised rate": Case(
        lambda x, n: directly_standardised_rate(x, n, WEIGHTS),
        lambda frame: ph_dsr(frame, "x", "n", "band", group_cols="area"),
        counts_and_populations,
        bands,
        sample=1_000,
        times=500,
    ),
    "indirectly standardised rate": Case(
        lambda x, n: indirectly_standardised_rate(x, n, REFERENCE, OF),
        lambda frame: ph_ISRate(frame, "x", "n", "X", "N", group_cols="area"),
        counts_and_populations,
        bands,
        sample=1_000,
        times=300,
    ),
}


def best(attempt: Callable[[], object], rounds: int) -> float:
    """Seconds of the fastest round."""
    seconds: list[float] = []
    for _ in range(rounds):
        start = time.perf_counter()
        attempt()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def extra_memory(attempt: Callable[[], object]) -> float:
    """Megabytes taken at the worst moment, results included, beyond what was taken before."""
    tracemalloc.start()
    attempt()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / MEGABYTE


@pytest.mark.parametrize("method", CASES)
def test_side_by_side(benchmark: BenchmarkFixture, method: str) -> None:
    case = CASES[method]
    x, n = case.columns()
    frame = case.frame(x[: case.sample], n[: case.sample])

    def reference() -> None:
        # It prints the joined age bands, and joins in place.
        with contextlib.redirect_stdout(io.StringIO()):
            case.theirs(frame.copy())

    theirs = best(reference, 5) / case.sample * len(x)
    floor = best(lambda: (x.copy(), n.copy()), 30)
    memory = extra_memory(lambda: case.ours(x, n))
    benchmark.pedantic(lambda: case.ours(x, n), rounds=40, warmup_rounds=2)
    ours = benchmark.stats.stats.min
    benchmark.extra_info |= {
        "reference seconds": round(theirs, 1),
        "times faster": round(theirs / ours),
        "times the copying of the input": round(ours / floor, 1),
        "extra megabytes": round(memory),
    }
    print(f"\n{method}: {ours * 1e3:.1f} ms for {len(x):,}; {benchmark.extra_info}")  # noqa: T201
    assert theirs / ours >= case.times
    assert memory < case.megabytes
