"""What follows when rows or columns are inserted or deleted: merges, protections, filters, names, groups, looks."""

from pathlib import Path
from typing import Any

import pytest

from tht_xl.rehearsal.page.person import Person
from tht_xl.rehearsal.spreadsheet.grid_range import Dimension
from tht_xl.rehearsal.spreadsheet.sheet import Sheet
from tht_xl.rehearsal.spreadsheet.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "store.json")


@pytest.fixture
def person(workspace: Workspace) -> Person:
    """Rows and columns 3 to 5 of a worksheet are marked in every way there is."""
    someone = Person(workspace, workspace.titled("Outcomes").id)
    someone.request(
        {"mergeCells": {"range": block()}},
        {"addProtectedRange": {"protectedRange": {"range": block()}}},
        {"addProtectedRange": {"protectedRange": {"range": {"sheetId": 0}, "description": "whole"}}},
        {"setBasicFilter": {"filter": {"range": block()}}},
        {"addNamedRange": {"namedRange": {"name": "Marked", "range": block()}}},
        *({"addDimensionGroup": {"range": span(dimension, 2, 5)}} for dimension in DIMENSIONS),
        *(
            {
                "updateDimensionProperties": {
                    "range": span(dimension, line, line + 1),
                    "properties": {"pixelSize": 100 + line},
                    "fields": "pixelSize",
                }
            }
            for dimension in DIMENSIONS
            for line in (2, 4)
        ),
    )
    return someone


DIMENSIONS: tuple[Dimension, Dimension] = ("ROWS", "COLUMNS")


def block(start: int = 2, end: int = 5) -> dict[str, int]:
    return {
        "sheetId": 0,
        "startRowIndex": start,
        "endRowIndex": end,
        "startColumnIndex": start,
        "endColumnIndex": end,
    }


def span(dimension: str, start: int, end: int) -> dict[str, Any]:
    return {"sheetId": 0, "dimension": dimension, "startIndex": start, "endIndex": end}


def marked(workspace: Workspace, person: Person, dimension: Dimension) -> dict[str, Any]:
    """Where each kind of mark is now, along one dimension; and along the other, where it must still be 2 to 5."""
    book = workspace.get(person.id)
    sheet: Sheet = book.sheets[0]
    names = {"ROWS": ("startRowIndex", "endRowIndex"), "COLUMNS": ("startColumnIndex", "endColumnIndex")}
    across: Dimension = "COLUMNS" if dimension == "ROWS" else "ROWS"

    def ends(given: dict[str, Any]) -> tuple[int, int]:
        assert tuple(given[name] for name in names[across]) == (2, 5)
        return given[names[dimension][0]], given[names[dimension][1]]

    found: dict[str, Any] = {
        "merges": [ends(merge.to_json(0)) for merge in sheet.merges],
        "protected": [ends(item["range"]) for item in sheet.protected if "description" not in item],
        "filter": ends(sheet.basic_filter["range"]) if sheet.basic_filter else None,
        "names": [ends(item["range"]) for item in book.named_ranges],
        "groups": [(g["range"]["startIndex"], g["range"]["endIndex"]) for g in sheet.groups[dimension]],
        "sizes": {line: looks["pixelSize"] for line, looks in sheet.dimensions[dimension].items()},
    }
    assert [item["range"] for item in sheet.protected if "description" in item] == [{"sheetId": 0}]
    assert [(g["range"]["startIndex"], g["range"]["endIndex"]) for g in sheet.groups[across]] == [(2, 5)]
    assert {line: looks["pixelSize"] for line, looks in sheet.dimensions[across].items()} == {2: 102, 4: 104}
    return found


def everywhere(start: int, end: int, sizes: dict[int, int]) -> dict[str, Any]:
    here = (start, end)
    return {"merges": [here], "protected": [here], "filter": here, "names": [here], "groups": [here], "sizes": sizes}


@pytest.mark.parametrize("dimension", DIMENSIONS)
@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (0, everywhere(4, 7, {4: 102, 6: 104})),
        (2, everywhere(4, 7, {4: 102, 6: 104})),
        (3, everywhere(2, 7, {2: 102, 6: 104})),
        (4, everywhere(2, 7, {2: 102, 6: 104})),
        (5, everywhere(2, 5, {2: 102, 4: 104})),
    ],
)
def test_two_inserted(
    workspace: Workspace, person: Person, dimension: Dimension, at: int, expected: dict[str, Any]
) -> None:
    person.request({"insertDimension": {"range": span(dimension, at, at + 2)}})
    assert marked(workspace, person, dimension) == expected


