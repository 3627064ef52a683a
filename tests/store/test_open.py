"""Making, opening and refusing a store."""

import os
import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from tht_xl.errors import StoreError
from tht_xl.store import open as store_open
from tht_xl.store.open import create_store, open_store
from tht_xl.store.schema import TABLES, VERSION
from tht_xl.store.store import Store


def refused(path: Path, framework: str = "tht", **how: bool) -> str:
    with pytest.raises(StoreError) as error, open_store(path, framework=framework, **how):
        pass
    said = str(error.value)
    assert "\n" not in said
    return said


def test_a_new_store_has_every_table_and_is_private(store: Store, path: Path) -> None:
    names = {row["name"] for row in store.read("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert names == set(TABLES)
    assert store.read("PRAGMA integrity_check")[0][0] == "ok"
    assert (store.sequence, len(store.id)) == (0, 36)
    settings = [store.read(f"PRAGMA {name}")[0][0] for name in ("journal_mode", "synchronous", "foreign_keys")]
    assert settings == ["delete", 2, 1]
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sorted(p.name for p in path.parent.iterdir()) == [f".{path.name}.lock", path.name]


@pytest.mark.parametrize("table", TABLES)
def test_the_tables_are_strict(store: Store, table: str) -> None:
    assert store.read("SELECT strict FROM pragma_table_list WHERE name = ?", table)[0][0] == 1


def test_opened_again_it_is_the_same(path: Path) -> None:
    with open_store(path, framework="tht", writes=True, create=True) as store:
        first = store.id
        assert store.take_sequence() == 1
    with open_store(path, framework="tht", writes=True, create=True) as store:
        assert (store.id, store.take_sequence()) == (first, 2)
    with open_store(path) as store:
        assert store.sequence == 2


def test_there_is_none_yet(path: Path) -> None:
    assert "there is no store yet" in refused(path)
    assert not path.exists()
    assert "there is no folder" in refused(path.parent / "none" / "x.sqlite", writes=True, create=True)


@pytest.mark.parametrize(
    ("content", "what"),
    [(b"", "the store is empty"), (b"PK\x03\x04" + b"x" * 99, "not a store of tht_xl"), (b"SQLite", "not a store")],
)
def test_a_file_that_is_something_else_is_left_alone(path: Path, content: bytes, what: str) -> None:
    path.write_bytes(content)
    assert what in refused(path, writes=True, create=True)
    assert path.read_bytes() == content


def test_a_folder_in_its_place_is_one_line(path: Path) -> None:
    path.mkdir()
    assert "the store cannot be used" in refused(path)


def test_the_database_of_another_program_is_left_alone(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    before = path.read_bytes()
    assert "a database of another program" in refused(path, writes=True, create=True)
    assert path.read_bytes() == before


def test_a_store_of_a_newer_version_is_left_alone(path: Path) -> None:
    create_store(path, "tht")
    with sqlite3.connect(path) as newer:
        newer.execute(f"PRAGMA user_version = {VERSION + 1}")
    newer.close()
    before = path.read_bytes()
    said = refused(path, writes=True)
    assert f"the store is of version {VERSION + 1}" in said
    assert "Install the newer tht_xl" in said
    assert path.read_bytes() == before


def test_the_store_of_another_framework_is_refused(path: Path) -> None:
    create_store(path, "tht")
    assert "the store is of the framework 'tht', and this month is of 'essex-2012'" in refused(path, "essex-2012")


def test_what_is_opened_to_be_read_is_not_written(path: Path) -> None:
    create_store(path, "tht")
    with open_store(path) as store, pytest.raises(StoreError, match="opened to be read"):
        store.set_setting("x", "y")


def test_a_transaction_is_kept_whole_or_not_at_all(store: Store) -> None:
    with pytest.raises(KeyError), store.transaction():
        store.log("first")
        with store.transaction():
            store.log("second")
        raise KeyError
    assert store.read("SELECT * FROM log") == []


def test_rows_that_are_only_added_stay(store: Store) -> None:
    store.log("close", "2026-11", role="secretary", reason="as agreed", edition=1)
    for sql in ("UPDATE log SET what = 'x'", "DELETE FROM log"):
        with pytest.raises(sqlite3.IntegrityError, match="rows of log are only added"):
            store.change(sql)
    with store.purging():
        store.change("DELETE FROM log")
    assert store.read("SELECT * FROM log") == []
    assert store.setting("purging") == ""


def test_two_writers_take_turns(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_open, "PATIENCE", 0.0)
    entered = threading.Event()

    def second() -> None:
        with open_store(path, writes=True):
            entered.set()

    with open_store(path, framework="tht", writes=True, create=True) as store:
        assert "another run is using the store" in refused(path, writes=True)
        with open_store(path) as reader, open_store(path, writes=True, alone=False) as beside:
            beside.log("seen")
            assert len(reader.read("SELECT * FROM log")) == len(store.read("SELECT * FROM log")) == 1
        monkeypatch.setattr(store_open, "PATIENCE", 30.0)
        waiting = threading.Thread(target=second)
        waiting.start()
        assert not entered.wait(0.05)
    waiting.join(10)
    assert entered.is_set()


def test_a_store_that_another_program_holds_is_in_use(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_store(path, "tht")
    monkeypatch.setattr(store_open, "PATIENCE", 0.0)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    assert "in use by another program" in refused(path)
    holder.close()


def test_what_a_run_left_that_was_cut_off_is_removed(path: Path) -> None:
    left = path.with_name(f".{path.name}.new-abc")
    left.write_text("counts")
    with open_store(path, framework="tht", writes=True, create=True):
        assert not left.exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes; docs/store.md says what counts there")
def test_a_store_that_came_back_from_a_copy_is_private_again(path: Path) -> None:
    create_store(path, "tht")
    path.chmod(0o644)
    with open_store(path, writes=True):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_full_disk_leaves_the_store_as_it_was(store: Store) -> None:
    pages = store.read("PRAGMA page_count")[0][0]
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreError, match=r"the disk is full.*Free some space"), store.transaction():
        for _ in range(2000):
            store.log("x" * 100)
    assert not store.connection.in_transaction
    assert store.read("SELECT count(*) FROM log")[0][0] == 0


def test_a_new_store_on_a_full_disk_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA max_page_count = 1")
        connection.execute("CREATE TABLE x (y)")

    monkeypatch.setattr(store_open, "create_tables", full)
    with pytest.raises(StoreError, match="the disk is full"):
        create_store(path, "tht")
    assert list(path.parent.iterdir()) == []


def test_cut_short_anywhere_it_is_refused(path: Path) -> None:
    create_store(path, "tht")
    whole = path.read_bytes()
    for size in range(0, len(whole) - 1, 4099):
        path.write_bytes(whole[:size])
        said = refused(path)
        assert "damaged" in said or "empty" in said
