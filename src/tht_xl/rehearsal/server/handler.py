"""HTTP on loopback: access, size limits and fault injection."""

import base64
import contextlib
import hmac
import json
import socket
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tht_xl.rehearsal.page import page
from tht_xl.rehearsal.server import api
from tht_xl.rehearsal.server.faults import When
from tht_xl.rehearsal.server.listener import Listener
from tht_xl.rehearsal.spreadsheet.refusal import ApiError

MAX_BODY = 10 * 1024 * 1024
"""The largest request Google takes. [bytes]"""
_JSON = "application/json; charset=UTF-8"
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"


class Dropped(Exception):  # noqa: N818 - not an error of ours
    """The connection is to be cut instead of answered."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Listener  # pyright: ignore[reportIncompatibleVariableOverride] - the only server that makes one
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 300
    size = 0

    def setup(self) -> None:
        """Remember the connection, so that the server can close it."""
        super().setup()
        self.server.connections.add(self.connection)

    def finish(self) -> None:
        """Forget it again."""
        self.server.connections.discard(self.connection)
        with contextlib.suppress(OSError):
            super().finish()

    def _handle(self) -> None:
        self.size = 0
        try:
            content = self._content()
            self.size = len(content)
            self._require_same_machine()
            self._answer(content)
        except Dropped:
            self.server.served(self.command, self.path, self.size, 0)
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)
        except ApiError as error:
            self._refuse(error)
        except Exception as error:  # noqa: BLE001 - the server outlives a mistake of ours, and says so
            self._refuse(ApiError(f"Internal error encountered ({type(error).__name__}: {error}).", 500))

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _handle  # noqa: N815 - names that http.server calls

    def _content(self) -> bytes:
        if self.headers.get("Transfer-Encoding"):
            self.close_connection = True
            raise ApiError("Send the body with a Content-Length.", 411)
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal():
            self.close_connection = True
            raise ApiError("Content-Length is not a number.")
        if int(length) > MAX_BODY:
            self.close_connection = True
            raise ApiError(f"Request payload size exceeds the limit: {MAX_BODY} bytes.")
        return self.rfile.read(int(length))

    def _require_same_machine(self) -> None:
        """Refuse what a web page elsewhere could make a browser send here."""
        own = {f"{name}:{self.server.server_port}" for name in ("127.0.0.1", "localhost")}
        if self.headers.get("Host", "").lower() not in own:
            raise ApiError("The Host header must name this server on 127.0.0.1.", 403)
        origin = self.headers.get("Origin")
        if self.command != "GET" and (
            (origin is not None and origin.lower() not in {f"http://{name}" for name in own})
            or self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")
        ):
            raise ApiError("Requests from other web pages are refused.", 403)

    def _answer(self, content: bytes) -> None:
        parts = urlsplit(self.path)
        query = parse_qs(parts.query, keep_blank_values=True)
        if not api.is_api(parts.path):
            if self._signs_in(parts.path, query):
                return
            self._require_person()
            shown = page.answer(self.server.workspace, self.command, parts.path, query, content)
            self._send_page(shown.html, shown.status, shown.headers)
            return
        token = self.server.token
        if token is not None and not _same(self.headers.get("Authorization", ""), f"Bearer {token}"):
            raise ApiError(
                "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other "
                "valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
                401,
            )
        # A fault before the answer leaves the spreadsheet as it was; one after it comes when the write has been made,
        # which is what a caller whose connection breaks cannot tell apart.
        self._strike("before")
        # Where a colleague's edit moves the addresses of what is on its way, it is as if it had come after.
        is_shifted = self.server.workspace.switches.edits_shift_addresses
        if not is_shifted:
            self._strike("meanwhile")
        self.server.quota.spend(api.kind_of(self.command))
        found = api.answer(self.server.workspace, self.command, parts.path, query, content)
        if is_shifted:
            self._strike("meanwhile")
        self._strike("after")
        if found is None:
            self._send(204, _JSON, b"")
        elif isinstance(found, tuple):
            self._send(200, *found)
        else:
            self._send(200, _JSON, json.dumps(found).encode())

    def _signs_in(self, path: str, query: dict[str, list[str]]) -> bool:
        """Answer a page's address that bears the token: the browser keeps it as a cookie, and the address loses it."""
        token, given = self.server.token, query.pop("token", [""])[-1]
        if token is None or not given or self.command != "GET":
            return False
        if not _same(given, token):
            raise ApiError("The token in the address is not this server's.", 401)
        # Only this server gets it back, no script can read it, and no other page makes a browser send it.
        cookie = f"{self._cookie}={token}; Path=/; HttpOnly; SameSite=Strict"
        there = path + (f"?{urlencode(query, doseq=True)}" if query else "")
        self._send_page("", 303, {"Location": there, "Set-Cookie": cookie})
        return True

    @property
    def _cookie(self) -> str:
        # Browsers do not tell ports apart: two servers on one computer keep two cookies.
        return f"tht_rehearsal_{self.server.server_port}"

    def _require_person(self) -> None:
        """With a token, the page wants the cookie that its address gave, or asks for the token as a password."""
        token = self.server.token
        if token is None:
            return
        cookies = [part.strip() for part in self.headers.get("Cookie", "").split(";")]
        if any(_same(cookie, f"{self._cookie}={token}") for cookie in cookies):
            return
        scheme, _, coded = self.headers.get("Authorization", "").partition(" ")
        with contextlib.suppress(ValueError):
            given = base64.b64decode(coded, validate=True).decode().partition(":")[2]
            if scheme.lower() == "basic" and _same(given, token):
                return
        raise ApiError("Give the server's token as the password.", 401)

    def _strike(self, when: When) -> None:
        fault = self.server.faults.take(self.command, self.path, when)
        if not fault:
            return
        if fault.delay:
            self.server.closing.wait(fault.delay)
        if fault.action:
            fault.action()
        if fault.drop:
            raise Dropped
        if fault.status:
            word = HTTPStatus(fault.status).phrase
            raise ApiError(f"{word} (an injected fault).", fault.status, retry_after=fault.retry_after)

    def _refuse(self, error: ApiError) -> None:
        headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else {}
        if api.is_api(urlsplit(self.path).path):
            self._send(error.code, _JSON, json.dumps(error.body, indent=2).encode(), headers)
            return
        if error.code == 401:
            headers["WWW-Authenticate"] = 'Basic realm="rehearsal", charset="UTF-8"'
        self._send_page(page.refusal(error), error.code, headers)

    def _send_page(self, html: str, status: int, headers: dict[str, str]) -> None:
        self._send(status, "text/html; charset=UTF-8", html.encode(errors="replace"), headers)

    def _send(self, status: int, kind: str, content: bytes, headers: dict[str, str] | None = None) -> None:
        # Noted before it is sent: whoever has the answer finds it in the log.
        self.server.served(self.command, self.path, self.size, status)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("Referrer-Policy", "same-origin")
        if self.close_connection:
            self.send_header("Connection", "close")
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        with contextlib.suppress(ConnectionError):
            self.wfile.write(content)
            self.wfile.flush()

    def version_string(self) -> str:
        """Return what the Server header says."""
        return "tht_xl rehearsal"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - as http.server calls it
        """Nothing: the server keeps its own log."""


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())
