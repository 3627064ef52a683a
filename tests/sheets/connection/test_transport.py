"""Retries: what is repeated, how long it waits, and when it gives up."""

import json
from typing import Any

import pytest
import requests
from google.auth.exceptions import RefreshError, TransportError

from tht_xl.errors import SheetError
from tht_xl.sheets.connection.refusal import RejectedRequestError, UncertainWriteError
from tht_xl.sheets.connection.transport import GOOGLE, SheetsHTTPClient

URL = f"{GOOGLE}/v4/spreadsheets/x"


class Scripted(requests.Session):
    """A session that answers from a list."""

    def __init__(self, *answers: int | Exception | tuple[int, dict[str, str]]) -> None:
        super().__init__()
        self.answers, self.asked = list(answers), list[dict[str, Any]]()
        self.why = "why"

    def request(self, method: str, url: str, **options: Any) -> requests.Response:  # pyright: ignore
        self.asked.append({"method": method, "url": url, **options})
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        status, headers = answer if isinstance(answer, tuple) else (answer, {})
        response = requests.Response()
        response.status_code, response._content = (
            status,
            json.dumps({"error": {"code": status, "message": self.why}}).encode(),
        )
        response.headers.update(headers)
        return response


def client(session: Scripted, **options: Any) -> tuple[SheetsHTTPClient, list[float]]:
    waits: list[float] = []
    return SheetsHTTPClient(session=session, sleep=waits.append, **options), waits


TRANSIENT = [
    408,
    500,
    502,
    503,
    504,
    requests.ConnectionError(),
    requests.Timeout(),
    requests.exceptions.ChunkedEncodingError(),
]


@pytest.mark.parametrize("trouble", [*TRANSIENT, 429, TransportError()], ids=repr)
def test_a_read_is_repeated(trouble: int | Exception) -> None:
    http, waits = client(Scripted(trouble, 200))
    assert http.request("get", URL).status_code == 200
    assert (http.calls, len(waits)) == (2, 1)


def test_a_put_is_repeated_for_it_says_the_same_each_time() -> None:
    http, _ = client(Scripted(503, requests.ConnectionError(), 200))
    assert http.request("put", URL).status_code == 200
    assert http.calls == 3


@pytest.mark.parametrize("trouble", TRANSIENT, ids=repr)
def test_a_write_is_not_repeated_when_it_may_have_happened(trouble: int | Exception) -> None:
    http, waits = client(Scripted(trouble, 200))
    with pytest.raises(UncertainWriteError, match="no answer to a write"):
        http.request("post", URL)
    assert (http.calls, waits) == (1, [])


@pytest.mark.parametrize("trouble", [429, TransportError(), RefreshError("later", retryable=True)], ids=repr)
def test_a_write_is_repeated_when_it_did_not_happen(trouble: int | Exception) -> None:
    http, _ = client(Scripted(trouble, 200))
    assert http.request("post", URL).status_code == 200
    assert http.calls == 2


def test_retry_after_is_kept_to_and_spread() -> None:
    http, waits = client(Scripted((429, {"Retry-After": "30"}), 200))
    http.request("post", URL)
    assert 30 <= waits[0] <= 31


@pytest.mark.parametrize(
    ("trouble", "message"),
    [
        (
            429,
            "Google allows 60 reads and 60 writes a minute, and more were asked for. Wait a few minutes and run again",
        ),
        (503, "Google cannot be reached (HTTP 503). The sheet is intact; check the connection and run again"),
        (requests.ConnectionError(), "Google cannot be reached (ConnectionError). The sheet is intact"),
    ],
)
def test_it_gives_up_within_its_deadline(trouble: int | Exception, message: str) -> None:
    http, waits = client(Scripted(trouble), deadline=100)
    with pytest.raises(SheetError) as refusal:
        http.request("get", URL)
    assert str(refusal.value).startswith(message)
    assert 20 < sum(waits) <= 100


def test_a_bad_certificate_is_not_repeated() -> None:
    http, _ = client(Scripted(requests.exceptions.SSLError()))
    with pytest.raises(SheetError, match=r"cannot be reached \(SSLError\)"):
        http.request("get", URL)
    assert http.calls == 1


