"""`tht-xl rehearsal`: serve a local copy of the shared sheet until it is stopped."""

import contextlib
from pathlib import Path

from tht_xl.cli import show
from tht_xl.rehearsal.server import RehearsalServer


def serve(store: Path, port: int) -> None:
    """Serve a rehearsal sheet on this computer, and say where."""
    server = RehearsalServer(store=store, port=port)
    show.line(f"Open {server.url} in a browser on this computer; click a cell to type into it.")
    show.line(f"Everything is kept in {store}. Stop with Ctrl+C.")
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()
    show.line("Stopped.")
