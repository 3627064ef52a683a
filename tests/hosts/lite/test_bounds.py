"""The lower bounds of our dependencies: Pyodide's own versions of compiled packages must do for xlwings Lite."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PYODIDE = {"numpy": (2, 4), "scipy": (1, 18), "pandas": (3, 0), "pydantic": (2, 12), "pyyaml": (6, 0, 3)}
"""What Pyodide 314 ships."""


def bounds() -> dict[str, tuple[int, ...]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    found = (re.fullmatch(r"([\w.-]+)>=([\d.]+)", each) for each in project["dependencies"])
    return {each[1].lower(): numbers(each[2]) for each in found if each}


def numbers(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


@pytest.mark.parametrize("name", sorted(PYODIDE))
def test_pyodides_version_will_do(name: str) -> None:
    assert bounds()[name] <= PYODIDE[name]


def test_no_dependency_is_capped_or_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert len(bounds()) == len(project["dependencies"])


@pytest.mark.node
def test_the_table_is_that_of_the_pyodide_we_test_with() -> None:
    lock = ROOT / "tests/hosts/node/node_modules/pyodide/pyodide-lock.json"
    shipped = json.loads(lock.read_text())["packages"]
    for name, least in PYODIDE.items():
        assert numbers(shipped[name]["version"])[: len(least)] == least
