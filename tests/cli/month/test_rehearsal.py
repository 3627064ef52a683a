"""`tht-xl rehearsal` as a person runs it: it says where it is, serves, and stops when told to."""

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import requests

from tht_xl.cli.main import FINE
from tht_xl.rehearsal.server import RehearsalServer

ROOT = Path(__file__).parents[3]
# What a shell starts in the background does not hear Ctrl+C; a test may be run there.
PROGRAM = (
    "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from tht_xl.cli.main import run; run(sys.argv[1:])"
)


def test_it_serves_until_it_is_stopped(tmp_path: Path) -> None:
    store = tmp_path / "sheet.json"
    with RehearsalServer(store=store) as server:
        server.create("Outcomes")
    command = [sys.executable, "-u", "-c", PROGRAM, "rehearsal", str(store)]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    ) as process:
        assert process.stdout is not None
        # A server that says or does something else must not be waited for.
        patience = threading.Timer(60, process.kill)
        patience.start()
        try:
            where, kept = process.stdout.readline(), process.stdout.readline()
            address = re.match(r"Open (http://127\.0\.0\.1:\d+) in a browser on this computer; click a cell", where)
            assert address, where
            assert kept == f"Everything is kept in {store}. Stop with Ctrl+C.\n"
            assert ">Outcomes</a>" in requests.get(address[1], timeout=20).text
            process.send_signal(signal.SIGINT)
            assert process.stdout.read() == "Stopped.\n"
        finally:
            patience.cancel()
            process.kill()
    assert process.returncode == FINE
