"""The way to Google: gspread's HTTP client with time limits, bounded retries and a count of its calls.

gspread sends every request through `HTTPClient.request`, so that is the one place to change.
"""

import json as json_format
import random
import time
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

import requests
from google.auth.credentials import Credentials
from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from gspread.exceptions import APIError
from gspread.http_client import FileType, HTTPClient, ParamsType
from gspread.urls import SPREADSHEET_VALUES_BATCH_URL
from requests.exceptions import ChunkedEncodingError, ContentDecodingError

from tht_xl.sheets.connection.refusal import UncertainWriteError, refusal, sign_in_refusal, unreachable

GOOGLE = "https://sheets.googleapis.com"
TIMEOUT = (10.0, 200.0)
"""To connect, and to answer. Google itself gives up at 180. [s]"""

DEADLINE = 150.0
"""The longest to wait between retries of one request, in all. [s]"""

_TRANSIENT = frozenset({408, 500, 502, 503, 504})
_TOO_MANY = 429
_DROPPED = (requests.ConnectionError, requests.Timeout, ChunkedEncodingError, ContentDecodingError)


class SheetsHTTPClient(HTTPClient):
    """Retries what is safe to retry, and says when it cannot know whether a write happened.

    A read is repeated after anything transient. A write is repeated only where it certainly did not happen:
    after "too many requests", or if no token could be fetched.

    Args:
        auth: Google's credentials; None for a server without sign-in.
        session: Session to use instead of signing in.
        base_url: Where Google's address leads to.
        account: E-mail of the service account, for messages.
        timeout: To connect and to answer. [s]
        deadline: The longest to wait between retries of one request, in all. [s]
        sleep: Waits that many seconds.
    """

    def __init__(
        self,
        auth: Credentials | None = None,
        session: requests.Session | None = None,
        *,
        base_url: str = GOOGLE,
        account: str = "",
        timeout: tuple[float, float] = TIMEOUT,
        deadline: float = DEADLINE,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        super().__init__(auth, session)  # pyright: ignore[reportArgumentType] - with a session it is not looked at
        self.set_timeout(timeout)
        self.base_url, self.account = base_url.rstrip("/"), account
        self.calls = 0
        """Requests sent so far, retries included."""
        self._deadline, self._sleep = deadline, sleep

    def request(
        self,
        method: str,
        endpoint: str,
        params: ParamsType | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: FileType = None,
        headers: MutableMapping[str, str] | None = None,
    ) -> requests.Response:
        """Send a request, with retries.

        Raises:
            SheetError: Google refuses, or cannot be reached; the message says what to do.
            UncertainWriteError: A write was sent and no answer came: it happened, or it did not.
        """
        if endpoint.startswith(GOOGLE):
            endpoint = self.base_url + endpoint.removeprefix(GOOGLE)
        # A PUT puts the same values to the same place, however often it arrives.
        is_repeatable = method.lower() in ("get", "put")
        waited, attempt = 0.0, 0
        while True:
            try:
                self.calls += 1
                return super().request(method, endpoint, params, data, json, files, headers)
            except (APIError, GoogleAuthError, *_DROPPED) as error:
                failure = error
            wait = self._wait_before_retry(failure, attempt, is_repeatable=is_repeatable)
            if waited + wait > self._deadline:
                raise unreachable(failure) from failure
            self._sleep(wait)
            waited, attempt = waited + wait, attempt + 1

    def values_batch_get(self, id: str, ranges: list[str], params: ParamsType | None = None) -> Any:  # noqa: A002, ANN401 - as gspread has it
        """Read several ranges in one call. Equal texts are one object: 100,000 rows take half of the memory."""
        text = self._text(SPREADSHEET_VALUES_BATCH_URL % id, {**(params or {}), "ranges": ranges})
        seen: dict[str, str] = {}

        def with_equal_texts_once(part: dict[str, Any]) -> dict[str, Any]:
            # Called as soon as a range is complete, so that only one has its texts twice at a time.
            for row in part.get("values", ()):
                row[:] = [seen.setdefault(cell, cell) if isinstance(cell, str) else cell for cell in row]
            return part

        return json_format.loads(text, object_hook=with_equal_texts_once)

    def _text(self, url: str, params: ParamsType) -> str:
        # The answer is let go of on return: a large sheet would be in memory as bytes, as text and as cells at once.
        return self.request("get", url, params=params).content.decode()

    def close(self) -> None:
        """Close the connections."""
        self.session.close()

    def pause(self, attempt: int) -> None:
        """Wait before trying again as a whole, longer each time."""
        self._sleep(_back_off(attempt))

    def _wait_before_retry(self, failure: Exception, attempt: int, *, is_repeatable: bool) -> float:
        """Return how many seconds to wait, or raise the error."""
        match failure:
            case RefreshError() if not failure.retryable:
                raise sign_in_refusal(failure, self.account) from failure
            case TransportError() | RefreshError():
                return _back_off(attempt)  # there was no token, so nothing was sent
            case APIError() if failure.response.status_code == _TOO_MANY:
                return _retry_after(failure.response) or _back_off(attempt)
            case APIError() if failure.response.status_code not in _TRANSIENT:
                raise refusal(failure, self.account) from failure
            case requests.exceptions.SSLError():
                raise unreachable(failure) from failure  # it will not get better by itself, and nothing was sent
        if is_repeatable:
            return _back_off(attempt)
        raise UncertainWriteError(f"no answer to a write ({_reason(failure)})") from failure


def _back_off(attempt: int) -> float:
    return 1 + random.uniform(0, min(64, 2**attempt))  # noqa: S311 - to spread load, not to keep a secret


def _retry_after(response: requests.Response) -> float:
    text = response.headers.get("Retry-After", "")
    # A little more than asked for, so that several clients do not all come back at once.
    return float(text) + random.uniform(0, 1) if text.isdecimal() else 0.0  # noqa: S311


def _reason(failure: Exception) -> str:
    return f"HTTP {failure.response.status_code}" if isinstance(failure, APIError) else type(failure).__name__
