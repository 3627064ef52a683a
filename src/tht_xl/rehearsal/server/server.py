"""The rehearsal server: a Sheets-compatible API on this computer only, and a page for people."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from tht_xl.errors import ConfigError
from tht_xl.rehearsal.page.person import Person
from tht_xl.rehearsal.server.faults import Faults
from tht_xl.rehearsal.server.handler import Handler
from tht_xl.rehearsal.server.listener import Listener, Served
from tht_xl.rehearsal.server.quota import Quota
from tht_xl.rehearsal.spreadsheet.switches import Switches
from tht_xl.rehearsal.spreadsheet.workspace import Workspace


class RehearsalServer:
    """A Sheets-v4-compatible server on loopback. Use it in a `with` block, or call `serve_forever`.

    Args:
        store: JSON file to keep the spreadsheets in, written after every change; None keeps them in memory.
        port: Port to listen on; 0 takes a free one.
        token: What clients must send as "Authorization: Bearer TOKEN"; None asks for nothing.
        quota: Reads, and writes, allowed in a minute; None for no limit. [requests]
        host: Only 127.0.0.1; any other address is refused.
        switches: What Google does where its documentation does not say.

    Raises:
        ConfigError: The store is not one of ours, the port is taken, or the address is not loopback.

    Examples:
        >>> with RehearsalServer() as server:
        ...     sheet = server.spreadsheet(server.create("Outcomes"))
        ...     sheet.type("Sheet1", "B2", "007")
        ...     sheet.values("Sheet1")
        [[], ['', '7']]
    """

    def __init__(
        self,
        store: Path | None = None,
        port: int = 0,
        token: str | None = None,
        *,
        quota: int | None = None,
        host: str = "127.0.0.1",
        switches: Switches | None = None,
    ) -> None:
        _require_loopback(host)
        self._workspace = Workspace(Path(store) if store else None, switches)
        try:
            self._listener = Listener((host, port), Handler, self._workspace, token, Quota(quota))
        except OSError as error:
            raise ConfigError(
                f"cannot listen on port {port}: {error.strerror}", remedy="Choose another port."
            ) from error
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Where it is: "http://127.0.0.1:PORT"."""
        return f"http://127.0.0.1:{self._listener.server_port}"

    @property
    def faults(self) -> Faults:
        """The faults to inject."""
        return self._listener.faults

    @property
    def log(self) -> tuple[Served, ...]:
        """The requests handled so far, the oldest first."""
        return tuple(self._listener.log)

    def create(self, title: str) -> str:
        """Id of the spreadsheet with this title; it is made if there is none."""
        return self._workspace.titled(title).id

    def spreadsheet(self, spreadsheet_id: str) -> Person:
        """Return a person with this spreadsheet open, who reads and types without the API."""
        return Person(self._workspace, spreadsheet_id)

    def serve_forever(self) -> None:
        """Serve in this thread until `close` is called from another or the user interrupts."""
        try:
            self._listener.serve_forever(poll_interval=0.05)
        finally:
            self._stop()

    def start(self) -> Self:
        """Serve in a thread of its own."""
        self._thread = threading.Thread(target=self._listener.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        return self

    def close(self) -> None:
        """Stop serving and close every connection."""
        self._listener.shutdown()
        if self._thread:
            self._thread.join()
            self._stop()

    def _stop(self) -> None:
        self._listener.hang_up()
        self._listener.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _require_loopback(host: str) -> None:
    if host != "127.0.0.1":
        raise ConfigError(f"the rehearsal server listens on 127.0.0.1 only, not on {host!r}")
