"""Who may call the server, and from where: this computer only, unless the connection is secured and callers known."""

import os
import secrets
from dataclasses import dataclass
from hmac import compare_digest
from ipaddress import ip_address
from pathlib import Path

from tht_xl.errors import ConfigError

TOKEN_VARIABLE = "THT_XL_SERVER_TOKEN"  # noqa: S105 - the name of a variable
MIN_TOKEN_LENGTH = 16
"""Shorter tokens can be guessed. [characters]"""
_ENTRA = ("XLWINGS_AUTH_ENTRAID_CLIENT_ID", "XLWINGS_AUTH_ENTRAID_TENANT_ID")


@dataclass(frozen=True, slots=True)
class Access:
    """How callers prove themselves.

    Attributes:
        token: The secret of the add-in; empty where people sign in with Entra ID.
        generated: Whether the token was made up for this run.
    """

    token: str
    generated: bool = False

    @property
    def provider(self) -> str:
        """Name of the authentication provider, as the official app knows it."""
        return "tht_token" if self.token else "entraid"

    def admits(self, given: bytes) -> bool:
        """Return whether the Authorization header may pass; Entra ID's tokens are examined by the official app."""
        if not self.token:
            return bool(given)
        return compare_digest(given, self.token.encode())


@dataclass(frozen=True, slots=True)
class Certificate:
    """The files of a TLS certificate and its key."""

    certificate: Path
    key: Path


def access_to(host: str, token: str | None, certificate: Certificate | None) -> Access:
    """Return how clients of a server on this address authenticate.

    Args:
        host: Address to listen on.
        token: The secret; None takes it from THT_XL_SERVER_TOKEN, from Entra ID's settings, or makes one up.
        certificate: For TLS.

    Raises:
        ConfigError: The token is too short, or others could reach the server without TLS and authentication.
    """
    given = token_of(token)
    by_entra = not given and entra_settings() is not None
    if not is_loopback(host):
        lacking = [what for what, has in (
            ("TLS (--certificate and --key)", certificate),
            (f"authentication ({TOKEN_VARIABLE}, or Entra ID's settings)", given or by_entra),
        ) if not has]  # fmt: skip
        if lacking:
            raise ConfigError(
                f"host {host!r} would let other computers in without {' and without '.join(lacking)}",
                remedy="Set both, or listen on 127.0.0.1",
            )
    if given or by_entra:
        return Access(given)
    return Access(secrets.token_urlsafe(24), generated=True)


def token_of(token: str | None) -> str:
    """Return the secret that is given, or else that of THT_XL_SERVER_TOKEN; empty without either.

    Raises:
        ConfigError: It is too short, or no header can carry it.
    """
    given = token or os.environ.get(TOKEN_VARIABLE, "")
    if given and (len(given) < MIN_TOKEN_LENGTH or not given.isascii() or not given.isprintable() or " " in given):
        raise ConfigError(
            f"the token has {len(given)} characters",
            remedy=f"Give at least {MIN_TOKEN_LENGTH} letters and digits without blanks, or none to have one generated",
        )
    return given


def entra_settings() -> str | None:
    """Return the client id of the app that people sign in to with Entra ID; None where its settings are not there."""
    client, tenant = map(os.environ.get, _ENTRA)
    return client if client and tenant else None


def is_loopback(host: str) -> bool:
    """Return whether an address reaches this computer only."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def certificate_of(certificate: Path | str | None, key: Path | str | None) -> Certificate | None:
    """Return the certificate's files; None without any.

    Raises:
        ConfigError: One of the two is missing.
    """
    if certificate is None and key is None:
        return None
    for what, path in (("certificate", certificate), ("key", key)):
        if path is None or not Path(path).is_file():
            raise ConfigError(
                f"TLS has no {what}" if path is None else f"TLS {what} {str(path)!r} is not a file",
                remedy="Give the certificate's file and its key's file, both in PEM format",
            )
    return Certificate(Path(str(certificate)), Path(str(key)))
