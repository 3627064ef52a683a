from collections.abc import Callable
from typing import Any

import pytest
import requests

from tht_xl.rehearsal.server import RehearsalServer

Api = Callable[..., requests.Response]
RAW, TYPED = {"valueInputOption": "RAW"}, {"valueInputOption": "USER_ENTERED"}


def message(answer: requests.Response) -> str:
    assert answer.status_code == 400
    return answer.json()["error"]["message"]


def test_raw_keeps_what_typing_destroys(api: Api, server: RehearsalServer, book: str) -> None:
    row = ["007", "10-14", "=1+1", "TRUE", 5, True, None, ""]
    api("PUT", f"/{book}/values/A1", {"values": [row]}, params=RAW)
    api("PUT", f"/{book}/values/A2", {"values": [row]}, params=TYPED)
    raw, typed = server.spreadsheet(book).values("Sheet1", "A1:H2", render="FORMULA")
    assert raw == ["007", "10-14", "=1+1", "TRUE", 5, True]
    assert typed[0] == 7 and isinstance(typed[1], int) and typed[2:] == ["=1+1", True, 5, True]


def test_the_answer(api: Api, book: str) -> None:
    body = {"range": "'Sheet1'!B2", "majorDimension": None, "values": [["a", "b"], ["c"]]}
    answer = api("PUT", f"/{book}/values/'Sheet1'!B2", body, params={**RAW, "includeValuesInResponse": "true"}).json()
    assert answer == {
        "spreadsheetId": book,
        "updatedRange": "Sheet1!B2:C3",
        "updatedRows": 2,
        "updatedColumns": 2,
        "updatedCells": 3,
        "updatedData": {"range": "Sheet1!B2:C3", "majorDimension": "ROWS", "values": [["a", "b"], ["c"]]},
    }


@pytest.mark.parametrize("values", [[], [[]], [[], []]])
def test_rows_without_cells_update_none(api: Api, book: str, values: list[list[object]]) -> None:
    answer = api("PUT", f"/{book}/values/B2:C9", {"values": values}, params=RAW).json()
    assert set(answer) == {"spreadsheetId", "updatedRange"}


@pytest.mark.parametrize("dimension", ["ROWS", "COLUMNS"])
def test_no_values_change_nothing_and_count_as_nothing(api: Api, book: str, dimension: str) -> None:
    nothing = {"majorDimension": dimension, "values": []}
    answer = api("PUT", f"/{book}/values/B2:C9", nothing, params=RAW).json()
    assert answer == {"spreadsheetId": book, "updatedRange": "Sheet1!B2"}
    data = [{"range": "B2:C9", **nothing}]
    answer = api("POST", f"/{book}/values:batchUpdate", {"valueInputOption": "RAW", "data": data}).json()
    totals = {name: answer[f"totalUpdated{name}"] for name in ("Rows", "Columns", "Cells", "Sheets")}
    assert totals == {"Rows": 0, "Columns": 0, "Cells": 0, "Sheets": 0}


def test_null_leaves_a_cell_alone_and_an_empty_text_empties_it(api: Api, server: RehearsalServer, book: str) -> None:
    person = server.spreadsheet(book)
    person.write("Sheet1", "A1", [["a", "b", "c"]])
    api("PUT", f"/{book}/values/A1", {"values": [[None, "", "z"]]}, params=RAW)
    assert person.values("Sheet1") == [["a", "", "z"]]


def test_by_columns(api: Api, server: RehearsalServer, book: str) -> None:
    api("PUT", f"/{book}/values/A1", {"majorDimension": "COLUMNS", "values": [["a", "b"], ["c"]]}, params=RAW)
    assert server.spreadsheet(book).values("Sheet1") == [["a", "c"], ["b"]]


@pytest.mark.parametrize(
    ("where", "values", "expected"),
    [
        ("A1:B1", [[1, 2, 3]], "Requested writing within range [A1:B1], but tried writing to column [C]"),
        ("A1:B1", [[1], [2]], "Requested writing within range [A1:B1], but tried writing to row [2]"),
        ("Z1", [[1, 2]], "Requested writing within range [Z1], but tried writing to column [AA]"),
        ("A1000", [[1], [2]], "Requested writing within range [A1000], but tried writing to row [1001]"),
        ("AA1", [[1]], "Range (Sheet1!AA1) exceeds grid limits. Max rows: 1000, max columns: 26"),
        ("A1", [[[1]]], "Invalid data: Invalid values[0][0]: list_value"),
        ("A1", [[1, {}]], "Invalid data: Invalid values[0][1]: struct_value"),
        ("A1", "text", "Invalid value at 'data.values' (type.googleapis.com/google.protobuf.ListValue)"),
        ("A1", [["x" * 50_001]], "Your input contains more than the maximum of 50000 characters in a single cell."),
        ("A1", [[10**400]], "Invalid value: a number must be finite and fit 64 bits."),
    ],
)
def test_what_does_not_fit(
    api: Api, server: RehearsalServer, book: str, where: str, values: object, expected: str
) -> None:
    assert message(api("PUT", f"/{book}/values/{where}", {"values": values}, params=RAW)) == expected
    assert server.spreadsheet(book).values("Sheet1") == []


