"""The commands that put the functions into spreadsheets, as a person types them."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from tht_xl.cli.main import COULD_NOT_RUN, FINDINGS, FINE, code
from tht_xl.hosts.native import formula

pytestmark = pytest.mark.slow


def test_an_add_in_and_a_workbook_are_written_and_found_in_order(tmp_path: Path) -> None:
    addin, workbook = str(tmp_path / "tht.xlam"), str(tmp_path / "book.xlsm")
    assert code(["functions", "addin", "--out", addin, "--out", workbook]) == FINE
    assert code(["doctor", addin, workbook]) == FINE


def test_a_fault_is_a_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["doctor", str(tmp_path / "absent.xlam")]) == FINDINGS
    assert "there is no such file" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["functions", "addin"], "say what to write"),
        (["functions", "addin", "--workbook", "book.xlam"], "book.xlam cannot be written. End the name in .xlsm"),
        (["functions", "addin", "--out", "tht.xlam", "--python", 'x"'], "is not a path"),
        (["serve", "--licence", "noncommercial", "--host", "0.0.0.0"], "would let other computers in"),  # noqa: S104
        (["serve", "--manifest", "m.xml"], "the manifest has no token"),
    ],
)
def test_what_cannot_run_says_why(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("THT_XL_SERVER_TOKEN", raising=False)
    assert code(arguments) == COULD_NOT_RUN
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


COLUMNS = ["value", "lower", "upper"]


def test_a_function_in_ordinary_formulas_column_by_column(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["functions", "native", "THT_PROPORTION_CI", "B2", "C2"]
    assert code(asked) == FINE
    assert capsys.readouterr().out.splitlines() == [
        f"{column}: {formula('THT_PROPORTION_CI', 'B2', 'C2', column=column)}" for column in COLUMNS
    ]
    for column in COLUMNS:
        assert code([*asked, "--column", column]) == FINE
        assert capsys.readouterr().out == f"{formula('THT_PROPORTION_CI', 'B2', 'C2', column=column)}\n"


def test_a_result_of_one_column_is_a_formula_ready_to_paste(capsys: pytest.CaptureFixture[str]) -> None:
    """The shell takes the quotes off "Low"; they are put back, for Low alone would be a name."""
    assert code(["functions", "native", "THT_RAG", "B2", "C2", "Low"]) == FINE
    shown = capsys.readouterr().out
    assert shown == formula("THT_RAG", "B2", "C2", '"Low"') + "\n"
    assert shown.startswith("=")


def test_native_formulas_in_a_workbook_or_for_one_function_or_both(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    alone, beside = tmp_path / "alone.xlsx", tmp_path / "beside.xlsx"
    assert code(["functions", "native", "--out", str(alone)]) == FINE
    assert capsys.readouterr() == (f"Wrote {alone}\n", "")
    assert code(["functions", "native", "THT_PROPORTION", "B2", "C2", "--out", str(beside)]) == FINE
    assert capsys.readouterr().out == f"Wrote {beside}\n{formula('THT_PROPORTION', 'B2', 'C2')}\n"
    assert alone.stat().st_size == beside.stat().st_size > 0
    assert code(["functions", "native", "--out", str(alone)]) == COULD_NOT_RUN
    assert "is there already" in capsys.readouterr().err
    assert code(["functions", "native"]) == COULD_NOT_RUN
    assert "name a function and its cells, or a workbook to write with --out" in capsys.readouterr().err


def test_an_add_in_says_where_it_was_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    extension, module = tmp_path / "tht.OXT", tmp_path / "tht.bas"
    assert code(["functions", "addin", "--out", str(extension), "--out", str(module)]) == FINE
    assert capsys.readouterr().out == f"Wrote {extension}\nWrote {module}\n"
    with ZipFile(extension) as archive:
        assert "META-INF/manifest.xml" in archive.namelist()
    assert code(["functions", "addin", "--out", str(extension)]) == COULD_NOT_RUN
    assert "is there already" in capsys.readouterr().err


def test_the_doctor_says_what_to_do_beneath_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["doctor", str(tmp_path / "absent.xlam")]) == FINDINGS
    lines = capsys.readouterr().out.splitlines()
    place = next(number for number, line in enumerate(lines) if "absent.xlam" in line)
    assert lines[place].startswith("✗ ")
    assert lines[place + 1].startswith("    ")
    assert code(["doctor"]) == FINE
    assert "absent.xlam" not in capsys.readouterr().out
