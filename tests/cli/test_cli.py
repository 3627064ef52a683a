"""The command line as a person meets it: what is shown, the exit code, and never a traceback."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
import yaml
from returned import write_rows

from tht_xl.cli import main, show
from tht_xl.cli.app import COMMANDS, GROUPS, app
from tht_xl.cli.main import COULD_NOT_RUN, FINDINGS, FINE, code
from tht_xl.cli.workbooks.waivers import how_to_waive
from tht_xl.functions import REGISTRY
from tht_xl.model.finding import Finding, Report, Scope, Severity
from tht_xl.workbook.rules import RULES
from tht_xl.workbook.waiving import Waivable

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
CHILD_WEIGHT = str(ROOT / "workbooks" / "child-weight.xlsx")


PREFIXES = {id(app): ""} | {id(group): f"{name} " for name, group in GROUPS.items()}


def names_of_commands() -> list[str]:
    return [f"{PREFIXES[id(group)]}{name}" for group, name, _, _ in COMMANDS]


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Data").write_row(0, 0, ["Indicator", "Area"])
    return path


def test_functions_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["functions", "call", "THT_RAG", "57", "57", "high"]) == FINE
    assert capsys.readouterr().out == "Green\n"
    assert code(["functions", "call", "THT_PROPORTION", "[[1],[2]]", "[[2],[2]]"]) == FINE
    assert capsys.readouterr().out == "50.0\n100.0\n"
    assert code(["functions", "call", "THT_GAP", "-5", "-3", "high"]) == FINE
    assert capsys.readouterr().out == "2.0\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["functions", "call", "THT_RAGG", "1"], "THT_RAG"),
        (["functions", "call", "THT_RAG", "1"], "THT_RAG"),
        (["functions", "call", "THT_RAG", "[[1", "2", "low"], "not a block of rows"),
        (["functions", "show", "THT_RAGG"], "THT_RAG"),
        (["explain", "R9999"], "R9999"),
        (["month", "nowhere.yaml"], "nowhere.yaml"),
        (["framework", "show", "thtt"], "tht"),
        (["demo", "--output", "/dev/null/x"], "/dev/null/x"),
        (["nonsense"], "nonsense"),
        (["check"], "WORKBOOK"),
        (["month", CHILD_WEIGHT], "this is a workbook"),
        (["month", str(ROOT / "workbooks")], "Is a directory"),
        (["template", "new", "-i", "reception-obesity", "-p", "2024/25"], "--out FILE.xlsx"),
        (["template", "new", "a.xlsx", "--out", "b.xlsx", "-i", "x", "-p", "y"], "2 are named: b.xlsx, a.xlsx"),
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
    assert code(["explain"]) == FINE
    shown = capsys.readouterr().out
    assert all(code in shown for code in RULES)
    assert all(name in shown for name in REGISTRY)
    assert "tht-xl explain R203" in shown


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
    assert code(["framework", "check", str(tmp_path), "--format", "json"]) == FINDINGS
    assert "f.yaml:2" in json.loads(capsys.readouterr().out)["problems"][0]


def test_the_smart_check_asks_and_never_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "smart.html"
    assert code(["framework", "check", "strategy-2009", "--html", str(page)]) == FINE
    shown = capsys.readouterr().out
    assert "58 indicators, nothing wrong\nSMART: 1 of 58 targets sound, 114 questions for the owners\n" in shown
    assert "\nreception-obesity\n  ✗ specific: the sentence sets several values, 15.4% and 26.4%\n" in shown
    assert "\nFor 50 targets:\n  ✗ achievable: no baseline is given\n" in shown
    written = page.read_text(encoding="utf-8")
    assert written.count('<th scope="row">') == 58
    assert "says seven and lists 8" in written
    assert "<script" not in written


def test_the_smart_check_for_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["framework", "check", "strategy-2009", "--format", "json"]) == FINE
    given = json.loads(capsys.readouterr().out)
    assert (given["framework"], given["indicators"], given["problems"]) == ("strategy-2009", 58, [])
    found = next(each for each in given["smart"]["findings"] if each["test"] == "list-count")
    assert found["at"].startswith("indicators-1-reduce-inequalities.yaml:")
    assert {name: found[name] for name in ("indicator", "criterion", "verdict", "severity")} == {
        "indicator": "action-areas-promoted",
        "criterion": "specific",
        "verdict": "not met",
        "severity": "warning",
    }
    sound = [each["indicator"] for each in given["smart"]["targets"] if each["sound"]]
    assert sound == ["health-centres-opened"]


def test_a_page_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "no-such-folder" / "smart.html"
    assert code(["framework", "check", "tht", "--html", str(page)]) == COULD_NOT_RUN
    assert "smart.html" in capsys.readouterr().err


def every_help() -> list[list[str]]:
    return [[], *([name] for name in GROUPS), *([*name.split()] for name in names_of_commands())]


@pytest.mark.parametrize("command", every_help(), ids=" ".join)
def test_help_has_examples_and_plain_types(
    command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    for asked in ("--help", "-h") if command else ("--help",):
        assert code([*command, asked]) == FINE
    shown = capsys.readouterr().out
    assert "Usage" in shown
    assert f"tht-xl {' '.join(command)}".strip() in shown.partition("Examples")[2]
    assert "list[" not in shown
    assert "--output" not in shown
    assert "--workbook" not in shown


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
    assert capsys.readouterr().err == "Stopped. Nothing unfinished was written.\n"


def test_a_stop_that_the_parser_turned_into_an_exit_code_is_said_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which of the two happens depends on the release of Typer."""
    monkeypatch.setattr(main, "_run", lambda _: main.INTERRUPTED)
    assert code(["framework", "show"]) == COULD_NOT_RUN
    assert capsys.readouterr().err == "Stopped. Nothing unfinished was written.\n"
    monkeypatch.setattr(main, "_run", lambda _: FINDINGS)
    assert code(["framework", "show"]) == FINDINGS
    assert capsys.readouterr().err == ""


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
    assert "has no YAML file in it" in capsys.readouterr().err


