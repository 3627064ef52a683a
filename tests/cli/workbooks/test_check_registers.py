"""A register is held against the definitions that it says it was made from, unless others are chosen."""

from pathlib import Path

import pytest

from tht_xl.cli.exit_codes import FINDINGS, FINE
from tht_xl.cli.main import code

BOOK = Path(__file__).parents[3] / "workbooks" / "registers" / "delivery-plan-2009.xlsx"


def test_a_register_is_checked_by_its_own_framework(capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["check", str(BOOK)]) == FINE
    assert "nothing wrong" in capsys.readouterr().out


def test_a_framework_that_is_chosen_counts(capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["check", str(BOOK), "--framework", "tht"]) == FINDINGS
    assert "R807 Milestones!N5: Indicator: not in the list (deaths-fewer-than-2008)" in capsys.readouterr().out
