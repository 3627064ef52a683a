"""The listening socket, and what every connection needs: the workspace, the token, the quota, faults and the log."""

import contextlib
import json
import socket
import sys
import threading
from collections import deque
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tht_xl.rehearsal.server.faults import Faults
from tht_xl.rehearsal.server.quota import Quota
from tht_xl.rehearsal.spreadsheet.refusal import ApiError
from tht_xl.rehearsal.spreadsheet.workspace import Workspace

MAX_CONNECTIONS = 100
"""How many connections are served at once: far more than a month's people, and few enough for any computer."""

LOG_LENGTH = 10_000
"""How many requests the log remembers. [requests]"""


@dataclass(frozen=True, slots=True)
class Served:
    """One request as it was handled.

    Attributes:
        method: HTTP method.
        path: Path and query as sent.
        size: Length of the body. [bytes]
        status: HTTP status of the answer; 0 where the connection was cut.
    """

    method: str
    path: str
    size: int
    status: int


class _Full:
    """What a connection gets that is one too many."""

    status = 503

    @property
    def answer(self) -> bytes:
        """The whole response: Google's error, and that it may be tried again."""
        body = json.dumps(ApiError("The service is currently unavailable: too many connections.", self.status).body)
        head = f"HTTP/1.1 {self.status} Service Unavailable\r\nContent-Type: application/json; charset=UTF-8\r\n"
        return f"{head}Retry-After: 1\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode()


_FULL = _Full()


class Listener(ThreadingHTTPServer):
    """The socket and what every connection needs."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 64

    def __init__(
        self,
        address: tuple[str, int],
        handler: type[BaseHTTPRequestHandler],
        workspace: Workspace,
        token: str | None,
        quota: Quota,
    ) -> None:
        self.workspace, self.token, self.quota = workspace, token, quota
        self.faults, self.closing = Faults(), threading.Event()
        self.connections: set[socket.socket] = set()
        self._room = threading.BoundedSemaphore(MAX_CONNECTIONS)
        self.log: deque[Served] = deque(maxlen=LOG_LENGTH)
        super().__init__(address, handler)

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as socketserver calls it
        """Serve a connection in a thread of its own; refuse it where too many are open."""
        if self._room.acquire(blocking=False):
            super().process_request(request, client_address)
            return
        self.served("", "", 0, _FULL.status)
        with contextlib.suppress(OSError):
            request.sendall(_FULL.answer)
        self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as socketserver calls it
        """Serve a connection, and make room for another when it is over."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._room.release()

    def served(self, method: str, path: str, size: int, status: int) -> None:
        """Note a request."""
        self.log.append(Served(method, path, size, status))

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as socketserver calls it
        """Show an error, unless it is a client that has closed the connection."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def hang_up(self) -> None:
        """Close every connection that is waiting for another request."""
        self.closing.set()
        for connection in list(self.connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