def test_every_workbook_decides_the_exit_code(broken: Path) -> None:
    assert code(["check", str(broken), CHILD_WEIGHT]) == FINDINGS


def test_a_character_that_the_terminal_cannot_show_is_no_failure(tmp_path: Path) -> None:
    shutil.copy(CHILD_WEIGHT, tmp_path / "\N{GREEK CAPITAL LETTER OMEGA}.xlsx")
    program = "from tht_xl.cli.main import code; raise SystemExit(code(['check', chr(0x3a9) + '.xlsx']))"
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(ROOT / "src")},
    )
    assert done.returncode == FINE, done.stderr
    assert b"?.xlsx" in done.stdout


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
    assert code(["demo", "--out", str(tmp_path / "it's")]) == FINE
    shown = " ".join(capsys.readouterr().out.split())
    assert "To look at: 16 of 21 current indicators Worse than the comparator (4)" in shown
    assert "Far off, but not tested (3) Short-term services, no ongoing support, 2022/23: far from 78.2%" in shown
    assert "One in ten; worse than England; 41 fewer children would match England" in shown
    assert (
        "Open board.html in a browser. Type into the shared sheet as a colleague would with tht-xl rehearsal '" in shown
    )
    assert "and run the demo again: what you typed stays, and a narrative is on the page." in shown
    assert "Nothing was written" not in shown


def test_old_spellings_go_on_working(tmp_path: Path) -> None:
    asked = ["-i", "reception-obesity", "-p", "2024/25"]
    assert code(["template", "new", str(tmp_path / "a.xlsx"), *asked]) == FINE
    assert code(["template", "new", "--out", str(tmp_path / "b.xlsx"), *asked]) == FINE
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert code(["functions", "addin", "--out", str(tmp_path / "a.xlsm"), "--out", str(tmp_path / "a.bas")]) == FINE
    assert code(["functions", "addin", "--workbook", str(tmp_path / "b.xlsm")]) == FINE
    assert (tmp_path / "a.xlsm").read_bytes() == (tmp_path / "b.xlsm").read_bytes()
    assert "Function THT_RAG" in (tmp_path / "a.bas").read_text(encoding="utf-8", errors="replace")


