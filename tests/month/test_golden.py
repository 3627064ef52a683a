"""Every figure the demo publishes, against the committed file."""

import hashlib
import io
import re
from pathlib import Path

import pandas as pd
import pytest

from tht_xl.month.run import MonthResult

ROOT = Path(__file__).parents[2]
LEFT_OUT = ("workbook", "sheet", "row", "cell", "sex", "age", "symbol",
            "name", "unit", "polarity", "period_start", "period_end",
            "returned_in", "release", "revised", "value_before", "month_before",
            "observation_id", "version", "returned_on", "returned_by_role", "status", "overridden_by_role",
            "held_back", "approval", "marks")  # fmt: skip
"""Where and when a figure came from, and what it is about, are not figures."""


def figures(demo: MonthResult) -> str:
    table = demo.results.drop(columns=[c for c in LEFT_OUT if c in demo.results])
    return table.to_csv(index=False, float_format="%.10g", lineterminator="\n")


def test_no_published_figure_moved(demo: MonthResult, golden_path: Path, request: pytest.FixtureRequest) -> None:
    now = figures(demo)
    if request.config.getoption("--write-golden"):
        golden_path.write_text(now, encoding="utf-8")
    before = golden_path.read_text(encoding="utf-8")
    pd.testing.assert_frame_equal(pd.read_csv(io.StringIO(now), dtype=str), pd.read_csv(io.StringIO(before), dtype=str))


def test_the_changelog_knows_the_golden_file(golden_path: Path) -> None:
    """A change of any figure needs a line under Numbers; the line carries the file's fingerprint."""
    fingerprint = hashlib.sha256(golden_path.read_bytes()).hexdigest()[:12]
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    numbers = re.search(r"^### Numbers\n(.*?)(?=^##)", changelog, re.DOTALL | re.MULTILINE)
    assert numbers is not None
    assert fingerprint in numbers[1], (
        f"tests/golden/demo_figures.csv changed: say under Numbers in CHANGELOG.md what moved, before and after, "
        f"and end the line with `figures {fingerprint}`"
    )
