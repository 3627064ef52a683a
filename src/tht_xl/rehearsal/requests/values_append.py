"""values.append: rows below the table that a range points at."""

from typing import Any

from tht_xl.rehearsal.requests.values_read import Query, choice, one, renderer, value_range
from tht_xl.rehearsal.requests.values_write import input_option, response_query, update_answer, value_rows, write_rows
from tht_xl.rehearsal.spreadsheet import a1
from tht_xl.rehearsal.spreadsheet.grid_range import GridRange
from tht_xl.rehearsal.spreadsheet.lines import insert_lines
from tht_xl.rehearsal.spreadsheet.sheet import Sheet
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet


def table_at(sheet: Sheet, block: GridRange) -> GridRange | None:
    """Return the last table that lies in or touches the block: cells with values and no gap between them."""
    seed = _last_value(sheet, block)
    if seed is None:
        return None
    table = GridRange(seed[0], seed[1], seed[0] + 1, seed[1] + 1)
    while (grown := _grow(sheet, table)) != table:
        table = grown
    return table


def _last_value(sheet: Sheet, block: GridRange) -> tuple[int, int] | None:
    for row in range(min(block.bottom, len(sheet.rows)) - 1, block.top - 1, -1):
        for column in range(min(block.right, len(sheet.rows[row])) - 1, block.left - 1, -1):
            if sheet.has_value(row, column):
                return row, column
    return None


def _grow(sheet: Sheet, table: GridRange) -> GridRange:
    """Return the table with each neighbouring line that holds a value, corners included."""
    left, right = max(0, table.left - 1), min(sheet.column_count, table.right + 1)
    top, bottom = table.top, table.bottom
    while top and _any_value(sheet, top - 1, left, right):
        top -= 1
    while bottom < len(sheet.rows) and _any_value(sheet, bottom, left, right):
        bottom += 1
    rows = range(max(0, top - 1), min(len(sheet.rows), bottom + 1))
    wider_left = left < table.left and any(sheet.has_value(row, left) for row in rows)
    wider_right = right > table.right and any(sheet.has_value(row, table.right) for row in rows)
    return GridRange(top, left if wider_left else table.left, bottom, right if wider_right else table.right)


def _any_value(sheet: Sheet, row: int, left: int, right: int) -> bool:
    return any(cell is not None and cell.value is not None for cell in sheet.rows[row][left:right])


def append_values(draft: RehearsalSpreadsheet, text: str, query: Query, body: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Apply values.append to a draft and answer it. The grid grows where it has to."""
    option = input_option(one(query, "valueInputOption"))
    insert = choice(query, "insertDataOption", ("OVERWRITE", "INSERT_ROWS"), "OVERWRITE")
    rows = value_rows(body)
    found, block = draft.locate(text)
    sheet = draft.edit(found.id)
    table = table_at(sheet, block)
    top, left = (table.bottom, table.left) if table else (block.top, block.left)
    width = max(map(len, rows), default=0)
    if left + width > sheet.column_count:
        sheet.resize(sheet.row_count, left + width)
    if insert == "INSERT_ROWS" and rows and top < sheet.row_count:
        insert_lines(draft, sheet, "ROWS", top, len(rows))
    if top + len(rows) > sheet.row_count:
        sheet.resize(top + len(rows), sheet.column_count)
    draft.require_room()
    covered = GridRange(top, left, top + len(rows), left + width)
    if rows:
        write_rows(draft, a1.write(sheet.title, GridRange(top, left, top + 1, left + 1)), rows, option)
    updates = update_answer(draft, sheet, covered, rows)
    if one(query, "includeValuesInResponse") == "true":
        updates["updatedData"] = value_range(sheet, covered, renderer(response_query(query)))
    answer: dict[str, Any] = {"spreadsheetId": draft.id}
    if table:
        answer["tableRange"] = a1.write(sheet.title, table)
    return {**answer, "updates": updates}
