"""values.update, batchUpdate, clear and batchClear: rows of values into blocks of cells."""

from typing import Any

from tht_xl.documents.addresses import column_letters
from tht_xl.rehearsal.requests.values_read import Query, one, renderer, value_range
from tht_xl.rehearsal.spreadsheet import a1
from tht_xl.rehearsal.spreadsheet.cell import Cell, Scalar, checked_number, checked_text, with_value
from tht_xl.rehearsal.spreadsheet.entry import parse_entry
from tht_xl.rehearsal.spreadsheet.grid_range import GridRange, dimension_from_json
from tht_xl.rehearsal.spreadsheet.refusal import ApiError, require_object
from tht_xl.rehearsal.spreadsheet.sheet import Sheet
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet

INPUT_OPTIONS = ("RAW", "USER_ENTERED")
_VALUE_RANGE = frozenset({"range", "majorDimension", "values"})
_BATCH = frozenset(
    {"valueInputOption", "data", "includeValuesInResponse", "responseValueRenderOption", "responseDateTimeRenderOption"}
)
Values = list[list[Scalar | None]]


def value_rows(given: Any, where: str = "data") -> Values:  # noqa: ANN401 - JSON
    """Return the rows of a ValueRange.

    Raises:
        ApiError: It is not a ValueRange of scalars.
    """
    given = require_object(given, where, _VALUE_RANGE)
    rows = given.get("values", [])
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise ApiError(f"Invalid value at '{where}.values' (type.googleapis.com/google.protobuf.ListValue)")
    for place, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None and not isinstance(value, str | int | float):
                kind = "struct_value" if isinstance(value, dict) else "list_value"
                raise ApiError(f"Invalid {where}: Invalid values[{place}][{column}]: {kind}")
    if dimension_from_json(given.get("majorDimension", "ROWS"), f"{where}.majorDimension") == "ROWS":
        return rows
    height = max(map(len, rows), default=0)
    return [[column[i] if i < len(column) else None for column in rows] for i in range(height)]


def input_option(given: Any) -> str:  # noqa: ANN401 - JSON
    """RAW or USER_ENTERED; there is no default.

    Raises:
        ApiError: It is neither.
    """
    if given not in INPUT_OPTIONS:
        raise ApiError(
            "'valueInputOption' is required but not specified"
            if not given
            else f"Invalid value at 'value_input_option', \"{given}\""
        )
    return given


def enter(cell: Cell | None, value: Scalar, *, parse: bool, day_first: bool) -> Cell | None:
    """Return a cell with a new value, parsed as if typed or kept as it is; its format stays."""
    if not parse or not isinstance(value, str) or (cell and cell.number_format.get("type") == "TEXT"):
        return with_value(cell, _as_is(value))
    entry = parse_entry(value, day_first=day_first)
    changed = with_value(cell, entry.value)
    if entry.number_format and not (cell and cell.number_format):
        looks = {**((cell and cell.format) or {}), "numberFormat": entry.number_format}
        changed = (changed or Cell())._replace(format=looks)
    return changed


def _as_is(value: Scalar) -> Scalar | None:
    if isinstance(value, str):
        return checked_text(value) or None
    return value if isinstance(value, bool) else checked_number(value)


def write_rows(draft: RehearsalSpreadsheet, text: str, rows: Values, option: str) -> tuple[Sheet, GridRange]:
    """Write rows from the first cell of a range on; None leaves a cell as it is.

    Returns:
        The sheet and the block the values cover.

    Raises:
        ApiError: They do not fit the range or the grid.
    """
    found, limit = draft.locate(text)
    sheet = draft.edit(found.id)
    covered = GridRange(limit.top, limit.left, limit.top + len(rows), limit.left + max(map(len, rows), default=0))
    _require_fit(sheet, text, limit, covered)
    parse, day_first = option == "USER_ENTERED", draft.day_first
    for place, row in enumerate(rows, start=limit.top):
        old = sheet.line(place, limit.left, len(row))
        cells = [
            cell if value is None else enter(cell, value, parse=parse, day_first=day_first)
            for cell, value in zip(old, row, strict=True)
        ]
        sheet.put_line(place, limit.left, cells)
    return sheet, covered


