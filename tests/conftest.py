"""Options and fixtures for all tests."""

import shutil
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from hypothesis import settings
from lacking import lacking

# Machines are shared and noisy: how long one example takes says nothing.
settings.register_profile("tht_xl", deadline=None)
settings.register_profile("fast", deadline=None, max_examples=25)


def pytest_configure(config: pytest.Config) -> None:
    """Try fewer examples of each property where the slow tests are left out."""
    settings.load_profile("fast" if "not slow" in config.option.markexpr else "tht_xl")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-golden", action="store_true", help="Write tests/golden/demo_figures.csv from this run's figures."
    )


NODE = Path(__file__).parent / "hosts" / "node"
HOSTS = {"program", "libreoffice", "served"}
"""The fixtures that give a program of the system, LibreOffice, or a running server."""


MEDIUM = Path(__file__).parent / "medium.txt"
"""Tests that `.ci/medium_tests.py` has found to take a while, as module::function."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a host and what takes a while before `-m` chooses: nobody has to think of it."""
    medium = set(MEDIUM.read_text(encoding="utf-8").split())
    for item in items:
        path, _, name = item.nodeid.partition("[")[0].partition("::")
        if f"{path.removesuffix('.py').replace('/', '.')}{_in_class(name)}" in medium:
            item.add_marker("medium")
        if HOSTS.intersection(getattr(item, "fixturenames", ())) or item.get_closest_marker("node"):
            item.add_marker("hosts")


def _in_class(name: str) -> str:
    """Return the end of a test's name as JUnit's reports have it: a class belongs to the module."""
    *classes, function = name.split("::")
    return "".join(f".{each}" for each in classes) + f"::{function}"


@pytest.hookimpl(wrapper=True)
def pytest_collect_file() -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Read tests for their functions alone: the examples in docstrings, which pytest looks for too, are in src."""
    return [each for each in (yield) if type(each) is pytest.Module]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before anything is started for it: a test marked `node` needs Node and its packages."""
    if item.get_closest_marker("node") and not (shutil.which("node") and (NODE / "node_modules").is_dir()):
        lacking("Node or its packages are not installed: npm ci --prefix tests/hosts/node")


@pytest.fixture
def program() -> Callable[[str], str]:
    """Path of a program of the system; without it the test skips, or fails where THT_REQUIRE_HOSTS is 1."""

    def find(name: str) -> str:
        found = shutil.which(name)
        return found or lacking(f"{name} is not installed")

    return find
