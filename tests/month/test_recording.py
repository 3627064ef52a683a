"""Every run is in the store: one that writes from its beginning, one that only looks when it has ended."""

import sqlite3
from pathlib import Path

import pytest
from office import SMOKING, WEIGHT, Office


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Office:
    made = Office(tmp_path, monkeypatch, lambda: capsys.readouterr().out)
    made.configure("Nov 2026")
    made.gets("child-weight.xlsx", WEIGHT)
    made.gets("smoking.xlsx", SMOKING)
    return made.on("2026-11-21")


def runs(office: Office) -> list[tuple[str, str]]:
    with sqlite3.connect(office.folder / "tht-xl-store.sqlite") as store:
        return store.execute("SELECT kind, outcome FROM run ORDER BY rowid").fetchall()


@pytest.mark.slow
def test_a_run_that_only_looks_is_recorded_and_changes_nothing_else(office: Office) -> None:
    office.does("run", "--rehearse")
    assert not (office.folder / "tht-xl-store.sqlite").exists()
    office.does("run", "--rehearse", "--apply")
    office.does("run", "--rehearse")
    assert runs(office) == [("month", "completed"), ("month, looked at", "completed")]
    with sqlite3.connect(office.folder / "tht-xl-store.sqlite") as store:
        assert store.execute("SELECT count(*) FROM observation").fetchone() == (3,)


@pytest.mark.slow
def test_a_run_that_only_looks_waits_for_nobody(office: Office) -> None:
    office.does("run", "--rehearse", "--apply")
    with sqlite3.connect(office.folder / "tht-xl-store.sqlite", isolation_level=None) as other:
        # What another run holds while it writes: others may read, and none may write.
        other.execute("BEGIN IMMEDIATE")
        office.does("run", "--rehearse")
        other.execute("ROLLBACK")
    assert runs(office) == [("month", "completed")]
