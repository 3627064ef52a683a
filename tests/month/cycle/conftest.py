"""The office of these tests, on the second of November."""

from pathlib import Path

import pytest
from office import Office


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Office:
    def read() -> str:
        shown = capsys.readouterr()
        return shown.out + shown.err

    made = Office(tmp_path, monkeypatch, read)
    made.configure("Nov 2026")
    return made.on("2026-11-02")
