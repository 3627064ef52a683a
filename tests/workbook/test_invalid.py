"""Every broken return beside the findings that it must give."""

from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import pytest
from case_files import read_cases
from finding_lines import finding_lines

from tht_xl.model.definition import Framework
from tht_xl.model.finding import Scope
from tht_xl.workbook.check import check_return

FOLDER = Path(__file__).parent / "invalid"


def _cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['name']}")
        for path in sorted(FOLDER.glob("*.yaml"))
        for case in read_cases(path)
    ]


def _cell(content: object, make: Callable[..., object]) -> object:
    return make(**content) if isinstance(content, dict) else content


@pytest.fixture
def make(formula_cell: type, percent_cell: type) -> Callable[..., object]:
    def make(**content: object) -> object:
        if "formula" in content:
            return formula_cell(content["formula"], content["value"])
        if "percent" in content:
            return percent_cell(content["percent"])
        if "duration" in content:
            return timedelta(seconds=float(str(content["duration"])))
        return time.fromisoformat(str(content["time"])) if "time" in content else content["date"]

    return make


@pytest.mark.parametrize("case", _cases())
def test_findings_are_those_expected_and_rows_with_errors_alone_are_held_back(
    case: dict[str, Any], write_return: Callable[..., Path], make: Callable[..., object], framework: Framework
) -> None:
    cells = {address: _cell(content, make) for address, content in case["cells"].items()}

    done = check_return(write_return(cells), framework)

    assert finding_lines(done.report) == case["findings"]

    in_error = {int(f.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for f in done.report.errors if f.scope is Scope.ROW}
    assert {row.row for row in done.held_back} == in_error
    if done.report.is_held_back:
        assert done.observations.empty
    else:
        assert set(done.observations["row"]) & in_error == set()
        assert set(done.observations["row"]) | in_error >= {5, 6, 7, 8, 9}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        *((number, "R501") for number in (12.25, 12.2, 12.3)),
        *((number, "R503") for number in (12.1, 12.4, 12, 12.24, 12.26, 12.2549)),
    ],
)
def test_a_typed_value_agrees_where_it_is_a_rounding_of_its_counts(
    typed: float, code: str, write_return: Callable[..., Path], framework: Framework
) -> None:
    """245 of 2,000 are 12.25%: half-way, so either neighbour with one decimal is a rounding of it, 12.24 is not."""
    done = check_return(write_return({"D6": 245, "E6": 2000, "F6": typed}), framework)
    assert [f.code for f in done.report if f.cell == "F6" and f.code in {"R501", "R503"}] == [code]