def _require_fit(sheet: Sheet, text: str, limit: GridRange, covered: GridRange) -> None:
    # A single cell says only where to start; then the grid is the limit.
    end = sheet.block if limit.is_cell else limit
    over = ""
    if covered.bottom > end.bottom:
        over = f"row [{end.bottom + 1}]"
    elif covered.right > end.right:
        over = f"column [{column_letters(end.right)}]"
    if over:
        raise ApiError(f"Requested writing within range [{text}], but tried writing to {over}")


def update_answer(draft: RehearsalSpreadsheet, sheet: Sheet, covered: GridRange, rows: Values) -> dict[str, Any]:
    """Return an UpdateValuesResponse."""
    answer: dict[str, Any] = {"spreadsheetId": draft.id, "updatedRange": a1.write(sheet.title, covered)}
    if covered.height and covered.width:
        answer |= {"updatedRows": covered.height, "updatedColumns": covered.width, "updatedCells": sum(map(len, rows))}
    return answer


def response_query(given: dict[str, Any] | Query) -> Query:
    """Return the response options under the names that reading uses."""
    pairs = {
        "valueRenderOption": given.get("responseValueRenderOption"),
        "dateTimeRenderOption": given.get("responseDateTimeRenderOption"),
    }
    return {name: value if isinstance(value, list) else [str(value)] for name, value in pairs.items() if value}


def update_values(draft: RehearsalSpreadsheet, text: str, query: Query, body: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Apply values.update to a draft and answer it."""
    option = input_option(one(query, "valueInputOption"))
    rows = value_rows(body)
    inside = body.get("range") or text
    if inside != text and draft.locate(str(inside)) != draft.locate(text):
        raise ApiError(f"Requested updating range [{text}] but the data is for range [{inside}]")
    sheet, covered = write_rows(draft, text, rows, option)
    answer = update_answer(draft, sheet, covered, rows)
    if one(query, "includeValuesInResponse") == "true":
        answer["updatedData"] = value_range(sheet, covered, renderer(response_query(query)))
    return answer


def batch_update_values(draft: RehearsalSpreadsheet, body: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Apply values.batchUpdate to a draft, all or nothing, and answer it."""
    body = require_object(body, "body", _BATCH)
    option = input_option(body.get("valueInputOption"))
    responses, cells, rows_seen, columns_seen = [], 0, set[tuple[int, int]](), set[tuple[int, int]]()
    render = renderer(response_query(body))
    for place, data in enumerate(body.get("data", [])):
        rows = value_rows(data, f"data[{place}]")
        try:
            sheet, covered = write_rows(draft, str(data.get("range", "")), rows, option)
        except ApiError as error:
            raise error.under(f"data[{place}]") from error
        answer = update_answer(draft, sheet, covered, rows)
        if body.get("includeValuesInResponse") is True:
            answer["updatedData"] = value_range(sheet, covered, render)
        responses.append(answer)
        cells += sum(map(len, rows))
        rows_seen |= {(sheet.id, i) for i in range(covered.top, covered.bottom)}
        columns_seen |= {(sheet.id, j) for j in range(covered.left, covered.right)}
    return {
        "spreadsheetId": draft.id,
        "totalUpdatedRows": len(rows_seen),
        "totalUpdatedColumns": len(columns_seen),
        "totalUpdatedCells": cells,
        "totalUpdatedSheets": len({sheet for sheet, _ in rows_seen}),
        "responses": responses,
    }


def clear_block(draft: RehearsalSpreadsheet, text: str) -> str:
    """Take the values out of a range; formats and notes stay. Returns the range cleared."""
    found, block = draft.locate(text)
    sheet = draft.edit(found.id)
    for row, column, cell in list(sheet.cells(block)):
        sheet.put(row, column, with_value(cell, None))
    return a1.write(sheet.title, block)


def clear_values(draft: RehearsalSpreadsheet, text: str) -> dict[str, Any]:
    """Apply values.clear to a draft and answer it."""
    return {"spreadsheetId": draft.id, "clearedRange": clear_block(draft, text)}


def batch_clear_values(draft: RehearsalSpreadsheet, body: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Apply values.batchClear to a draft, all or nothing, and answer it."""
    body = require_object(body, "body", frozenset({"ranges"}))
    cleared: list[str] = []
    for place, text in enumerate(body.get("ranges", [])):
        try:
            cleared.append(clear_block(draft, str(text)))
        except ApiError as error:
            raise error.under(f"range[{place}]") from error
    return {"spreadsheetId": draft.id, "clearedRanges": cleared}
