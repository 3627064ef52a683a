"""What the server refuses, over HTTP: nothing executed, nothing logged that came from the caller."""

import http.client
import json
from pathlib import Path
from typing import Any

import pytest

CALL = "/xlwings/custom-functions-call"


def body_of(name: str, *arguments: Any) -> bytes:
    call = {"client": "Office.js", "version": "0.37.8", "runtime": "1.4", "func_name": name, "args": arguments}
    return json.dumps(call).encode()


def test_no_token(served: Any) -> None:
    answer = served.call("THT_VERSION", token=None)
    assert (answer.status, answer.text) == (401, "The token is missing; ask for this server's current add-in")


@pytest.mark.parametrize("token", ["wrong", "a-token-for-tests-onlY", "a-token-for-tests-only ", "Bearer x", "\xe9"])
def test_a_wrong_token(served: Any, token: str) -> None:
    answer = served.call("THT_VERSION", token=token)
    assert (answer.status, answer.text) == (401, "The token is wrong; ask for this server's current add-in")


def test_a_body_of_50_mb(served: Any) -> None:
    answer = served.request("POST", CALL, b"1" * 50_000_000)
    assert (answer.status, answer.text) == (413, "The call has over 5 MB; expected fewer rows at once")


def test_a_body_of_50_mb_whose_length_is_not_announced(served: Any) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
    parts = (b"1" * 1_000_000 for _ in range(50))
    connection.request("POST", CALL, parts, {"Authorization": "a-token-for-tests-only"}, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


def test_a_million_cells(served: Any) -> None:
    body = body_of("THT_RAG", [[1] * 100] * 10_000, [[1]], [["high"]]).replace(b" ", b"")
    assert len(body) < 5_000_000, "the cells are too many, not the bytes"
    answer = served.request("POST", CALL, body)
    assert answer.status == 413
    assert answer.text == "The call has 1,000,002 cells; expected at most 200,000: split the range"


CODE = ["=cmd|'/c calc'!A1", "__import__('os').system('touch canary')", "@SUM(1)", "{{7*7}}", "';DROP TABLE x;--"]


@pytest.mark.parametrize("code", CODE)
@pytest.mark.parametrize(
    ("name", "others"),
    [("THT_PROPORTION", [[[100]]]), ("THT_STATEMENT", []), ("THT_INDICATOR", [[["name"]]]), ("THT_FRAMEWORK", [])],
)
def test_code_in_a_cell_is_a_text_like_any_other(served: Any, name: str, others: list[Any], code: str) -> None:
    answer = served.call(name, [[code]], *others)
    assert answer.status == 400, answer
    assert code in answer.text
    assert not (served.log.parent / "canary").exists()


@pytest.mark.parametrize("code", [*CODE, "__builtins__", "__class__", "__name__", "os.system", "tht_rag", ""])
def test_code_in_the_name_of_the_function_calls_nothing(served: Any, code: str) -> None:
    answer = served.call(code, [["touch canary"]])
    assert (answer.status, answer.text[:17]) == (400, "Unknown function ")
    assert not (served.log.parent / "canary").exists()


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"{", b"\xff", b"[" * 100_000, b'{"func_name": "THT_VERSION"}', b'{"args": []}',
     body_of("THT_VERSION").replace(b"1.4", b"new"), body_of("THT_NOTE", [[[[[1]]]]])],
    ids=lambda body: body[:20].decode(errors="replace"),
)  # fmt: skip
def test_what_is_no_call(served: Any, body: bytes) -> None:
    answer = served.request("POST", CALL, body)
    assert (answer.status, answer.text) == (400, "This is not a call of a worksheet function")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/docs"), ("GET", "/openapi.json"), ("GET", "/manifest.xml"), ("GET", "/xlwings/alert?prompt=x"),
        ("POST", "/xlwings/custom-scripts-call/hello_world"), ("GET", "/socket.io/?EIO=4&transport=polling"),
        ("GET", "/pyodide.json"), ("PUT", CALL), ("GET", CALL), ("DELETE", "/"), ("POST", "/"),
        ("GET", "/static/../official.py"), ("GET", "/static/%2e%2e/templates/taskpane.html"),
        ("GET", "/static/js/../../templates/taskpane.html"), ("GET", "/static//etc/passwd"),
        ("GET", "/static/..%5cserving.py"), ("GET", "/static/js/.hidden"), ("GET", "/static/"),
    ],
)  # fmt: skip
def test_every_other_route_of_the_official_app_is_closed(served: Any, method: str, path: str) -> None:
    answer = served.request(method, path)
    assert (answer.status, answer.text) == (404, "There is nothing here")


@pytest.mark.parametrize("path", ["/", "/taskpane.html", "/static/js/auth.js", "/static/js/utils.js",
                                  "/xlwings/custom-functions-code.js"])  # fmt: skip
def test_what_excel_loads_needs_no_token_and_holds_none(served: Any, path: str) -> None:
    answer = served.request("GET", path, token=None)
    assert answer.status == 200
    assert "a-token-for-tests-only" not in answer.text


def test_other_origins_may_not_read_answers(served: Any) -> None:
    answer = served.request("POST", CALL, body_of("THT_VERSION"), Origin="https://elsewhere.example")
    assert answer.status == 200
    assert not [name for name in answer.headers if name.lower().startswith("access-control-allow-origin")]
    asked = served.request("OPTIONS", CALL, Origin="https://elsewhere.example",
                           **{"Access-Control-Request-Method": "POST"})  # fmt: skip
    assert asked.status == 400


def test_nothing_of_the_caller_is_logged(served: Any) -> None:
    person = "Ada Lovelace, 4857773456"
    for name, arguments in [("THT_STATEMENT", [[[person]]]), ("THT_NOTE", [[[person]], []]), (person, []),
                            ("THT_PROPORTION", [[[person]], [[{"type": "Error", "basicValue": person}]]])]:  # fmt: skip
        served.call(name, *arguments, caller_address="[Ada Lovelace.xlsx]Sheet1!A1", culture_info_name=person)
    no_token = "4857773456-is-no-token"  # noqa: S105
    served.call("THT_VERSION", token=no_token, caller_address="not an address, Ada Lovelace")
    served.call("THT_VERSION", caller_address="not an address, Ada Lovelace")
    served.request("GET", "/Ada-Lovelace?token=4857773456", **{"X-Forwarded-For": "192.0.2.7"})
    log = Path(served.log).read_text()
    assert "refused: token wrong" in log
    assert "refused: unknown function" in log
    for trace in ("Ada", "Lovelace", "4857773456", "Sheet1", "192.0.2.7", "127.0.0.1", "a-token-for-tests-only"):
        assert trace not in log
    assert "Traceback" not in log
