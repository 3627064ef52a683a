"""A program of our own, apart from this one."""

import subprocess
import sys
from pathlib import Path

import pytest

from tht_xl.workbook.file import values
from tht_xl.workbook.file.own_program import program_command, program_environment
from tht_xl.workbook.values_only import calamine_program


def test_what_lies_beside_the_workbooks_is_never_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit(7)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    # As where somebody started Python here: "" stands for the folder that one is in.
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    done = subprocess.run(program_command("pickle", "--help"), env=program_environment(), capture_output=True)
    assert done.returncode == 0
    assert b"pickle" in done.stdout


def test_what_a_library_prints_is_not_among_the_answers() -> None:
    asked = (
        "import os; from tht_xl.workbook.file.own_program import answers_of_program; answers = answers_of_program(); "
        "print('from a library', flush=True); os.write(1, b'from C'); answers.write(b'an answer'); answers.flush()"
    )
    done = subprocess.run([sys.executable, "-c", asked], env=program_environment(), capture_output=True, check=True)
    assert done.stdout == b"an answer"
    assert b"from a library" in done.stderr
    assert b"from C" in done.stderr


def test_the_program_that_imports_little_knows_the_same_limit() -> None:
    assert calamine_program.MAX_CELLS == values.MAX_CELLS
