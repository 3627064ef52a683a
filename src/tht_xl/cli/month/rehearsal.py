"""`tht-xl rehearsal`: serve a local copy of the shared sheet until it is stopped."""

import contextlib
import secrets
from collections.abc import Sequence
from pathlib import Path

from tht_xl.cli import show
from tht_xl.rehearsal.server import RehearsalServer
from tht_xl.rehearsal.spreadsheet.switches import Switches


def serve(store: Path, port: int, *, has_token: bool, switches: Sequence[str] = ()) -> None:
    """Serve a rehearsal sheet on this computer, and say where.

    Args:
        store: File that the sheet is kept in.
        port: Port on this computer; 0 takes a free one.
        has_token: Whether a token is asked for, which only the address that is shown bears.
        switches: Settings of what Google's documentation leaves open, such as "no_match_fails=yes".

    Raises:
        ConfigError: A setting is none, the file is not a rehearsal's, or the port is taken.
    """
    settings = Switches()
    for switch in switches:
        settings = settings.turned(switch)
    token = secrets.token_urlsafe(16) if has_token else None
    server = RehearsalServer(store=store, port=port, token=token, switches=settings)
    address = f"{server.url}/?token={token}" if token else server.url
    show.line(f"Open {address} in a browser on this computer; click a cell to type into it.")
    if token:
        show.line("Only this address opens it: others who use this computer cannot read the sheet.")
    show.line(f"Everything is kept in {store}. Stop with Ctrl+C.")
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    show.line("Stopped.")
