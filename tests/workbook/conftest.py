"""Build small returns, one of which is right, so that each test says only what it makes wrong."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tht_xl.documents.addresses import column_number
from tht_xl.framework.load import load_framework
from tht_xl.model.definition import Framework, Indicator
from tht_xl.workbook.data_sheet.computed import compute

HEADINGS = (
    "Indicator", "Area", "Period", "Numerator", "Denominator", "Value", "Lower limit", "Upper limit",
    "Published value", "Published lower", "Published upper", "Source", "Note",
)  # fmt: skip
HEADER_ROW = 4
ROWS = (
    ("obesity", "Tower Hamlets", "2021/22", 335, 3065, None, None, None, 10.92985, None, None, "NCMP", None),
    ("obesity", "Tower Hamlets", "2022/23", 310, 2940, None, None, None, 10.54422, None, None, "NCMP", None),
    ("obesity", "England", "2022/23", None, None, 9.2, 9.1, 9.3, None, None, None, "NCMP", None),
    ("admissions", "Tower Hamlets", "2022/23", 120, 310000, None, None, None, None, None, None, "Hospital data", None),
    ("wellbeing", "Tower Hamlets", "2022/23", None, None, 7.1, 6.8, 7.4, None, None, None, "Survey", "Weighted"),
)
CREATED = datetime(2026, 11, 1)  # noqa: DTZ001 - the time zone of a workbook is not written
RESULTS = ("F", "G", "H")


class Percent(NamedTuple):
    """A number shown as a percentage."""

    number: float


class Formula(NamedTuple):
    """A formula and the result stored with it; None where none is."""

    text: str
    value: float | str | None


Cells = dict[str, Any]
"""What replaces the cells of the right return, by address; None clears a cell."""


@pytest.fixture(scope="session")
def framework() -> Framework:
    """The small framework beside this file."""
    return load_framework(Path(__file__).parent / "framework")


@pytest.fixture
def write_return(tmp_path: Path, framework: Framework) -> Callable[..., Path]:
    """Write the right return with some cells changed."""

    def write(
        cells: Cells | None = None, *, sheet: str = "Data", more: Callable[[Workbook, Worksheet], None] | None = None
    ) -> Path:
        path = tmp_path / "return.xlsx"
        with Workbook(path, {"strings_to_urls": False, "strings_to_formulas": False}) as workbook:
            workbook.set_properties({"created": CREATED})
            page = workbook.add_worksheet(sheet)
            contents = {**_right_cells(), **(cells or {})}
            contents = {**_formulas(contents, framework), **contents}
            for address, content in contents.items():
                _write(workbook, page, address, content)
            if more:
                more(workbook, page)
        return path

    return write


def _right_cells() -> Cells:
    rows = {HEADER_ROW: HEADINGS, **dict(enumerate(ROWS, start=HEADER_ROW + 1))}
    return {
        f"{chr(65 + column)}{row}": content
        for row, contents in rows.items()
        for column, content in enumerate(contents)
        if content is not None
    }


def _formulas(cells: Cells, framework: Framework) -> dict[str, Formula]:
    """The formulas of the rows with counts, and what Excel would have stored for them."""
    found: dict[str, Formula] = {}
    indicators = {indicator.id: indicator for indicator in framework.indicators}
    for row in sorted({int(address.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for address in cells}):
        indicator = indicators.get(str(cells.get(f"A{row}")))
        counts = [cells.get(f"{column}{row}") for column in "DE"]
        if indicator is None or not any(isinstance(count, int | float) for count in counts):
            continue
        for number, (column, value) in enumerate(zip(RESULTS, _results(indicator, counts), strict=True), start=1):
            found[f"{column}{row}"] = Formula(f"=INDEX(THT_VALUE_CI(A{row},D{row},E{row}),1,{number})", value)
    return found


def _results(indicator: Indicator, counts: list[Any]) -> list[float | str]:
    if None in counts:
        return ["#N/A"] * 3
    if not all(isinstance(count, int | float) for count in counts):
        return ["#VALUE!"] * 3
    count, base = (np.array([number], float) for number in counts)
    computed = compute([(indicator, np.array([0]))], count, base, is_national=np.array([False]))
    if computed.is_withheld[0]:
        return ["[c]"] * 3
    error = "#DIV/0!" if counts[1] == 0 else "#VALUE!"
    results = (computed.value[0], computed.lower[0], computed.upper[0])
    return [error if np.isnan(number) else float(number) for number in results]


def _write(workbook: Workbook, page: Worksheet, address: str, content: object) -> None:
    letters = address.rstrip("0123456789")
    row, column = int(address[len(letters) :]) - 1, column_number(letters)
    if isinstance(content, Percent):
        page.write_number(row, column, content.number, workbook.add_format({"num_format": "0%"}))
    elif isinstance(content, Formula):
        # XlsxWriter writes an empty result for an empty text.
        result = "" if content.value is None else content.value
        page.write_formula(row, column, content.text, None, result)  # pyright: ignore[reportArgumentType]
    elif isinstance(content, date):
        midnight = datetime.combine(content, time.min)
        page.write_datetime(row, column, midnight, workbook.add_format({"num_format": "mmm yyyy"}))
    elif isinstance(content, time | timedelta):
        shown_as = "[h]:mm" if isinstance(content, timedelta) else "hh:mm"
        page.write_datetime(row, column, content, workbook.add_format({"num_format": shown_as}))  # pyright: ignore[reportArgumentType]
    elif isinstance(content, str):
        page.write_string(row, column, content)
    elif content is not None:
        page.write(row, column, content)


@pytest.fixture
def formula_cell() -> type[Formula]:
    """A formula with its stored result."""
    return Formula


@pytest.fixture
def percent_cell() -> type[Percent]:
    """A number shown as a percentage."""
    return Percent
