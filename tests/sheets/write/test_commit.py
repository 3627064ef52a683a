"""What a write consists of: the requests of one batch, and the journal in it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from tht_xl.sheets.hidden import BASE, STAGE, STATE, UNDO
from tht_xl.sheets.journal import Change, Entry, Fresh, Journal
from tht_xl.sheets.plan.plan import plan
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.read.snapshot import SheetReading, snapshot
from tht_xl.sheets.repair.commit import part_of_repair
from tht_xl.sheets.repair.restore import PutBack, Repair
from tht_xl.sheets.state import STATE_WIDTH, State
from tht_xl.sheets.table import Cell, Column, Formula
from tht_xl.sheets.write.batch import insert
from tht_xl.sheets.write.commit import part_of_plan
from tht_xl.sheets.write.envelope import TabPart, envelope
from tht_xl.sheets.write.overwritten import REACH

IDS = {"Data": 10, STATE: 11, BASE: 12, UNDO: 13, STAGE: 14}
COLUMNS = (Column("Key"), Column("Value"))


def reading(data: Grid, base: Grid, *, undo: Grid | None = None, state_height: int = 100) -> SheetReading:
    return SheetReading(State(6, "id", "Data", IDS), state_height, data, base, undo or Grid((), 100, 6))


def made(data: Grid, base: Grid, ours: Mapping[str, Cell]) -> tuple[list[dict[str, Any]], Journal]:
    """The requests that bring these values into a sheet, and their journal."""
    read = reading(data, base)
    table = {key: {"Key": key, "Value": value} for key, value in ours.items()}
    shot = snapshot(read, COLUMNS, "Data", frozenset(table))
    part = part_of_plan(read, shot, plan(table, shot.theirs, shot.base, COLUMNS), "Key")
    return envelope(read, "run", [part])["requests"], part.journal


def kinds(requests: list[dict[str, Any]]) -> list[str]:
    return [next(iter(request)) for request in requests]


def of_kind(requests: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [request[kind] for request in requests if kind in request]


HEADER: list[Cell] = ["Key", "Value"]


def repairing(read: SheetReading, undone: Repair) -> list[dict[str, Any]]:
    """The requests of a repair."""
    return envelope(read, "run", [part_of_repair(read, undone, 0, "Key")])["requests"]


def test_a_state_of_format_1_gets_the_columns_it_lacks() -> None:
    read = replace(reading(Grid([HEADER], 100, 26), Grid()), state_width=6)
    sizes = of_kind(envelope(read, "run", [TabPart(read, Journal(), [])])["requests"], "updateSheetProperties")
    assert [p["properties"]["gridProperties"] for p in sizes] == [{"rowCount": 100, "columnCount": STATE_WIDTH}]


@pytest.mark.parametrize(("height", "extended"), [(2, True), (3, False)])
def test_a_row_is_added_at_the_end_only_where_no_row_is_left(height: int, extended: bool) -> None:
    data, base = Grid([HEADER, ["a", 1.0]], height, 2), Grid([HEADER, ["a", 1.0]], 100, 6)
    requests, journal = made(data, base, {"a": 1.0, "b": 2.0})
    assert [r["length"] for r in of_kind(requests, "appendDimension")] == ([1] if extended else [])
    assert [r["range"]["startIndex"] for r in of_kind(requests, "insertDimension")] == [2]
    assert journal.fresh == Fresh(2, 2, 1)


@pytest.mark.parametrize(
    ("height", "width", "size"),
    [(4, 2, None), (3, 2, {"rowCount": 4, "columnCount": 2}), (4, 1, {"rowCount": 4, "columnCount": 2})],
)
def test_the_memory_is_enlarged_only_where_it_must_be(height: int, width: int, size: dict[str, int] | None) -> None:
    """Row a is adopted into row 2 of the base, b and c are new below it."""
    data, base = Grid([HEADER, ["a", 1.0]], 100, 26), Grid([HEADER[:width]], height, width)
    requests, journal = made(data, base, {"a": 1.0, "b": 2.0, "c": 3.0})
    sizes = [r["properties"] for r in of_kind(requests, "updateSheetProperties")]
    found = [properties["gridProperties"] for properties in sizes if properties["sheetId"] == IDS[BASE]]
    assert found == ([size] if size else [])
    assert journal.fresh == Fresh(2, 2, 2)


def test_the_journal_and_the_state_say_what_was_read_and_written() -> None:
    data = Grid([["Note", "VALUE ", "Key"], [None, 1.0, "a "], ["x", 5.0, "b"]], 100, 26)
    base = Grid([HEADER, ["a", 1.0], ["b", 5.0]], 100, 6)
    requests, journal = made(data, base, {"a": 2.0, "b": None})
    assert journal == Journal(
        2, {2: "Key", 1: "Value"}, (Entry(1, "a", (Change(1, 1.0, 2.0),)), Entry(2, "b", (Change(1, 5.0, None),)))
    )
    assert kinds(requests)[0] == "createDeveloperMetadata"
    written = [r for r in of_kind(requests, "updateCells") if r.get("start", {}).get("sheetId") == IDS[STATE]]
    assert written[-1]["rows"][0]["values"][1] == {"userEnteredValue": {"numberValue": 7.0}}


@pytest.mark.parametrize(("height", "resized"), [(1, True), (2, True), (3, False)])
def test_the_state_takes_as_many_rows_as_it_needs(height: int, resized: bool) -> None:
    """The state, the journal's head and one entry: three rows."""
    read = reading(Grid([HEADER, ["a", 1.0]], 100, 26), Grid(), state_height=height)
    journal = Journal(0, {0: "Key", 1: "Value"}, (Entry(1, "a", (Change(1, 1.0, 2.0),)),))
    sizes = [
        r["properties"]
        for r in of_kind(envelope(read, "run", [TabPart(read, journal, [])])["requests"], "updateSheetProperties")
    ]
    assert [p["gridProperties"] for p in sizes if p["sheetId"] == IDS[STATE]] == (
        [{"rowCount": 3, "columnCount": STATE_WIDTH}] if resized else []
    )


