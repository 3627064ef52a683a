"""What a call of a custom function may be: its size, its shape and the name it calls."""

import json
from typing import Any, cast

from tht_xl.errors import UnknownNameError
from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.outcome import as_clause

MAX_BODY_SIZE = 5_000_000
"""Excel on the web sends no more at once either. [bytes]"""
MAX_CELLS = 200_000
"""Cells in one call, over all its arguments."""
_MAX_DEPTH = 4
"""Levels of lists around a cell: arguments, repeated arguments, rows, cells."""


class CallRefused(Exception):  # noqa: N818 - an answer, not a fault
    """Why a call is not made.

    Attributes:
        status: HTTP status of the answer.
        kind: What to log about it: never anything that the caller sent.
        sentence: What the cell's error says when a pointer hovers over it.
    """

    def __init__(self, status: int, kind: str, sentence: str) -> None:
        self.status, self.kind, self.sentence = status, kind, sentence
        super().__init__(kind)


def check_size(length: int) -> None:
    """Refuse a body that is too long, by its length. [bytes].

    Raises:
        CallRefused: It is.
    """
    if length > MAX_BODY_SIZE:
        raise CallRefused(
            413, "body too long", f"The call has over {MAX_BODY_SIZE // 1_000_000} MB; expected fewer rows at once"
        )


def checked_call(body: bytes) -> dict[str, Any]:
    """Return a call of one of our functions, with cells.

    Raises:
        CallRefused: It is something else.
    """
    call = _parse(body)
    name, arguments = call.get("func_name"), call.get("args")
    described = all(isinstance(call.get(key), str) for key in ("client", "version", "runtime"))
    if not isinstance(name, str) or not isinstance(arguments, list) or not described:
        raise _no_call()
    if name not in REGISTRY:
        sentence = as_clause(UnknownNameError("function", name, list(REGISTRY)))
        raise CallRefused(400, "unknown function", sentence[0].upper() + sentence[1:])
    try:
        float(call["runtime"])
    except ValueError:
        raise _no_call() from None
    expected = REGISTRY[name].arguments
    if len(arguments) == len(expected) and expected and expected[-1].repeats and arguments[-1] is None:
        arguments[-1] = []  # nothing where arguments repeat; xlwings takes lists only
    cells = _cells(arguments, _MAX_DEPTH)
    if cells > MAX_CELLS:
        raise CallRefused(
            413, "too many cells", f"The call has {cells:,} cells; expected at most {MAX_CELLS:,}: split the range"
        )
    return call


def _parse(body: bytes) -> dict[str, Any]:
    try:
        call = json.loads(body)
        if b"\\u" in body:  # half a character, as Excel's LEFT leaves of an emoji, can be neither answered nor encoded
            call = json.loads(json.dumps(call, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        raise _no_call() from None
    if not isinstance(call, dict):
        raise _no_call()
    return cast(dict[str, Any], call)


def _cells(value: list[Any], levels: int) -> int:
    kinds = set(map(type, value))
    if list not in kinds:
        return len(value)
    if levels <= 1:
        raise _no_call()
    return sum(_cells(each, levels - 1) if isinstance(each, list) else 1 for each in value)


def _no_call() -> CallRefused:
    return CallRefused(400, "no call", "This is not a call of a worksheet function")
