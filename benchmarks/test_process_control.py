"""How long process control of a thousand series takes, beside the packages a Python analyst might use.

Run with `pytest benchmarks`. The references work series by series, so they get a sample, and the ratio is per series.
`abspc` is compared where it is installed; the rest is what an analyst writes with pandas.
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest
from numpy.typing import NDArray
from pytest_benchmark.fixture import BenchmarkFixture

from tht_xl.monitoring.process_control import process_chart
from tht_xl.stats.process_control import process_control

SERIES, POINTS, SAMPLE, TARGET = 1_000, 36, 20, 51.0

Reference = Callable[[NDArray[np.float64]], object]


@pytest.fixture(scope="module")
def series() -> NDArray[np.float64]:
    return np.random.default_rng(7).normal(50, 3, (SERIES, POINTS))


def with_abspc(values: NDArray[np.float64]) -> object:
    """Limits, special causes, colours and both icons of one series."""
    spc: Any = pytest.importorskip("abspc.spc", reason="abspc is not installed")
    limits = spc.calculate_control_limits(pd.DataFrame({"value": values}), "XmR")
    found = spc.detect_special_causes(limits)
    spc.determine_point_colours(found, improvement_direction="high")
    variation = spc.determine_variation_type(found, improvement_direction="high")
    return variation, spc.determine_assurance_type(found, TARGET, improvement_direction="high")


def with_pandas(values: NDArray[np.float64]) -> object:
    """Limits and the four rules of one series, with rolling windows."""
    y = pd.Series(values)
    ranges = y.diff().abs()
    ranges = ranges[ranges < 3.267 * ranges.mean()]
    sigma, distance = 2.66 / 3 * ranges.mean(), y - y.mean()
    outside, near = distance.abs() > 3 * sigma, distance.abs().between(2 * sigma, 3 * sigma)
    side = pd.Series(np.sign(distance))
    shift = side.rolling(7).sum().abs().eq(7)
    trend = pd.Series(np.sign(y.diff())).rolling(6).sum().abs().eq(6)
    two = near.astype(float).rolling(3).sum().ge(2) & side.rolling(3).sum().abs().eq(3)
    spread = [pd.Series(flag[::-1].astype(float).rolling(n, min_periods=1).max()[::-1]).astype(bool)
              for flag, n in ((shift, 7), (trend, 7), (two, 3))]  # fmt: skip
    return outside | spread[0] | spread[1] | (near & spread[2])


@pytest.mark.parametrize(("reference", "least"), [(with_abspc, 100), (with_pandas, 100)], ids=["abspc", "plain pandas"])
def test_a_thousand_series(
    benchmark: BenchmarkFixture, series: NDArray[np.float64], reference: Reference, least: int
) -> None:
    reference(series[0])
    begun = time.perf_counter()
    for each in series[:SAMPLE]:
        reference(each)
    theirs = (time.perf_counter() - begun) / SAMPLE * SERIES

    seconds: list[float] = []

    def once() -> None:
        start = time.perf_counter()
        process_chart(series, "high", target=TARGET)
        seconds.append(time.perf_counter() - start)

    benchmark.pedantic(once, rounds=9, warmup_rounds=1)
    ours = float(np.median(seconds))
    benchmark.extra_info["reference seconds"] = round(theirs, 2)
    benchmark.extra_info["times faster than the reference"] = round(theirs / ours)
    print(f"\n{ours * 1000:.1f} ms; reference {theirs:.2f} s; {theirs / ours:.0f} times faster")  # noqa: T201
    assert theirs / ours > least


def test_the_floor(benchmark: BenchmarkFixture, series: NDArray[np.float64]) -> None:
    """The numbers alone, and the least any method must do: read the values and write the words once."""
    words = np.array(["Common cause", "Concern (high)"], object)

    def floor() -> None:
        moving = np.abs(np.diff(series, axis=-1)).mean(-1, keepdims=True)
        _ = words[(series > series.mean(-1, keepdims=True) + 2.66 * moving).astype(np.intp)]

    def timed(work: Callable[[], object]) -> float:
        seconds: list[float] = []
        for _ in range(9):
            start = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - start)
        return float(np.median(seconds))

    benchmark.pedantic(lambda: process_control(series), rounds=9, warmup_rounds=1)
    numbers, least = timed(lambda: process_control(series)), timed(floor)
    benchmark.extra_info["times the floor"] = round(numbers / least, 1)
    print(f"\nnumbers {numbers * 1000:.1f} ms; floor {least * 1000:.2f} ms; {numbers / least:.0f} times the floor")  # noqa: T201
