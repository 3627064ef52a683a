from collections.abc import Callable
from typing import Any

import pytest
import requests

from tht_xl.rehearsal.server import RehearsalServer

Api = Callable[..., requests.Response]


@pytest.fixture(autouse=True)
def filled(server: RehearsalServer, book: str) -> None:
    person = server.spreadsheet(book)
    person.write("Sheet1", "A1", [["Key", "", "Value", ""], [], ["a", None, 1.5, True], ["b"]])
    person.type("Sheet1", "C4", "2024-03-05")
    person.type("Sheet1", "D4", "=4/2")
    person.type("Sheet1", "E4", "=SUM(C1:C3)")


def get(api: Api, book: str, text: str, **params: str) -> dict[str, Any]:
    return api("GET", f"/{book}/values/{text}", params=params).json()


def test_the_empty_end_is_left_off(api: Api, book: str) -> None:
    assert get(api, book, "Sheet1") == {
        "range": "Sheet1!A1:Z1000",
        "majorDimension": "ROWS",
        "values": [
            ["Key", "", "Value"],
            [],
            ["a", "", "1.5", "TRUE"],
            ["b", "", "2024-03-05", "2", "=SUM(C1:C3)"],
        ],
    }


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("A:A", "Sheet1!A1:A1000"),
        ("2:3", "Sheet1!A2:Z3"),
        ("C3:C", "Sheet1!C3:C1000"),
        ("D4:A1", "Sheet1!A1:D4"),
        ("'Sheet1'!A1", "Sheet1!A1"),
        ("sheet1!Y999:AC2000", "Sheet1!Y999:Z1000"),
    ],
)
def test_ranges(api: Api, book: str, text: str, where: str) -> None:
    assert get(api, book, text)["range"] == where


def test_an_empty_range_has_no_values(api: Api, book: str) -> None:
    assert get(api, book, "F1:G9") == {"range": "Sheet1!F1:G9", "majorDimension": "ROWS"}


def test_by_columns(api: Api, book: str) -> None:
    assert get(api, book, "A1:C4", majorDimension="COLUMNS")["values"] == [
        ["Key", "", "a", "b"],
        [],
        ["Value", "", "1.5", "2024-03-05"],
    ]


@pytest.mark.parametrize(
    ("options", "row"),
    [
        ({"valueRenderOption": "UNFORMATTED_VALUE"}, ["b", "", 45356, 2, "=SUM(C1:C3)"]),
        (
            {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "FORMATTED_STRING"},
            ["b", "", "2024-03-05", 2, "=SUM(C1:C3)"],
        ),
        ({"valueRenderOption": "FORMULA"}, ["b", "", 45356, "=4/2", "=SUM(C1:C3)"]),
    ],
)
def test_rendering(api: Api, book: str, options: dict[str, str], row: list[Any]) -> None:
    assert get(api, book, "A4:E4", **options)["values"] == [row]


def test_several_ranges_at_once(api: Api, book: str) -> None:
    answer = api("GET", f"/{book}/values:batchGet", params={"ranges": ["A1", "B9"]}).json()
    assert answer == {
        "spreadsheetId": book,
        "valueRanges": [
            {"range": "Sheet1!A1", "majorDimension": "ROWS", "values": [["Key"]]},
            {"range": "Sheet1!B9", "majorDimension": "ROWS"},
        ],
    }


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Nowhere!A1", "Unable to parse range: Nowhere!A1"),
        ("Sheet1!nowhere", "Unable to parse range: Sheet1!nowhere"),
        ("Sheet1!A0", "Unable to parse range: Sheet1!A0"),
        ("AA1", "Range (Sheet1!AA1) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("A1001:B", "Range (Sheet1!A1001:B) exceeds grid limits. Max rows: 1000, max columns: 26"),
    ],
)
def test_ranges_that_are_not_there(api: Api, book: str, text: str, message: str) -> None:
    answer = api("GET", f"/{book}/values/{text}")
    assert answer.status_code == 400
    assert answer.json() == {"error": {"code": 400, "message": message, "status": "INVALID_ARGUMENT"}}


def test_an_unknown_option_or_spreadsheet(api: Api, book: str) -> None:
    assert "Invalid value at 'valueRenderOption'" in get(api, book, "A1", valueRenderOption="X")["error"]["message"]
    answer = api("GET", "/nobody/values/A1")
    assert (answer.status_code, answer.json()["error"]["message"]) == (404, "Requested entity was not found.")


def test_a_title_that_looks_like_a_cell(api: Api, server: RehearsalServer, book: str) -> None:
    person = server.spreadsheet(book)
    person.request({"addSheet": {"properties": {"title": "D3"}}})
    person.write("D3", "A1", [["in D3"]])
    assert get(api, book, "'D3'")["values"] == [["in D3"]]
    assert get(api, book, "'D3'!A1")["range"] == "'D3'!A1"
    assert get(api, book, "D3")["range"] == "Sheet1!D3"


def test_a_named_range(api: Api, server: RehearsalServer, book: str) -> None:
    where = {"sheetId": 0, "startRowIndex": 2, "endRowIndex": 4, "startColumnIndex": 0, "endColumnIndex": 1}
    server.spreadsheet(book).request({"addNamedRange": {"namedRange": {"name": "keys", "range": where}}})
    assert get(api, book, "'Sheet1'!keys") == get(api, book, "keys")
    assert get(api, book, "keys") == {"range": "Sheet1!A3:A4", "majorDimension": "ROWS", "values": [["a"], ["b"]]}
