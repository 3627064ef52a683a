"""Writes to a sheet: planned, settled, reported; and nothing kept of what is withheld later."""

import json
from typing import Any

import pytest

from tht_xl.store.records.runs import begin_run
from tht_xl.store.records.sheet_writes import (
    CLEARED,
    WHOLE_ROW,
    Fate,
    RecordedCell,
    RecordedRepair,
    RecordedWrite,
    UnreportedWrite,
    add_conflicts,
    add_retry,
    clear_cells,
    knows_write,
    note_reported,
    open_writes,
    plan_write,
    settle_write,
    unreported_writes,
)
from tht_xl.store.store import Store

SHEET = "spreadsheet/Outcomes"
CELLS = (
    RecordedCell("a", "Value", 21.0, 22.5),
    RecordedCell("a", "In words", "21 in 100", "22 in 100"),
    RecordedCell("b", WHOLE_ROW, None, {"Value": 7.5}),
)
REPAIRED = (
    RecordedRepair("D3", "a", "Value", 23.5, is_put_back=True),
    RecordedRepair("E9", "", "", None, is_put_back=False),
)


@pytest.fixture
def run(store: Store) -> str:
    return begin_run(store, "month", None, apply=True)


def planned(run: str, name: str, **other: Any) -> RecordedWrite:
    return RecordedWrite(**({"run": run, "name": name, "sheet": SHEET, "generation": 5, "what": "plan"} | other))


def kept(store: Store, key: str) -> list[tuple[str | None, str | None]]:
    found = store.read("SELECT before, after FROM planned_cell WHERE key = ? ORDER BY id", key)
    return [(row["before"], row["after"]) for row in found]


def test_writes_are_numbered_and_open_until_they_are_settled(store: Store, run: str) -> None:
    assert [plan_write(store, planned(run, name)) for name in ("w1", "w2")] == [1, 2]
    assert store.sequence == 2
    assert [write.name for write in open_writes(store, SHEET)] == ["w1", "w2"]
    settle_write(store, "w1", "confirmed")
    assert [write.name for write in open_writes(store, SHEET)] == ["w2"]
    assert open_writes(store, "another sheet") == []


@pytest.mark.parametrize("second", ["confirmed", "refused", "unknown"])
def test_what_is_settled_stays_so(store: Store, run: str, second: Fate) -> None:
    plan_write(store, planned(run, "w1"))
    settle_write(store, "w1", "refused")
    settle_write(store, "w1", second)
    assert [row["state"] for row in store.read('SELECT state FROM "write"')] == ["refused"]


def test_a_write_is_known_by_its_name(store: Store, run: str) -> None:
    plan_write(store, planned(run, "w1"))
    assert knows_write(store, "w1")
    assert not knows_write(store, "w2")


def test_a_plan_is_kept_whole_or_not_at_all(store: Store, run: str) -> None:
    plan_write(store, planned(run, "w1", cells=CELLS))
    with pytest.raises(Exception, match="UNIQUE"):
        plan_write(store, planned(run, "w1", cells=CELLS))
    assert store.sequence == 1
    assert kept(store, "a") == [("21.0", "22.5"), ('"21 in 100"', '"22 in 100"')]
    assert kept(store, "b") == [(None, '{"Value": 7.5}')]


def test_what_happened_is_told_by_the_next_run_that_comes_to_its_end(store: Store, run: str) -> None:
    for name, fate in (("w1", "confirmed"), ("w2", "refused"), ("w3", None)):
        plan_write(store, planned(run, name, cells=CELLS))
        if fate:
            settle_write(store, name, fate)  # type: ignore[arg-type]
    plan_write(store, planned(run, "w4", what="repair", cells=CELLS[:1], repaired=REPAIRED))
    settle_write(store, "w4", "confirmed")
    assert unreported_writes(store, SHEET, run) == []  # its own are told by itself
    # A run that is cut off as well has told nothing.
    for later in [begin_run(store, "month", None, apply=True) for _ in range(2)]:
        first, repair = unreported_writes(store, SHEET, later)
        assert (first.rows, first.cells, first.repaired) == (1, 2, ())
        assert repair == UnreportedWrite(first.day, 0, 0, REPAIRED)
    note_reported(store, SHEET, begin_run(store, "month", None, apply=True))
    assert unreported_writes(store, SHEET, begin_run(store, "month", None, apply=True)) == []
    settle_write(store, "w3", "confirmed")
    assert len(unreported_writes(store, SHEET, begin_run(store, "month", None, apply=True))) == 1


def test_another_sheets_writes_are_not_told_of(store: Store, run: str) -> None:
    plan_write(store, planned(run, "w1", cells=CELLS))
    settle_write(store, "w1", "confirmed")
    later = begin_run(store, "month", None, apply=True)
    note_reported(store, "another sheet", later)
    assert unreported_writes(store, "another sheet", later) == []
    assert len(unreported_writes(store, SHEET, later)) == 1


def test_what_a_row_held_is_forgotten_when_it_is_withheld(store: Store, run: str) -> None:
    plan_write(store, planned(run, "w1", cells=CELLS, repaired=REPAIRED))
    add_conflicts(store, run, [("a", "Value", 22.5, 23.5), ("b", "Value", 7.5, None)])
    hiding = [RecordedCell("a", "Value", 22.5, "[c]"), RecordedCell("a", "Gap", 1.25, None)]
    plan_write(store, planned(run, "w2", cells=hiding), withheld=["a"])
    assert kept(store, "a") == [(CLEARED, CLEARED), (CLEARED, CLEARED), (CLEARED, '"[c]"'), (CLEARED, None)]
    assert kept(store, "b") == [(None, '{"Value": 7.5}')]
    assert [tuple(row) for row in store.read("SELECT ours, theirs FROM conflict ORDER BY id")] == [
        (CLEARED, CLEARED),
        ("7.5", None),
    ]
    assert [row["theirs"] for row in store.read("SELECT theirs FROM repaired ORDER BY id")] == [CLEARED, None]
    assert json.loads(CLEARED)
    settle_write(store, "w1", "confirmed")
    (told,) = unreported_writes(store, SHEET, begin_run(store, "month", None, apply=True))
    assert [(r.address, r.theirs) for r in told.repaired] == [("D3", None), ("E9", None)]


def test_nothing_is_forgotten_of_other_rows(store: Store, run: str) -> None:
    plan_write(store, planned(run, "w1", cells=CELLS))
    clear_cells(store, ["c"])
    assert CLEARED not in [text for pair in kept(store, "a") for text in pair]


def test_a_retry_is_kept_with_its_reason(store: Store, run: str) -> None:
    add_retry(store, run, "no answer to a write (HTTP 503)")
    (row,) = store.read("SELECT * FROM retry")
    assert (row["run"], row["what"]) == (run, "no answer to a write (HTTP 503)")


def test_what_is_forgotten_is_not_in_the_file_either(store: Store, run: str) -> None:
    cells = [RecordedCell("a", f"Column {number}", None, f"a figure to forget, {number}") for number in range(200)]
    plan_write(store, planned(run, "w1", cells=cells))
    assert b"a figure to forget" in store.path.read_bytes()
    clear_cells(store, ["a"])
    assert b"a figure to forget" not in store.path.read_bytes()
