"""Loopback only, the right Host, no other web page, no endless body."""

import http.client
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from tht_xl.errors import ConfigError
from tht_xl.rehearsal.server import RehearsalServer, listener
from tht_xl.rehearsal.server.handler import MAX_BODY

Api = Callable[..., requests.Response]


@pytest.mark.parametrize("host", ["0.0.0.0", "", "::", "192.168.1.5", "example.org", "127.0.0.2"])  # noqa: S104
def test_no_other_address(host: str) -> None:
    with pytest.raises(ConfigError, match=r"listens on 127\.0\.0\.1 only"):
        RehearsalServer(host=host)


def test_a_port_that_is_taken(server: RehearsalServer) -> None:
    with pytest.raises(ConfigError, match="cannot listen on port"):
        RehearsalServer(port=int(server.url.rpartition(":")[2]))


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example"])
def test_another_name_for_this_computer_is_refused(api: Api, book: str, host: str) -> None:
    answer = api("GET", f"/{book}", headers={"Host": host})
    assert (answer.status_code, answer.json()["error"]["status"]) == (403, "PERMISSION_DENIED")


def test_localhost_is_this_computer(api: Api, server: RehearsalServer, book: str) -> None:
    port = server.url.rpartition(":")[2]
    assert api("GET", f"/{book}", headers={"Host": f"localhost:{port}"}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/v4/spreadsheets/{book}/values/A1:clear", "/sheet/{book}"])
def test_another_web_page_cannot_write(server: RehearsalServer, book: str, path: str, headers: dict[str, str]) -> None:
    person = server.spreadsheet(book)
    person.type("Sheet1", "A1", "kept")
    form = {"sheet": "0", "cell": "A1", "was": "kept", "text": "gone"}
    answer = requests.post(server.url + path.format(book=book), data=form, headers=headers, timeout=20)
    assert answer.status_code == 403
    assert person.values("Sheet1") == [["kept"]]


def test_no_page_elsewhere_may_read(api: Api, book: str) -> None:
    headers = api("GET", f"/{book}", headers={"Origin": "https://evil.example"}).headers
    assert not [name for name in headers if name.lower().startswith("access-control")]


def test_a_body_that_is_too_large_is_not_read(server: RehearsalServer, book: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", int(server.url.rpartition(":")[2]), timeout=20)
    connection.putrequest("POST", f"/v4/spreadsheets/{book}:batchUpdate")
    connection.putheader("Content-Length", str(MAX_BODY + 1))
    connection.endheaders()
    answer = connection.getresponse()
    assert answer.status == 400
    assert b"Request payload size exceeds the limit: 10485760 bytes." in answer.read()
    connection.close()


@pytest.mark.parametrize(
    ("name", "value", "status"), [("Transfer-Encoding", "chunked", 411), ("Content-Length", "-5", 400)]
)
def test_a_body_of_unknown_length(server: RehearsalServer, name: str, value: str, status: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", int(server.url.rpartition(":")[2]), timeout=20)
    connection.putrequest("POST", "/v4/spreadsheets")
    connection.putheader(name, value)
    connection.endheaders()
    assert connection.getresponse().status == status
    connection.close()


class TestToken:
    @pytest.mark.parametrize("given", ["", "Bearer wrong", "Bearer", "Basic secret"])
    def test_without_it(self, given: str) -> None:
        with RehearsalServer(token="secret") as server:  # noqa: S106
            url = f"{server.url}/v4/spreadsheets/{server.create('Outcomes')}"
            answer = requests.get(url, headers={"Authorization": given}, timeout=20)
        assert answer.status_code == 401
        assert answer.json()["error"]["status"] == "UNAUTHENTICATED"

    def test_with_it(self) -> None:
        with RehearsalServer(token="secret") as server:  # noqa: S106
            url = f"{server.url}/v4/spreadsheets/{server.create('Outcomes')}"
            assert requests.get(url, headers={"Authorization": "Bearer secret"}, timeout=20).status_code == 200

    def test_the_page_asks_for_it_as_a_password(self) -> None:
        with RehearsalServer(token="secret") as server:  # noqa: S106
            refused = requests.get(server.url, timeout=20)
            assert refused.status_code == 401
            assert refused.headers["WWW-Authenticate"].startswith("Basic ")
            assert requests.get(server.url, auth=("anyone", "wrong"), timeout=20).status_code == 401
            assert requests.get(server.url, auth=("anyone", "secret"), timeout=20).status_code == 200

    def test_the_page_takes_it_from_its_address_once(self) -> None:
        with RehearsalServer(token="secret") as server, requests.Session() as browser:  # noqa: S106
            wrong = browser.get(f"{server.url}/?token=wrong", timeout=20)
            assert (wrong.status_code, dict(browser.cookies)) == (401, {})
            book = server.create("Outcomes")
            answer = browser.get(f"{server.url}/sheet/{book}?tab=0&token=secret", timeout=20, allow_redirects=False)
            assert (answer.status_code, answer.headers["Location"]) == (303, f"/sheet/{book}?tab=0")
            assert answer.headers["Set-Cookie"].endswith("HttpOnly; SameSite=Strict")
            assert browser.get(f"{server.url}/sheet/{book}", timeout=20).status_code == 200
            # The cookie opens the page, and nothing of the API.
            assert browser.get(f"{server.url}/v4/spreadsheets/{book}", timeout=20).status_code == 401


def test_one_connection_too_many_is_refused_and_may_try_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "MAX_CONNECTIONS", 2)
    with RehearsalServer() as server:
        url = f"{server.url}/v4/spreadsheets/{server.create('Outcomes')}"
        with requests.Session() as first, requests.Session() as second:
            assert [session.get(url, timeout=20).status_code for session in (first, second)] == [200, 200]
            refused = requests.get(url, timeout=20)
            assert (refused.status_code, refused.headers["Retry-After"]) == (503, "1")
            assert refused.json()["error"]["status"] == "UNAVAILABLE"
        for _ in range(100):
            if requests.get(url, timeout=20).status_code == 200:
                break
            time.sleep(0.05)
        else:
            pytest.fail("no room after the others have gone")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/v4/spreadsheets/x/values:batchGetByDataFilter"),
        ("GET", "/v4/nothing"),
        ("DELETE", "/v4/spreadsheets/x"),
        ("GET", "/drive/v2/files"),
    ],
)
def test_what_is_not_served_is_refused_by_name(server: RehearsalServer, method: str, path: str) -> None:
    answer = requests.request(method, server.url + path, timeout=20)
    assert answer.status_code == 404
    assert answer.json()["error"]["message"] == f"{method} {path} is not served by the rehearsal server."


