"""Returns and configurations for tests of the month, and one demo for all that only read it."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from returned import GOOD, write_rows

from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.configuration.parts import ReturnSource
from tht_xl.month.demo import run_demo
from tht_xl.month.run import MonthResult


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> MonthResult:
    return run_demo(tmp_path_factory.mktemp("demo") / "out")


@pytest.fixture(scope="session")
def golden_path() -> Path:
    return Path(__file__).parents[1] / "golden" / "demo_figures.csv"


@pytest.fixture
def write_return(tmp_path: Path) -> Callable[..., Path]:
    """Write a return with these rows into the test's folder."""

    def write(name: str = "return.xlsx", rows: Sequence[tuple] = GOOD, sheet: str = "Data") -> Path:
        return write_rows(tmp_path / name, rows, sheet)

    return write


@pytest.fixture
def config_for(tmp_path: Path) -> Callable[..., MonthConfig]:
    """A month on these workbooks, with its own output folder, no published series and no memory."""

    def make(*workbooks: Path) -> MonthConfig:
        sources = [ReturnSource(workbook=w, partner="london-borough-of-tower-hamlets") for w in workbooks]
        return MonthConfig.model_validate(
            {"month": "Nov 2026", "returns": sources, "published": False, "output": tmp_path / "out"}
        )

    return make
