"""A block of 10,000 rows by 5 columns through xlwings Server, beside the statistic itself: `pytest benchmarks`.

The promise is under 60 ms on top of the statistic. xlwings' own cleaning, which tries an import for every cell, took
4,685 ms for the same block; `test_xlwings_cleaning_is_not_used` fails where it is back.
"""

import asyncio
import json
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any
from unittest.mock import patch

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tht_xl.functions import call
from tht_xl.hosts.server.access import Access
from tht_xl.hosts.server.guard import CALL, Guard

TOKEN = "a-token-for-benchmarks"  # noqa: S105
BLOCK = [[float(row % 50)] * 5 for row in range(10_000)]
BODY = json.dumps({
    "client": "Office.js", "func_name": "THT_RAG", "args": [BLOCK, [[40]], [["high"]], None], "version": "0.37.8",
    "runtime": "1.4", "culture_info_name": "en-GB", "date_format": "dd/MM/yyyy", "caller_address": "[B.xlsx]S!A1",
}).encode()  # fmt: skip


@pytest.fixture(scope="module")
def app() -> Iterator[Guard]:
    if find_spec("xlwings_server") is None:
        pytest.skip("xlwings Server is not installed")
    from tht_xl.hosts.server import official

    with patch.dict("os.environ"):
        yield official.app(Access(TOKEN), official.NONCOMMERCIAL)


def answered(app: Guard) -> bytes:
    """What the server makes of the block, from the first byte of the request to the last of the answer."""
    headers = {"authorization": TOKEN, "content-type": "application/json", "content-length": str(len(BODY))}
    scope = {"type": "http", "http_version": "1.1", "method": "POST", "path": CALL, "raw_path": CALL.encode(),
             "query_string": b"", "root_path": "", "scheme": "http", "server": ("127.0.0.1", 80),
             "client": ("127.0.0.1", 1), "headers": [(k.encode(), v.encode()) for k, v in headers.items()]}  # fmt: skip
    requests: list[dict[str, Any]] = [{"type": "http.request", "body": BODY, "more_body": False}]
    parts: list[bytes] = []

    async def receive() -> Any:  # noqa: ANN401
        return requests.pop() if requests else await asyncio.Event().wait()

    async def send(message: Any) -> None:  # noqa: ANN401
        assert message.get("status", 200) == 200
        parts.append(message.get("body", b""))

    asyncio.run(app(scope, receive, send))
    return b"".join(parts)


def test_the_statistic_itself(benchmark: BenchmarkFixture) -> None:
    assert benchmark(call, "THT_RAG", BLOCK, 40, "high")[0] == ["Red"] * 5


def test_through_the_server(benchmark: BenchmarkFixture, app: Guard) -> None:
    answer = benchmark(answered, app)
    assert json.loads(answer)["result"][0] == ["Red"] * 5


def test_xlwings_cleaning_is_not_used(app: Guard) -> None:
    with patch("xlwings.utils.is_jsnull", side_effect=AssertionError("an import for every cell")):
        assert json.loads(answered(app))["result"][49] == ["Green"] * 5