@pytest.mark.parametrize(
    ("undo", "size"),
    [
        (Grid((), 5, 9), None),
        (Grid((), 4, 9), {"rowCount": 5, "columnCount": 9}),
        (Grid((), 5, 8), {"rowCount": 5, "columnCount": 9}),
        (Grid((), 100, 26), None),
    ],
)
def test_the_pre_image_has_room_for_its_lowest_row_and_last_column(undo: Grid, size: dict[str, int] | None) -> None:
    read = reading(Grid([HEADER], 100, 26), Grid(), undo=undo)
    journal = Journal(1, {1: "Key", 8: "Value"}, (Entry(4, "a", (Change(8, 1.0, 2.0),)),))
    body = envelope(read, "run", [TabPart(read, journal, [])])
    sizes = [r["properties"] for r in of_kind(body["requests"], "updateSheetProperties")]
    assert [p["gridProperties"] for p in sizes if p["sheetId"] == IDS[UNDO]] == ([size] if size else [])
    assert body["responseRanges"] == ["'_tht_undo'!A1:I5"]


@pytest.mark.parametrize(
    ("key_column", "width", "columns"),
    [(0, 26, (0, 5)), (6, 26, (2, 11)), (6, 9, (2, 9)), (1, 3, (0, 3))],
    ids=["at the left edge", "between", "near the right edge", "in a narrow sheet"],
)
def test_the_pre_image_takes_the_keys_and_what_is_beside_them(
    key_column: int, width: int, columns: tuple[int, int]
) -> None:
    read = reading(Grid([HEADER], 100, width), Grid())
    journal = Journal(key_column, {key_column: "Key"}, (Entry(3, "a", (Change(key_column, "x", "a"),)),))
    copies = [
        r["source"] for r in of_kind(envelope(read, "run", [TabPart(read, journal, [])])["requests"], "copyPaste")
    ]
    head, row = copies
    assert (head["startRowIndex"], head["endRowIndex"], head["startColumnIndex"]) == (0, 1, 0)
    assert head["endColumnIndex"] == columns[1]
    assert (row["startRowIndex"], row["endRowIndex"]) == (3, 4)
    assert (row["startColumnIndex"], row["endColumnIndex"]) == columns
    assert columns[1] - columns[0] <= 2 * REACH + 1


def test_a_new_line_takes_after_the_one_before_it_but_not_after_the_header() -> None:
    def inherits(dimension: Any, start: int) -> bool:
        return insert(1, dimension, start, 2)["insertDimension"]["inheritFromBefore"]

    assert [inherits("ROWS", start) for start in (0, 1, 2)] == [False, False, True]
    assert [inherits("COLUMNS", start) for start in (0, 1)] == [False, True]


def test_a_repair_puts_the_memory_back_by_key_and_header() -> None:
    base = Grid([["KEY", "Value", "Note"], ["A ", 2.0, "x"], ["b", 3.0, "y"], [None, None, "z"]], 100, 6)
    undone = Repair(base={"a": {"value": 1.0, "Gone": 5.0}, "nobody": {"Value": 9.0}})
    requests = repairing(reading(Grid([HEADER], 100, 26), base), undone)
    cells = [r for r in of_kind(requests, "updateCells") if r.get("start", {}).get("sheetId") == IDS[BASE]]
    assert [(c["start"]["rowIndex"], c["start"]["columnIndex"], list(c["rows"])) for c in cells] == [
        (1, 1, [{"values": [{"userEnteredValue": {"numberValue": 1.0}}]}])
    ]


def test_a_repair_without_a_memory_leaves_it_alone() -> None:
    undone = Repair((), (PutBack("mine", (1, 1), 1, 1),), {"a": {"Value": 1.0}})
    requests = repairing(reading(Grid([HEADER], 100, 26), Grid([["Other"]])), undone)
    places = [r["start"]["sheetId"] for r in of_kind(requests, "updateCells") if "start" in r]
    assert places == [IDS["Data"], IDS[STATE]]


def test_formulas_go_back_by_way_of_the_stage_at_their_old_address() -> None:
    formulas = (PutBack(Formula("=A1"), (6, 2), 9, 3), PutBack(Formula("=B1"), (4, 5), 4, 5))
    text = PutBack("=A1", (3, 1), 3, 1)
    requests = repairing(reading(Grid([HEADER], 100, 26), Grid([HEADER])), Repair((), (*formulas, text)))
    size = next(r["properties"] for r in of_kind(requests, "updateSheetProperties"))
    assert size == {"sheetId": IDS[STAGE], "gridProperties": {"rowCount": 7, "columnCount": 6}}
    staged = [r for r in of_kind(requests, "updateCells") if r.get("start", {}).get("sheetId") == IDS[STAGE]]
    assert [(s["start"]["rowIndex"], s["start"]["columnIndex"]) for s in staged] == [(6, 2), (4, 5)]
    copies = [r for r in of_kind(requests, "copyPaste") if r["source"]["sheetId"] == IDS[STAGE]]
    ends = [(c["destination"]["startRowIndex"], c["destination"]["startColumnIndex"], c["pasteType"]) for c in copies]
    assert ends == [(9, 3, "PASTE_FORMULA"), (4, 5, "PASTE_FORMULA")]
    assert {"updateCells": {"range": {"sheetId": IDS[STAGE]}, "fields": "userEnteredValue"}} in requests
