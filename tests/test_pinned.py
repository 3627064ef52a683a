"""The development tools whose release matters are pinned in one place, pyproject.toml."""

from pathlib import Path

import pinned
import pytest

ROOT = Path(__file__).parents[1]


def test_the_pin_is_the_one_of_pyproject(capsys: pytest.CaptureFixture[str]) -> None:
    pinned.main("PHStatsMethods")

    requirement = capsys.readouterr().out.strip()
    assert f'"{requirement}"' in (ROOT / "pyproject.toml").read_text()
    assert "==" in requirement


def test_no_other_file_of_the_build_states_it() -> None:
    stating = [
        path.name for path in (ROOT / ".ci").iterdir() if path.is_file() and "PHStatsMethods==" in path.read_text()
    ]

    assert stating == []


def test_what_is_not_pinned_is_a_mistake() -> None:
    with pytest.raises(SystemExit, match="ruff is not pinned in the extra 'dev'"):
        pinned.main("ruff")
