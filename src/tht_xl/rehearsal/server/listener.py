"""The listening socket, and what every connection needs: the workspace, the token, the quota, faults and the log."""

import contextlib
import socket
import sys
import threading
from collections import deque
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tht_xl.rehearsal.server.faults import Faults
from tht_xl.rehearsal.server.quota import Quota
from tht_xl.rehearsal.spreadsheet.workspace import Workspace

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
        self.log: deque[Served] = deque(maxlen=LOG_LENGTH)
        super().__init__(address, handler)

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
