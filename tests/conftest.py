"""Options and fixtures for all tests."""

import shutil
from collections.abc import Callable

import pytest
from hypothesis import settings
from lacking import lacking

# Machines are shared and noisy: how long one example takes says nothing.
settings.register_profile("tht_xl", deadline=None)
settings.load_profile("tht_xl")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-golden", action="store_true", help="Write tests/golden/demo_figures.csv from this run's figures."
    )


@pytest.fixture
def program() -> Callable[[str], str]:
    """Path of a program of the system; without it the test skips, or fails where THT_REQUIRE_HOSTS is 1."""

    def find(name: str) -> str:
        found = shutil.which(name)
        return found or lacking(f"{name} is not installed")

    return find
