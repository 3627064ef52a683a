"""`tht-xl sync`, as the person who runs the month uses it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from colleague import Colleague
from returned import GOOD, write_rows

from tht_xl.cli.main import COULD_NOT_RUN, FINDINGS, FINE, code
from tht_xl.documents.addresses import column_letters
from tht_xl.documents.file_lock import locked
from tht_xl.month.configuration.load import load_config
from tht_xl.month.shared_sheet.decisions import as_text, from_text
from tht_xl.store.open import open_store

pytestmark = pytest.mark.slow

KEY = "year-6-obesity|tower-hamlets|2022/23"
CHANGED = (GOOD[0], ("year-6-obesity", "Tower Hamlets", "2022/23", 930, 3280), GOOD[2])
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def month(tmp_path: Path) -> Path:
    write_rows(tmp_path / "return.xlsx", GOOD)
    file = tmp_path / "november.yaml"
    file.write_text(
        "month: Nov 2026\nreturns:\n  - workbook: return.xlsx\n    partner: london-borough-of-tower-hamlets\n"
        "published: no\noutput: results\nstore: store.sqlite\n"
    )
    return file


@pytest.fixture
def run(month: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def sync(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        done = code(["sync", str(month), "--rehearse", *arguments])
        shown = capsys.readouterr()
        return done, shown.out + shown.err

    return sync


def colleague(month: Path) -> Colleague:
    return Colleague(load_config(month))


def conflict(month: Path, run: Run, text: str = "31.5") -> None:
    """Somebody types over a value, and then the return changes it as well."""
    assert run("--apply")[0] == FINE
    with colleague(month) as somebody:
        somebody.types(KEY, "Value", text)
    write_rows(month.parent / "return.xlsx", CHANGED)


def value(month: Path) -> object:
    with colleague(month) as somebody:
        return somebody.cell(KEY, "Value")


def test_it_shows_the_plan_and_writes_nothing_until_told(month: Path, run: Run) -> None:
    done, shown = run()
    assert done == FINE
    assert f"+ {KEY}: new row" in shown
    assert "add --apply to write" in shown
    assert not (month.parent / "results").exists()
    done, shown = run("--apply")
    assert done == FINE
    assert value(month) == pytest.approx(28.05, abs=0.01)
    # No paper: the sheet alone.
    assert {path.name for path in (month.parent / "results").iterdir()} <= {"rehearsal.json", ".rehearsal.json.lock"}
    assert "nothing changed" in run("--apply")[1]


def test_an_empty_sheet_is_set_up_in_one_go_and_a_full_one_left_alone(month: Path, run: Run) -> None:
    done, shown = run("--init")
    assert done == FINE
    assert "set up, with the worksheets This month, " in shown
    assert all(title in shown for title in ("History", "Exceptions", "Definitions", "About"))
    with colleague(month) as somebody:
        assert len(somebody.rows()) == 1
        somebody.sheet.type(somebody.worksheet, f"{column_letters(len(somebody.rows()[0]))}1", "Our column")
    done, shown = run("--init")
    assert "was set up already; nothing changed" in shown
    assert done == FINE
    run("--apply")
    with colleague(month) as somebody:
        assert "Our column" in somebody.rows()[0]


def test_json_has_the_numbers_the_lines_and_the_decisions(month: Path, run: Run) -> None:
    conflict(month, run)
    done, shown = run("--format", "json")
    data = json.loads(shown)
    assert done == FINDINGS
    assert (data["sync"]["conflicts"], data["decisions"]) == (1, {"taken": 0, "outdated": 0})
    assert any(line.startswith(f"! {KEY} Value: was ") for line in data["lines"])


def test_conflicts_stay_theirs_unless_it_is_said_otherwise(month: Path, run: Run) -> None:
    conflict(month, run)
    done, shown = run("--apply")
    assert done == FINDINGS
    assert "theirs kept 31.5" in shown
    assert value(month) == 31.5


def test_ours_is_written_over_theirs_which_the_store_keeps(month: Path, run: Run) -> None:
    conflict(month, run)
    done, shown = run("--apply", "--conflicts", "ours", "--role", "public health analyst", "--because", "checked")
    assert done == FINE
    assert f"d {KEY} Value: ours written over theirs, as decided by public health analyst" in shown
    assert value(month) == pytest.approx(28.35, abs=0.01)
    with open_store(month.with_name("store.sqlite")) as store:
        assert ("31.5",) in {tuple(map(str, row)) for row in store.read("SELECT before FROM planned_cell")}


def test_theirs_settles_it_until_ours_changes(month: Path, run: Run) -> None:
    conflict(month, run)
    assert run("--apply", "--conflicts", "theirs")[0] == FINE
    done, shown = run("--apply")
    assert (done, "theirs kept 31.5" in shown, f"! {KEY}" in shown) == (FINE, True, False)
    write_rows(
        month.parent / "return.xlsx", (GOOD[0], ("year-6-obesity", "Tower Hamlets", "2022/23", 940, 3280), GOOD[2])
    )
    assert run("--apply")[0] == FINDINGS
    assert value(month) == 31.5


def test_a_file_of_decisions_is_written_filled_in_and_used(month: Path, run: Run) -> None:
    conflict(month, run)
    file = month.parent / "decided.csv"
    done, shown = run("--decisions", str(file))
    assert "decided.csv has 1 open conflict" in shown.replace("\n", "")
    text = file.read_text(encoding="utf-8-sig")
    assert f"{KEY},Value,,28.3" in text
    file.write_text(text.replace("Value,,", "Value,ours,"), encoding="utf-8")
    done, shown = run("--apply", "--decisions", str(file))
    assert (done, value(month)) == (FINE, pytest.approx(28.35, abs=0.01))
    # It has done its work: the same file again changes nothing.
    assert "nothing changed" in run("--apply", "--decisions", str(file))[1]


def test_a_decision_on_values_that_have_changed_is_not_used(month: Path, run: Run) -> None:
    conflict(month, run)
    file = month.parent / "decided.csv"
    run("--decisions", str(file))
    file.write_text(file.read_text(encoding="utf-8-sig").replace("Value,,", "Value,ours,"), encoding="utf-8")
    with colleague(month) as somebody:
        somebody.types(KEY, "Value", "32.5")
    done, shown = run("--apply", "--decisions", str(file), "--conflicts", "ours")
    assert done == FINDINGS
    assert f"! {KEY} Value: decided on other values than are there now" in shown
    assert value(month) == 32.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("key,column\n", "there is no column 'choice', 'ours', 'theirs'"),
        ("key,column,choice,ours,theirs\nk,Value,mine,1,2\n,Value,ours,1,2\n", "line 2: the choice 'mine' is neither"),
        ("key,column,choice,ours,theirs\n,Value,ours,1,2\n", "line 2: no key or no column"),
    ],
)
def test_a_file_of_decisions_that_is_none_is_refused(month: Path, run: Run, text: str, said: str) -> None:
    file = month.parent / "decided.csv"
    file.write_text(text)
    done, shown = run("--apply", "--decisions", str(file))
    assert (done, said in shown) == (COULD_NOT_RUN, True)
    assert not (month.parent / "results" / "rehearsal.json").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--apply", "--decisions", "mistyped.csv"], "there is no file mistyped.csv"),
        (["--init", "--conflicts", "ours"], "setting up writes no figure and meets no conflict"),
        (["--init", "--apply"], "setting up writes no figure and meets no conflict"),
    ],
)
def test_what_does_not_go_together_is_refused(month: Path, run: Run, arguments: list[str], said: str) -> None:
    done, shown = run(*arguments)
    assert (done, said in shown) == (COULD_NOT_RUN, True)
    assert not (month.parent / "results").exists()
    assert not Path("mistyped.csv").exists()


def test_without_a_terminal_nobody_is_asked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    done, shown = run("--apply", "--conflicts", "ask")
    assert (done, "nobody can be asked: this is not a terminal" in shown) == (COULD_NOT_RUN, True)


@pytest.mark.parametrize(("answer", "found"), [("o", 28.35), ("theirs", 31.5), ("l", 31.5)])
def test_each_conflict_is_asked_about(
    month: Path, run: Run, monkeypatch: pytest.MonkeyPatch, answer: str, found: float
) -> None:
    conflict(month, run)
    monkeypatch.setattr("tht_xl.cli.month.sync.sys.stdin.isatty", lambda: True, raising=False)
    asked: list[str] = []
    monkeypatch.setattr("typer.prompt", lambda text, **_: (asked.append(text), answer)[1])
    done, shown = run("--apply", "--conflicts", "ask")
    assert f"{KEY}, Value: theirs 31.5, ours 28.353" in shown
    assert len(asked) == 1
    assert value(month) == pytest.approx(found, abs=0.01)
    assert done == (FINDINGS if answer == "l" else FINE)


def test_one_run_at_a_time_and_a_dead_one_holds_nothing(month: Path, run: Run) -> None:
    note = month.with_name(f".{month.name}.running")
    note.write_text("process 4711, since 09:30 on 30 November 2026")
    with locked(month):
        done, shown = run("--apply")
        assert done == COULD_NOT_RUN
        assert "another run is writing to the shared sheet (process 4711, since 09:30 on 30 November 2026)" in shown
        assert run()[0] == FINE
        # The month writes to the same sheet, and waits its turn as well.
        assert code(["month", str(month), "--rehearse", "--apply"]) == COULD_NOT_RUN
    # What a killed run left behind holds nobody up.
    killed = (
        f"import os; from tht_xl.month.shared_sheet.only_run import only_run; from pathlib import Path\n"
        f"with only_run(Path({str(month)!r})): os._exit(9)"
    )
    assert subprocess.run([sys.executable, "-c", killed], check=False).returncode == 9
    assert note.exists()
    assert run("--apply")[0] == FINE
    assert not note.exists()


@pytest.mark.parametrize(
    "cell", [None, True, False, "007", "31", "31.5", "x", "=1+1", "-", '"', '"q"', " a ", 0.1, 1e-9, -3.0]
)
def test_a_cell_comes_back_from_the_file_as_it_went(cell: str | float | bool | None) -> None:
    again = from_text(as_text(cell))
    assert (type(again), again) == (type(cell), cell)
