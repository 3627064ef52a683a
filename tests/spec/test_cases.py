"""Runs the worked examples of cases.yaml through `functions.call`."""

import pytest
from worked_cases import Case, assert_shows, worked_cases

from tht_xl.functions import REGISTRY, call


@pytest.mark.parametrize("case", worked_cases(), ids=str)
def test_cell_shows(case: Case) -> None:
    assert_shows(call(case.name, *case.cells), case.gives, case.within)


def test_every_function_has_a_case() -> None:
    assert {case.name for case in worked_cases()} == set(REGISTRY)
