"""The ways in: copies of worksheets, permissions, values for another range, parts of a spreadsheet."""

from collections.abc import Callable
from typing import Any

import requests

from tht_xl.rehearsal.server import RehearsalServer

Api = Callable[..., requests.Response]


def drive(server: RehearsalServer, method: str, path: str, body: Any = None) -> requests.Response:
    return requests.request(method, f"{server.url}/drive/v3/files{path}", json=body, timeout=20)


def message(answer: requests.Response) -> str:
    assert answer.status_code == 400
    return answer.json()["error"]["message"]


def test_copies_of_a_worksheet_are_numbered(api: Api, server: RehearsalServer, book: str) -> None:
    server.spreadsheet(book).write("Sheet1", "A1", [["x"]])
    other = server.create("Other")
    copies = [api("POST", f"/{book}/sheets/0:copyTo", {"destinationSpreadsheetId": other}).json() for _ in range(3)]
    assert [c["title"] for c in copies] == ["Copy of Sheet1", "Copy of Sheet1 2", "Copy of Sheet1 3"]
    assert [c["index"] for c in copies] == [1, 2, 3]
    assert server.spreadsheet(other).values("Copy of Sheet1 3") == [["x"]]
    assert api("POST", f"/{book}/sheets/0:copyTo", {}).status_code == 404


def test_a_body_that_is_no_object(server: RehearsalServer, book: str) -> None:
    assert "An object is expected" in message(drive(server, "POST", "", [1]))
    assert "An object is expected" in message(drive(server, "POST", f"/{book}/permissions", "x"))


def test_permissions_that_cannot_be(server: RehearsalServer, book: str) -> None:
    path = f"/{book}/permissions"
    for given in ({"type": "robot", "role": "reader"}, {"type": "user"}, {"type": "user", "role": ""}, {}):
        assert "type or role field is invalid" in message(drive(server, "POST", path, given))
    for kind in ("user", "group", "domain", "anyone"):
        assert drive(server, "POST", path, {"type": kind, "role": "reader", "emailAddress": None}).status_code == 200
    listed = drive(server, "GET", path).json()["permissions"]
    assert [item["type"] for item in listed] == ["user", "user", "group", "domain", "anyone"]
    assert listed[-1]["id"] == "anyoneWithLink"
    assert all("emailAddress" not in item for item in listed[1:])
    assert drive(server, "PATCH", f"{path}/nobody", {"role": "writer"}).status_code == 404
    assert drive(server, "DELETE", f"{path}/nobody").status_code == 404
    assert drive(server, "PATCH", f"{path}/anyoneWithLink", {"role": "writer"}).json()["role"] == "writer"


def test_values_for_another_range_are_refused(api: Api, book: str) -> None:
    def put(inside: str | None) -> requests.Response:
        body = {"range": inside, "values": [["x"]]}
        return api("PUT", f"/{book}/values/Sheet1!B2:C3", body, params={"valueInputOption": "RAW"})

    assert put("sheet1!b2:c3").status_code == 200
    assert put(None).status_code == 200
    assert message(put("Sheet1!B2")) == "Requested updating range [Sheet1!B2:C3] but the data is for range [Sheet1!B2]"


def test_a_part_of_the_cells_says_where_it_begins(api: Api, server: RehearsalServer, book: str) -> None:
    server.spreadsheet(book).write("Sheet1", "B2", [["b", "c"], ["d", "e"]])
    params = {"ranges": "Sheet1!C3:D4", "fields": "sheets.data(startRow,startColumn,rowData.values.formattedValue)"}
    data = api("GET", f"/{book}", params=params).json()["sheets"][0]["data"]
    assert data == [{"startRow": 2, "startColumn": 2, "rowData": [{"values": [{"formattedValue": "e"}]}]}]
    whole = api("GET", f"/{book}", params={**params, "ranges": "Sheet1!A1:B2"}).json()["sheets"][0]["data"]
    assert whole == [{"rowData": [{}, {"values": [{}, {"formattedValue": "b"}]}]}]
    assert "invalid argument" in message(api("GET", f"/{book}", params={"fields": "colour"}))


