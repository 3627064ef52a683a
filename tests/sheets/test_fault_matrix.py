"""The page of what becomes of a run when something goes wrong: it is what the code does; there is no third state."""

from pathlib import Path

import pytest
from tests.sheets.fault_matrix import page

pytestmark = pytest.mark.slow


def test_the_page_is_what_the_code_does() -> None:
    shown = page()
    assert not [line for line in shown.splitlines() if "neither" in line or "LOST" in line or "WRONG" in line]
    written = Path(__file__).parents[2] / "docs" / "fault-matrix.md"
    assert written.read_text(encoding="utf-8") == shown
