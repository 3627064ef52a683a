"""The commands that put the functions into spreadsheets, as a person types them."""

from pathlib import Path

import pytest

from tht_xl.cli.main import COULD_NOT_RUN, FINDINGS, FINE, code


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
        (["functions", "addin", "--out", "tht.xlam", "--python", 'x"'], "is no path"),
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
