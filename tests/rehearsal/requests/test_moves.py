"""Rows and columns dragged, labels on them, and what Google's documentation leaves open: tried both ways."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

import pytest

from tht_xl.errors import ConfigError
from tht_xl.rehearsal.page.person import Person
from tht_xl.rehearsal.server import RehearsalServer
from tht_xl.rehearsal.spreadsheet.refusal import ApiError
from tht_xl.rehearsal.spreadsheet.switches import Switches

GRID = [["Key", "Value", "Note"], ["a", 1, "=B2*2"], ["b", 2, "x"], ["c", 3, "y"]]


def person(switches: Switches | None = None) -> Iterator[Person]:
    with RehearsalServer(switches=switches) as server:
        someone = server.spreadsheet(server.create("Moves"))
        someone.write("Sheet1", "A1", GRID)
        someone.type("Sheet1", "C2", "=B2*2")
        yield someone


@pytest.fixture
def sheet() -> Iterator[Person]:
    yield from person()


def cells(sheet: Person) -> list[list[Any]]:
    return sheet.values("Sheet1", render="FORMULA")


@pytest.mark.parametrize(
    ("column", "to", "header", "first"),
    [
        (1, 4, ["Value", "Note", "Key"], [1, "=A2*2", "a"]),
        (3, 1, ["Note", "Key", "Value"], ["=C2*2", "a", 1]),
        (2, 2, ["Key", "Value", "Note"], ["a", 1, "=B2*2"]),
        (1, 6, ["Value", "Note", "", "", "Key"], [1, "=A2*2", "", "", "a"]),
    ],
)
def test_a_dragged_column_takes_its_cells_and_its_references(
    sheet: Person, column: int, to: int, header: list[str], first: list[Any]
) -> None:
    sheet.move_columns("Sheet1", column, to)
    assert cells(sheet)[:2] == [header, first]


def test_a_dragged_row_takes_its_cells_and_its_references(sheet: Person) -> None:
    sheet.move_rows("Sheet1", 2, 5)
    assert [row[0] for row in cells(sheet)] == ["Key", "b", "c", "a"]
    assert cells(sheet)[3][2] == "=B4*2"


def test_widths_protection_filter_and_colours_follow_a_drag(sheet: Person) -> None:
    span = {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}
    area = {"sheetId": 0, "startColumnIndex": 0, "endColumnIndex": 1}
    sheet.request(
        {"updateDimensionProperties": {"range": span, "properties": {"pixelSize": 77}, "fields": "pixelSize"}},
        {"addProtectedRange": {"protectedRange": {"range": area, "warningOnly": True}}},
    )
    sheet.move_columns("Sheet1", 1, 4)
    found = sheet._sheet("Sheet1")
    assert found.dimensions["COLUMNS"] == {2: {"pixelSize": 77}}
    assert [(each["range"]["startColumnIndex"], each["range"]["endColumnIndex"]) for each in found.protected] == [
        (2, 3)
    ]


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        ({"startIndex": 0, "endIndex": 3, "to": 1}, "must not lie among them"),
        ({"startIndex": 0, "endIndex": 30, "to": 1}, "beyond the grid"),
        ({"startIndex": 0, "endIndex": 1, "to": 27}, "beyond the grid"),
        ({"startIndex": 2, "endIndex": 2, "to": 0}, "must be greater than"),
    ],
)
def test_a_drag_that_cannot_be_is_refused(sheet: Person, request_: dict[str, int], said: str) -> None:
    before, to = cells(sheet), request_.pop("to")
    source = {"sheetId": 0, "dimension": "COLUMNS", **request_}
    with pytest.raises(ApiError, match=said):
        sheet.request({"moveDimension": {"source": source, "destinationIndex": to}})
    assert cells(sheet) == before


def label(sheet: Person, dimension: str, at: int, number: int = 7) -> None:
    place = {"sheetId": 0, "dimension": dimension, "startIndex": at, "endIndex": at + 1}
    item = {"metadataId": number, "metadataKey": "k", "location": {"dimensionRange": place}, "visibility": "DOCUMENT"}
    sheet.request({"createDeveloperMetadata": {"developerMetadata": item}})


def labelled(sheet: Person) -> list[int]:
    """Where the labels are, found by the only way there is: taking them away from every place in turn."""
    items = sheet._workspace.get(sheet.id).metadata.values()
    return [item["location"]["dimensionRange"]["startIndex"] for item in items]


def at(dimension: str, place: int) -> dict[str, Any]:
    where = {"sheetId": 0, "dimension": dimension, "startIndex": place, "endIndex": place + 1}
    lookup = {"metadataKey": "k", "metadataLocation": {"dimensionRange": where}}
    return {"dataFilter": {"developerMetadataLookup": {**lookup, "locationMatchingStrategy": "EXACT_LOCATION"}}}


def test_a_label_of_a_column_is_found_there_and_nowhere_else(sheet: Person) -> None:
    label(sheet, "COLUMNS", 1)
    for place in (0, 2):
        assert not sheet.request({"deleteDeveloperMetadata": at("COLUMNS", place)})["replies"][0]
    assert sheet.request({"deleteDeveloperMetadata": at("COLUMNS", 1)})["replies"][0]
    assert labelled(sheet) == []


def test_a_label_goes_where_its_column_goes_and_goes_with_it(sheet: Person) -> None:
    label(sheet, "COLUMNS", 1)
    sheet.insert_columns("Sheet1", 1)
    assert labelled(sheet) == [2]
    sheet.insert_columns("Sheet1", 4)
    assert labelled(sheet) == [2]
    sheet.delete_columns("Sheet1", 1)
    assert labelled(sheet) == [1]
    sheet.delete_columns("Sheet1", 2)
    assert labelled(sheet) == []


def test_a_label_must_be_of_one_row_or_column_of_the_sheet(sheet: Person) -> None:
    for place in ({"startIndex": 0, "endIndex": 2}, {"startIndex": 2000, "endIndex": 2001}):
        item = {"metadataKey": "k", "visibility": "DOCUMENT"}
        item["location"] = {"dimensionRange": {"sheetId": 0, "dimension": "ROWS", **place}}  # type: ignore[assignment]
        with pytest.raises(ApiError, match="one row or column"):
            sheet.request({"createDeveloperMetadata": {"developerMetadata": item}})


@pytest.mark.parametrize("follows", [True, False])
def test_a_label_follows_a_drag_or_does_not(*, follows: bool) -> None:
    for sheet in person(Switches(metadata_follows_a_drag=follows)):
        label(sheet, "COLUMNS", 0)
        sheet.move_columns("Sheet1", 1, 3)
        assert labelled(sheet) == ([1] if follows else [0])


@pytest.mark.parametrize("follows", [True, False])
def test_a_label_follows_a_sort_or_does_not(*, follows: bool) -> None:
    for sheet in person(Switches(metadata_follows_a_sort=follows)):
        label(sheet, "ROWS", 1)
        sheet.sort("Sheet1", 1, descending=True)
        assert labelled(sheet) == ([3] if follows else [1])


@pytest.mark.parametrize("fails", [True, False])
def test_a_lookup_that_finds_nothing_fails_or_does_not(*, fails: bool) -> None:
    for sheet in person(Switches(no_match_fails=fails)):
        deletion = {"deleteDeveloperMetadata": at("COLUMNS", 1)}
        if not fails:
            assert sheet.request(deletion)["replies"] == [{}]
            continue
        with pytest.raises(ApiError, match="No developer metadata matches"):
            sheet.request(deletion)


def test_switches_are_set_by_name() -> None:
    names = [field.name for field in fields(Switches)]
    for name in names:
        for word, setting in (("yes", True), ("No", False), ("on", True), ("0", False)):
            assert Switches().turned(f"{name.replace('_', '-')}={word}") == replace(Switches(), **{name: setting})
    for text in ("no_match_fails", "no_match_fails=perhaps", "nothing=yes", ""):
        with pytest.raises(ConfigError, match="sets no switch") as refused:
            Switches().turned(text)
        assert all(name in str(refused.value) for name in names)