def test_labels_by_number(api: Api, book: str, batch: Api) -> None:
    label = {"metadataId": 9, "metadataKey": "k", "location": {"spreadsheet": True}, "visibility": "DOCUMENT"}
    batch({"createDeveloperMetadata": {"developerMetadata": label}})
    assert api("GET", f"/{book}/developerMetadata/9").json()["metadataKey"] == "k"
    assert api("GET", f"/{book}/developerMetadata/8").status_code == 404


def test_a_cell_with_a_look_and_no_value_reads_as_nothing(api: Api, book: str, batch: Api) -> None:
    where = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 2}
    batch({"repeatCell": {"range": where, "cell": {"note": "n"}, "fields": "note"}})
    for option in ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"):
        answer = api("GET", f"/{book}/values/Sheet1!A1:B2", params={"valueRenderOption": option}).json()
        assert "values" not in answer


def test_labels_stand_where_they_were_put(api: Api, book: str, batch: Api) -> None:
    def label(number: int, where: dict[str, Any]) -> dict[str, Any]:
        given = {"metadataId": number, "metadataKey": "k", "location": where, "visibility": "DOCUMENT"}
        return {"createDeveloperMetadata": {"developerMetadata": given}}

    batch({"addSheet": {"properties": {"sheetId": 7}}}, label(1, {"spreadsheet": True}), label(2, {"sheetId": 7}))
    found = api("GET", f"/{book}").json()
    assert [item["metadataId"] for item in found["developerMetadata"]] == [1]
    assert [[item["metadataId"] for item in s.get("developerMetadata", [])] for s in found["sheets"]] == [[], [2]]


def test_values_that_are_no_rows(api: Api, book: str) -> None:
    for values in ("x", {"a": []}, ["x"], [["a"], "x"], [{"a": 1}]):
        answer = api("PUT", f"/{book}/values/Sheet1!A1", {"values": values}, params={"valueInputOption": "RAW"})
        assert answer.status_code == 400, values
        assert "values" in answer.json()["error"]["message"]
    assert "values" not in api("GET", f"/{book}/values/Sheet1").json()


def test_a_reply_is_masked_part_by_part(api: Api, book: str) -> None:
    body = {
        "requests": [{"addSheet": {"properties": {"sheetId": 7, "title": "New"}}}],
        "includeSpreadsheetInResponse": True,
    }
    fields = "replies.addSheet.properties.title,updatedSpreadsheet.sheets.properties.sheetId"
    answer = api("POST", f"/{book}:batchUpdate", body, params={"fields": fields}).json()
    assert answer == {
        "replies": [{"addSheet": {"properties": {"title": "New"}}}],
        "updatedSpreadsheet": {"sheets": [{"properties": {"sheetId": 0}}, {"properties": {"sheetId": 7}}]},
    }


def test_a_spreadsheet_is_made_with_the_worksheets_asked_for(api: Api) -> None:
    asked = [{"properties": {"title": "Board", "index": 0}}, {"properties": {"title": "Notes", "sheetId": 7}}]
    made = api("POST", "", {"properties": {"title": "Ours"}, "sheets": asked}).json()
    assert [each["properties"]["title"] for each in made["sheets"]] == ["Board", "Notes"]
    assert made["sheets"][1]["properties"]["sheetId"] == 7
    plain = api("POST", "", {"properties": {"title": "Plain"}}).json()
    assert [each["properties"]["title"] for each in plain["sheets"]] == ["Sheet1"]


def test_a_duplicate_is_first_unless_a_place_is_asked_for(api: Api, book: str, batch: Api) -> None:
    batch({"addSheet": {"properties": {"title": "Second", "sheetId": 5}}})
    batch({"duplicateSheet": {"sourceSheetId": 5, "newSheetName": "Copy"}})
    batch({"duplicateSheet": {"sourceSheetId": 5, "newSheetName": "Other copy", "insertSheetIndex": 2}})
    titles = [each["properties"]["title"] for each in api("GET", f"/{book}").json()["sheets"]]
    assert titles == ["Copy", "Sheet1", "Other copy", "Second"]
