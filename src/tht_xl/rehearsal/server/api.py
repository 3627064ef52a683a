"""The API: a method and a path in, an answer or a refusal out."""

from typing import Literal
from urllib.parse import unquote

from tht_xl.rehearsal.requests.values_read import Query
from tht_xl.rehearsal.server.call import Answer, ApiCall, Handler
from tht_xl.rehearsal.server.routes import ROUTES
from tht_xl.rehearsal.spreadsheet.refusal import ApiError
from tht_xl.rehearsal.spreadsheet.workspace import Workspace

Kind = Literal["Read", "Write"]


def is_api(path: str) -> bool:
    """Return whether a path belongs to the API rather than to the page for people."""
    return path.startswith(("/v4/", "/drive/", "/upload/"))


def kind_of(method: str) -> Kind:
    """Return which quota a request counts against."""
    return "Read" if method == "GET" else "Write"


def _handle(handler: Handler, call: ApiCall) -> Answer:
    try:
        return handler(call)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        # A text where a list belongs, and the like: Google's JSON reader refuses those before anything else.
        raise ApiError(f"Request contains an invalid argument ({type(error).__name__}: {error}).") from error


def answer(workspace: Workspace, method: str, path: str, query: Query, content: bytes) -> Answer:
    """Answer a request to the API.

    Args:
        workspace: The spreadsheets.
        method: HTTP method.
        path: Path as sent, still with its percent signs.
        query: Query parameters.
        content: Body.

    Raises:
        ApiError: It is refused; nothing has changed.
    """
    path = unquote(path)
    for expected, pattern, handler in ROUTES:
        found = pattern.fullmatch(path)
        if found and expected == method:
            return _handle(handler, ApiCall(workspace, found.groupdict(), query, content))
    raise ApiError(f"{method} {path} is not served by the rehearsal server.", 404)
