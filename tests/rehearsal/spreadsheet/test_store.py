import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tht_xl.errors import ConfigError
from tht_xl.rehearsal.page.person import Person
from tht_xl.rehearsal.server import RehearsalServer
from tht_xl.rehearsal.spreadsheet.store import SpreadsheetStore
from tht_xl.rehearsal.spreadsheet.workspace import Workspace


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "store.json"


def test_everything_is_there_again(path: Path) -> None:
    with RehearsalServer(path) as server:
        book = server.create("Outcomes")
        person = server.spreadsheet(book)
        person.write("Sheet1", "A1", [["Key", 1.5, True, None, "007", "é ☃ 😀"]])
        person.type("Sheet1", "A2", "=A1")
        person.type("Sheet1", "B2", "10-14")
        where = {"sheetId": 0, "startRowIndex": 4, "endRowIndex": 6, "startColumnIndex": 0, "endColumnIndex": 2}
        columns = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 3}
        label = {"metadataId": 9, "metadataKey": "k", "location": {"spreadsheet": True}, "visibility": "DOCUMENT"}
        person.request(
            {"addSheet": {"properties": {"sheetId": 7, "title": "Hidden", "hidden": True}}},
            {"mergeCells": {"range": where}},
            {"addNamedRange": {"namedRange": {"name": "here", "range": where}}},
            {"addProtectedRange": {"protectedRange": {"range": where, "warningOnly": True}}},
            {"setBasicFilter": {"filter": {"range": where}}},
            {"addDimensionGroup": {"range": columns}},
            {"updateDimensionProperties": {"range": columns, "properties": {"pixelSize": 40}, "fields": "pixelSize"}},
            {"createDeveloperMetadata": {"developerMetadata": label}},
            {
                "repeatCell": {
                    "range": where,
                    "cell": {"note": "n", "dataValidation": {"condition": {"type": "BOOLEAN"}}},
                    "fields": "note,dataValidation",
                }
            },
        )
        before = repr(server.spreadsheet(book)._workspace.get(book))
    with RehearsalServer(path) as server:
        assert server.create("Outcomes") == book
        assert repr(server.spreadsheet(book)._workspace.get(book)) == before


scalars = st.one_of(
    st.text(max_size=5), st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False)
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.one_of(st.none(), scalars), max_size=4), max_size=5))
def test_cells_come_back(tmp_path: Path, rows: list[list[Any]]) -> None:
    path = tmp_path / "cells.json"
    path.unlink(missing_ok=True)
    workspace = Workspace(path)
    book = workspace.titled("Outcomes").id
    Person(workspace, book).write("Sheet1", "A1", rows)
    assert repr(Workspace(path).get(book).sheets) == repr(workspace.get(book).sheets)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "cannot be read"),
        (b"{", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        (b"[]", "is not a rehearsal store"),
        (b'{"name": "something else"}', "is not a rehearsal store"),
        (b'{"format": "tht_xl rehearsal", "version": 99}', "is a store of version 99; expected 1"),
        (b'{"format": "tht_xl rehearsal", "version": 1}', "is damaged"),
        (b'{"format": "tht_xl rehearsal", "version": 1, "spreadsheets": [{"sheets": []}]}', "is damaged"),
    ],
)
def test_a_foreign_or_damaged_file_is_refused_and_left_alone(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "store.json"
    path.write_bytes(content)
    with pytest.raises(ConfigError, match=message) as caught:
        RehearsalServer(path)
    assert "Move the file away" in str(caught.value)
    assert path.read_bytes() == content


def test_a_damaged_cell_is_refused(path: Path) -> None:
    workspace = Workspace(path)
    workspace.titled("Outcomes")
    given = json.loads(path.read_text())
    given["spreadsheets"][0]["sheets"][0]["rows"] = [[["a list"]]]
    path.write_text(json.dumps(given))
    with pytest.raises(ConfigError, match="is damaged"):
        Workspace(path)


@pytest.mark.parametrize(("rows", "columns", "fits"), [(1, 2, True), (2, 1, True), (3, 1, False), (1, 3, False)])
def test_cells_outside_their_grid_are_refused(path: Path, rows: int, columns: int, fits: bool) -> None:
    Workspace(path).titled("Outcomes")
    given = json.loads(path.read_text())
    given["spreadsheets"][0]["sheets"][0] |= {"row_count": 2, "column_count": 2, "rows": [["x"] * columns] * rows}
    path.write_text(json.dumps(given))
    if fits:
        assert len(Workspace(path).titled("Outcomes").sheets[0].rows) == rows
    else:
        with pytest.raises(ConfigError, match="is damaged"):
            Workspace(path)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda sheets: sheets.clear(),
        lambda sheets: sheets.append(sheets[0]),
        lambda sheets: sheets[0].update(rows=[[{"value": [1]}]]),
    ],
    ids=["no worksheet", "one twice", "a list in a cell with a note"],
)
def test_worksheets_that_cannot_be_are_refused(path: Path, spoil: Callable[[list[Any]], None]) -> None:
    Workspace(path).titled("Outcomes")
    given = json.loads(path.read_text())
    spoil(given["spreadsheets"][0]["sheets"])
    path.write_text(json.dumps(given))
    with pytest.raises(ConfigError, match="is damaged"):
        Workspace(path)


def test_a_file_of_another_process_is_noticed(path: Path) -> None:
    first, second = Workspace(path), Workspace(path)
    book = first.titled("Outcomes")
    assert second.get(book.id).title == "Outcomes"
    Person(second, book.id).write("Sheet1", "A1", [["theirs"]])
    assert Person(first, book.id).values("Sheet1") == [["theirs"]]


def test_each_change_is_counted_once(path: Path) -> None:
    workspace = Workspace(path)
    book = workspace.titled("Outcomes").id
    first = workspace.get(book).revision
    for _ in range(3):
        Person(workspace, book).write("Sheet1", "A1", [["x"]])
    assert workspace.get(book).revision == first + 3
    assert Workspace(path).get(book).revision == first + 3


def test_another_sheet_in_the_place_of_an_old_one_is_encoded_anew(path: Path) -> None:
    store = SpreadsheetStore(path)
    book = Workspace().titled("Outcomes")
    store.write([book])
    # The number of an object that is gone may be given to another: it is no proof of being the same.
    stale, text = store._encoded[id(book.sheets[0])]
    store._encoded[id(book.sheets[0])] = (stale.draft(), "stale")
    store.write([book])
    assert store._encoded[id(book.sheets[0])][1] == text


def test_a_failing_disk_leaves_the_old_file_and_the_old_sheet(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = Workspace(path)
    book = workspace.titled("Outcomes")
    content = path.read_bytes()

    def full(_self: Path, _target: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="no space"), workspace.changing(book.id) as draft:
        draft.properties["title"] = "Other"
    assert path.read_bytes() == content
    assert workspace.get(book.id) is book
    assert sorted(file.name for file in path.parent.iterdir()) == [".store.json.lock", "store.json"]


def test_sheets_that_did_not_change_are_not_encoded_again(path: Path) -> None:
    store = SpreadsheetStore(path)
    workspace = Workspace()
    book = workspace.titled("Outcomes")
    store.write([book])
    first = store._encoded[id(book.sheets[0])][1]
    store.write([book])
    assert store._encoded[id(book.sheets[0])][1] is first
    store.write([])
    assert store._encoded == {}
