"""Runs from beginning to end, and those that were cut off."""

from pathlib import Path

from tht_xl.model.periods.period import Period
from tht_xl.store.open import open_store
from tht_xl.store.records.runs import COMPLETED, CUT_OFF, begin_run, end_run
from tht_xl.store.store import Store

NOVEMBER = Period.parse("Nov 2026")


def outcomes(store: Store) -> list[str]:
    return [row["outcome"] for row in store.read("SELECT outcome FROM run ORDER BY rowid")]


def test_a_run_is_there_from_its_beginning(store: Store, path: Path) -> None:
    run = begin_run(store, "month", NOVEMBER, apply=True, role="analyst")
    with open_store(path) as other:
        (row,) = other.read("SELECT * FROM run")
    assert (row["id"], row["kind"], row["month"], row["role"], row["apply"]) == (run, "month", "2026-11", "analyst", 1)
    assert (row["ended_at"], row["outcome"]) == (None, "")
    end_run(store, run, COMPLETED)
    (row,) = store.read("SELECT * FROM run")
    assert (row["ended_at"] >= row["started_at"], row["outcome"]) == (True, COMPLETED)


def test_a_run_that_never_ended_is_marked_by_the_next_which_says_so(store: Store) -> None:
    begin_run(store, "month", NOVEMBER, apply=True)
    second = begin_run(store, "month", NOVEMBER, apply=True)
    assert outcomes(store) == [CUT_OFF, ""]
    (said,) = store.notices
    assert said.endswith("was cut off; this one goes on from there")
    end_run(store, second, COMPLETED)
    begin_run(store, "close", None, apply=False)
    assert outcomes(store) == [CUT_OFF, COMPLETED, ""]
    assert len(store.notices) == 1
