"""A rehearsal server on a free port, and a plain HTTP client for it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from tht_xl.rehearsal.server import RehearsalServer

Api = Callable[..., requests.Response]


@pytest.fixture
def server() -> Iterator[RehearsalServer]:
    with RehearsalServer() as running:
        yield running


@pytest.fixture
def book(server: RehearsalServer) -> str:
    return server.create("Outcomes")


@pytest.fixture
def api(server: RehearsalServer) -> Iterator[Api]:
    """Ask for a path under /v4/spreadsheets: api("GET", f"/{book}")."""
    with requests.Session() as session:

        def ask(
            method: str,
            path: str,
            body: Any = None,
            *,
            params: dict[str, Any] | None = None,
            data: bytes | None = None,
            headers: dict[str, str] | None = None,
        ) -> requests.Response:
            url = f"{server.url}/v4/spreadsheets{path}"
            return session.request(method, url, json=body, params=params, data=data, headers=headers, timeout=20)

        yield ask


@pytest.fixture
def batch(api: Api, book: str) -> Callable[..., requests.Response]:
    """Send requests in one batchUpdate."""
    return lambda *requests_, **rest: api("POST", f"/{book}:batchUpdate", {"requests": list(requests_), **rest})
