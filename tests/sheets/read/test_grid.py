"""A worksheet as it was read, from each kind of answer."""

import json
from typing import Any

import pytest

from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.table import Formula

ROW = [{"userEnteredValue": {"formulaValue": "=A1"}}, {}, {"userEnteredValue": {"stringValue": "=A1"}},
       {"userEnteredValue": {"boolValue": False}}, {"userEnteredValue": {"numberValue": 0}}]  # fmt: skip
SPREADSHEET = {
    "sheets": [{"properties": {"title": "_tht_undo"}, "data": [{"rowData": [{"values": ROW}, {}, {"values": [{}]}]}]}]
}


def grids() -> list[Grid]:
    """The same cells, as a read of a spreadsheet gives them and as a write sends them back."""
    answer = {"updatedSpreadsheet": SPREADSHEET, "replies": [{"addSheet": {}}]}
    return [Grid.from_spreadsheet(SPREADSHEET), Grid.from_write(json.dumps(answer).encode())["_tht_undo"]]


@pytest.mark.parametrize("grid", grids(), ids=["read", "written"])
def test_a_formula_is_told_from_a_text_that_looks_like_one(grid: Grid) -> None:
    assert grid.cells == [["=A1", None, "=A1", False, 0.0], [], [None]]
    assert [isinstance(cell, Formula) for cell in grid.cells[0]] == [True, False, False, False, False]


@pytest.mark.parametrize("answer", [{}, {"updatedSpreadsheet": {}}, {"updatedSpreadsheet": {"sheets": [{}]}}])
def test_an_answer_without_a_cell_has_no_worksheet(answer: Any) -> None:
    assert Grid.from_write(json.dumps(answer).encode()) == {}
