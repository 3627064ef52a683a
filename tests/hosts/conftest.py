"""Formulas' cells as Office.js sends and shows them, for the hosts that it talks to."""

from datetime import date
from typing import Any

import pytest
from worked_cases import Case

from tht_xl.functions import CellError
from tht_xl.model.days import serial_of


def sent(cell: Any) -> Any:
    """A cell as Office.js sends it."""
    if isinstance(cell, date):
        return {"type": "FormattedNumber", "basicValue": serial_of(cell), "numberFormat": "dd/mm/yyyy"}
    if isinstance(cell, str) and cell in set(CellError):
        return {"type": "Error", "errorType": "NotAvailable", "basicType": "Error", "basicValue": cell}
    return cell


@pytest.fixture(scope="session")
def ranges() -> Any:
    """From a worked example to its arguments as Excel sends them: every one a range."""

    def make(case: Case) -> list[Any]:
        return [
            [list(map(sent, row)) for row in cell] if isinstance(cell, list) else [[sent(cell)]] for cell in case.cells
        ]

    return make


@pytest.fixture(scope="session")
def cells_shown() -> Any:
    """From rows of cells in Excel to what a worked example expects: a lone cell is itself where it expects one."""

    def read(rows: Any, case: Case) -> Any:
        if isinstance(case.gives, list):
            return rows
        assert len(rows) == len(rows[0]) == 1, rows
        return rows[0][0]

    return read
