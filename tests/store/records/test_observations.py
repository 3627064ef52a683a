"""Observations: kept as given, in order, and noticed when they are not what was recorded."""

import math
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tht_xl.errors import StoreError
from tht_xl.model.periods.period import Period
from tht_xl.store.open import open_store
from tht_xl.store.records.observations import SEALED, add_observations, last_seal, read_observations
from tht_xl.store.records.remembered import Remembered
from tht_xl.store.store import Store

Row = Callable[..., Remembered]


def comparable(rows: tuple[Remembered, ...]) -> list[str]:
    return [repr(row) for row in rows]


@pytest.fixture
def three(row: Row) -> tuple[Remembered, ...]:
    december = Period.parse("Dec 2026")
    return (
        row(status="replaced"),
        row(period="2021/22", count=-0.0, value=0.1, upper=1e300, source="=SUM(1)\n\"ä|'", symbol="[x]", role="007"),
        row(version=2, month=december, reason="counted twice", status="withdrawn"),
    )


def test_rows_come_back_as_they_were(path: Path, three: tuple[Remembered, ...]) -> None:
    with open_store(path, framework="tht", writes=True, create=True) as store:
        assert read_observations(store) == ()
        add_observations(store, three[:2])
        add_observations(store, three[2:], run=None)
    with open_store(path) as store:
        read = read_observations(store)
    assert comparable(read) == [text.replace("count=-0.0", "count=0.0") for text in comparable(three)]
    assert math.isnan(read[0].value)


def test_an_earlier_month_does_not_take_the_place_of_a_later_one(store: Store, row: Row) -> None:
    october = Period.parse("Oct 2026")
    add_observations(store, [row(), row(version=2, month=october)])
    assert [each.status for each in read_observations(store)] == ["current", "replaced"]


def test_rows_are_added_all_or_none(store: Store, row: Row) -> None:
    add_observations(store, [row()])
    before = last_seal(store)
    with pytest.raises(sqlite3.IntegrityError):
        add_observations(store, [row(version=2), row(version=2)])
    assert (len(read_observations(store)), last_seal(store)) == (1, before)


def lift(connection: sqlite3.Connection) -> None:
    """Do as another program would that does not care."""
    connection.execute("DROP TRIGGER observation_is_kept_from_update")
    connection.execute("DROP TRIGGER observation_is_kept_from_delete")


CHANGES = [
    *(f'UPDATE observation SET "{name}" = {{}} WHERE id = 2' for name in SEALED if name != "recorded_by_run"),
    "DELETE FROM observation WHERE id = 1",
    "DELETE FROM observation WHERE id = 2",
    "UPDATE observation SET id = 9 WHERE id = 1",
]
OTHER = {"count": "921", "row": "9", "version": "9", "returned_on": "'2020-01-01'", "month": "'2020-01'"}


@pytest.mark.parametrize("sql", CHANGES)
def test_what_another_program_changes_is_noticed(store: Store, three: tuple[Remembered, ...], sql: str) -> None:
    add_observations(store, three)
    name = sql.split('"')[1] if '"' in sql else ""
    number = "1.5" if name in ("denominator", "value", "lower", "upper") else "'other'"
    other = "'2026-11-30T00:00:00Z'" if name == "recorded_at" else OTHER.get(name, number)
    lift(store.connection)
    store.connection.execute(sql.format(other))
    with pytest.raises(StoreError, match=r"observation \d is not what was recorded") as error:
        read_observations(store)
    assert not re.search(r"\b920\b", str(error.value))


def test_rows_missing_at_the_end_are_noticed(store: Store, three: tuple[Remembered, ...]) -> None:
    add_observations(store, three)
    lift(store.connection)
    store.connection.execute("DELETE FROM observation WHERE id = 3")
    with pytest.raises(StoreError, match="the newest observations are missing"):
        read_observations(store)
