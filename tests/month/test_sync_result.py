"""What a synchronisation says about itself: what has to be looked at, and in which words."""

import pytest

from tht_xl.month.shared_sheet.sync_result import SyncResult
from tht_xl.sheets.plan.plan import Append, Conflict, Kept, Plan, Write
from tht_xl.sheets.read.changed_key import ChangedKey

CONFLICT = Conflict("k", "Value", 1.0, 2.0, 3.0)
KEPT = Kept("k", "Value", 1.0, 3.0)
WRITE = Write("k", "Value", 1.0, 2.0)
APPEND = Append("n", {"Key": "n"})
CHANGED = ChangedKey("A7", "typo", "k")


def result(plan: Plan, *, not_restored: int = 0, applied: bool = True) -> SyncResult:
    return SyncResult(plan, "Shared sheet", {}, (), applied=applied, not_restored=not_restored)


@pytest.mark.parametrize(
    ("plan", "not_restored", "conflicts"),
    [
        (Plan(), 0, 0),
        (Plan(conflicts=(CONFLICT, CONFLICT)), 0, 2),
        (Plan(), 3, 3),
        (Plan(changed_keys=(CHANGED,)), 0, 1),
        (Plan(conflicts=(CONFLICT,), changed_keys=(CHANGED,)), 1, 3),
        (Plan(writes=(WRITE,), kept=(KEPT,), deleted_in_sheet=("k",), no_longer_computed=("o",)), 0, 0),
    ],
    ids=["none", "conflicts", "not put back", "a changed key", "all three", "nothing of the kind"],
)
def test_what_has_to_be_looked_at(plan: Plan, not_restored: int, conflicts: int) -> None:
    found = result(plan, not_restored=not_restored)
    assert found.conflicts == conflicts
    assert found.summary()["conflicts"] == conflicts


@pytest.mark.parametrize(
    ("plan", "nothing_new"),
    [
        (Plan(), True),
        (Plan(kept=(KEPT,), conflicts=(CONFLICT,), changed_keys=(CHANGED,), base_changes={"k": {"Value": 1.0}}), True),
        (Plan(writes=(WRITE,)), False),
        (Plan(appends=(APPEND,)), False),
        (Plan(writes=(WRITE,), appends=(APPEND,)), False),
    ],
    ids=["an empty plan", "only what is left alone", "cells alone", "rows alone", "both"],
)
def test_when_nothing_changed(plan: Plan, nothing_new: bool) -> None:
    assert result(plan).changes_nothing is nothing_new


@pytest.mark.parametrize(
    ("plan", "not_restored", "applied", "sentence"),
    [
        (Plan(), 0, True, "Shared sheet: nothing changed."),
        (Plan(writes=(WRITE,)), 0, False, "Shared sheet: 0 new rows and 1 changed cell to be written."),
        (Plan(appends=(APPEND,) * 1200), 0, True, "Shared sheet: 1,200 new rows and 0 changed cells written."),
        (Plan(kept=(KEPT,)), 0, True, "Shared sheet: nothing changed; 1 cell that somebody typed stays as it is."),
        (
            Plan(kept=(KEPT,) * 2),
            0,
            True,
            "Shared sheet: nothing changed; 2 cells that somebody typed stay as they are.",
        ),
        (Plan(conflicts=(CONFLICT,)), 1, True, "Shared sheet: nothing changed; 2 conflicts, theirs kept."),
        (Plan(changed_keys=(CHANGED,)), 0, True, "Shared sheet: nothing changed; 1 key perhaps changed by somebody."),
        (
            Plan(conflicts=(CONFLICT,), changed_keys=(CHANGED,) * 2),
            0,
            True,
            "Shared sheet: nothing changed; 1 conflict, theirs kept; 2 keys perhaps changed by somebody.",
        ),
    ],
)
def test_the_sentence(plan: Plan, not_restored: int, applied: bool, sentence: str) -> None:
    assert result(plan, not_restored=not_restored, applied=applied).sentence == sentence


def test_the_numbers_for_a_program() -> None:
    plan = Plan((WRITE,), (APPEND,) * 2, (KEPT,) * 3, (CONFLICT,) * 4, ("d",) * 5, ("o",) * 6, (CHANGED,) * 7)
    assert result(plan, not_restored=8).summary() == {
        "applied": True,
        "where": "Shared sheet",
        "writes": 1,
        "appends": 2,
        "kept": 3,
        "conflicts": 19,
        "deleted_there": 5,
        "no_longer_computed": 6,
        "changed_keys": 7,
        "settled_writes": 0,
    }


def test_headings_that_no_column_has() -> None:
    row = {"Key": "k", "narrative ": "x", "Action": None}
    found = SyncResult(Plan(), "Shared sheet", {"k": {**row}}, ())
    assert found.without_column(("Narrative", "Action", "Owner")) == ("Owner",)
    assert SyncResult(Plan(), "", {}, ()).without_column(("Owner",)) == ()
    only_new = SyncResult(Plan(appends=(APPEND,)), "", {"n": {"Key": "n"}}, ())
    assert only_new.without_column(("Owner",)) == ()
    with_old = SyncResult(Plan(appends=(APPEND,)), "", {"n": {"Key": "n"}, "k": {**row}}, ())
    assert with_old.without_column(("Owner",)) == ("Owner",)
