"""Connect with a service account's key file, or without sign-in to a server on this computer."""

import ipaddress
from pathlib import Path
from urllib.parse import urlsplit

import requests

from tht_xl.errors import SheetError
from tht_xl.sheets.connection.key_file import credentials_from
from tht_xl.sheets.connection.transport import DEADLINE, GOOGLE, SheetsHTTPClient

__all__ = ["SheetsHTTPClient", "connect"]


def connect(
    key_file: Path | str | None = None,
    base_url: str | None = None,
    *,
    token: str | None = None,
    patience: float = DEADLINE,
) -> SheetsHTTPClient:
    """Make a client. Nothing is sent yet.

    Args:
        key_file: A service account's key, as Google gave it (JSON), readable by its owner alone.
        base_url: Where to go instead of Google. On this computer no key is needed.
        token: What a server on this computer wants to be sent.
        patience: The longest to wait between retries of one request, in all. [s]

    Raises:
        SheetError: The key cannot be used, or the address is not safe.
    """
    url = GOOGLE if base_url is None else base_url
    if urlsplit(url).scheme != "https" and not _is_this_computer(url):
        raise SheetError(
            f"{url!r} is neither https nor on this computer",
            where="address of the server",
            remedy="Use https://..., or http://127.0.0.1:PORT for a rehearsal",
        )
    if key_file is not None:
        credentials = credentials_from(Path(key_file))
        account = credentials.service_account_email
        return SheetsHTTPClient(credentials, base_url=url, account=account, deadline=patience)
    if not _is_this_computer(url):
        raise SheetError(
            "no key file was given", remedy="Name the service account's key file; docs/sheets.md says how to get one"
        )
    session = requests.Session()
    session.trust_env = False  # a proxy does not belong between two programs on one computer
    if token is not None:
        session.headers["Authorization"] = f"Bearer {token}"
    return SheetsHTTPClient(session=session, base_url=url, deadline=patience)


def _is_this_computer(url: str) -> bool:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https"):
        return False
    if parts.hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return False
