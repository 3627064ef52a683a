"""The add-in's manifest: the one file that IT deploys to Excel."""

import re
from importlib.metadata import version
from pathlib import Path
from string import Template
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape

from tht_xl.documents.files import write_whole
from tht_xl.errors import ConfigError
from tht_xl.hosts.server.access import TOKEN_VARIABLE, entra_settings, token_of

_ADDRESS = re.compile(r"https://(?:[a-z0-9][a-z0-9.-]*|\[[0-9a-f:.]+\])(?::\d{1,5})?", re.ASCII | re.IGNORECASE)
_TEMPLATE = Path(__file__).with_name("manifest.xml")
_SIGNING_IN = """
    <WebApplicationInfo>
      <Id>$client</Id>
      <Resource>api://$host/$client</Resource>
      <Scopes>
        <Scope>openid</Scope>
        <Scope>profile</Scope>
      </Scopes>
    </WebApplicationInfo>"""


def write_manifest(path: Path | str, url: str, *, token: str | None = None) -> Path:
    """Write the manifest of an add-in whose functions this server computes.

    The same address gives the same add-in: deploying a new manifest replaces the old one.

    Args:
        path: File to write. It holds the token: only those who may use the functions should get it.
        url: The server's address as Excel reaches it, such as "https://functions.example.org".
        token: The server's secret; None takes THT_XL_SERVER_TOKEN. Leave both out where people sign in with Entra ID.

    Returns:
        The file.

    Raises:
        ConfigError: The address is not one that Excel loads add-ins from, there is neither a token nor Entra ID, the
            token is too short, or the file cannot be written.
    """
    secret, entra = token_of(token), entra_settings()
    if not secret and entra is None:
        raise ConfigError(
            "the manifest has no token, and Excel could not call the server",
            remedy=f"Give the server's token, or set {TOKEN_VARIABLE}, or Entra ID's settings",
        )
    base = url.strip().rstrip("/")
    if not _ADDRESS.fullmatch(base):
        raise ConfigError(
            f"{url[:100]!r} is not an address Excel loads add-ins from",
            remedy='Write it as "https://functions.example.org"',
        )
    host = urlsplit(base).netloc
    signing_in = "" if secret or entra is None else Template(_SIGNING_IN).substitute(client=escape(entra), host=host)
    text = Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        id=uuid5(NAMESPACE_URL, base),
        version=_four_numbers(version("tht_xl")),
        url=escape(base, {'"': "&quot;"}),
        pane=f"{escape(base)}/taskpane.html" + (f"?token={quote(secret, safe='')}" if secret else ""),
        signing_in=signing_in,
    )
    target = Path(path)
    try:
        write_whole(target, text)
    except OSError as error:
        raise ConfigError(f"cannot write {str(target)!r}: {error.strerror}", remedy="Choose another file") from error
    return target


def _four_numbers(release: str) -> str:
    """Return a release as Office counts versions: "0.1.0" is "0.1.0.0"."""
    numbers = re.findall(r"\d+", release.partition("+")[0])[:4]
    return ".".join([*numbers, "0", "0", "0", "0"][:4])
