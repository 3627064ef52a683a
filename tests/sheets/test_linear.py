"""The work that a large sheet costs grows with its cells: operations are counted, not seconds."""

from collections.abc import Callable

import pytest
from operations import operations

from tht_xl.sheets.journal import Fresh, Journal
from tht_xl.sheets.read.changed_key import MissingRows, changed_keys
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.read.snapshot import SheetReading, snapshot
from tht_xl.sheets.repair.misplaced import misplaced_rows
from tht_xl.sheets.state import State
from tht_xl.sheets.table import Cell, Column

FEW, MANY = 60, 240


def names(width: int) -> list[str]:
    return ["Key", *(f"Column {number}" for number in range(width - 1))]


def table(width: int, height: int) -> Grid:
    """Headers, and rows of a key and numbers."""
    rows: list[list[Cell]] = [[f"k{row}", *map(float, range(width - 1))] for row in range(height)]
    return Grid([list[Cell](names(width)), *rows], height + 1, width)


def take_snapshot(width: int, height: int) -> object:
    read = SheetReading(State(1, "spreadsheet", "Data", {}), 10, table(width, height), table(width, height), Grid())
    columns = [Column(name, is_optional=name != "Key") for name in names(width)]
    return snapshot(read, columns, "Data", frozenset(f"k{row}" for row in range(height)))


def look_for_misplaced_rows(width: int, height: int) -> object:
    data = table(width, height)
    header = dict(enumerate(data.header))
    moved = Grid([[*data.header[1:], data.header[0]]], 1, width)
    return misplaced_rows(Journal(0, header, fresh=Fresh(1, 1, height)), moved, data, data, 0)


def ask_about_changed_keys(_: int, height: int) -> object:
    """Every key was replaced, and all rows hold the same."""
    before = {f"k{row}": {"Value": 1.0, "Note": "n", "Unit": "%"} for row in range(height)}
    after = Grid([["Key", "Value", "Note", "Unit"], *([f"other {row}", 1.0, "n", "%"] for row in range(height))])
    missing = MissingRows(before, {"Key": 0, "Value": 1, "Note": 2, "Unit": 3}, 0)
    asked = changed_keys(after, missing, {key: key for key in before}, frozenset(before))
    assert sorted(each.key for each in asked) == sorted(before)
    return asked


@pytest.mark.parametrize("call", [take_snapshot, look_for_misplaced_rows])
def test_four_times_the_columns_are_four_times_the_work(call: Callable[[int, int], object]) -> None:
    small, large = (operations(lambda width=width: call(width, 3)) for width in (FEW, MANY))

    assert large / small < 4.3


@pytest.mark.parametrize("call", [take_snapshot, look_for_misplaced_rows, ask_about_changed_keys])
def test_four_times_the_rows_are_four_times_the_work(call: Callable[[int, int], object]) -> None:
    small, large = (operations(lambda height=height: call(5, height)) for height in (FEW, MANY))

    assert large / small < 4.3


def test_headers_are_read_once_however_many_rows_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    from tht_xl.sheets.read import header

    asked: list[Cell] = []
    match = header.match_key
    monkeypatch.setattr(header, "match_key", lambda cell: asked.append(cell) or match(cell))

    take_snapshot(5, 100)

    assert len(asked) < 20
