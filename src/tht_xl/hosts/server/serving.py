"""Start the server: on this computer only, unless TLS and authentication are configured."""

import socket
import ssl
from collections.abc import Callable, Sequence
from pathlib import Path

from tht_xl.errors import ConfigError
from tht_xl.extras import named_when_missing
from tht_xl.hosts.server.access import Access, Certificate, access_to, certificate_of
from tht_xl.hosts.server.official import app, licence_of, licence_sentence

PORT = 8000


def serve(
    host: str = "127.0.0.1",
    port: int = PORT,
    *,
    token: str | None = None,
    certificate: Path | str | None = None,
    key: Path | str | None = None,
    licence: str | None = None,
    origins: Sequence[str] = (),
    notify: Callable[[str], object] = str,
) -> None:
    """Serve the worksheet functions to Excel until interrupted.

    Args:
        host: Address to listen on.
        port: Port to listen on; 0 takes a free one.
        token: The secret that the add-in sends, at least 16 characters. None takes THT_XL_SERVER_TOKEN, or else Entra
            ID where its settings are there, or else makes one up and tells it once.
        certificate: File of the TLS certificate, in PEM format.
        key: File of its key.
        licence: xlwings' licence key; None takes XLWINGS_LICENSE_KEY.
        origins: Web origins other than the server's own that may call it, such as "https://excel.example.org".
        notify: Gets the lines to show: the address, the token where it was made up, the licence.

    Raises:
        MissingExtraError: xlwings Server is not installed.
        ConfigError: No licence key, an unsafe address, a certificate that cannot be used, or a port that is taken.
    """
    pair = certificate_of(certificate, key)
    access = access_to(host, token, pair)
    for origin in origins:
        if not origin.startswith("https://") or "*" in origin:
            raise ConfigError(
                f"origin {origin!r} is not one https address", remedy='Write it as "https://excel.example.org"'
            )
    chosen = licence_of(licence)
    guarded = app(access, chosen, origins)
    with named_when_missing():
        import uvicorn

    config = uvicorn.Config(
        guarded,
        log_config=None,
        access_log=False,
        proxy_headers=False,
        server_header=False,
        ws="none",
        ssl_certfile=pair and pair.certificate,
        ssl_keyfile=pair and pair.key,
    )
    _check_certificate(pair)
    with _listening(host, port) as listener:
        for line in _lines(access, pair, chosen, listener):
            notify(line)
        uvicorn.Server(config).run(sockets=[listener])


def _lines(access: Access, pair: Certificate | None, licence: str, listener: socket.socket) -> list[str]:
    host, port = listener.getsockname()[:2]
    address = f"[{host}]" if ":" in host else host
    lines = [f"Serving the worksheet functions at {'https' if pair else 'http'}://{address}:{port}"]
    if access.generated:
        lines.append(f"Token, shown only once: {access.token}")
    if not pair:
        lines.append("Without TLS: Excel loads add-ins from https addresses only. See docs/server.md.")
    return [*lines, licence_sentence(licence), "Stop it with Ctrl+C."]


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except (OSError, OverflowError) as error:
        reason = str(getattr(error, "strerror", None) or error).partition(" (while")[0]
        raise ConfigError(
            f"cannot listen on {host!r}, port {port}: {reason}",
            remedy="Choose another port, or stop what uses it",
        ) from error


def _check_certificate(pair: Certificate | None) -> None:
    if pair is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(pair.certificate, pair.key)
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"the certificate {pair.certificate.name!r} and the key {pair.key.name!r} cannot be used",
            remedy="Give a certificate and its own key without a password, both in PEM format",
        ) from error
