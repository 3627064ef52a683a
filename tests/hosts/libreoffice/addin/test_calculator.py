"""The add-in's side of the conversation with the functions."""

import sys
from pathlib import Path

import pytest

from tht_xl.hosts.libreoffice.addin import calculator
from tht_xl.hosts.libreoffice.addin.calculator import CalculationError, Calculator

pytestmark = pytest.mark.slow


@pytest.fixture
def pretend(tmp_path: Path) -> str:
    """A program that starts, and says nothing."""
    program = tmp_path / "python"
    program.write_text(f"#!/bin/sh\nsleep 3\ntouch {tmp_path / 'finished'}\n")
    program.chmod(0o755)
    return str(program)


def test_functions_answer_and_start_again_after_they_were_ended() -> None:
    functions = Calculator(sys.executable)
    try:
        assert functions.call("THT_GAP", [55.0, 57.0, "high"]) == 2.0
        functions.close()
        assert functions.call("THT_GAP", [((55.0,), ("",)), 57.0, "high"]) == [[2.0], ["#N/A"]]
    finally:
        functions.close()


def test_silence_has_a_limit_and_is_not_tried_again_at_once(pretend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calculator, "START_SECONDS", 0.2)
    functions = Calculator(pretend)
    with pytest.raises(CalculationError, match=r"did not start tht_xl within 0 seconds"):
        functions.call("THT_GAP", [1.0])
    assert functions._process is None
    assert not Path(pretend).with_name("finished").exists()
    monkeypatch.setattr(functions, "python", "/no/python")
    with pytest.raises(CalculationError, match="did not start"):
        functions.call("THT_GAP", [1.0])


@pytest.mark.parametrize(
    ("python", "why"),
    [
        ("", "The Python of tht_xl is not there: none is named. Write the extension again"),
        ("/no/python", "The Python of tht_xl is not there: /no/python. Write the extension again"),
        ("/usr", "/usr cannot be started: Permission denied"),
        (
            "/bin/false",
            "tht_xl does not run in /bin/false. Install it there, in the folder of tht_xl: /bin/false -m pip install .",
        ),
    ],
)
def test_what_is_missing_is_said_in_one_line(python: str, why: str) -> None:
    with pytest.raises(CalculationError) as caught:
        Calculator(python).call("THT_GAP", [1.0])
    assert str(caught.value) == why


def test_it_is_tried_again_after_a_pause(pretend: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calculator, "START_SECONDS", 0.2)
    functions = Calculator(pretend)
    with pytest.raises(CalculationError):
        functions.call("THT_GAP", [1.0])
    monkeypatch.setattr(calculator, "PAUSE_SECONDS", 0.0)
    monkeypatch.setattr(calculator, "START_SECONDS", 60.0)
    functions.python = sys.executable
    try:
        assert functions.call("THT_GAP", [55.0, 57.0, "high"]) == 2.0
    finally:
        functions.close()
