"""Fault injection, seen from a client."""

import threading
import time
from collections.abc import Callable

import pytest
import requests

from tht_xl.rehearsal.server import RehearsalServer
from tht_xl.rehearsal.server.faults import Faults, InjectedFault

Api = Callable[..., requests.Response]
BODY = {"values": [["x"]]}
RAW = {"valueInputOption": "RAW"}


def put(api: Api, book: str) -> requests.Response:
    return api("PUT", f"/{book}/values/A1", BODY, params=RAW)


@pytest.mark.parametrize("status", [429, 500, 503])
@pytest.mark.parametrize(("when", "applied"), [("before", []), ("after", [["x"]])])
def test_an_error_before_or_after_it_was_applied(
    api: Api, server: RehearsalServer, book: str, status: int, when: str, applied: list[list[str]]
) -> None:
    server.faults.add(InjectedFault(status=status, when="after" if when == "after" else "before", retry_after=7))
    answer = put(api, book)
    assert answer.status_code == answer.json()["error"]["code"] == status
    assert answer.headers["Retry-After"] == "7"
    assert server.spreadsheet(book).values("Sheet1") == applied
    assert server.faults.waiting == ()
    assert put(api, book).status_code == 200


@pytest.mark.parametrize(("when", "applied"), [("before", []), ("after", [["x"]])])
def test_a_connection_cut_before_or_after_it_was_applied(
    api: Api, server: RehearsalServer, book: str, when: str, applied: list[list[str]]
) -> None:
    server.faults.add(InjectedFault(drop=True, when="after" if when == "after" else "before"))
    with pytest.raises(requests.ConnectionError):
        put(api, book)
    assert server.spreadsheet(book).values("Sheet1") == applied
    assert server.log[-1].status == 0
    assert put(api, book).status_code == 200


def test_a_colleague_types_in_the_window(api: Api, server: RehearsalServer, book: str) -> None:
    person = server.spreadsheet(book)
    server.faults.add(InjectedFault("/values/A1", "PUT", action=lambda: person.type("Sheet1", "B1", "mine")))
    assert put(api, book).status_code == 200
    assert person.values("Sheet1") == [["x", "mine"]]


def test_a_delay(api: Api, server: RehearsalServer, book: str) -> None:
    server.faults.add(InjectedFault(delay=0.2))
    began = time.monotonic()
    put(api, book)
    assert time.monotonic() - began >= 0.2


def test_closing_does_not_wait_for_a_delay(server: RehearsalServer, book: str, api: Api) -> None:
    server.faults.add(InjectedFault(delay=60, drop=True))

    def ask() -> None:
        with pytest.raises(requests.ConnectionError):
            put(api, book)

    waiting = threading.Thread(target=ask)
    waiting.start()
    while server.faults.waiting:
        time.sleep(0.01)
    began = time.monotonic()
    server.close()
    waiting.join(10)
    assert not waiting.is_alive()
    assert time.monotonic() - began < 5


def test_only_what_matches_and_as_often_as_ordered() -> None:
    faults = Faults()
    faults.add(InjectedFault("values", "get", times=2, skip=1))
    taken = [
        faults.take(method, path, "before") is not None
        for method, path in [("GET", "/values"), ("POST", "/values"), ("GET", "/x"), *[("GET", "/values")] * 3]
    ]
    assert taken == [False, False, False, True, True, False]
    assert faults.waiting == ()


def test_without_end_until_cleared() -> None:
    faults = Faults()
    fault = faults.add(InjectedFault(times=None))
    assert all(faults.take("GET", "/", "before") is fault for _ in range(5))
    assert faults.take("GET", "/", "after") is None
    faults.clear()
    assert faults.take("GET", "/", "before") is None


def test_the_page_is_spared(server: RehearsalServer) -> None:
    server.faults.add(InjectedFault(status=503, times=None))
    assert requests.get(server.url, timeout=20).status_code == 200
