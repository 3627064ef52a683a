"""Backing up, handing over, putting in place: whole or not at all, and never an older one by mistake."""

import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tht_xl.errors import ConfigError, StoreError
from tht_xl.store import moving
from tht_xl.store.moving import HANDED_OVER, back_up, hand_over, put_in_place, take_back
from tht_xl.store.open import create_store, open_store
from tht_xl.store.records.observations import add_observations, read_observations
from tht_xl.store.records.remembered import Remembered
from tht_xl.store.store import Store

Row = Callable[..., Remembered]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copy.sqlite"


def rows_in(path: Path) -> int:
    with open_store(path) as store:
        return len(read_observations(store))


def test_a_backup_is_the_store_at_one_moment(store: Store, copy: Path, row: Row) -> None:
    add_observations(store, [row()])
    with open_store(store.path) as reader:
        back_up(reader, copy)
    add_observations(store, [row(version=2)])
    with open_store(copy) as kept:
        assert (len(read_observations(kept)), kept.id) == (1, store.id)
    if os.name != "nt":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with pytest.raises(StoreError, match="the file is there already"):
        back_up(store, copy)
    with pytest.raises(StoreError, match="there is no folder"):
        back_up(store, copy.parent / "none" / "x.sqlite")


def test_a_backup_on_a_full_disk_leaves_nothing(store: Store, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA max_page_count = 1")
        connection.execute("CREATE TABLE x (y)")

    monkeypatch.setattr(moving, "_without_note", full)
    before = {path.name for path in copy.parent.iterdir()}
    with pytest.raises(StoreError, match="the disk is full"):
        hand_over(store, copy)
    assert {path.name for path in copy.parent.iterdir()} == before
    assert store.setting(HANDED_OVER) == ""
    assert store.read("SELECT * FROM log") == []


def test_what_cannot_be_noted_is_not_handed_over(store: Store, copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(Store, "set_setting", full)
    with pytest.raises(StoreError, match="the disk is full"):
        hand_over(store, copy)
    assert not copy.exists()
    assert store.read("SELECT * FROM log") == []


def test_a_store_that_another_program_holds_is_not_waited_for(path: Path, copy: Path) -> None:
    with open_store(path, framework="tht", writes=True, create=True) as store:
        store.connection.execute("PRAGMA busy_timeout = 0")
        holder = sqlite3.connect(path, isolation_level=None)
        holder.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreError, match="in use by another program"):
            back_up(store, copy)
        holder.close()
        back_up(store, copy)


def test_a_damaged_store_is_not_copied(store: Store, copy: Path, row: Row) -> None:
    add_observations(store, [row()])
    with store.purging():
        store.change("UPDATE observation SET count = 921")
    with pytest.raises(StoreError, match="observation 1 is not what was recorded"):
        back_up(store, copy)
    with pytest.raises(StoreError, match="observation 1 is not what was recorded"):
        hand_over(store, copy)
    assert not copy.exists()
    assert store.setting(HANDED_OVER) == ""


def test_a_colleague_goes_on_and_hands_back(path: Path, tmp_path: Path, copy: Path, row: Row) -> None:
    theirs = tmp_path / "colleague" / "tht-xl-store.sqlite"
    theirs.parent.mkdir()
    with open_store(path, framework="tht", writes=True, create=True) as store:
        add_observations(store, [row()])
        hand_over(store, copy, role="performance officer")
        assert store.setting(HANDED_OVER) != ""
        take_back(store)
        assert store.setting(HANDED_OVER) == ""
        copy.unlink()
        hand_over(store, copy, role="performance officer")
    assert put_in_place(copy, theirs, framework="tht", role="analyst") is None
    with open_store(theirs, writes=True) as store:
        assert store.setting(HANDED_OVER) == ""
        logged = [(each["what"], each["role"]) for each in store.read("SELECT * FROM log")]
        assert logged[2:] == [("export", "performance officer"), ("import", "analyst")]
        add_observations(store, [row(version=2)])
        assert store.take_sequence() == 1
        hand_over(store, tmp_path / "back.sqlite")
    with pytest.raises(StoreError, match="the store in place knows what this one does not"):
        put_in_place(copy, theirs)
    kept = put_in_place(tmp_path / "back.sqlite", path)
    assert kept is not None
    assert (rows_in(path), rows_in(kept)) == (2, 1)
    with open_store(path) as store:
        assert (store.sequence, store.setting(HANDED_OVER)) == (1, "")


def test_what_both_went_on_with_is_not_replaced_unasked(path: Path, copy: Path, row: Row) -> None:
    with open_store(path, framework="tht", writes=True, create=True) as store:
        back_up(store, copy)
        add_observations(store, [row()])
    with open_store(copy, writes=True) as other:
        add_observations(other, [row(count=1.0), row(version=2)])
    before = path.read_bytes()
    with pytest.raises(StoreError, match=r"knows what this one does not\. Import the newer one; --replace if"):
        put_in_place(copy, path)
    assert path.read_bytes() == before
    kept = put_in_place(copy, path, replace=True)
    assert kept is not None
    assert (rows_in(path), kept.read_bytes()) == (2, before)


def test_another_store_is_not_put_in_place_unasked(path: Path, copy: Path) -> None:
    create_store(path, "tht")
    create_store(copy, "tht")
    with pytest.raises(StoreError, match="this is another store than the one in place"):
        put_in_place(copy, path)
    with pytest.raises(StoreError, match="this is the store in use itself"):
        put_in_place(path, path)
    create_store(other := copy.with_name("other.sqlite"), "essex-2012")
    with pytest.raises(StoreError, match="the store is of the framework 'essex-2012'"):
        put_in_place(other, path, framework="tht", replace=True)


@pytest.mark.parametrize("damage", ["cut", "page", "empty", "journal"])
def test_a_damaged_store_is_kept_and_a_backup_brought_back(path: Path, copy: Path, row: Row, damage: str) -> None:
    with open_store(path, framework="tht", writes=True, create=True) as store:
        add_observations(store, [row(version=n) for n in range(1, 200)])
        back_up(store, copy)
    whole = path.read_bytes()
    broken = {"cut": whole[: len(whole) // 2 + 100], "empty": b"", "page": whole[:4096] + b"\xff" * 4096 + whole[8192:]}
    path.write_bytes(broken.get(damage, whole[:9000]))
    journal = path.with_name(f"{path.name}-journal")
    if damage == "journal":
        journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x00" * 2000)
    before = path.read_bytes()
    kept = put_in_place(copy, path, framework="tht")
    assert kept is not None
    assert kept.read_bytes() == before
    assert rows_in(path) == 199
    assert not journal.exists()


def test_a_store_of_a_newer_version_in_place_is_not_replaced_unasked(path: Path, copy: Path) -> None:
    with open_store(path, framework="tht", writes=True, create=True) as store:
        back_up(store, copy)
        store.connection.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match="the store is of version 99"):
        put_in_place(copy, path)


def test_a_role_is_not_a_person(store: Store, copy: Path) -> None:
    with pytest.raises(ConfigError, match="an e-mail address is a person"):
        hand_over(store, copy, role="jane@example.org")
    assert not copy.exists()


def test_nothing_is_put_in_place_by_a_person(store: Store, path: Path, copy: Path, row: Row) -> None:
    back_up(store, copy)
    add_observations(store, [row()])
    with pytest.raises(ConfigError, match="an e-mail address is a person"):
        put_in_place(copy, path, role="jane@example.org", replace=True)
    assert rows_in(path) == 1
