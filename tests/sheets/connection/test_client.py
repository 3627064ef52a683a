"""Connecting: which addresses and keys are taken, and a sign-in for real against a token server on this computer."""

import base64
import json
import os
import threading
import time
import urllib.parse
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tht_xl.errors import SheetError
from tht_xl.rehearsal.server import RehearsalServer
from tht_xl.sheets.connection.client import connect
from tht_xl.sheets.sync import SharedSheet
from tht_xl.sheets.table import Column

EMAIL = "sync@tht.iam.gserviceaccount.com"


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org",
        "http://127.0.0.1@example.org",
        "http://localhost.example.org",
        "ftp://127.0.0.1",
        "file:///x",
        "",
    ],
)
def test_an_unsafe_address_is_refused(url: str) -> None:
    with pytest.raises(SheetError, match="is neither https nor on this computer"):
        connect(base_url=url)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080", "http://localhost:1", "http://[::1]:99", "https://127.0.0.1:1"]
)
def test_no_key_is_needed_on_this_computer(url: str) -> None:
    assert connect(base_url=url).base_url == url


@pytest.mark.parametrize("url", [None, "https://sheets.example.org"])
def test_elsewhere_a_key_is_needed(url: str | None) -> None:
    with pytest.raises(SheetError, match=r"no key file was given. .*docs/sheets.md"):
        connect(base_url=url)


@pytest.fixture(scope="module")
def private_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def write_key(tmp_path: Path, private_key: rsa.RSAPrivateKey) -> Callable[..., Path]:
    def write(mode: int = 0o600, text: str | None = None, **changes: object) -> Path:
        pem = private_key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        info = {
            "type": "service_account",
            "project_id": "tht",
            "private_key_id": "kid1",
            "private_key": pem.decode(),
            "client_email": EMAIL,
            "client_id": "1",
            "token_uri": "https://oauth2.googleapis.com/token",
        } | changes
        path = tmp_path / "key.json"
        path.write_text(json.dumps({k: v for k, v in info.items() if v is not None}) if text is None else text)
        path.chmod(mode)
        return path

    return write


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"mode": 0o644}, "others on this computer can read the key file (mode 0644). Run: chmod 600"),
        ({"mode": 0o640}, "others on this computer can read the key file (mode 0640)"),
        ({"text": "{"}, "the key file is not JSON. Make the key again as JSON"),
        ({"text": "[]"}, "the file is not a service account's key. In the Google Cloud console"),
        ({"type": "authorized_user"}, "the file is not a service account's key"),
        ({"private_key": "no key"}, "the key file is incomplete or damaged"),
        ({"client_email": None}, "the key file is incomplete or damaged"),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX")
def test_an_unusable_key_is_refused(write_key: Callable[..., Path], given: dict[str, Any], message: str) -> None:
    path = write_key(**given)
    with pytest.raises(SheetError) as refusal:
        connect(path)
    assert str(refusal.value).startswith(f"{path}: {message}")
    assert "PRIVATE" not in str(refusal.value)


def test_a_missing_key_is_refused(tmp_path: Path) -> None:
    for path, why in ((tmp_path / "none.json", "No such file or directory"), (tmp_path, "Is a directory")):
        with pytest.raises(SheetError, match=rf"the key file cannot be read \({why}\). Check its path"):
            connect(path)


@dataclass
class TokenServer:
    """Google's token endpoint: checks the signature and gives out a token."""

    public_key: rsa.RSAPublicKey
    url: str = ""
    denied: bool = False
    seen: list[tuple[dict[str, Any], dict[str, Any]]] = field(default_factory=list)

    def answer(self, body: str) -> tuple[int, dict[str, object]]:
        form = dict(urllib.parse.parse_qsl(body))
        head, claims, signature = form["assertion"].split(".")
        self.public_key.verify(_bytes(signature), f"{head}.{claims}".encode(), padding.PKCS1v15(), hashes.SHA256())
        self.seen.append((json.loads(_bytes(head)), json.loads(_bytes(claims))))
        if self.denied:
            return 400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}
        return 200, {"access_token": "good-token", "expires_in": 3600, "token_type": "Bearer"}


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


@pytest.fixture
def tokens(private_key: rsa.RSAPrivateKey) -> Iterator[TokenServer]:
    server = TokenServer(private_key.public_key())

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            status, answer = server.answer(self.rfile.read(int(self.headers["Content-Length"])).decode())
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    listener = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listener.serve_forever)
    thread.start()
    server.url = f"http://127.0.0.1:{listener.server_port}/token"
    yield server
    listener.shutdown()
    thread.join()
    listener.server_close()


def test_signing_in_for_real(write_key: Callable[..., Path], tokens: TokenServer) -> None:
    with RehearsalServer(token="good-token") as server:  # noqa: S106
        spreadsheet = server.create("Outcomes")
        http = connect(write_key(token_uri=tokens.url), base_url=server.url)
        sheet = SharedSheet(http, spreadsheet, "Data", [Column("Key"), Column("Value")])
        sheet.prepare()
        assert sheet.apply([{"Key": "a", "Value": 1}]).calls == 2
        http.close()
    [(head, claims)] = tokens.seen
    assert (head["alg"], head["kid"]) == ("RS256", "kid1")
    assert (claims["iss"], claims["scope"]) == (EMAIL, "https://www.googleapis.com/auth/spreadsheets")
    assert claims["iat"] <= time.time() + 1
    assert 0 < claims["exp"] - claims["iat"] <= 3600


def test_a_key_that_was_deleted_fails_at_once_and_says_what_to_do(
    write_key: Callable[..., Path], tokens: TokenServer
) -> None:
    tokens.denied = True
    with RehearsalServer(token="good-token") as server:  # noqa: S106
        http = connect(write_key(token_uri=tokens.url), base_url=server.url)
        sheet = SharedSheet(http, server.create("Outcomes"), "Data", [Column("Key"), Column("Value")])
        with pytest.raises(
            SheetError, match=rf"Google refuses the key of {EMAIL} \(invalid_grant\). The key was deleted"
        ):
            sheet.prepare()
        http.close()
    assert len(tokens.seen) == 1
