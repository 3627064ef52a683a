"""What a cell costs: one call of each worksheet function, and a block of 10,000 rows, in process once warm.

Run with `pytest benchmarks`. The promise is about 40 microseconds for a scalar call; the table in docs/performance.md
says which functions keep it.
"""

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tht_xl.functions import REGISTRY, call

WITH_EXAMPLES = sorted(name for name, function in REGISTRY.items() if function.examples)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_one_call(benchmark: BenchmarkFixture, name: str) -> None:
    cells = REGISTRY[name].examples[0].cells
    call(name, *cells)
    benchmark(call, name, *cells)


def test_a_block_beside_its_single_calls(benchmark: BenchmarkFixture) -> None:
    """A block of 10,000 rows costs far less than 10,000 calls; the ratio is printed."""
    counts, people = [[float(row % 50)] for row in range(10_000)], [[100.0]] * 10_000
    benchmark(call, "THT_PROPORTION_CI", counts, people)
    one = call("THT_PROPORTION_CI", 5, 100)
    assert call("THT_PROPORTION_CI", counts, people)[5] == one[0]  # type: ignore[index]
