"""How long whole grouped frames take, beside the package most analysts use today.

Run with `pytest benchmarks`. The reference works group by group, so it gets a sample of the groups, and the ratio is
per group. Both sides count by their best round, since a busy machine only ever adds to a time.
"""

import contextlib
import io
import time
import tracemalloc
import warnings
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from PHStatsMethods import ph_dsr, ph_ISRatio, ph_proportion
from pytest_benchmark.fixture import BenchmarkFixture

from tht_xl import frames

GROUPS, SAMPLE = 52_632, 300
"""A million rows in all: 52,632 groups of 19 age bands, as of 6,579 wards, two sexes and four years."""
BANDS = ["0-4", *(f"{age}-{age + 4}" for age in range(5, 90, 5)), "90+"]
LIFE_BANDS = ["<1", "1-4", *BANDS[1:]]

Frame = pd.DataFrame


def tidy(bands: list[str]) -> Frame:
    random = np.random.default_rng(7)
    rows = GROUPS * len(bands)
    population = random.integers(100, 2_000, rows)
    return Frame(
        {
            "area": np.repeat([f"E{group:08d}" for group in range(GROUPS)], len(bands)),
            "age_band": bands * GROUPS,
            "count": random.integers(1, 8, rows),
            "population": population,
        }
    )


@pytest.fixture(scope="module")
def frame() -> Frame:
    return tidy(BANDS)


def seconds_of_a_group(function: Callable[[Frame], object], frame: Frame) -> float:
    sample = frame.iloc[: SAMPLE * len(BANDS)].copy()
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return min(seconds(lambda: function(sample.copy())) for _ in range(5)) / SAMPLE


def seconds(call: Callable[[], object]) -> float:
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


def timed(benchmark: BenchmarkFixture, call: Callable[[], object], what: str, reference: float | None) -> float:
    """How many times faster than the reference; not a number where there is none."""
    every: list[float] = []
    benchmark.pedantic(lambda: every.append(seconds(call)), rounds=9, warmup_rounds=1)
    tracemalloc.start()
    call()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    best = min(every)
    ratio = reference * GROUPS / best if reference else float("nan")
    beside = f"; reference {reference * GROUPS:.0f} s; {ratio:.0f} times faster" if reference else ""
    benchmark.extra_info.update({"what": what, "peak MB": round(peak), "times faster than the reference": ratio})
    print(f"\n{what}: {best:.3f} s, {peak:.0f} MB extra{beside}")  # noqa: T201
    return ratio


def reference_dsr(sample: Frame) -> object:
    return ph_dsr(sample, "count", "population", "age_band", "area")


def test_directly_standardised_rates(benchmark: BenchmarkFixture, frame: Frame) -> None:
    reference = seconds_of_a_group(reference_dsr, frame)
    what = f"directly standardised rates, tidy frame of {GROUPS:,} groups x 19 bands"
    assert timed(benchmark, lambda: frames.directly_standardised_rates(frame, by="area"), what, reference) > 80


def test_directly_standardised_rates_of_shuffled_rows(benchmark: BenchmarkFixture, frame: Frame) -> None:
    """Tidy frames come in any order; the reference gets its rows shuffled too."""
    sample = frame.iloc[: SAMPLE * len(BANDS)].sample(frac=1, random_state=7)
    reference = seconds_of_a_group(reference_dsr, sample)
    shuffled = frame.sample(frac=1, random_state=7)
    what = "the same with the rows shuffled"
    assert timed(benchmark, lambda: frames.directly_standardised_rates(shuffled, by="area"), what, reference) > 40


def test_indirectly_standardised_ratios(benchmark: BenchmarkFixture, frame: Frame) -> None:
    england = frame.groupby("age_band", as_index=False)[["count", "population"]].sum()
    joined = frame.iloc[: SAMPLE * 19].merge(england, on="age_band", suffixes=("", "_england"))

    def reference(_: Frame) -> object:
        return ph_ISRatio(joined, "count", "population", "count_england", "population_england", "area")

    per_group = seconds_of_a_group(reference, frame)
    what = f"indirectly standardised ratios, {GROUPS:,} groups x 19 bands"
    assert (
        timed(benchmark, lambda: frames.indirectly_standardised_ratios(frame, england, by="area"), what, per_group) > 20
    )


def test_grouped_proportions(benchmark: BenchmarkFixture, frame: Frame) -> None:
    def reference(sample: Frame) -> object:
        return ph_proportion(sample.drop(columns="age_band"), "count", "population", "area")

    plain = frame.drop(columns="age_band")
    per_group = seconds_of_a_group(reference, frame)
    what = f"proportions of {GROUPS:,} groups of 19 rows, added up"

    def ours() -> object:
        return frames.proportions(plain, numerator="count", denominator="population", by="area")

    assert timed(benchmark, ours, what, per_group) > 20


def test_life_expectancies(benchmark: BenchmarkFixture) -> None:
    deaths = tidy(LIFE_BANDS).rename(columns={"count": "deaths"})
    what = f"life expectancy at birth, tidy frame of {GROUPS:,} groups x 20 bands"
    timed(benchmark, lambda: frames.life_expectancies(deaths, by="area"), what, None)
