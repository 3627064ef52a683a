"""A running server."""

import http.client
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from lacking import lacking

TOKEN = "a-token-for-tests-only"  # noqa: S105 - for tests only
CALL = "/xlwings/custom-functions-call"
SERVE = "from tht_xl.hosts.server import serve; serve(port=0, notify=lambda line: print(line, flush=True))"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True)
class Served:
    """A server in a process of its own, reached over HTTP."""

    port: int
    log: Path

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def request(self, method: str, path: str, body: bytes = b"", token: str | None = TOKEN, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            sent = {"Content-Type": "application/json", **headers} | ({"Authorization": token} if token else {})
            connection.request(method, path, body, sent)
            answer = connection.getresponse()
            return Answer(answer.status, dict(answer.getheaders()), answer.read().decode())
        finally:
            connection.close()

    def call(self, name: str, *arguments: Any, token: str | None = TOKEN, **changed: Any) -> Answer:
        call = {"client": "Office.js", "func_name": name, "args": arguments, "culture_info_name": "en-GB",
                "caller_address": "[Book1.xlsx]Sheet1!D2", "date_format": "dd/MM/yyyy", "version": "0.37.8",
                "runtime": "1.4"} | changed  # fmt: skip
        return self.request("POST", CALL, json.dumps(call).encode(), token)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The server, started as its users start it; without xlwings Server the test skips, or fails in CI."""
    if find_spec("xlwings_server") is None:
        lacking('xlwings Server is not installed: pip install ".[server]"')
    log = tmp_path_factory.mktemp("server") / "log.txt"
    settings = {"XLWINGS_LICENSE_KEY": "noncommercial", "THT_XL_SERVER_TOKEN": TOKEN}
    with log.open("w") as errors, subprocess.Popen(
        [sys.executable, "-c", SERVE], stdout=subprocess.PIPE, stderr=errors, text=True, env=os.environ | settings,
        cwd=log.parent,
    ) as process:  # fmt: skip
        try:
            assert process.stdout
            first = process.stdout.readline()
            assert first.startswith("Serving"), log.read_text()
            yield Served(int(first.rsplit(":", 1)[1]), log)
        finally:
            process.terminate()
