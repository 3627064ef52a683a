from collections.abc import Callable
from typing import Any

import pytest
import requests

from tht_xl.rehearsal.server import RehearsalServer

Api = Callable[..., requests.Response]


def append(api: Api, book: str, where: str, rows: list[list[Any]], **options: str) -> dict[str, Any]:
    params = {"valueInputOption": "RAW", **options}
    return api("POST", f"/{book}/values/{where}:append", {"values": rows}, params=params).json()


def test_below_the_table(api: Api, server: RehearsalServer, book: str) -> None:
    server.spreadsheet(book).write("Sheet1", "B2", [["Key", "Value"], ["a", 1]])
    answer = append(api, book, "Sheet1", [["b", 2]])
    assert answer["tableRange"] == "Sheet1!B2:C3"
    assert answer["updates"]["updatedRange"] == "Sheet1!B4:C4"
    assert server.spreadsheet(book).values("Sheet1", "B4:C4") == [["b", "2"]]


def test_on_an_empty_sheet(api: Api, book: str) -> None:
    answer = append(api, book, "Sheet1", [["a"]])
    assert "tableRange" not in answer
    assert answer["updates"]["updatedRange"] == "Sheet1!A1"


@pytest.mark.parametrize(
    ("where", "table"),
    [
        ("Sheet1", "Sheet1!D5:E6"),
        ("A1", "Sheet1!A1:B2"),
        ("A1:B3", "Sheet1!A1:B2"),
        ("D5", "Sheet1!D5:E6"),
        ("A1:E9", "Sheet1!D5:E6"),
    ],
)
def test_which_table(api: Api, server: RehearsalServer, book: str, where: str, table: str) -> None:
    person = server.spreadsheet(book)
    person.write("Sheet1", "A1", [["a", "b"], ["c", "d"]])
    person.write("Sheet1", "D5", [["e", "f"], ["g", "h"]])
    assert append(api, book, where, [["x"]])["tableRange"] == table


def test_a_gap_makes_two_tables(api: Api, server: RehearsalServer, book: str) -> None:
    append(api, book, "Sheet1", [["a", "", "c"]])
    append(api, book, "Sheet1", [["a", "", "c"]])
    assert server.spreadsheet(book).values("Sheet1") == [["a", "", "c"], ["", "", "a", "", "c"]]


def test_cells_that_touch_by_a_corner_are_one_table(api: Api, server: RehearsalServer, book: str) -> None:
    server.spreadsheet(book).write("Sheet1", "A1", [["a", None], [None, "b"]])
    assert append(api, book, "Sheet1", [["x"]])["tableRange"] == "Sheet1!A1:B2"


def test_rows_inserted_push_down_what_is_below(api: Api, server: RehearsalServer, book: str) -> None:
    person = server.spreadsheet(book)
    person.write("Sheet1", "A1", [["a"], [None], ["below"]])
    append(api, book, "A1", [["x"], ["y"]], insertDataOption="INSERT_ROWS")
    assert person.values("Sheet1") == [["a"], ["x"], ["y"], [], ["below"]]


def test_without_inserting_it_overwrites(api: Api, server: RehearsalServer, book: str) -> None:
    person = server.spreadsheet(book)
    person.write("Sheet1", "A1", [["a"], [None], ["below"]])
    append(api, book, "A1", [["x"], ["y"]])
    assert person.values("Sheet1") == [["a"], ["x"], ["y"]]


def test_the_grid_grows(api: Api, server: RehearsalServer, book: str) -> None:
    person = server.spreadsheet(book)
    person.write("Sheet1", "A1000", [["last"]])
    answer = append(api, book, "Sheet1", [["x"] * 30, ["y"]])
    assert answer["updates"]["updatedRange"] == "Sheet1!A1001:AD1002"
    assert api("GET", f"/{book}", params={"fields": "sheets.properties.gridProperties"}).json() == {
        "sheets": [{"properties": {"gridProperties": {"rowCount": 1002, "columnCount": 30}}}]
    }