@pytest.mark.parametrize(
    ("status", "kind"),
    [(400, RejectedRequestError), (401, SheetError), (403, SheetError), (404, SheetError), (418, SheetError)],
)
def test_a_refusal_is_not_repeated(status: int, kind: type[SheetError]) -> None:
    http, _ = client(Scripted(status))
    with pytest.raises(kind):
        http.request("get", URL)
    assert http.calls == 1


def test_a_refused_sign_in_says_what_to_do() -> None:
    http, _ = client(
        Scripted(RefreshError("('invalid_grant: Invalid JWT Signature.', ...)")), account="sync@example.org"
    )
    with pytest.raises(SheetError) as refusal:
        http.request("post", URL)
    assert str(refusal.value) == (
        "Google refuses the key of sync@example.org (invalid_grant). The key was deleted, or this computer's clock is "
        "wrong: set the clock, or make a new key and delete the old one"
    )


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "Google rejected the request: why"),
        (401, "Google does not accept the sign-in of sync@example.org. Make a new key for the account"),
        (
            403,
            "sync@example.org may not edit the spreadsheet (why). "
            "Share the spreadsheet with sync@example.org as Editor",
        ),
        (404, "there is no such spreadsheet. Check its id: the part of its address between /d/ and /edit"),
        (418, "Google answered 418: why"),
    ],
)
def test_each_refusal_says_what_to_do(status: int, message: str) -> None:
    http, _ = client(Scripted(status), account="sync@example.org")
    with pytest.raises(SheetError) as refusal:
        http.request("get", URL)
    assert str(refusal.value) == message


@pytest.mark.parametrize("why", ["Sheets API has not been used in project 1", "The API is disabled"])
def test_an_api_that_is_switched_off_is_no_matter_of_sharing(why: str) -> None:
    session = Scripted(403)
    session.why = why
    http, _ = client(session)
    with pytest.raises(SheetError, match="the Google Sheets API is switched off") as refusal:
        http.request("get", URL)
    assert "APIs & Services" in refusal.value.remedy


def test_a_refusal_without_a_reason_gives_the_status() -> None:
    session = Scripted(403)
    session.why = " "
    http, _ = client(session)
    with pytest.raises(SheetError, match=r"the service account may not edit the spreadsheet \(HTTP 403\)"):
        http.request("get", URL)


def test_another_failure_of_the_sign_in_names_its_kind_and_nothing_of_the_key() -> None:
    http, _ = client(Scripted(RefreshError("secret words")), account="sync@example.org")
    with pytest.raises(SheetError) as refusal:
        http.request("get", URL)
    assert str(refusal.value) == "sync@example.org could not sign in (RefreshError). Make a new key for the account"
    assert http.calls == 1


@pytest.mark.parametrize("text", ["soon", "-1", ""])
def test_a_retry_after_that_is_no_number_is_an_ordinary_pause(text: str) -> None:
    http, waits = client(Scripted((429, {"Retry-After": text}), 200))
    http.request("get", URL)
    assert 1 <= waits[0] <= 2


def test_each_pause_is_longer_at_most_and_none_is_shorter_than_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tht_xl.sheets.connection.transport.random.uniform", lambda _, highest: highest)
    http, waits = client(Scripted(503), deadline=300)
    with pytest.raises(SheetError):
        http.request("get", URL)
    assert waits == [2, 3, 5, 9, 17, 33, 65, 65, 65]
    http.pause(2)
    assert waits[-1] == 5


def test_an_answer_that_is_not_json_is_still_explained() -> None:
    session = Scripted(403)
    http, _ = client(session, account="sync@example.org")
    with pytest.raises(SheetError, match=r"sync@example.org may not edit the spreadsheet \(why\). Share"):
        http.request("get", URL)


def test_time_limits_are_always_set_and_google_is_replaced() -> None:
    session = Scripted(200)
    http, _ = client(session, base_url="http://127.0.0.1:5/")
    http.request("get", URL)
    assert session.asked[0]["timeout"] == (10, 200)
    assert session.asked[0]["url"] == "http://127.0.0.1:5/v4/spreadsheets/x"


def test_closing_closes_the_connections() -> None:
    session = Scripted(200)
    closed: list[bool] = []
    session.close = lambda: closed.append(True)
    http, _ = client(session)
    http.close()
    assert closed == [True]
