"""ASGI middleware in front of the official app: authentication, size limits and calls that are refused.

It serves four routes and the task pane's own files; every other route of the app is closed. A call is read, measured
and checked before the app sees it. Nothing that a caller sent is logged, and no failure reaches the app server's log,
which would show its message.
"""

import logging
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from tht_xl.hosts.server.access import Access
from tht_xl.hosts.server.refusals import MAX_BODY_SIZE, CallRefused, check_size, checked_call

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

CALL = "/xlwings/custom-functions-call"
CHECKED = "tht_xl.call"
"""Where in a request's scope the app finds the call that was checked."""
PAGES = frozenset({
    "/",
    "/favicon.ico",
    "/taskpane.html",
    "/xlwings/custom-functions-code",
    "/xlwings/custom-functions-code.js",
    "/xlwings/custom-functions-meta",
    "/xlwings/custom-functions-meta.json",
    "/xlwings/custom-scripts-meta.json",
})  # fmt: skip
# No part may begin with a dot: the app would follow ".." out of its folder.
_FILE = re.compile(r"/static(?:/[\w@-][\w@.-]*)+", re.ASCII)
_DISCARDED = 20 * MAX_BODY_SIZE
"""How much of a refused body is read, so that the caller gets to hear the reason. [bytes]"""
_LOG = logging.getLogger(__name__)


class Guard:
    """An ASGI app in front of the official one."""

    def __init__(self, app: App, access: Access) -> None:
        self._app, self._access = app, access

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer one request, or let the app answer it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Message, receive: Receive, send: Send) -> None:
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._check(scope, receive)
            await self._app(scope, receive, sending)
        except CallRefused as refusal:
            _LOG.warning("refused: %s", refusal.kind)
            await _say(send, refusal.status, refusal.sentence)
        except Exception as error:  # noqa: BLE001 - its message may quote cells; only its type is logged
            _LOG.error("failed: %s", type(error).__name__)
            if not started:
                await _say(send, 500, "The function could not be computed")

    async def _check(self, scope: Message, receive: Receive) -> None:
        """Let through what is open to all, and calls by those who may call.

        Raises:
            CallRefused: It is something else.
        """
        method, path = scope["method"], scope["path"]
        if method in ("GET", "HEAD") and (path in PAGES or _FILE.fullmatch(path)):
            return
        if path != CALL or method not in ("POST", "OPTIONS"):
            raise CallRefused(404, "no such page", "There is nothing here")
        if method == "POST":
            headers = dict(scope["headers"])
            # Before the body is read: who may not call costs the server no memory.
            token = headers.get(b"authorization", b"")
            if not self._access.admits(token):
                what = "wrong" if token else "missing"
                raise CallRefused(401, f"token {what}", f"The token is {what}; ask for this server's current add-in")
            scope[CHECKED] = checked_call(await _body(headers, receive))


async def _body(headers: dict[bytes, bytes], receive: Receive) -> bytes:
    """Return the whole body of a request.

    Raises:
        CallRefused: It is too long, or the caller went away.
    """
    announced = headers.get(b"content-length", b"0")
    parts, length, more = list[bytes](), int(announced) if announced.isdigit() else 0, True
    keep, length = length <= MAX_BODY_SIZE, 0
    while more and length <= _DISCARDED:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise CallRefused(400, "caller went away", "The call was interrupted")
        part, more = message.get("body", b""), message.get("more_body", False)
        length += len(part)
        keep = keep and length <= MAX_BODY_SIZE
        parts = [*parts, part] if keep else []
    check_size(length)
    return b"".join(parts)


async def _say(send: Send, status: int, sentence: str) -> None:
    body = sentence.encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body)),
               (b"x-content-type-options", b"nosniff"), (b"cache-control", b"no-store")]  # fmt: skip
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
