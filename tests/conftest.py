"""Options and fixtures for all tests."""

import os
import shutil
from collections.abc import Callable

import pytest
from hypothesis import settings

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
        if found is None and os.environ.get("THT_REQUIRE_HOSTS") == "1":
            pytest.fail(f"{name} is not installed, and THT_REQUIRE_HOSTS is 1")
        if found is None:
            pytest.skip(f"{name} is not installed")
        return found

    return find
