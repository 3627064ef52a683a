"""xlwings Lite, as far as it can be shown without Excel: in Pyodide under Node, with numpy and scipy absent.

Proved: the package, its registry and its framework import in Pyodide beside pydantic's compiled core; every function
registers with xlwings; every cell of the case table is cleaned as in ordinary Python; and each case that needs no
arithmetic by numpy shows what it shows in every host. Not proved: the statistics (Pyodide's numpy and scipy are in no
package registry), and xlwings Lite and Excel themselves.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import distribution, version
from pathlib import Path
from typing import Any

import pytest
from lacking import lacking
from worked_cases import Case, assert_shows, worked_cases

import tht_xl
from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.cells import clean
from tht_xl.hosts import lite
from tht_xl.hosts.officejs import ERROR_TYPES

HERE = Path(__file__).parent
NODE = HERE.parent / "node"
PURE = ("pydantic", "annotated_types", "typing_extensions", "typing_inspection", "yaml", "xlwings")
ERRORS = {kind: str(error) for error, kind in ERROR_TYPES.items()}
WITHOUT_NUMPY = {"THT_INDICATOR", "THT_STATEMENT", "THT_FRAMEWORK", "THT_VERSION", "THT_NOTE"}
"""Functions of which some cases at least run without numpy; most others do too, where a cell decides the outcome."""

_RUN: dict[str, Any] = {}


def packages(folder: Path) -> Path:
    """The sources of everything that is pure Python, and of tht_xl."""
    folder.mkdir()
    plain = shutil.ignore_patterns("*.so", "*.pyd", "*.dylib", "__pycache__", "project")
    for name in PURE:
        found = importlib.util.find_spec(name)
        assert found
        assert found.origin
        source = Path(found.origin)
        if source.name == "__init__.py":
            shutil.copytree(source.parent, folder / name, ignore=plain)
        else:
            shutil.copy(source, folder)
    shutil.copytree(Path(tht_xl.__file__).parent, folder / "tht_xl", ignore=plain)
    metadata = folder / f"tht_xl-{version('tht_xl')}.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(distribution("tht_xl").read_text("METADATA") or "")
    for script in ("absent_numpy.py", "in_pyodide.py"):
        shutil.copy(HERE / script, folder)
    return folder


def compiled_core(folder: Path) -> Path:
    """pydantic's compiled core for Pyodide, of the version that is installed here."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", folder,
               "--platform", "pyemscripten_2026_0_wasm32", "--implementation", "cp", "--python-version", "314",
               "--abi", "cp314", f"pydantic_core=={version('pydantic_core')}"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode:
        lacking(f"pydantic_core for Pyodide cannot be had: {done.stderr.strip().splitlines()[-1:]}")
    return next(folder.glob("pydantic_core-*.whl"))


def distinct_cells() -> list[Any]:
    """Every cell of the case table that JSON can carry, once."""

    def cells(value: Any) -> list[Any]:
        return [cell for each in value for cell in cells(each)] if isinstance(value, list) else [value]

    found = [cell for case in worked_cases() for each in case.cells for cell in cells(each)]
    texts = {json.dumps(cell): cell for cell in found if cell is None or isinstance(cell, str | int | float)}
    return [cell for cell in texts.values() if cell is not None]


@pytest.fixture
def run(program: Callable[[str], str], ranges: Any, tmp_path: Path) -> Any:
    """What Pyodide made of the case table; it runs once."""
    node = program("node")
    if not _RUN:
        calls = []
        for case in worked_cases():
            given = ranges(case)
            calls.append([case.name, [given[0], given[1:]] if case.name == "THT_NOTE" else given])
        cases = tmp_path / "cases.json"
        cases.write_text(json.dumps({"calls": calls, "cells": distinct_cells()}))
        done = subprocess.run(
            [node, NODE / "pyodide.mjs", packages(tmp_path / "packages"), compiled_core(tmp_path), cases],
            capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-900:]
        _RUN.update(json.loads(done.stdout))
    return _RUN


@pytest.mark.node
def test_pyodide_without_numpy_registers_every_function(run: Any) -> None:
    assert run["registered"] == list(REGISTRY)
    assert run["pydantic_core"] == version("pydantic_core")


@pytest.mark.node
def test_pyodide_without_numpy_cleans_every_cell_as_ordinary_python_does(run: Any) -> None:
    assert run["cleaned"] == [repr(clean(cell)) for cell in distinct_cells()]


@pytest.mark.node
def test_pyodide_without_numpy_shows_every_case_that_needs_none_to_a_simulated_excel(
    run: Any, cells_shown: Any
) -> None:
    ran: list[Case] = []
    for case, result in zip(worked_cases(), run["results"], strict=True):
        if "shows" in result:
            rows = [[ERRORS[c["errorType"]] if isinstance(c, dict) else c for c in row] for row in result["shows"]]
            assert_shows(cells_shown(rows, case), case.gives, case.within)
            ran.append(case)
    assert {case.name for case in ran} >= WITHOUT_NUMPY
    assert len(ran) > len(worked_cases()) / 5, "fewer cases than when this was written ran without numpy"


def test_outside_xlwings_lite_the_import_line_gives_the_functions_and_registers_nothing() -> None:
    assert lite.__all__ == list(REGISTRY)
    assert vars(lite)["THT_PROPORTION"](57, 100) == 57
