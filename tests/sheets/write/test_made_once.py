"""A worksheet of formulas that is made once: where it can be, and never again."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
import requests

from tht_xl.sheets.sync import SharedSheet
from tht_xl.sheets.table import Cell, Column, Formula
from tht_xl.sheets.write.layout import WorksheetLook
from tht_xl.sheets.write.made_once import MadeOnce

COLUMNS = [Column("Key"), Column("Value")]
ROWS = [{"Key": "a", "Value": 1.0}]
LETTERS = "ABCDEF"


def content(worksheet: str, header: Sequence[str]) -> Sequence[Sequence[Cell]]:
    if "Value" not in header:
        return ()
    return (("Largest",), (Formula(f"=MAX({worksheet}!{(at := LETTERS[header.index('Value')])}:{at})"),))


def look(_: Sequence[str]) -> WorksheetLook:
    return WorksheetLook(("Largest",), frozenset({"Largest"}), is_filtered=False)


ONCE = MadeOnce("Exceptions", content, look)


@pytest.fixture
def fresh(world: Any) -> Any:
    number = world.server.create("Fresh")
    return replace(world, id=number, person=world.server.spreadsheet(number))


def shared(world: Any, *once: MadeOnce) -> SharedSheet:
    return SharedSheet(world.new_http(), world.id, "Outcomes", COLUMNS, once=once)


def run(world: Any, *once: MadeOnce, rows: list[dict[str, Any]] = ROWS) -> bool:
    """Run as a month does; whether anything had to be prepared or written."""
    sheet = shared(world, *once)
    if sheet.confirm(rows) is not None:
        return False
    sheet.prepare()
    sheet.apply(rows)
    return True


def formulas(world: Any) -> list[list[Any]]:
    return world.person.values("Exceptions", render="FORMULA")


def test_it_is_made_of_the_headings_as_they_stand_and_lives(fresh: Any) -> None:
    assert run(fresh, ONCE)
    assert formulas(fresh) == [["Largest"], ["=MAX(Outcomes!B:B)"]]
    fresh.person.insert_columns("Outcomes", 1, 2)
    assert formulas(fresh)[1] == ["=MAX(Outcomes!D:D)"]
    assert not run(fresh, ONCE)
    assert run(fresh, ONCE, rows=[{"Key": "a", "Value": 2.0}])
    assert formulas(fresh)[1] == ["=MAX(Outcomes!D:D)"], "never written again"
    address = f"{fresh.server.url}/v4/spreadsheets/{fresh.id}"
    found = requests.get(address, timeout=10).json()["sheets"]
    made = next(each for each in found if each["properties"]["title"] == "Exceptions")
    assert "basicFilter" not in made
    assert made["protectedRanges"][0]["warningOnly"]


def test_a_sheet_of_before_is_given_it_by_the_next_run_though_nothing_is_new(fresh: Any) -> None:
    fresh.person.request({"addSheet": {"properties": {"title": "Outcomes"}}})
    fresh.person.write("Outcomes", "A1", [["Notes", "x"], ["n", "y"]])
    run(fresh)
    assert not run(fresh)
    assert run(fresh, ONCE)
    assert formulas(fresh)[1] == ["=MAX(Outcomes!D:D)"]
    assert not run(fresh, ONCE)


def test_deleted_by_somebody_it_stays_deleted(fresh: Any) -> None:
    run(fresh, ONCE)
    found = requests.get(f"{fresh.server.url}/v4/spreadsheets/{fresh.id}", timeout=10).json()["sheets"]
    number = next(s["properties"]["sheetId"] for s in found if s["properties"]["title"] == "Exceptions")
    fresh.person.request({"deleteSheet": {"sheetId": number}})
    assert not run(fresh, ONCE)
    run(fresh, ONCE, rows=[{"Key": "a", "Value": 2.0}])
    assert "Exceptions" not in fresh.person.titles


def test_a_worksheet_that_people_had_by_that_name_stays_theirs(fresh: Any) -> None:
    fresh.person.request({"addSheet": {"properties": {"title": "Exceptions"}}})
    fresh.person.write("Exceptions", "A1", [["ours"]])
    run(fresh, ONCE)
    assert formulas(fresh) == [["ours"]]
    assert not run(fresh, ONCE)


def test_what_cannot_be_made_of_the_headings_is_not_made_and_costs_nothing(fresh: Any) -> None:
    never = MadeOnce("Exceptions", lambda _, __: (), look)
    run(fresh, never)
    assert "Exceptions" not in fresh.person.titles
    assert not run(fresh, never)
