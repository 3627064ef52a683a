"""Runs the worked examples of cases.yaml through `functions.call`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tht_xl.functions import REGISTRY, call

CASES = Path(__file__).with_name("cases.yaml")


def _cases() -> Iterator[Any]:
    for group in yaml.safe_load(CASES.read_text("utf-8")):
        for case in group["cases"]:
            name, *cells = case["call"]
            yield pytest.param(name, cells, case["gives"], case.get("within"), id=f"{name}: {case['what']}")


def _assert_shows(shown: object, expected: object, within: float | None) -> None:
    if isinstance(expected, list):
        assert isinstance(shown, list), shown
        assert len(shown) == len(expected), shown
        for one, other in zip(shown, expected, strict=True):
            _assert_shows(one, other, within)
    elif isinstance(expected, int | float) and not isinstance(expected, bool):
        assert isinstance(shown, float), shown
        assert shown == pytest.approx(expected, rel=0 if within else 1e-12, abs=within or 1e-12)
    else:
        assert shown == expected


@pytest.mark.parametrize(("name", "cells", "expected", "within"), list(_cases()))
def test_cell_shows(name: str, cells: list[object], expected: object, within: float | None) -> None:
    _assert_shows(call(name, *cells), expected, within)


def test_every_function_has_a_case() -> None:
    used = {case.values[0] for case in _cases()}
    assert used == set(REGISTRY) - {"THT_NOTE", "THT_VERSION"}
