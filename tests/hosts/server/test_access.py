"""Who may call, and where the server listens."""

from pathlib import Path

import pytest

from tht_xl.errors import ConfigError
from tht_xl.hosts.server.access import Access, Certificate, access_to, certificate_of, is_loopback

TOKEN = "0123456789abcdef"  # noqa: S105 - for tests only
PAIR = Certificate(Path("c.pem"), Path("k.pem"))


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("THT_XL_SERVER_TOKEN", "XLWINGS_AUTH_ENTRAID_CLIENT_ID", "XLWINGS_AUTH_ENTRAID_TENANT_ID"):
        monkeypatch.delenv(name, raising=False)


def test_a_token_is_made_up_for_this_computer_only() -> None:
    one, other = access_to("127.0.0.1", None, None), access_to("localhost", None, None)
    assert one.generated
    assert len(one.token) >= 32
    assert one.token != other.token


def test_a_given_token_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    assert access_to("::1", TOKEN, None) == Access(TOKEN)
    monkeypatch.setenv("THT_XL_SERVER_TOKEN", TOKEN)
    assert access_to("127.0.0.1", None, None) == Access(TOKEN)


@pytest.mark.parametrize("token", ["short", "0123456789 abcdef", "0123456789abcdé!", "0123456789abcdef\n"])
def test_a_token_that_is_short_or_no_header_can_carry_is_refused(token: str) -> None:
    with pytest.raises(ConfigError, match="Give at least 16 letters and digits without blanks"):
        access_to("127.0.0.1", token, None)


def test_elsewhere_needs_tls_and_authentication() -> None:
    with pytest.raises(ConfigError) as refused:
        access_to("0.0.0.0", None, None)  # noqa: S104 - refused
    assert str(refused.value) == (
        "host '0.0.0.0' would let other computers in without TLS (--certificate and --key) and without authentication "
        "(THT_XL_SERVER_TOKEN, or Entra ID's settings). Set both, or listen on 127.0.0.1"
    )


@pytest.mark.parametrize(
    ("token", "pair", "lacks"), [(TOKEN, None, "without TLS"), (None, PAIR, "without authentication")]
)
@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "::", "functions.example.org"])  # noqa: S104 - refused
def test_elsewhere_one_of_the_two_is_not_enough(host: str, token: str | None, pair: Certificate, lacks: str) -> None:
    with pytest.raises(ConfigError, match=lacks):
        access_to(host, token, pair)


def test_elsewhere_with_both(monkeypatch: pytest.MonkeyPatch) -> None:
    assert access_to("0.0.0.0", TOKEN, PAIR) == Access(TOKEN)  # noqa: S104 - nothing listens
    monkeypatch.setenv("XLWINGS_AUTH_ENTRAID_CLIENT_ID", "client")
    with pytest.raises(ConfigError, match="without authentication"):
        access_to("192.0.2.1", None, PAIR)
    monkeypatch.setenv("XLWINGS_AUTH_ENTRAID_TENANT_ID", "tenant")
    assert access_to("192.0.2.1", None, PAIR).provider == "entraid"


def test_a_token_passes_only_whole() -> None:
    access = Access(TOKEN)
    assert access.admits(TOKEN.encode())
    assert not any(map(access.admits, (b"", TOKEN[:-1].encode(), f"{TOKEN}0".encode(), "é".encode())))


def test_with_entra_id_a_call_without_a_token_never_reaches_the_app() -> None:
    assert not Access("").admits(b"")
    assert Access("").admits(b"Bearer x")


def test_loopback() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.8.9.1", "::1", "localhost")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.1", "localhost.example.org", "")))  # noqa: S104


def test_a_certificate_needs_its_key(tmp_path: Path) -> None:
    file = tmp_path / "c.pem"
    file.touch()
    assert certificate_of(None, None) is None
    assert certificate_of(file, file) == Certificate(file, file)
    with pytest.raises(ConfigError, match="TLS has no key"):
        certificate_of(file, None)
    with pytest.raises(ConfigError, match="TLS has no certificate"):
        certificate_of(None, file)
    with pytest.raises(ConfigError, match="is not a file"):
        certificate_of(file, tmp_path / "absent.pem")
