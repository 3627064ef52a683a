"""How long `evaluate` takes, beside the least that pandas must do with such a frame, and how much memory.

Run with `pytest benchmarks/test_evaluate.py`. The least is: tell the distinct texts of the three key columns, look at
each group of indicator and period once, and write a frame with as many columns of the same types. Both are timed in
turn, in processor time of this process, and the best of each counts, since a busy machine only ever adds to a time.
"""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tht_xl import evaluate
from tht_xl.model.definition import Framework

INDICATORS, AREAS, YEARS = 200, 300, 15
"""A national indicator set for every area of a region: 900,000 rows."""
COLUMNS = ["indicator", "area", "period", "count", "denominator", "value", "lower", "upper"]


def large_framework(indicators: int = INDICATORS, areas: int = AREAS) -> Framework:
    """Half of the indicators proportions, a quarter rates and a quarter published values, with targets and breaks."""
    return Framework.model_validate(
        {
            "id": "large",
            "name": "Large",
            "version": "1",
            "home": "area-2",
            "comparators": ["area-0", "area-1"],
            "domains": [{"id": "domain", "name": "Domain"}],
            "areas": [
                {"id": f"area-{n}", "name": f"Area {n}", "kind": ["country", "region", "borough"][min(n, 2)]}
                for n in range(areas)
            ],
            "indicators": [_indicator(number) for number in range(indicators)],
        }
    )


def _indicator(number: int) -> dict[str, object]:
    measure, unit, multiplier = [
        ("proportion", "%", 100),
        ("proportion", "%", 100),
        ("rate", "per 100,000", 100_000),
        ("survey", "years", 1),
    ][number % 4]
    return {
        "id": f"indicator-{number}",
        "name": f"Indicator {number}",
        "domain": "domain",
        "definition": "Made for a measurement",
        "measure": measure,
        "unit": unit,
        "multiplier": multiplier,
        "polarity": ["low", "high", "none"][number % 3],
        "frequency": "annual",
        "disclosure": ["round-5", "1-7", "published", "1-5"][number // 4 % 4],
        "people": "children",
        "breaks": ["2018"] if number % 10 == 0 else [],
        "target": {"value": 20, "due": "2020", "agreed": "yes"} if number % 3 < 2 else None,
    }


def large_frame(indicators: int = INDICATORS, areas: int = AREAS, years: int = YEARS) -> pd.DataFrame:
    """Counts of about a fifth of the people, which drift; surveys have a value and its limits."""
    random = np.random.default_rng(7)
    number, area, year = (
        each.ravel() for each in np.meshgrid(range(indicators), range(areas), range(years), indexing="ij")
    )
    size = len(number)
    people = random.integers(500, 5_000, indicators * areas)[number * areas + area].astype(float)
    share = np.clip(0.2 + 0.004 * (year - years / 2) * (area % 3 - 1) + random.normal(0, 0.01, size), 0.001, 0.999)
    is_rate, is_survey = number % 4 == 2, number % 4 == 3
    count = np.floor(people * share)
    value = 60 + 100 * share
    nothing = np.nan
    return pd.DataFrame(
        {
            "indicator": np.array([f"indicator-{n}" for n in range(indicators)], object)[number],
            "area": np.array([f"Area {n}" for n in range(areas)], object)[area],
            "period": np.array([str(2008 + n) for n in range(years)], object)[year],
            "count": np.where(is_survey, nothing, count),
            "denominator": np.where(is_survey, nothing, np.where(is_rate, 20 * people, people)),
            "value": np.where(is_survey, value, nothing),
            "lower": np.where(is_survey, value - 2, nothing),
            "upper": np.where(is_survey, value + 2, nothing),
        }
    )[COLUMNS]


SIZES = {"10,000": (200, 5, 10), "90,000": (200, 30, 15), "900,000": (200, 300, 15)}
"""Rows by indicators, areas and years."""

MAX_TIMES_THE_LEAST = 10
MAX_MEMORY = 1_000
"""Peak of the whole process at 900,000 rows, its input and Python with pandas included. [MB]"""


def least(frame: pd.DataFrame, results: pd.DataFrame) -> pd.DataFrame:
    """The least that a frame in and a frame out can cost."""
    for name in ("indicator", "area", "period"):
        pd.factorize(frame[name])
    frame.groupby(["indicator", "period"], sort=False)["value"].transform("first")
    size = len(frame)
    blank = {"object": lambda: np.full(size, "", object), "float64": lambda: np.full(size, np.nan)}
    written = {
        name: blank[str(dtype)]() if str(dtype) in blank else pd.array([pd.NA], dtype=dtype).take(np.zeros(size, int))
        for name, dtype in results.dtypes.items()
        if not str(dtype).startswith("datetime")
    }
    return pd.DataFrame({name: pd.Series(column, copy=False) for name, column in written.items()}, copy=False)


def seconds(call: Callable[[], object]) -> float:
    begun = time.process_time()
    call()
    return time.process_time() - begun


@pytest.mark.parametrize("rows", list(SIZES))
def test_seconds_beside_the_least(rows: str, benchmark: BenchmarkFixture) -> None:
    indicators, areas, years = SIZES[rows]
    framework = large_framework(indicators, areas)
    frame = large_frame(indicators, areas, years)
    results = evaluate(frame, framework)
    taken: list[float] = []
    floor: list[float] = []

    def timed() -> None:
        taken.append(seconds(lambda: evaluate(frame, framework)))
        floor.append(seconds(lambda: least(frame, results)))

    benchmark.pedantic(timed, rounds=3)
    each, ratio = 1e6 * min(taken) / len(frame), min(taken) / min(floor)
    said = f"{each:.2f} microseconds a row, {ratio:.1f} times the least ({1e6 * min(floor) / len(frame):.2f})"
    benchmark.extra_info["evaluate"] = said
    assert ratio < MAX_TIMES_THE_LEAST


def test_memory_of_900_000_rows(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    # In a process of its own that reads the frame: making one takes more memory than having it.
    large_frame().to_pickle(tmp_path / "frame.pkl")
    command = [sys.executable, __file__, str(tmp_path / "frame.pkl")]
    found = benchmark.pedantic(
        lambda: subprocess.run(command, capture_output=True, text=True, check=True),  # noqa: S603
        rounds=1,
    )
    before, peak = map(float, found.stdout.split())
    benchmark.extra_info["memory"] = f"{peak:.0f} MB at most, {before:.0f} MB of them before"
    assert peak < MAX_MEMORY


def peak_memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    frame_given, framework_given = pd.read_pickle(sys.argv[1]), large_framework()  # noqa: S301 - written above
    sys.stdout.write(f"{peak_memory()}\n")
    evaluate(frame_given, framework_given)
    sys.stdout.write(f"{peak_memory()}\n")
