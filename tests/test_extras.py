"""The list of what is optional: complete, and the same as pyproject's."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import pytest

from tht_xl import extras
from tht_xl.errors import MissingExtraError
from tht_xl.extras import (
    PACKAGES,
    Package,
    is_installed,
    missing_extra,
    named_when_missing,
    packages_of,
    require_extras,
)

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
OWN = {"tht_xl", "uno", "unohelper", "custom_functions", "pytest"}
"""Ours, LibreOffice's, what the server's app imports from us, and pytest, which alone loads our plugin for it."""


def named_in(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!\[; ]", requirement)[0] for requirement in requirements}


def third_party_imports() -> set[str]:
    found: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
    tops = sys.stdlib_module_names | OWN
    return {name for name in found if name.partition(".")[0] not in tops}


@pytest.mark.slow
def test_everything_that_the_code_imports_is_listed() -> None:
    unlisted = {
        name for name in third_party_imports() if not any(name == p or name.startswith(f"{p}.") for p in PACKAGES)
    }
    assert unlisted == set()
    assert len(third_party_imports()) > 20


def test_the_list_says_the_same_as_the_project() -> None:
    optional = PROJECT["optional-dependencies"]
    for extra in set(optional) - {"all", "dev"}:
        listed = {package.name for package in PACKAGES.values() if package.extra == extra and not package.by}
        assert listed == named_in(optional[extra]), extra
    base = {package.name for package in PACKAGES.values() if not package.extra and not package.by}
    assert base == named_in(PROJECT["dependencies"])
    by = {package.by for package in PACKAGES.values() if package.by}
    assert by <= {package.name for package in PACKAGES.values()}


@pytest.mark.parametrize(
    ("module", "said"),
    [
        ("python_calamine", "python-calamine (extra workbook) is not installed. Install it with: "),
        ("xlsxwriter.utility", "XlsxWriter (extra workbook) is not installed"),
        ("google", "google-auth (extra sheets) is not installed"),
        ("google.auth.exceptions", "google-auth (extra sheets) is not installed"),
        ("typer", "typer (extra cli) is not installed"),
        ("uvicorn", "uvicorn (extra server) is not installed"),
        ("yaml", "PyYAML is not installed"),
    ],
)
def test_a_failed_import_names_the_package_and_its_extra(module: str, said: str) -> None:
    error = missing_extra(ModuleNotFoundError(f"No module named {module!r}", name=module))
    assert str(error).startswith(said)
    assert "\n" not in str(error)


@pytest.mark.parametrize("error", [ModuleNotFoundError("x", name="tht_xl.nothing"), ImportError("no name")])
def test_a_failed_import_of_anything_else_is_left_as_it_is(error: ImportError) -> None:
    assert missing_extra(error) is None
    with pytest.raises(ImportError) as raised, named_when_missing():
        raise error
    assert raised.value is error


def test_a_package_that_is_there_and_broken_is_installed_again() -> None:
    with pytest.raises(MissingExtraError) as raised, named_when_missing():
        raise ImportError("DLL load failed", name="python_calamine._python_calamine")
    said = str(raised.value)
    assert said.startswith("python-calamine (extra workbook) cannot be loaded (ImportError: DLL load failed). ")
    assert " install --force-reinstall " in said


def test_a_missing_extra_is_not_explained_twice() -> None:
    error = MissingExtraError("report", "Jinja2")
    with pytest.raises(MissingExtraError) as raised, named_when_missing():
        raise error
    assert raised.value is error


def test_all_that_is_missing_is_named_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = {"jinja2", "google.auth", "gspread", "formualizer"}  # no command needs the last of them
    monkeypatch.setattr(extras, "is_installed", lambda module: module not in absent)
    require_extras(["cli", "workbook"])
    with pytest.raises(MissingExtraError) as raised:
        require_extras(["workbook", "sheets", "report"])
    assert str(raised.value).startswith("gspread, google-auth, Jinja2 (extras sheets, report) are not installed. ")
    assert "[sheets,report]" in str(raised.value)


def test_what_is_installed() -> None:
    assert is_installed("yaml")
    assert is_installed("yaml.nodes")
    assert not is_installed("no_such_package.at_all")
    assert packages_of("sheets") == ["gspread", "google.auth", "google.oauth2", "requests"]
    assert PACKAGES["jinja2"] == Package("Jinja2", "report")