def test_the_input_option_is_required(api: Api, book: str) -> None:
    answer = api("PUT", f"/{book}/values/A1", {"values": [[1]]})
    assert message(answer) == "'valueInputOption' is required but not specified"


@pytest.mark.parametrize("content", [b"{", b'{"values": [[NaN]]}', b'{"values": [[1e999]]}', b"\xff", b"[" * 5000])
def test_bad_json(api: Api, book: str, content: bytes) -> None:
    assert message(api("PUT", f"/{book}/values/A1", params=RAW, data=content))


def test_an_unknown_field_is_refused_by_name(api: Api, book: str) -> None:
    answer = api("PUT", f"/{book}/values/A1", {"valuess": []}, params=RAW)
    assert message(answer) == "Invalid JSON payload received. Unknown name \"valuess\" at 'data': Cannot find field."


def test_many_ranges_all_or_nothing(api: Api, server: RehearsalServer, book: str) -> None:
    data = [{"range": "A1:B1", "values": [[1, 2]]}, {"range": "B1:B2", "values": [[3], [4]]}]
    answer = api("POST", f"/{book}/values:batchUpdate", {"valueInputOption": "RAW", "data": data}).json()
    totals = {name: answer[f"totalUpdated{name}"] for name in ("Rows", "Columns", "Cells", "Sheets")}
    assert totals == {"Rows": 2, "Columns": 2, "Cells": 4, "Sheets": 1}
    assert [part["updatedRange"] for part in answer["responses"]] == ["Sheet1!A1:B1", "Sheet1!B1:B2"]
    broken = [{"range": "A1", "values": [["lost"]]}, {"range": "Nowhere!A1", "values": [[1]]}]
    answer = api("POST", f"/{book}/values:batchUpdate", {"valueInputOption": "RAW", "data": broken})
    assert message(answer) == "Invalid data[1]: Unable to parse range: Nowhere!A1"
    assert server.spreadsheet(book).values("Sheet1") == [["1", "3"], ["", "4"]]


def test_clearing_keeps_looks_and_notes(api: Api, server: RehearsalServer, book: str) -> None:
    person = server.spreadsheet(book)
    person.type("Sheet1", "A1", "10-14")
    assert api("POST", f"/{book}/values/A1:B9:clear").json()["clearedRange"] == "Sheet1!A1:B9"
    person.write("Sheet1", "A1", [[45000]])
    assert person.values("Sheet1") == [["3-15"]]


def test_clearing_many(api: Api, server: RehearsalServer, book: str) -> None:
    person = server.spreadsheet(book)
    person.write("Sheet1", "A1", [["a", "b", "c"]])
    answer = api("POST", f"/{book}/values:batchClear", {"ranges": ["A1", "C1"]}).json()
    assert answer == {"spreadsheetId": book, "clearedRanges": ["Sheet1!A1", "Sheet1!C1"]}
    assert person.values("Sheet1") == [["", "b"]]
    broken = api("POST", f"/{book}/values:batchClear", {"ranges": ["B1", "A1001:ZZ"]})
    assert message(broken) == (
        "Invalid range[1]: Range (Sheet1!A1001:ZZ) exceeds grid limits. Max rows: 1000, max columns: 26"
    )
    assert person.values("Sheet1") == [["", "b"]]


def test_a_text_cell_stays_text(server: RehearsalServer, book: str) -> None:
    person = server.spreadsheet(book)
    where = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 1}
    text: dict[str, Any] = {"userEnteredFormat": {"numberFormat": {"type": "TEXT"}}}
    person.request({"repeatCell": {"range": where, "cell": text, "fields": "userEnteredFormat.numberFormat"}})
    person.type("Sheet1", "A1", "007")
    assert person.values("Sheet1", render="UNFORMATTED_VALUE") == [["007"]]


def test_lone_surrogates_do_no_harm(api: Api, server: RehearsalServer, book: str) -> None:
    api("PUT", f"/{book}/values/A1", params=RAW, data=b'{"values": [["\\ud800"]]}')
    assert api("GET", f"/{book}/values/A1").status_code == 200
    assert requests.get(f"{server.url}/sheet/{book}", timeout=20).status_code == 200
