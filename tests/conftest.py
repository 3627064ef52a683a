"""Options and fixtures for all tests."""

import pytest
from hypothesis import settings

# Machines are shared and noisy: how long one example takes says nothing.
settings.register_profile("tht_xl", deadline=None)
settings.load_profile("tht_xl")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--write-golden", action="store_true", help="Write tests/golden/demo_figures.csv from this run's figures."
    )
