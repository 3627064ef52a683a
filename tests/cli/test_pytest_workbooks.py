"""Workbooks as tests of pytest, each in a pytest of its own."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from returned import write_rows

from tht_xl.cli import pytest_workbooks
from tht_xl.cli.workbooks.folders import SPREADSHEETS

ROOT = Path(__file__).parents[2]
PLUGIN = "tht_xl.cli.pytest_workbooks"
RIGHT = ("reception-obesity", "Tower Hamlets", "2022/23", 310, 2940)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    line = [sys.executable, "-m", "pytest", "-p", PLUGIN, "-p", "no:cacheprovider", *arguments]
    return subprocess.run(line, cwd=folder, env=environment, capture_output=True, text=True)


@pytest.fixture
def returns(tmp_path: Path) -> Path:
    folder = tmp_path / "the returns of März"
    (folder / "inside").mkdir(parents=True)
    write_rows(folder / "right.xlsx", [RIGHT])
    write_rows(folder / "inside" / "wrong.XLSX", [(*RIGHT[:4], 0)])
    (folder / "~$right.xlsx").write_bytes(b"owner")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "notes.txt").write_text("not a workbook", encoding="utf-8")
    return folder


@pytest.mark.slow
def test_each_workbook_is_a_test_with_its_findings_as_the_text(returns: Path) -> None:
    done = run(returns.parent, "--tht-workbooks", returns.name, "-v", "--no-header")

    assert done.returncode == 1, done.stdout + done.stderr
    assert "right.xlsx::check PASSED" in done.stdout
    assert "inside/wrong.XLSX::check FAILED" in done.stdout
    assert "broken.xlsx::check FAILED" in done.stdout
    assert "R203 Data!E2: denominator is 0; expected above 0. Enter the population or clear the row." in done.stdout
    assert "R105 file: the file is damaged" in done.stdout
    assert "Traceback" not in done.stdout
    assert "2 failed, 1 passed" in done.stdout


@pytest.mark.slow
def test_workbooks_are_collected_beside_tests_and_one_by_its_name(returns: Path) -> None:
    (returns.parent / "test_own.py").write_text("def test_own():\n    assert True\n", encoding="utf-8")
    done = run(returns.parent, "--tht-workbooks", f"{returns.name}/right.xlsx", "test_own.py", "-v")
    assert "2 passed" in done.stdout, done.stdout + done.stderr


@pytest.mark.slow
def test_what_only_warns_passes_and_is_shown_on_request(tmp_path: Path) -> None:
    write_rows(tmp_path / "empty.xlsx", [(*RIGHT[:3], None, None)])
    done = run(tmp_path, "--tht-workbooks", ".", "-rA")
    assert "1 passed" in done.stdout, done.stdout + done.stderr
    assert "R210" in done.stdout


@pytest.mark.slow
def test_a_framework_or_folder_that_is_not_there_is_said_in_one_line(returns: Path) -> None:
    done = run(returns, "--tht-workbooks", "nowhere")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "--tht-workbooks: there is no folder" in done.stderr
    done = run(returns, "--tht-workbooks", "right.xlsx", "--tht-framework", "of-essex")
    assert "of-essex" in done.stdout
    assert "Traceback" not in done.stdout


WITHOUT_THE_OPTION = f"""
import sys
import pytest
pytest.main(["-p", {PLUGIN!r}, "-p", "no:cacheprovider", "--collect-only", "-q"])
print(sorted(name for name in sys.modules if name.startswith("tht_xl.") or name.split(".")[0] in {{"numpy", "pandas"}}))
"""


@pytest.mark.slow
def test_without_the_option_nothing_is_collected_and_nothing_is_loaded(returns: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    line = [sys.executable, "-c", WITHOUT_THE_OPTION]
    done = subprocess.run(line, cwd=returns, env=environment, capture_output=True, text=True)
    assert "no tests collected" in done.stdout, done.stdout + done.stderr
    loaded = done.stdout.splitlines()[-1]
    assert loaded == str(["tht_xl.cli", PLUGIN, "tht_xl.former_names"])


def test_the_plugin_looks_for_what_the_check_looks_for() -> None:
    assert set(SPREADSHEETS) == pytest_workbooks.ENDINGS


def test_the_package_brings_the_plugin() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["entry-points"]["pytest11"] == {PLUGIN: PLUGIN}
