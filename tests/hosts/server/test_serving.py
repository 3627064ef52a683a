"""How the server starts, and why it does not. The running server is examined in test_guard.py and test_official.py."""

import importlib.util
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tht_xl.errors import ConfigError, MissingExtraError
from tht_xl.hosts.server import serve

pytestmark = pytest.mark.slow

TOKEN = "0123456789abcdef"  # noqa: S105 - for tests only
SERVE = "from tht_xl.hosts.server import serve; serve(port=0, notify=lambda line: print(line, flush=True))"


# Asked for by its name: importing it would tell xlwings, for good, that it runs on a server.
needs_server = pytest.mark.skipif(
    importlib.util.find_spec("xlwings_server") is None and os.environ.get("THT_REQUIRE_HOSTS") != "1",
    reason='xlwings Server is not installed: pip install ".[server]"',
)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("THT_XL_SERVER_TOKEN", "XLWINGS_LICENSE_KEY"):
        monkeypatch.delenv(name, raising=False)


def started(code: str = SERVE, **settings: str) -> list[str]:
    """The lines a server shows, up to the last before it serves."""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | settings,
    ) as process:  # fmt: skip
        assert process.stdout
        lines: list[str] = []
        for line in process.stdout:
            lines.append(line.strip())
            if line.startswith("Stop it"):
                break
        process.terminate()
    return lines


@needs_server
def test_it_says_where_with_which_token_and_under_which_licence() -> None:
    address, token, tls, licence, stop = started(XLWINGS_LICENSE_KEY="noncommercial")
    assert address.startswith("Serving the worksheet functions at http://127.0.0.1:")
    assert token.startswith("Token, shown only once: ")
    assert len(token) > 50
    assert tls.startswith("Without TLS: Excel loads add-ins from https addresses only.")
    assert "PolyForm Noncommercial" in licence
    assert "A for-profit partner must check" in licence
    assert stop == "Stop it with Ctrl+C."


@needs_server
def test_a_token_of_ones_own_is_not_shown() -> None:
    lines = started(XLWINGS_LICENSE_KEY="noncommercial", THT_XL_SERVER_TOKEN=TOKEN)
    assert TOKEN not in "".join(lines)
    assert len(lines) == 4


@needs_server
def test_it_starts_where_xlwings_was_imported_before_the_key_was_set() -> None:
    check = "print('officejs' in [engine.name for engine in xlwings.engines], flush=True)"
    code = f"import xlwings; {check}; {SERVE.replace('port=0', 'port=0, licence=' + repr('noncommercial'))}"
    before, after, *_ = started(code)
    assert before == "False"
    assert after.startswith("Serving")


def test_the_licence_is_the_users_to_choose() -> None:
    with pytest.raises(ConfigError) as refused:
        serve(token=TOKEN)
    assert str(refused.value) == (
        "xlwings Server needs a licence key and XLWINGS_LICENSE_KEY is not set. A council, the NHS or another "
        "public-health body may set it to 'noncommercial' (PolyForm Noncommercial 1.0.0); a company asks xlwings for a "
        "key"
    )


def test_without_xlwings_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tht_xl.extras.is_installed", lambda name: name != "xlwings_server")
    with pytest.raises(MissingExtraError) as refused:
        serve(token=TOKEN, licence="noncommercial")
    assert str(refused.value).startswith("xlwings-server (extra server) is not installed. Install it with: ")


@needs_server
def test_elsewhere_it_serves_with_tls_and_a_token(tmp_path: Path, program: Callable[[str], str]) -> None:
    pair = ["-keyout", "key.pem", "-out", "certificate.pem"]
    subprocess.run(
        [program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", *pair],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    # 127.0.0.2 stands for another address: nothing of this test can be reached from outside.
    code = (
        "from tht_xl.hosts.server import access, serve; access.is_loopback = lambda host: False; "
        "serve('127.0.0.2', 0, certificate='certificate.pem', key='key.pem', licence='noncommercial', "
        f"token={TOKEN!r}, notify=lambda line: print(line, flush=True))"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        try:
            assert process.stdout
            first = process.stdout.readline().strip()
            assert first.startswith("Serving the worksheet functions at https://127.0.0.2:")
            trusted = ssl.create_default_context(cafile=str(tmp_path / "certificate.pem"))
            address = ("127.0.0.2", int(first.rsplit(":", 1)[1]))
            with trusted.wrap_socket(socket.create_connection(address, 30), server_hostname="localhost") as secured:
                secured.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                assert b"200 OK" in secured.recv(1000)
        finally:
            process.terminate()


def failure(code: str) -> str:
    """The last line of a server that does not start, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    return done.stderr.strip().splitlines()[-1]


@needs_server
def test_a_port_that_is_taken() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        line = failure(f"from tht_xl.hosts.server import serve; serve(port={port}, licence='noncommercial')")
    assert (
        f"ConfigError: cannot listen on '127.0.0.1', port {port}: Address already in use. Choose another port" in line
    )


@needs_server
def test_a_licence_key_that_xlwings_refuses() -> None:
    line = failure("from tht_xl.hosts.server import serve; serve(port=0, licence='mine')")
    assert "ConfigError: xlwings refuses the licence key: Invalid xlwings license key. Set XLWINGS_LICENSE_KEY" in line


@needs_server
def test_a_certificate_that_is_none(tmp_path: Path) -> None:
    file = tmp_path / "c.pem"
    file.write_text("no certificate")
    line = failure(
        "from tht_xl.hosts.server import serve; "
        f"serve(port=0, licence='noncommercial', certificate={str(file)!r}, key={str(file)!r})"
    )
    assert "ConfigError: the certificate 'c.pem' and the key 'c.pem' cannot be used" in line


@pytest.mark.parametrize("origin", ["*", "https://*.example.org", "http://example.org", "example.org"])
def test_origins_are_named_one_by_one(origin: str) -> None:
    with pytest.raises(ConfigError, match="is not one https address"):
        serve(token=TOKEN, licence="noncommercial", origins=[origin])
