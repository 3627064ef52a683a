"""The table of cases through xlwings' Windows code and the generated VBA; pywin32 and Excel are simulated."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from worked_cases import differences

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
SPEC = HERE.parents[1] / "spec"


@cache
def results(*options: str) -> list[Any]:
    """What each case shows. In a process of its own, for the stubs would stay."""
    command = [sys.executable, str(HERE / "simulated_com.py"), *options]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=300, env={"PYTHONPATH": str(SPEC)}, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_simulated_com_conversion_gives_the_same_cells() -> None:
    assert differences(results()) == []


def test_simulated_vba_gives_the_same_cells_and_real_errors() -> None:
    assert differences(list(map(_texts_of_errors, results("--vba")))) == []


def _texts_of_errors(shown: Any) -> Any:
    """A real error as its text; a text that only looks like one is a fault."""
    if isinstance(shown, list):
        return list(map(_texts_of_errors, shown))
    if isinstance(shown, dict):
        return shown["error"]
    assert not (isinstance(shown, str) and shown.startswith("#")), shown
    return shown
