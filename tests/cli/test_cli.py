"""The command line as a person meets it: what is shown, the exit code, and never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter

from tht_xl.cli import main
from tht_xl.cli.main import COULD_NOT_RUN, FINDINGS, FINE, code

ROOT = Path(__file__).parents[2]
CHILD_WEIGHT = str(ROOT / "workbooks" / "child-weight.xlsx")


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Data").write_row(0, 0, ["Indicator", "Area"])
    return path


def test_functions_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["functions", "call", "THT_RAG", "57", "57", "high"]) == FINE
    assert capsys.readouterr().out == "Green\n"
    assert code(["functions", "call", "THT_PROPORTION", "[[1],[-1]]", "[[2],[2]]"]) == FINE
    assert capsys.readouterr().out == "50.0\n#VALUE!\n"
    assert code(["functions", "call", "THT_GAP", "-5", "-3", "high"]) == FINE
    assert capsys.readouterr().out == "2.0\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["functions", "call", "THT_RAGG", "1"], "THT_RAG"),
        (["functions", "call", "THT_RAG", "1"], "THT_RAG"),
        (["functions", "call", "THT_RAG", "[[1", "2", "low"], "no block of rows"),
        (["functions", "show", "THT_RAGG"], "THT_RAG"),
        (["explain", "R9999"], "R9999"),
        (["month", "nowhere.yaml"], "nowhere.yaml"),
        (["framework", "show", "thtt"], "tht"),
        (["demo", "--output", "/dev/null/x"], "/dev/null/x"),
        (["nonsense"], "nonsense"),
        (["check"], "workbooks"),
    ],
)
def test_what_cannot_run_says_why_in_few_words(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code(arguments) == COULD_NOT_RUN
    shown = capsys.readouterr()
    assert said.casefold() in shown.err.casefold()
    assert "Traceback" not in shown.out + shown.err


def test_check_shows_a_page_of_one_code_and_the_json_all_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "many.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("Data")
        headings = ("Indicator", "Area", "Period", "Numerator", "Denominator", "Value", "Lower limit", "Upper limit")
        for number, row in enumerate([headings, *((f"x-{n}-y", "London", 2022, 10, 20) for n in range(3000, 3100))]):
            page.write_row(number, 0, row)
    assert code(["check", str(path)]) == FINDINGS
    lines = capsys.readouterr().out.splitlines()
    assert sum("R301" in each for each in lines) == 21
    assert lines[-1] == "  … and 80 more findings R301; --format json gives all of them"
    assert code(["check", "--format", "json", str(path)]) == FINDINGS
    (report,) = json.loads(capsys.readouterr().out)
    assert len(report["findings"]) == 100


def test_check(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["check", CHILD_WEIGHT]) == FINE
    capsys.readouterr()
    assert code(["check", CHILD_WEIGHT, str(broken)]) == FINDINGS
    assert "Period" in capsys.readouterr().out
    assert code(["check", str(broken), "--format", "json"]) == FINDINGS
    data = json.loads(capsys.readouterr().out)
    assert data[0]["held_back"]
    assert {"code", "severity", "sheet", "cell", "given", "expected", "fix", "message"} <= set(data[0]["findings"][0])


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["explain", "R203"]) == FINE
    assert "R203" in capsys.readouterr().out
    assert code(["explain", "tht_rag"]) == FINE
    assert "THT_RAG" in capsys.readouterr().out


def test_month_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = tmp_path / "month.yaml"
    config.write_text(
        f"month: Nov 2026\nreturns:\n  - workbook: {CHILD_WEIGHT}\n    partner: barts-health\noutput: out\n",
        encoding="utf-8",
    )
    assert code(["month", str(config), "--rehearse", "--apply", "--format", "json"]) == FINE
    data = json.loads(capsys.readouterr().out)
    assert data["sync"]["applied"]
    assert data["returns"][0]["held_back"] is False


def test_month_with_a_held_back_return_ends_with_1(
    tmp_path: Path, broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "month.yaml"
    returns = "".join(f"  - workbook: {path}\n    partner: barts-health\n" for path in (CHILD_WEIGHT, broken))
    config.write_text(f"month: Nov 2026\nreturns:\n{returns}output: out\n", encoding="utf-8")
    assert code(["month", str(config), "--rehearse"]) == FINDINGS
    shown = capsys.readouterr().out
    assert "held back" in shown
    assert "add --apply" in shown


def test_framework(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["framework", "show"]) == FINE
    assert "year-6-obesity" in capsys.readouterr().out
    assert code(["framework", "check", "strategy-2009"]) == FINE
    (tmp_path / "f.yaml").write_text("id: x\ncolour: blue\n", encoding="utf-8")
    capsys.readouterr()
    assert code(["framework", "check", str(tmp_path)]) == FINDINGS
    assert "f.yaml:2" in capsys.readouterr().out


@pytest.mark.parametrize("command", [[], ["month"], ["demo"], ["functions"], ["functions", "call"], ["rehearsal"]])
def test_help_has_examples(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert code([*command, "--help"]) == FINE
    shown = capsys.readouterr().out
    assert "Usage" in shown
    if command and command != ["functions"]:
        assert f"tht-xl {' '.join(command)}" in shown.partition("Examples")[2]


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["--version"]) == FINE
    assert capsys.readouterr().out.startswith("tht_xl 0.")


def test_the_unexpected_is_one_line_and_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no idea")

    monkeypatch.setattr("tht_xl.framework.load.load_framework", fail)
    assert code(["framework", "show"]) == COULD_NOT_RUN
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    log = Path(said.partition("Details are in ")[2].partition(";")[0])
    assert "no idea" in log.read_text(encoding="utf-8")
    log.unlink()


def test_a_stop_by_the_user_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tht_xl.framework.load.load_framework", stop)
    assert code(["framework", "show"]) == COULD_NOT_RUN
    assert capsys.readouterr().err == "Stopped. What had not been finished was not written.\n"


def test_without_the_extra_it_says_what_to_install() -> None:
    program = "import sys; sys.modules['typer'] = None; from tht_xl.cli.main import code; raise SystemExit(code([]))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == COULD_NOT_RUN
    assert done.stderr.startswith("typer (extra cli) is not installed. Install it with: ")


def test_exit_codes_are_the_documented_ones() -> None:
    assert (main.FINE, main.FINDINGS, main.COULD_NOT_RUN) == (0, 1, 2)


def test_a_framework_that_is_not_there_could_not_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["framework", "check", str(tmp_path / "nowhere")]) == COULD_NOT_RUN
    assert code(["framework", "check", str(tmp_path)]) == COULD_NOT_RUN
    assert "holds no YAML file" in capsys.readouterr().err


def test_every_workbook_decides_the_exit_code(broken: Path) -> None:
    assert code(["check", str(broken), CHILD_WEIGHT]) == FINDINGS


def test_an_encoding_without_our_marks_is_no_failure() -> None:
    program = "from tht_xl.cli.main import code; raise SystemExit(code(['check', sys.argv[1]]))"
    done = subprocess.run(
        [sys.executable, "-c", "import sys; " + program, CHILD_WEIGHT],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONPATH": str(ROOT / "src")},
    )
    assert done.returncode == FINE, done.stderr
    assert b"child-weight.xlsx" in done.stdout


def test_a_broken_pipe_is_no_failure() -> None:
    program = "from tht_xl.cli.main import code; raise SystemExit(code(['functions', 'list']))"
    shell = f'"{sys.executable}" -c "{program}" | head -n 1; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(
        ["bash", "-c", shell],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    assert (done.returncode, done.stderr) == (FINE, "")


def test_what_partners_typed_is_shown_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "odd.xlsx"
    headers = ["Indicator", "Area", "Period", "Numerator", "Denominator", "Value", "Lower limit", "Upper limit"]
    with xlsxwriter.Workbook(str(path)) as book:
        data = book.add_worksheet("Data")
        data.write_row(0, 0, headers)
        data.write_row(1, 0, ["[red]no[/red]", "Tower Hamlets", "2022/23", 5, 10])
    assert code(["check", str(path)]) == FINDINGS
    assert "[red]no[/red]" in capsys.readouterr().out


def test_the_month_names_what_is_to_be_looked_at(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["demo", "--output", str(tmp_path / "it's")]) == FINE
    shown = " ".join(capsys.readouterr().out.split())
    assert "To look at: 16 of 21 current indicators Worse than the comparator (4)" in shown
    assert "Far off, but not tested (3) Short-term services, no ongoing support, 2022/23: far from 78.2%" in shown
    assert "One in ten; worse than England; 41 fewer children would match it" in shown
    assert "tht-xl rehearsal '" in shown
    assert "Nothing was written" not in shown
