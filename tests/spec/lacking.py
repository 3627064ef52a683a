"""What a test does where something that it needs is not installed."""

import os
from typing import NoReturn

import pytest


def lacking(reason: str) -> NoReturn:
    """Skip the test with the reason; fail it where THT_REQUIRE_HOSTS is 1, as it is in CI."""
    if os.environ.get("THT_REQUIRE_HOSTS") == "1":
        pytest.fail(f"{reason}, and THT_REQUIRE_HOSTS is 1")
    pytest.skip(reason)
