"""Filter views: made, copied, deleted, and moved with their columns."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from tht_xl.rehearsal.page.person import Person
from tht_xl.rehearsal.server import RehearsalServer
from tht_xl.rehearsal.spreadsheet.refusal import ApiError

AREA = {"sheetId": 0, "startColumnIndex": 0, "endColumnIndex": 3}
RED = {"columnIndex": 1, "filterCriteria": {"condition": {"type": "TEXT_EQ", "values": [{"userEnteredValue": "Red"}]}}}
VIEW = {"title": "Red", "range": AREA, "filterSpecs": [RED], "sortSpecs": [{"dimensionIndex": 2}]}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RehearsalServer]:
    with RehearsalServer(store=tmp_path / "kept.json") as running:
        yield running


@pytest.fixture
def person(server: RehearsalServer) -> Person:
    someone = server.spreadsheet(server.create("Views"))
    someone.request({"addFilterView": {"filter": VIEW}})
    return someone


def views(server: RehearsalServer, person: Person) -> list[list[dict[str, Any]]]:
    found = requests.get(f"{server.url}/v4/spreadsheets/{person.id}", timeout=5).json()["sheets"]
    return [sheet.get("filterViews", []) for sheet in found]


def test_a_view_is_given_a_number_and_kept(server: RehearsalServer, person: Person, tmp_path: Path) -> None:
    [[view]] = views(server, person)
    assert {**VIEW, "filterViewId": view["filterViewId"], "range": view["range"]} == view
    server.close()
    with RehearsalServer(store=tmp_path / "kept.json") as again:
        assert views(again, again.spreadsheet(person.id)) == [[view]]


@pytest.mark.parametrize(
    ("request_", "column", "order", "end"),
    [
        ({"insertDimension": {"range": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2},
                              "inheritFromBefore": False}}, 2, 3, 4),
        ({"deleteDimension": {"range": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 0, "endIndex": 1}}},
         0, 1, 2),
        ({"deleteDimension": {"range": {"sheetId": 0, "dimension": "COLUMNS", "startIndex": 1, "endIndex": 2}}},
         None, 1, 2),
    ],
)  # fmt: skip
def test_it_follows_its_columns(
    server: RehearsalServer, person: Person, request_: dict, column: int | None, order: int, end: int
) -> None:
    person.request(request_)
    [[view]] = views(server, person)
    assert [each["columnIndex"] for each in view["filterSpecs"]] == ([] if column is None else [column])
    assert [each["dimensionIndex"] for each in view["sortSpecs"]] == [order]
    assert view["range"]["endColumnIndex"] == end


def test_a_copy_of_the_worksheet_has_views_of_its_own(server: RehearsalServer, person: Person) -> None:
    person.request({"duplicateSheet": {"sourceSheetId": 0, "newSheetId": 7}})
    first, second = (each for some in views(server, person) for each in some)
    assert {first["range"].get("sheetId", 0), second["range"]["sheetId"]} == {0, 7}
    assert first["filterViewId"] != second["filterViewId"]


def test_a_view_is_deleted_once_and_a_title_or_number_is_taken_once(server: RehearsalServer, person: Person) -> None:
    [[view]] = views(server, person)
    with pytest.raises(ApiError, match="already exists"):
        person.request({"addFilterView": {"filter": VIEW}})
    with pytest.raises(ApiError, match="already exists"):
        person.request({"addFilterView": {"filter": {**VIEW, "title": "x", "filterViewId": view["filterViewId"]}}})
    person.request({"deleteFilterView": {"filterId": view["filterViewId"]}})
    assert views(server, person) == [[]]
    with pytest.raises(ApiError, match="No filter view"):
        person.request({"deleteFilterView": {"filterId": view["filterViewId"]}})
