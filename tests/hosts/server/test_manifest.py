"""The manifest: one per address, no namespace, the token for those who get it, and otherwise what the app writes."""

import xml.etree.ElementTree as ET
from importlib.util import find_spec
from pathlib import Path

import pytest
from lacking import lacking

from tht_xl.errors import ConfigError
from tht_xl.hosts.server import write_manifest

URL = "https://functions.example.org"
TOKEN = "0123456789abcdef&<"  # noqa: S105 - for tests only
SPACE = "{http://schemas.microsoft.com/office/taskpaneappversionoverrides}"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("THT_XL_SERVER_TOKEN", "XLWINGS_AUTH_ENTRAID_CLIENT_ID", "XLWINGS_AUTH_ENTRAID_TENANT_ID"):
        monkeypatch.delenv(name, raising=False)


def written(path: Path, url: str = URL, token: str | None = TOKEN) -> ET.Element:
    return ET.parse(write_manifest(path / "m.xml", url, token=token)).getroot()  # noqa: S314 - our own file


def addresses(manifest: ET.Element) -> set[str]:
    return {value for each in manifest.iter() if (value := each.get("DefaultValue", "")).startswith("http")}


def test_every_address_is_the_servers_own(tmp_path: Path) -> None:
    assert all(each.startswith(f"{URL}/") for each in addresses(written(tmp_path)))


def test_the_token_travels_in_the_task_panes_address_only(tmp_path: Path) -> None:
    with_token = {each for each in addresses(written(tmp_path)) if "token" in each}
    assert with_token == {f"{URL}/taskpane.html?token=0123456789abcdef%26%3C"}


def test_the_same_address_is_the_same_add_in(tmp_path: Path) -> None:
    one, again, other = written(tmp_path), written(tmp_path, f"{URL}/"), written(tmp_path, "https://other.example.org")
    assert ET.tostring(one) == ET.tostring(again)
    assert one[0].text != other[0].text


def test_the_functions_have_no_namespace(tmp_path: Path) -> None:
    assert not [each.tag for each in written(tmp_path).iter() if each.tag == f"{SPACE}Namespace"]


def test_functions_are_declared_as_the_official_app_declares_them(tmp_path: Path) -> None:
    if not find_spec("xlwings_server"):
        lacking("xlwings Server is not installed")
    from jinja2 import Environment, FileSystemLoader

    found = find_spec("xlwings_server")
    assert found
    assert found.submodule_search_locations
    templates = Environment(
        loader=FileSystemLoader(Path(found.submodule_search_locations[0]) / "templates"), autoescape=True
    )
    settings = {"environment": "prod", "functions_namespace": "", "auth_providers": [], "static_url_path": "/static"}
    official = ET.fromstring(  # noqa: S314 - the installed package's own file
        templates.get_template("manifest.xml").render(
            settings=settings, base_url=URL, base_url_with_app_path=URL, manifest_id="1"
        )
    )
    ours = written(tmp_path)
    for part in ("AllFormFactors", "Runtimes"):
        one, other = (next(each.iter(f"{SPACE}{part}")) for each in (ours, official))
        assert ET.canonicalize(ET.tostring(one), strip_text=True) == ET.canonicalize(
            ET.tostring(other), strip_text=True
        )
    plain = {each.partition("?")[0] for each in addresses(ours)}
    assert {each for each in addresses(official) if each.startswith(URL)} <= plain


def test_people_may_sign_in_instead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLWINGS_AUTH_ENTRAID_CLIENT_ID", "client-id")
    monkeypatch.setenv("XLWINGS_AUTH_ENTRAID_TENANT_ID", "tenant-id")
    manifest = written(tmp_path, token=None)
    resource = next(manifest.iter(f"{SPACE}Resource"))
    assert resource.text == "api://functions.example.org/client-id"
    assert not [each for each in addresses(manifest) if "token" in each]


def test_without_a_token_or_signing_in_there_is_no_manifest(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="the manifest has no token, and Excel could not call the server"):
        write_manifest(tmp_path / "m.xml", URL)


@pytest.mark.parametrize(
    "url", ["http://functions.example.org", "functions.example.org", "https://", f"{URL}/x", f"{URL}?a", "https://a@b",
            "https://[::1", 'https://f exa"mple.org', f"{URL}:", f"{URL}:x", "https://<b>"]
)  # fmt: skip
def test_an_address_that_excel_loads_nothing_from(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigError, match="is not an address Excel loads add-ins from"):
        write_manifest(tmp_path / "m.xml", url, token=TOKEN)


def test_a_token_that_the_server_would_refuse(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="the token has 5 characters"):
        write_manifest(tmp_path / "m.xml", URL, token="short")  # noqa: S106 - for tests only


def test_an_address_may_have_a_port(tmp_path: Path) -> None:
    assert f"{URL}:8443/xlwings/custom-functions-meta.json" in addresses(written(tmp_path, f"{URL}:8443"))


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot write"):
        write_manifest(tmp_path / "absent" / "m.xml", URL, token=TOKEN)
