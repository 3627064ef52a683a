"""A store of an older version is brought up to date, whole or not at all."""

import sqlite3
from pathlib import Path

import pytest

from tht_xl.errors import StoreError
from tht_xl.store import migrations
from tht_xl.store import open as store_open
from tht_xl.store.migrations import Migration
from tht_xl.store.open import create_store, open_store


def adds_a_column(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE run ADD COLUMN tempo TEXT NOT NULL DEFAULT 'andante'")


def changes_nothing(connection: sqlite3.Connection) -> None:
    assert connection.in_transaction


def fails(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE finding")
    connection.execute("SELECT nothing")


def leaves_orphans(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA defer_foreign_keys = ON")
    connection.execute("INSERT INTO conflict (run, key, \"column\") VALUES ('gone', 'k', 'Value')")


def write_version_1(path: Path) -> None:
    """Write a store as the first version made it, with a run and a line of the log."""
    connection = sqlite3.connect(path)
    connection.executescript((Path(__file__).parent / "versions" / "v1.sql").read_text(encoding="utf-8"))
    connection.close()


@pytest.fixture
def later(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of version 1, seen by a tht_xl whose newest version is 3."""
    write_version_1(path)
    monkeypatch.setattr(store_open, "VERSION", 3)
    return path


def steps(monkeypatch: pytest.MonkeyPatch, *given: Migration) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", given)


def columns(path: Path) -> tuple[int, bool]:
    with sqlite3.connect(path) as file:
        names = {row[1] for row in file.execute("PRAGMA table_info(run)")}
        version = migrations.version_of(file)
    file.close()
    return version, "tempo" in names


def test_it_is_brought_up_to_date_and_the_old_one_kept(later: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps(monkeypatch, adds_a_column, changes_nothing)
    with open_store(later, writes=True) as store:
        assert store.read("SELECT what FROM log")[-1][0] == "made"
        store.add("run", id="a", kind="month", started_at="2026-11-30T00:00:00Z", version="0.1.0")
        assert [row[0] for row in store.read("SELECT tempo FROM run")] == ["andante", "andante"]
    assert columns(later) == (3, True)
    assert columns(later.with_name("tht-xl-store.v1.sqlite")) == (1, False)
    with open_store(later, writes=True) as store:
        assert store.read("PRAGMA user_version")[0][0] == 3


def test_a_reader_sees_it_up_to_date_and_changes_nothing(later: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps(monkeypatch, adds_a_column, changes_nothing)
    before = later.read_bytes()
    with open_store(later) as store:
        assert store.read("SELECT tempo FROM run")[0][0] == "andante"
        assert store.read("SELECT what FROM log")[-1][0] == "made"
    assert later.read_bytes() == before


@pytest.mark.parametrize("step", [fails, leaves_orphans])
def test_a_step_that_fails_leaves_the_store_as_it_was(
    later: Path, monkeypatch: pytest.MonkeyPatch, step: Migration
) -> None:
    steps(monkeypatch, adds_a_column, step)
    for _ in range(2):
        with pytest.raises(StoreError, match="could not be brought to"), open_store(later, writes=True):
            pass
        assert columns(later) == (1, False)
    steps(monkeypatch, adds_a_column, changes_nothing)
    with open_store(later, writes=True) as store:
        assert store.read("SELECT what FROM log")[-1][0] == "made"


def test_a_run_that_finds_it_brought_up_to_date_meanwhile_does_nothing(path: Path) -> None:
    write_version_1(path)
    connection = sqlite3.connect(path, isolation_level=None)
    migrations.migrate(path, connection, [adds_a_column])
    migrations.migrate(path, connection, [adds_a_column])
    assert migrations.version_of(connection) == 2
    connection.close()


def test_a_store_of_version_1_is_brought_to_the_newest_with_what_it_holds(path: Path, tmp_path: Path) -> None:
    write_version_1(path)
    with open_store(path, writes=True) as store:
        assert store.read("SELECT what FROM log")[-1][0] == "made"
        assert store.read("SELECT month FROM run")[0][0] == "2026-10"
        brought = tables_of(store.connection)
    new = tmp_path / "new.sqlite"
    create_store(new, "tht")
    with open_store(new) as store:
        assert brought == tables_of(store.connection)


def test_what_was_frozen_before_version_3_stays(path: Path) -> None:
    write_version_1(path)
    with sqlite3.connect(path) as file:
        file.execute(
            "INSERT INTO archived_file (month, edition, name, sha256, size, content, kind) "
            "VALUES ('2026-10', 1, 'board.html', 'ab', 2, x'0102', 'output')"
        )
        file.execute(
            "INSERT INTO evaluated_file (month, name, sha256, content) VALUES ('2026-10', 'a.csv', 'c', x'03')"
        )
    file.close()
    with open_store(path, writes=True) as store:
        frozen = [tuple(row) for row in store.read("SELECT id, name, content, kind FROM archived_file")]
        assert frozen == [(1, "board.html", b"\x01\x02", "output")]
        assert [tuple(row) for row in store.read("SELECT name, kind FROM evaluated_file")] == [("a.csv", "output")]


def tables_of(connection: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Name, kind and definition of everything in a store."""
    return {(row[0], row[1], row[2]) for row in connection.execute("SELECT name, type, sql FROM sqlite_schema")}
