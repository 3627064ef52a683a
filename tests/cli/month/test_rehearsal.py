"""`tht-xl rehearsal` as a person runs it: it says where it is, serves, and stops when told to."""

import os
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
import requests

from tht_xl.cli.main import COULD_NOT_RUN, FINE, code
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
            where, only, kept = (process.stdout.readline() for _ in range(3))
            address = re.match(
                r"Open ((http://127\.0\.0\.1:\d+)/\?token=\S{20,}) in a browser on this computer; ", where
            )
            assert address, where
            assert only.startswith("Only this address opens it")
            assert kept == f"Everything is kept in {store}. Stop with Ctrl+C.\n"
            assert requests.get(address[2], timeout=20).status_code == 401
            with requests.Session() as browser:
                # The address leads to the page, and is not kept in its history.
                shown = browser.get(address[1], timeout=20)
                assert ">Outcomes</a>" in shown.text
                assert "token" not in shown.url
                assert ">Outcomes</a>" in browser.get(address[2], timeout=20).text
            process.send_signal(signal.SIGINT)
            assert process.stdout.read() == "Stopped.\n"
        finally:
            patience.cancel()
            process.kill()
    assert process.returncode == FINE


def test_a_switch_that_is_none_is_refused_before_anything_is_served(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert code(["rehearsal", str(tmp_path / "sheet.json"), "--switch", "no_match=yes"]) == COULD_NOT_RUN
    shown = capsys.readouterr().err
    assert "sets no switch" in shown
    assert "no_match_fails" in shown
    assert not (tmp_path / "sheet.json").exists()