def test_a_folder_of_returns_is_checked(broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert broken.parent == tmp_path
    (tmp_path / "~$broken.xlsx").write_bytes(b"owner")
    (tmp_path / "a.xlsx").write_bytes(Path(CHILD_WEIGHT).read_bytes())
    assert code(["check", str(tmp_path), "--format", "json"]) == FINDINGS
    data = json.loads(capsys.readouterr().out)
    assert [Path(each["path"]).name for each in data] == ["a.xlsx", "broken.xlsx"]
    empty = tmp_path / "empty"
    empty.mkdir()
    capsys.readouterr()
    assert code(["check", str(empty)]) == COULD_NOT_RUN
    assert "no workbook is in this folder" in capsys.readouterr().err


def test_the_month_writes_where_it_is_told(tmp_path: Path) -> None:
    config = tmp_path / "month.yaml"
    returns = f"  - workbook: {CHILD_WEIGHT}\n    partner: barts-health\n"
    config.write_text(f"month: Nov 2026\npublished: no\nreturns:\n{returns}output: usual\n", encoding="utf-8")
    assert code(["month", str(config), "--out", str(tmp_path / "elsewhere"), "--format", "json"]) == FINE
    assert (tmp_path / "elsewhere" / "board.html").is_file()
    assert not (tmp_path / "usual").exists()


def test_every_unknown_name_in_a_configuration_is_said_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "month.yaml"
    config.write_text(
        f"""month: Nov 2026
returns:
  - workbook: {CHILD_WEIGHT}
    partner: barts-helth
    indicators: [reception-obesity, year6-obesity]
  - workbook: other.xlsx
    partner: Barts Health NHS Trust
    indicators:
      - Reception-Obesity
      - gardening
output: out
""",
        encoding="utf-8",
    )
    assert code(["month", str(config)]) == COULD_NOT_RUN
    lines = capsys.readouterr().err.splitlines()
    assert lines[:3] == [
        "month.yaml:4: unknown partner 'barts-helth'. Did you mean 'barts-health'?",
        "month.yaml:5: unknown indicator 'year6-obesity'. Did you mean 'year-6-obesity'?",
        "month.yaml:7: unknown partner 'Barts Health NHS Trust'. Did you mean 'barts-health'?",
    ]
    assert lines[3].startswith("month.yaml:10: unknown indicator 'gardening'. ")
    assert len(lines) == 4
    assert not (tmp_path / "out").exists()
    config.write_text(config.read_text(encoding="utf-8") + "framework: thtt\n", encoding="utf-8")
    assert code(["month", str(config)]) == COULD_NOT_RUN
    assert capsys.readouterr().err == "month.yaml:12: unknown framework 'thtt'. Did you mean 'tht'?\n"


def test_what_to_write_for_a_waiver_is_read_back_as_it_was_meant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names and headings that YAML would read as something else are put in quotes."""
    finding = Finding("R402", Severity.ERROR, "Data", "K5", "a postcode", "none", "Take it out", Scope.RETURN)
    path = tmp_path / "#1: Barts, {final}.xlsx"
    found = [
        Waivable(finding, "row 5", "Comments: café, 50% [new]", "a1b2"),
        Waivable(finding, "a|b|2022/23", "Note", "0012"),
    ]
    report = Report(str(path), (finding,))
    how_to_waive(report, found)
    said = yaml.load("\n".join(capsys.readouterr().out.splitlines()[2:]), yaml.BaseLoader)  # noqa: S506 - texts alone
    asked = {"role": "...", "reason": "...", "until": "YYYY-MM-DD"}
    assert said == {
        "waivers": [
            {
                "workbook": path.name,
                "code": "R402",
                "key": each.key,
                "column": each.column,
                "fingerprint": each.fingerprint,
            }
            | asked
            for each in found
        ]
    }
    how_to_waive(report, [])
    assert capsys.readouterr().out == "  Is one of these right as it is? --waivers shows how to waive it.\n"
    how_to_waive(Report(str(path), (replace(finding, scope=Scope.ROW),)), [])
    assert capsys.readouterr().out == ""


def test_at_most_five_findings_are_shown_with_what_to_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [("reception-obesity", "Tower Hamlets", f"20{year}/{year + 1}", None, None, 10) for year in range(10, 17)]
    write_rows(tmp_path / "a.xlsx", [(*row, *[None] * 6, "Lives at E1 4NS") for row in rows])
    assert code(["check", str(tmp_path / "a.xlsx"), "--waivers"]) == FINDINGS
    assert sum(line.strip().startswith("- {") for line in capsys.readouterr().out.splitlines()) == 5
    assert code(["check", str(tmp_path / "a.xlsx"), "--waivers", "--format", "json"]) == FINDINGS
    assert len(json.loads(capsys.readouterr().out)[0]["to_waive"]) == 5
    assert code(["check", str(tmp_path / "a.xlsx"), "--format", "json"]) == FINDINGS
    assert json.loads(capsys.readouterr().out)[0]["to_waive"] == []


def test_the_check_says_how_far_it_is(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[tuple[str, int, int]] = []

    @contextmanager
    def progress(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
        yield lambda *step: said.append((*step,))
        said.append(("quiet" if quiet else "drawn", 0, 0))

    monkeypatch.setattr(show, "progress", progress)
    assert code(["check", CHILD_WEIGHT, str(broken)]) == FINDINGS
    assert said == [*(("Checking workbooks", done, 2) for done in range(3)), ("drawn", 0, 0)]
    said.clear()
    assert code(["check", CHILD_WEIGHT, "--format", "json"]) == FINE
    assert said[-1] == ("quiet", 0, 0)


def test_the_page_and_the_log_of_a_check(broken: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, log = tmp_path / "out" / "page.html", tmp_path / "out" / "log.csv"
    page.parent.mkdir()
    line = ["check", CHILD_WEIGHT, str(broken), "--html", str(page), "--log", str(log)]
    assert code(line) == FINDINGS
    assert "broken.xlsx" in page.read_text(encoding="utf-8")
    rows = log.read_text(encoding="utf-8-sig").splitlines()
    assert rows[0].startswith("workbook,rule,title,severity,outcome,checked,of,passed,failed,waived")
    assert any(row.startswith("child-weight.xlsx,R203,The denominator is 0,error,passed,95,row,95") for row in rows)
    assert code(line) == FINDINGS, "an older page and log of ours are written over"
    capsys.readouterr()
    log.write_text("my own notes\n", encoding="utf-8")
    assert code(line) == COULD_NOT_RUN
    assert "is there already" in capsys.readouterr().err
    assert log.read_text(encoding="utf-8") == "my own notes\n"


@pytest.mark.parametrize(
    ("option", "name", "says"),
    [
        ("--html", "page.txt", "End the name in .html or .htm"),
        ("--log", "log.xlsx", "End the name in .csv"),
        ("--html", "no/page.html", "there is no folder"),
    ],
)
def test_a_place_for_the_page_is_refused_before_the_check(
    option: str, name: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code(["check", CHILD_WEIGHT, option, str(tmp_path / name)]) == COULD_NOT_RUN
    assert says in capsys.readouterr().err


def test_the_waivers_of_a_configuration_count_in_a_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, config, log = tmp_path / "a.xlsx", tmp_path / "month.yaml", tmp_path / "log.csv"
    write_rows(path, [("reception-obesity", "Tower Hamlets", "2022/23", 310, 2940, *[None] * 7, "Lives at E1 4NS")])
    assert code(["check", str(path), "--waivers", "--format", "json"]) == FINDINGS
    (waived,) = json.loads(capsys.readouterr().out)[0]["to_waive"]
    named = {name: waived[name] for name in ("code", "key", "column", "fingerprint")}
    whole = {"workbook": "a.xlsx", **named, "role": "Lead", "reason": "The clinic", "until": "2099-12-31"}
    month = {"month": "Nov 2026", "returns": [{"workbook": "a.xlsx", "partner": "p"}], "waivers": [whole]}
    config.write_text(json.dumps(month), encoding="utf-8")
    assert code(["check", str(path), "--config", str(config), "--log", str(log)]) == FINE
    assert "R402" in capsys.readouterr().out
    (row,) = (row for row in log.read_text(encoding="utf-8").splitlines() if "R402" in row)
    assert row.endswith("Waived by Lead until 31 Dec 2099: The clinic.")


def test_a_template_is_shown_to_a_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert code(["template", "show", "action-tracker", "--format", "json"]) == FINE
    shown = json.loads(capsys.readouterr().out)
    assert shown["id"] == "action-tracker"
    assert [column["id"] for column in shown["tables"][0]["columns"]][:2] == ["id", "action"]
