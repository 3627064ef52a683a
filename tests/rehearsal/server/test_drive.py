from typing import Any
from urllib.parse import urlencode

import pytest
import requests

from tht_xl.rehearsal.server import RehearsalServer
from tht_xl.rehearsal.server.drive import SHEETS_TYPE


def ask(
    server: RehearsalServer, method: str, path: str, body: dict[str, Any] | None = None, **params: str
) -> requests.Response:
    return requests.request(method, f"{server.url}/drive/v3/files{path}?{urlencode(params)}", json=body, timeout=20)


def test_a_copied_workbook_has_everything_but_its_id(server: RehearsalServer, book: str) -> None:
    person = server.spreadsheet(book)
    label = {"metadataId": 5, "metadataKey": "turn", "location": {"spreadsheet": True}, "visibility": "DOCUMENT"}
    person.write("Sheet1", "A1", [["Key", 1]])
    person.request(
        {"addSheet": {"properties": {"title": "_tht_state", "hidden": True}}},
        {"createDeveloperMetadata": {"developerMetadata": label}},
    )
    made = ask(server, "POST", f"/{book}/copy", {"name": "Mine"}).json()
    assert made["id"] != book
    copied = server.spreadsheet(made["id"])
    assert copied.titles == ["Sheet1", "_tht_state"]
    assert copied.values("Sheet1") == [["Key", "1"]]
    url = f"{server.url}/v4/spreadsheets/{made['id']}/developerMetadata/5"
    assert requests.get(url, timeout=20).json()["metadataKey"] == "turn"
    copied.type("Sheet1", "A1", "changed")
    assert person.values("Sheet1") == [["Key", "1"]]


def test_files_by_name(server: RehearsalServer, book: str) -> None:
    server.create('Bob\'s "other"')
    query = f'mimeType="{SHEETS_TYPE}" and name = "Outcomes"'
    found = ask(server, "GET", "", q=query, fields="files(id,name)").json()
    assert found == {"files": [{"id": book, "name": "Outcomes"}]}
    assert len(ask(server, "GET", "", q=f'mimeType="{SHEETS_TYPE}"').json()["files"]) == 2
    assert len(ask(server, "GET", "", q=r'name = "Bob\'s \"other\""').json()["files"]) == 1


@pytest.mark.parametrize("query", ["starred", "name contains 'a'", "modifiedTime > '2020-01-01'"])
def test_other_searches_are_refused(server: RehearsalServer, query: str) -> None:
    assert ask(server, "GET", "", q=query).status_code == 400


def test_made_and_deleted(server: RehearsalServer) -> None:
    made = ask(server, "POST", "", {"name": "New", "mimeType": SHEETS_TYPE}).json()["id"]
    assert server.spreadsheet(made).titles == ["Sheet1"]
    assert ask(server, "DELETE", f"/{made}").status_code == 204
    assert requests.get(f"{server.url}/v4/spreadsheets/{made}", timeout=20).status_code == 404


def test_only_spreadsheets(server: RehearsalServer) -> None:
    assert "not served" in ask(server, "POST", "", {"name": "x", "mimeType": "text/plain"}).json()["error"]["message"]


def test_permissions_are_remembered(server: RehearsalServer, book: str) -> None:
    given = {"type": "user", "role": "writer", "emailAddress": "a@example.org", "withLink": None}
    made = ask(server, "POST", f"/{book}/permissions", given).json()
    listed = ask(server, "GET", f"/{book}/permissions", fields="nextPageToken,permissions").json()["permissions"]
    assert [item["role"] for item in listed] == ["owner", "writer"]
    path = f"/{book}/permissions/{made['id']}"
    assert ask(server, "PATCH", path, {"role": "reader"}).json()["role"] == "reader"
    assert ask(server, "DELETE", path).status_code == 200
    assert ask(server, "DELETE", path).status_code == 404


def test_csv_in_and_out(server: RehearsalServer, book: str) -> None:
    content = '\ufeffname,value\r\n"a, b",007\r\n'
    url = f"{server.url}/upload/drive/v2/files/{book}"
    assert requests.put(url, data=content.encode(), timeout=20).status_code == 200
    assert ask(server, "GET", f"/{book}/export", mimeType="text/csv").content == b'name,value\r\n"a, b",7'
    assert ask(server, "GET", f"/{book}/export", mimeType="application/pdf").status_code == 400


def test_a_real_sheet_is_not_shared_with_the_rehearsal(server: RehearsalServer) -> None:
    answer = requests.get(f"{server.url}/v4/spreadsheets/1{'x' * 43}", timeout=20)
    assert answer.status_code == 403
    assert answer.json()["error"]["message"].startswith("The caller does not have permission.")
