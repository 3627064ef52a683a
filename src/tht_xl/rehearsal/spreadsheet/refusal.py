"""How Google says no: an HTTP code, a status word and one line."""

import re
from http import HTTPStatus
from typing import Any

from tht_xl.errors import ThtError

STATUS_WORDS = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    411: "INVALID_ARGUMENT",
    413: "INVALID_ARGUMENT",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}


class ApiError(ThtError):
    """A request the server refuses, in the shape in which Google refuses it.

    Args:
        message: One line for the person who sent the request.
        code: HTTP status code.
        retry_after: Seconds after which to try again, where the server can tell. [s]
    """

    def __init__(self, message: str, code: int = 400, *, retry_after: int | None = None) -> None:
        self.code, self.retry_after = code, retry_after
        super().__init__(message)

    @property
    def body(self) -> dict[str, Any]:
        """The error as Google writes it in a response."""
        word = STATUS_WORDS.get(self.code, HTTPStatus(self.code).name)
        return {"error": {"code": self.code, "message": self.message, "status": word}}

    def under(self, place: str) -> "ApiError":
        """Return the same refusal, said of one request in a batch: "Invalid requests[0].addSheet: ..."."""
        return ApiError(f"Invalid {place}: {self.message}", self.code, retry_after=self.retry_after)


_GOOGLE_ID = re.compile(r"1[A-Za-z0-9_-]{43}")


def not_found(what: str = "") -> ApiError:
    """Return what Google answers for something it does not know, or for a spreadsheet that is not shared.

    Args:
        what: Id asked for. One made like those of Google's own spreadsheets belongs to a sheet that exists there.
    """
    if _GOOGLE_ID.fullmatch(what):
        return ApiError("The caller does not have permission. (This is the rehearsal: no real sheet is here.)", 403)
    return ApiError("Requested entity was not found.", 404)


def not_served(what: str) -> ApiError:
    """Something Google may well serve and the rehearsal does not."""
    return ApiError(f"{what} is not served by the rehearsal server.", 400)


def require_object(given: Any, where: str, known: frozenset[str]) -> dict[str, Any]:  # noqa: ANN401 - parsed JSON
    """Return the JSON object without its nulls, refused by name if it has a field that the server does not know."""
    if not isinstance(given, dict):
        raise ApiError(f"Invalid value at '{where}' ({type(given).__name__}), an object is expected")
    for name in given:
        if name not in known:
            raise ApiError(f"Invalid JSON payload received. Unknown name \"{name}\" at '{where}': Cannot find field.")
    # In JSON for a protocol buffer, null says the same as leaving the field out.
    return {name: value for name, value in given.items() if value is not None} if None in given.values() else given


def require_integer(given: Any, where: str, *, least: int = 0) -> int:  # noqa: ANN401 - parsed JSON
    """Return a whole number; Google also takes one written as text."""
    if isinstance(given, str) and given.removeprefix("-").isdecimal():
        given = int(given)
    if isinstance(given, float) and given.is_integer():
        given = int(given)
    if isinstance(given, bool) or not isinstance(given, int):
        raise ApiError(f"Invalid value at '{where}' (TYPE_INT32), {given!r}")
    if not least <= given < 2**31:
        raise ApiError(f"{where} must be {least} or more and fit 32 bits, not {given}.")
    return given
