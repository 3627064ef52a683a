"""values.get and values.batchGet: blocks of cells as rows of values."""

from collections.abc import Callable
from typing import Any, Literal

from tht_xl.rehearsal.spreadsheet import a1
from tht_xl.rehearsal.spreadsheet.cell import Cell, TypedFormula, plain_number
from tht_xl.rehearsal.spreadsheet.display import CLOCK_TYPES
from tht_xl.rehearsal.spreadsheet.grid_range import GridRange, dimension_from_json
from tht_xl.rehearsal.spreadsheet.refusal import ApiError
from tht_xl.rehearsal.spreadsheet.sheet import Sheet
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet

Rendered = bool | int | float | str
Renderer = Callable[[Cell], Rendered]
Query = dict[str, list[str]]


def one(query: Query, name: str, default: str = "") -> str:
    """Return the last value of a query parameter."""
    return query.get(name, [default])[-1] or default


def choice(query: Query, name: str, allowed: tuple[str, ...], default: str) -> str:
    """Return a query parameter that must be one of a few words.

    Raises:
        ApiError: It is another.
    """
    given = one(query, name, default)
    if given not in allowed:
        raise ApiError(f"Invalid value at '{name}', \"{given}\"; expected one of: {', '.join(allowed)}")
    return given


def renderer(query: Query) -> Renderer:
    """Return how cells become values: by valueRenderOption and dateTimeRenderOption."""
    option = choice(query, "valueRenderOption", ("FORMATTED_VALUE", "UNFORMATTED_VALUE", "FORMULA"), "FORMATTED_VALUE")
    clock = choice(query, "dateTimeRenderOption", ("SERIAL_NUMBER", "FORMATTED_STRING"), "SERIAL_NUMBER")
    if option == "FORMATTED_VALUE":
        return lambda cell: cell.text
    return lambda cell: _raw(cell, formulas=option == "FORMULA", clock_as_text=clock == "FORMATTED_STRING")


def _raw(cell: Cell, *, formulas: bool, clock_as_text: bool) -> Rendered:
    value = cell.value
    if isinstance(value, TypedFormula):
        if formulas:
            return value.text
        value = value.result
    if value is None:
        return ""
    if type(value) is str or isinstance(value, bool):
        return value
    if clock_as_text and cell.format and cell.number_format.get("type") in CLOCK_TYPES:
        return cell.text
    return plain_number(value)


def rendered_rows(sheet: Sheet, block: GridRange, render: Renderer) -> list[list[Rendered]]:
    """Return the block as rows, without the empty end of each row and the empty rows at the end."""
    rows: list[list[Rendered]] = []
    for cells in sheet.rows[block.top : block.bottom]:
        row = [render(cell) if cell is not None else "" for cell in cells[block.left : block.right]]
        while row and row[-1] == "":
            row.pop()
        rows.append(row)
    while rows and not rows[-1]:
        rows.pop()
    return rows


def by_columns(rows: list[list[Rendered]]) -> list[list[Rendered]]:
    """Return the same values as columns."""
    width = max(map(len, rows), default=0)
    columns: list[list[Rendered]] = [[row[i] if i < len(row) else "" for row in rows] for i in range(width)]
    for column in columns:
        while column and column[-1] == "":
            column.pop()
    return columns


def value_range(
    sheet: Sheet, block: GridRange, render: Renderer, major: Literal["ROWS", "COLUMNS"] = "ROWS"
) -> dict[str, Any]:
    """Return a block as a ValueRange; one without values has no `values`, as at Google."""
    rows = rendered_rows(sheet, block, render)
    answer: dict[str, Any] = {"range": a1.write(sheet.title, block), "majorDimension": major}
    if rows:
        answer["values"] = by_columns(rows) if major == "COLUMNS" else rows
    return answer


def get_values(spreadsheet: RehearsalSpreadsheet, text: str, query: Query) -> dict[str, Any]:
    """Answer to values.get."""
    sheet, block = spreadsheet.locate(text)
    major = dimension_from_json(one(query, "majorDimension", "ROWS"), "majorDimension")
    return value_range(sheet, block, renderer(query), major)


def batch_get_values(spreadsheet: RehearsalSpreadsheet, query: Query) -> dict[str, Any]:
    """Answer to values.batchGet."""
    answer: dict[str, Any] = {"spreadsheetId": spreadsheet.id}
    if query.get("ranges"):
        answer["valueRanges"] = [get_values(spreadsheet, text, query) for text in query["ranges"]]
    return answer
