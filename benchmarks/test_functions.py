"""What a cell costs: one call of each worksheet function, and a block of 10,000 rows, in process once warm.

Run with `pytest benchmarks`. The promise is about 40 microseconds for a scalar call; the table in docs/performance.md
says which functions keep it. A block of 10,000 rows of 5 cells is promised in under 30 milliseconds plus the statistic
itself; `-s` prints both.
"""

import random
from collections.abc import Callable
from dataclasses import replace
from time import process_time
from typing import Any

import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tht_xl.functions import REGISTRY, call
from tht_xl.functions.engine import registry

WITH_EXAMPLES = sorted(name for name, function in REGISTRY.items() if function.examples)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_one_call(benchmark: BenchmarkFixture, name: str) -> None:
    cells = REGISTRY[name].examples[0].cells
    call(name, *cells)
    benchmark(call, name, *cells)


ROWS = 10_000
PROMISED = 0.030
"""Reading 50,000 cells and putting 10,000 results into rows. [seconds]"""

Column = list[list[Any]]


def _numbers(low: float, high: float, odd: Callable[[float], list[Any]]) -> Column:
    """A column of numbers, of which one in twelve is as a host may also hand it over."""
    given: Column = []
    for row in range(ROWS):
        value = random.uniform(low, high)  # noqa: S311 - figures, no secrets
        others = odd(value)
        given.append([others[row // 12 % len(others)] if others and row % 12 == 0 else value])
    return given


def _block(odd: Callable[[float], list[Any]]) -> list[Column]:
    """Values, limits, comparators and polarities of THT_BENCHMARK."""
    ranges = ((5, 15), (3, 5), (15, 20), (3, 18))
    polarities: Column = [[random.choice(("high", "low", "none"))] for _ in range(ROWS)]  # noqa: S311
    return [*(_numbers(low, high, odd) for low, high in ranges), polarities]


@pytest.mark.parametrize(
    "odd",
    [
        lambda _: [],
        lambda value: [None, "[c]", f"{value:.3f}", "", "#N/A", "[x]", np.float64(value), int(value)],
        lambda value: [f"{value:.3f}"],
    ],
    ids=["numbers", "mixed", "text numbers"],
)
def test_a_block_of_five_arguments(monkeypatch: pytest.MonkeyPatch, odd: Callable[[float], list[Any]]) -> None:
    """From a host's cells to rows of cells, less the time of the statistic on the arrays."""
    random.seed(1)
    cells = _block(odd)
    body = REGISTRY["THT_BENCHMARK"].python
    inside: list[float] = []

    def timed(*values: object) -> object:
        start = process_time()
        result = body(*values)
        inside.append(process_time() - start)
        return result

    _replace_body(monkeypatch, "THT_BENCHMARK", timed)
    outside: list[float] = []
    for _ in range(15):
        inside.clear()
        start = process_time()
        call("THT_BENCHMARK", *cells)
        outside.append(process_time() - start - sum(inside))
    print(f"\n{min(outside) * 1e3:.1f} ms beside the statistic of {sum(inside) * 1e3:.1f} ms")  # noqa: T201
    assert min(outside) < PROMISED


def _replace_body(monkeypatch: pytest.MonkeyPatch, name: str, body: Callable[..., object]) -> None:
    registered = dict(REGISTRY)
    registered[name] = replace(REGISTRY[name], python=body)
    monkeypatch.setattr(registry, "REGISTRY", registered)


def test_a_block_beside_its_single_calls(benchmark: BenchmarkFixture) -> None:
    """A block of 10,000 rows costs far less than 10,000 calls; the ratio is printed."""
    counts, people = [[float(row % 50)] for row in range(10_000)], [[100.0]] * 10_000
    benchmark(call, "THT_PROPORTION_CI", counts, people)
    one = call("THT_PROPORTION_CI", 5, 100)
    assert call("THT_PROPORTION_CI", counts, people)[5] == one[0]  # type: ignore[index]