def test_the_log(api: Api, server: RehearsalServer, book: str) -> None:
    api("PUT", f"/{book}/values/A1", {"values": [["x"]]}, params={"valueInputOption": "RAW"})
    last = server.log[-1]
    assert (last.method, last.size, last.status) == ("PUT", len('{"values": [["x"]]}'), 200)
    assert last.path == f"/v4/spreadsheets/{book}/values/A1?valueInputOption=RAW"


def test_one_spreadsheet_per_title(server: RehearsalServer) -> None:
    assert server.create("Outcomes") == server.create("Outcomes") != server.create("Other")


def test_writers_at_the_same_time_lose_nothing(server: RehearsalServer, book: str) -> None:
    def write(row: int) -> None:
        for column in "ABCDE":
            requests.put(
                f"{server.url}/v4/spreadsheets/{book}/values/{column}{row}",
                json={"values": [[f"{column}{row}"]]},
                params={"valueInputOption": "RAW"},
                timeout=20,
            ).raise_for_status()

    writers = [threading.Thread(target=write, args=(row,)) for row in range(1, 7)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert server.spreadsheet(book).values("Sheet1") == [[f"{c}{row}" for c in "ABCDE"] for row in range(1, 7)]


def test_one_of_two_takes_the_turn(api: Api, book: str) -> None:
    label = {"metadataId": 5, "metadataKey": "turn", "location": {"spreadsheet": True}, "visibility": "DOCUMENT"}
    body = {"requests": [{"createDeveloperMetadata": {"developerMetadata": label}}]}
    answers = [api("POST", f"/{book}:batchUpdate", body).status_code for _ in range(2)]
    assert answers == [200, 400]


def test_served_until_closed(tmp_path: Path) -> None:
    server = RehearsalServer(tmp_path / "store.json")
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    assert requests.get(server.url, timeout=20).status_code == 200
    server.close()
    serving.join(10)
    assert not serving.is_alive()
    with (
        pytest.raises(OSError, match="refused"),
        socket.create_connection(("127.0.0.1", int(server.url.rpartition(":")[2])), timeout=5),
    ):
        pass
