"""A real LibreOffice for these tests: one for each process that runs tests."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from lacking import lacking
from worked_cases import Case
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from tht_xl.hosts.libreoffice import Office
from tht_xl.hosts.libreoffice.programs import office_folder

CaseBook = Callable[..., Callable[[dict[tuple[str, str], Any], Case], list[list[Any]]]]

_ERRORS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A")


@pytest.fixture(scope="session")
def libreoffice() -> Path:
    """Where LibreOffice is; without it the test skips, or fails where THT_REQUIRE_HOSTS is 1."""
    if shutil.which("soffice") is None:
        lacking("soffice is not installed")
    return office_folder()


@pytest.fixture(scope="session")
def office(libreoffice: Path) -> Iterator[Office]:
    with Office(folder=libreoffice) as running:
        yield running


@pytest.fixture(scope="session")
def write_cases() -> CaseBook:
    """Writes cases into a workbook as Excel would, and gives what reads a case's cells from recalculated ones."""

    def write(
        path: Path, cases: Sequence[Case], spell: Callable[[str], str] = str
    ) -> Callable[[dict[tuple[str, str], Any], Case], list[list[Any]]]:
        top, rows = 0, {}
        with Workbook(str(path)) as book:
            sheet = book.add_worksheet("Cases")
            style = book.add_format({"num_format": "dd/mm/yyyy"})
            for case in cases:
                rows[str(case)] = top
                top += 1 + _write_case(sheet, style, top, case, spell)

        def shown(cells: dict[tuple[str, str], Any], case: Case) -> list[list[Any]]:
            row = rows[str(case)]
            return [
                [cells.get(("Cases", xl_rowcol_to_cell(row + down, across))) for across in range(len(line))]
                for down, line in enumerate(as_rows(case.gives))
            ]

        return shown

    return write


def as_rows(given: Any) -> list[list[Any]]:
    return given if isinstance(given, list) else [[given]]


def _write_case(sheet: Worksheet, style: Any, top: int, case: Case, spell: Callable[[str], str]) -> int:
    """Arguments from the ninth column on, results from the first; gives the height."""
    gives, left, height, references = as_rows(case.gives), 8, 1, []
    for argument in case.cells:
        lines = as_rows(argument)
        for down, line in enumerate(lines):
            for across, cell in enumerate(line):
                _write_cell(sheet, style, top + down, left + across, cell)
        last = (top + len(lines) - 1, left + len(lines[0]) - 1)
        is_range = isinstance(argument, list)
        references.append(xl_range(top, left, *last) if is_range else xl_rowcol_to_cell(top, left))
        left, height = left + len(lines[0]), max(height, len(lines))
    formula = f"={spell(case.name)}({','.join(references)})"
    if len(gives) * len(gives[0]) > 1:
        sheet.write_array_formula(top, 0, top + len(gives) - 1, len(gives[0]) - 1, formula)
    else:
        sheet.write_formula(top, 0, formula)
    return max(height, len(gives))


def _write_cell(sheet: Worksheet, style: Any, row: int, column: int, cell: Any) -> None:
    if isinstance(cell, str) and cell in _ERRORS:
        sheet.write_formula(row, column, f"={cell}")
    elif isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, datetime):
        sheet.write_datetime(row, column, cell, style)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, datetime.combine(cell, time()), style)
    elif cell is not None:
        sheet.write_number(row, column, cell)
