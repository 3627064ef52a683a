"""A month to be closed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from closing_month import ClosingMonth


@pytest.fixture
def month(
    tmp_path: Path,
    write_return: Callable[..., Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> ClosingMonth:
    monkeypatch.setenv("THT_XL_TODAY", "2026-11-30")
    return ClosingMonth(tmp_path, write_return, capsys)
