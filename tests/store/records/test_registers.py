"""Updates of registers in the store: added, never changed, the newest of each row found by month."""

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tht_xl.model.periods.period import Period
from tht_xl.store.open import create_store, open_store
from tht_xl.store.records.registers import (
    RegisterSeen,
    RegisterUpdate,
    add_updates,
    newest_updates,
    note_seen,
    registers_seen,
)

OCTOBER, NOVEMBER = Period.parse("Oct 2026"), Period.parse("Nov 2026")
FIRST = RegisterUpdate(
    "actions.xlsx", "action-tracker", "actions", "A1", "new", {"action": "Öffnen", "due": "2027-03-31", "n": 1.5},
    "Actions, row 5", OCTOBER, "Secretariat", date(2026, 10, 30),
)  # fmt: skip


def test_each_update_is_a_record_of_its_own_and_the_newest_is_found(path: Path) -> None:
    create_store(path, "tht")
    second = replace(FIRST, status="changed", cells={"action": "Open it"}, month=NOVEMBER, version=2)
    other = replace(FIRST, register="risks.xlsx")
    with open_store(path, writes=True) as store:
        add_updates(store, [FIRST, other])
        add_updates(store, [second])
        assert newest_updates(store, "actions.xlsx") == {("actions", "A1"): second}
        assert newest_updates(store, "actions.xlsx", up_to=OCTOBER) == {("actions", "A1"): FIRST}
        assert newest_updates(store, "risks.xlsx") == {("actions", "A1"): other}


def test_an_update_is_not_changed_and_none_is_there_twice(path: Path) -> None:
    create_store(path, "tht")
    with open_store(path, writes=True) as store:
        add_updates(store, [FIRST])
        with pytest.raises(sqlite3.IntegrityError):
            add_updates(store, [replace(FIRST, key="A2"), FIRST])
        assert len(newest_updates(store, "actions.xlsx")) == 1
        with pytest.raises(sqlite3.IntegrityError, match="only added"):
            store.connection.execute("DELETE FROM register_row")


def test_a_register_is_noted_once_for_each_file_of_a_month(path: Path) -> None:
    create_store(path, "tht")
    seen = RegisterSeen("actions.xlsx", "action-tracker", OCTOBER, "ab", 3, 0, 1, date(2026, 10, 30))
    with open_store(path, writes=True) as store:
        for each in (seen, replace(seen, seen_on=date(2026, 10, 31)), replace(seen, month=NOVEMBER)):
            note_seen(store, each)
        assert registers_seen(store, "actions.xlsx") == [seen, replace(seen, month=NOVEMBER)]
