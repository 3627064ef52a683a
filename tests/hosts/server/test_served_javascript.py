"""The case table through the JavaScript that the server serves, in Node and in Chromium. Excel itself is simulated."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from worked_cases import differences, worked_cases

from tht_xl.functions import REGISTRY

SCRIPTS = Path(__file__).parents[1] / "node"
TOKEN = "a-token-for-tests-only"  # noqa: S105 - for tests only
Program = Callable[[str], str]

pytestmark = pytest.mark.node

_RUNS: dict[str, Any] = {}


@pytest.fixture
def run(program: Program, served: Any, ranges: Any, tmp_path: Path) -> Callable[..., Any]:
    """What a script makes of all cases; each script runs once."""

    def of(script: str, *arguments: str) -> Any:
        node = program("node")
        if script not in _RUNS:
            cases = tmp_path / "cases.json"
            cases.write_text(json.dumps([{"name": case.name, "cells": ranges(case)} for case in worked_cases()]))
            done = subprocess.run(
                [node, SCRIPTS / script, served.origin, TOKEN, cases, *arguments],
                capture_output=True, text=True, timeout=300, check=False,
            )  # fmt: skip
            assert done.returncode == 0, done.stderr[-3000:]
            _RUNS[script] = json.loads(done.stdout)
        return _RUNS[script]

    return of


def test_cells_show_in_node_with_a_simulated_excel(run: Callable[..., Any]) -> None:
    results = run("served_in_node.mjs")["results"]
    assert differences([each["shows"] for each in results]) == []


def test_cells_show_in_chromium_with_a_simulated_excel(run: Callable[..., Any], program: Program) -> None:
    results = run("served_in_chromium.mjs", program("chromium"))["results"]
    assert differences([each["shows"] for each in results]) == []


@pytest.mark.parametrize("script", ["served_in_node.mjs", "served_in_chromium.mjs"])
def test_the_script_and_its_description_offer_the_same_functions_to_a_simulated_excel(
    run: Callable[..., Any], program: Program, script: str
) -> None:
    made = run(script, *([program("chromium")] if "chromium" in script else []))
    assert made["functions"] == made["known"] == sorted(REGISTRY)


@pytest.mark.parametrize("script", ["served_in_node.mjs", "served_in_chromium.mjs"])
def test_a_lone_value_error_carries_its_reason_in_a_simulated_excel(
    run: Callable[..., Any], program: Program, script: str
) -> None:
    made = run(script, *([program("chromium")] if "chromium" in script else []))
    place = next(at for at, case in enumerate(worked_cases()) if case.what == "a percentage as text is refused")
    assert made["results"][place]["says"] == 'Numerator is "57%"; expected a number from 0 up.'


def test_the_page_asks_no_other_server_but_microsofts_telemetry_in_a_simulated_excel(
    run: Callable[..., Any], program: Program
) -> None:
    """Microsoft's own office.js opens that frame; docs/server.md says so to those who want it blocked."""
    elsewhere = run("served_in_chromium.mjs", program("chromium"))["elsewhere"]
    assert {urlsplit(url).hostname for url in elsewhere} <= {"telemetryservice.firstpartyapps.oaspapps.com"}
