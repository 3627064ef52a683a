"""One demo for all tests of the month that only read it."""

from pathlib import Path

import pytest

from tht_xl.month.demo import run_demo
from tht_xl.month.run import MonthResult


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> MonthResult:
    return run_demo(tmp_path_factory.mktemp("demo") / "out")


@pytest.fixture(scope="session")
def golden_path() -> Path:
    return Path(__file__).parents[1] / "golden" / "demo_figures.csv"