@pytest.mark.parametrize("dimension", DIMENSIONS)
@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (0, 2, everywhere(0, 3, {0: 102, 2: 104})),
        (1, 3, everywhere(1, 3, {2: 104})),
        (3, 4, everywhere(2, 4, {2: 102, 3: 104})),
        (4, 6, everywhere(2, 4, {2: 102})),
        (5, 6, everywhere(2, 5, {2: 102, 4: 104})),
        (
            2,
            5,
            {"merges": [], "protected": [], "filter": None, "names": [], "groups": [], "sizes": {}},
        ),
    ],
)
def test_some_deleted(
    workspace: Workspace, person: Person, dimension: Dimension, start: int, end: int, expected: dict[str, Any]
) -> None:
    person.request({"deleteDimension": {"range": span(dimension, start, end)}})
    assert marked(workspace, person, dimension) == expected


@pytest.mark.parametrize("dimension", DIMENSIONS)
@pytest.mark.parametrize(("start", "end", "left"), [(0, 1, 2), (1, 4, 1), (2, 3, 2), (3, 5, 3), (0, 3, 0)])
def test_frozen_lines_that_are_deleted_are_frozen_no_more(
    workspace: Workspace, person: Person, dimension: Dimension, start: int, end: int, left: int
) -> None:
    name = "frozenRowCount" if dimension == "ROWS" else "frozenColumnCount"
    person.request(
        {"unmergeCells": {"range": block()}},
        {
            "updateSheetProperties": {
                "properties": {"sheetId": 0, "gridProperties": {name: 3}},
                "fields": f"gridProperties.{name}",
            }
        },
        {"deleteDimension": {"range": span(dimension, start, end)}},
    )
    assert workspace.get(person.id).sheets[0].grid.get(name, 0) == left


@pytest.mark.parametrize("dimension", DIMENSIONS)
@pytest.mark.parametrize(("before", "bold"), [(True, [True, True, False]), (False, [False, False, False])])
def test_new_lines_look_like_the_neighbour_they_take_after(
    workspace: Workspace, person: Person, dimension: Dimension, before: bool, bold: list[bool]
) -> None:
    """Line 1 is bold, line 2 is not; one line is inserted between them."""
    one = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    look = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    person.request(
        {"repeatCell": {"range": one, "cell": look, "fields": "userEnteredFormat"}},
        {"insertDimension": {"range": span(dimension, 1, 2), "inheritFromBefore": before}},
    )
    sheet = workspace.get(person.id).sheets[0]
    cells = [sheet.cell(*((i, 0) if dimension == "ROWS" else (0, i))) for i in range(3)]
    assert [bool(cell and cell.format) for cell in cells[1:]] == bold[1:]
    assert cells[0] is not None
    assert sheet.cell(1, 1) is None


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_a_line_that_takes_after_the_one_that_follows(
    workspace: Workspace, person: Person, dimension: Dimension
) -> None:
    place = (1, 0) if dimension == "ROWS" else (0, 1)
    one = {
        "sheetId": 0,
        "startRowIndex": place[0],
        "endRowIndex": place[0] + 1,
        "startColumnIndex": place[1],
        "endColumnIndex": place[1] + 1,
    }
    look = {"userEnteredFormat": {"textFormat": {"italic": True}}}
    person.request(
        {"repeatCell": {"range": one, "cell": look, "fields": "userEnteredFormat"}},
        {"insertDimension": {"range": span(dimension, 1, 3)}},
    )
    sheet = workspace.get(person.id).sheets[0]
    cells = [sheet.cell(*((i, 0) if dimension == "ROWS" else (0, i))) for i in range(5)]
    assert [bool(cell and cell.format) for cell in cells] == [False, True, True, True, False]


def test_formulas_of_another_worksheet_follow_and_so_does_what_was_read_before(
    workspace: Workspace, person: Person
) -> None:
    person.request({"addSheet": {"properties": {"title": "Other"}}})
    person.type("Other", "A1", "=Sheet1!B3")
    person.type("Other", "B1", "=B3")
    person.type("Sheet1", "F9", "=B3")
    before = workspace.get(person.id)
    person.insert_rows("Sheet1", 2, 2)
    assert person.values("Other", "A1:B1", render="FORMULA") == [["=Sheet1!B5", "=B3"]]
    assert person.values("Sheet1", "F11", render="FORMULA") == [["=B5"]]
    person.delete_rows("Sheet1", 5)
    assert person.values("Other", "A1", render="FORMULA") == [["=Sheet1!#REF!"]]
    cell = before.sheets[1].cell(0, 0)
    assert cell is not None
    assert cell.text == "=Sheet1!B3"


def test_a_person_deletes_and_inserts_columns(person: Person) -> None:
    person.write("Sheet1", "H1", [["a", "b", "c", "d"]])
    person.delete_columns("Sheet1", 9, 2)
    assert person.values("Sheet1", "H1:K1") == [["a", "d"]]
    person.insert_columns("Sheet1", 9, 2)
    assert person.values("Sheet1", "H1:K1") == [["a", "", "", "d"]]
