from pathlib import Path

import pytest

from tht_xl.cli.main import COULD_NOT_RUN, FINE, code

PARTNER = "london-borough-of-tower-hamlets"
MONTH = f"month: {{month}}\npublished: no\nreturns:\n  - workbook: none.xlsx\n    partner: {PARTNER}\noutput: out\n"


def written(folder: Path, name: str, month: str = "Nov 2026") -> Path:
    path = folder / name
    path.write_text(MONTH.format(month=month), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "arguments", [["month.yaml"], ["--format", "json", "month.yaml"], ["run", "month.yaml"], ["run"]]
)
def test_the_month_runs_by_its_configuration_with_and_without_the_word_run(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, "month.yaml")
    monkeypatch.chdir(tmp_path)
    assert code(["month", *arguments]) == 1  # its only return has not come
    assert (tmp_path / "out" / "board.html").is_file()


def test_a_command_wins_over_a_file_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "run").write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert code(["month", "run"]) == COULD_NOT_RUN
    assert "no YAML file here has 'month:' and 'returns:'" in capsys.readouterr().err


def test_a_slip_in_the_name_of_a_command_is_not_taken_for_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["month", "runn"]) == COULD_NOT_RUN
    assert capsys.readouterr().err == "unknown command 'runn'. Did you mean 'run'?\n"


def test_a_configuration_without_an_ending_is_one_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "november")
    monkeypatch.chdir(tmp_path)
    assert code(["month", "november"]) == 1


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["month", "--help"]) == FINE
    assert " run " in capsys.readouterr().out
