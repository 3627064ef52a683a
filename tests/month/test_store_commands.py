"""The commands of the store, as the person who runs the month meets them."""

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from returned import GOOD

from tht_xl.cli.main import code
from tht_xl.store.schema import VERSION

PARTNER = "london-borough-of-tower-hamlets"
STORE = "tht-xl-store.sqlite"

Said = tuple[int, str, str]
Command = Callable[..., Said]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """What a command says, and its exit code."""

    def run(*arguments: object) -> Said:
        capsys.readouterr()
        ended = code([str(argument) for argument in arguments])
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        return ended, said.out, said.err

    return run


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configuration, without a shared sheet."""
    yaml = f"month: Nov 2026\nreturns:\n  - workbook: return.xlsx\n    partner: {PARTNER}\noutput: out\npublished: no\n"
    (tmp_path / "month.yaml").write_text(yaml)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def month(folder: Path, write_return: Callable[..., Path], command: Command) -> Path:
    """The same folder after a month that was run."""
    write_return(rows=GOOD)
    assert command("month", "month.yaml")[0] == 0
    return folder


@pytest.mark.usefixtures("folder")
def test_before_the_first_run_there_is_no_store(command: Command) -> None:
    for name in ("info", "check", "backup", "export"):
        ended, _, said = command("store", name)
        assert (ended, said.count("\n")) == (2, 1)
        assert "there is no store yet" in said


def test_info_counts_and_shows_no_figure(month: Path, command: Command) -> None:
    ended, said, _ = command("store", "info")
    assert ended == 0
    assert f"rows: {len(GOOD)}\n" in said
    assert "months: 2026-11 to 2026-11" in said
    assert not re.search(r"\b920\b", said)
    data = json.loads(command("store", "info", month / STORE, "--format", "json")[1])
    assert (data["rows"], data["framework"], data["schema"]) == (len(GOOD), "tht", VERSION)


@pytest.mark.slow
def test_a_backup_comes_back_after_a_damage(month: Path, command: Command) -> None:
    said = command("store", "backup", "month.yaml")[1]
    backup = Path(said.split(": a copy")[0])
    assert re.fullmatch(r"tht-xl-store\.backup-\d{8}T\d{6}\.sqlite", backup.name)
    assert command("store", "check", backup)[:2] == (0, f"{backup}: nothing wrong\n")
    content = (month / STORE).read_bytes()
    (month / STORE).write_bytes(content.replace(b"return.xlsx", b"return.xlsy"))
    ended, said, _ = command("store", "check")
    assert ended == 1
    assert said.startswith("✗ observation 1 is not what was recorded")
    assert json.loads(command("store", "check", "--format", "json")[1])["problems"]
    ended, _, said = command("month", "month.yaml")
    assert (ended, said.count("\n")) == (2, 1)
    assert "tht-xl store import BACKUP" in said
    ended, said, _ = command("store", "import", backup)
    assert ended == 0
    assert "the store that was there" in said
    assert command("store", "check")[0] == 0
    assert command("month", "month.yaml")[0] == 0


@pytest.mark.slow
def test_it_is_handed_over_to_a_colleague_and_the_run_says_so(month: Path, command: Command) -> None:
    ended, said, _ = command("store", "export", "--role", "performance officer")
    assert ended == 0
    exported = Path(said.split(": hand it over")[0])
    assert "handed over: 20" in command("store", "info")[1]
    assert "this store was handed over on 20" in " ".join(command("month", "month.yaml")[1].split())
    assert command("store", "export", "--taken-back")[0] == 0
    assert "handed over" not in command("month", "month.yaml")[1]
    theirs = month / "theirs.sqlite"
    assert command("store", "import", exported, theirs, "--format", "json")[0] == 2  # not a configuration
    (month / "other.yaml").write_text((month / "month.yaml").read_text() + "store: theirs.sqlite\n")
    data = json.loads(command("store", "import", exported, "other.yaml", "--format", "json")[1])
    assert data == {"path": str(theirs), "kept": None}
    assert "handed over" not in command("store", "info", "other.yaml")[1]


def test_nothing_goes_into_the_folder_that_is_passed_on(month: Path, command: Command) -> None:
    for name in ("backup", "export"):
        ended, _, said = command("store", name, "--out", month / "out" / "x.sqlite")
        assert ended == 2
        assert "which is passed on" in said
    assert not (month / "out" / "x.sqlite").exists()
    assert "handed over" not in command("store", "info")[1]


@pytest.mark.parametrize("content", [b"", b"x" * 100, b"SQLite format 3\x00" + b"\x00" * 100])
def test_a_file_that_is_no_store_takes_no_place(month: Path, command: Command, content: bytes) -> None:
    (month / "wrong.sqlite").write_bytes(content)
    before = (month / STORE).read_bytes()
    for given in ("wrong.sqlite", "missing.sqlite", "."):
        ended, _, said = command("store", "import", given, "--replace")
        assert (ended, said.count("\n")) == (2, 1)
    assert (month / STORE).read_bytes() == before


def test_the_doctor_looks_at_the_store_of_the_folder(month: Path, command: Command) -> None:
    assert "store of month.yaml: tht-xl-store.sqlite is sound" in command("doctor")[1]
    synced = month / "OneDrive - NHS"
    synced.mkdir()
    (month / "synced.yaml").write_text((month / "month.yaml").read_text() + f"store: '{synced.name}/{STORE}'\n")
    said = command("doctor", month / "synced.yaml")[1]
    assert "! store of synced.yaml: " in said
    assert "is synchronised by OneDrive" in said
    with sqlite3.connect(month / STORE) as other:
        other.execute("PRAGMA user_version = 99")
    other.close()
    ended, said, _ = command("doctor", month / "month.yaml")
    assert ended == 1
    assert "✗ store of month.yaml: " in said
    assert "the store is of version 99" in said
