"""Rows and columns inserted into a worksheet or taken out, with everything that points at them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from tht_xl.rehearsal.spreadsheet.cell import Cell, TypedFormula
from tht_xl.rehearsal.spreadsheet.formula_references import Shift, dragged_span, moved_span, shift_references
from tht_xl.rehearsal.spreadsheet.grid_range import Dimension, GridRange
from tht_xl.rehearsal.spreadsheet.refusal import ApiError
from tht_xl.rehearsal.spreadsheet.sheet import Row, Sheet
from tht_xl.rehearsal.spreadsheet.spreadsheet import RehearsalSpreadsheet

_SIDES: dict[Dimension, tuple[str, str]] = {
    "ROWS": ("startRowIndex", "endRowIndex"),
    "COLUMNS": ("startColumnIndex", "endColumnIndex"),
}
_FROZEN: dict[Dimension, str] = {"ROWS": "frozenRowCount", "COLUMNS": "frozenColumnCount"}


def insert_lines(draft: RehearsalSpreadsheet, sheet: Sheet, dimension: Dimension, at: int, count: int) -> None:
    """Insert empty rows or columns before a place; what was there moves down or right."""
    sheet.resize(
        sheet.row_count + (count if dimension == "ROWS" else 0),
        sheet.column_count + (count if dimension == "COLUMNS" else 0),
    )
    draft.require_room()
    if dimension == "ROWS":
        if at < len(sheet.rows):
            sheet.rows[at:at] = [[] for _ in range(count)]
    else:
        for row in sheet.rows:
            if at < len(row):
                row[at:at] = [None] * count
    _follow(draft, sheet, dimension, partial(moved_span, at=at, delta=count))


def delete_lines(draft: RehearsalSpreadsheet, sheet: Sheet, dimension: Dimension, start: int, end: int) -> None:
    """Take rows or columns out.

    Raises:
        ApiError: They are not all there, or nothing would be left.
    """
    word, size = ("row", sheet.row_count) if dimension == "ROWS" else ("column", sheet.column_count)
    if end > size:
        raise ApiError(
            f"Cannot delete a {word} that doesn't exist. Tried to delete {word} index {end - 1} "
            f"but there are only {size} {word}s."
        )
    if start == 0 and end == size:
        raise ApiError(f"You can't delete all the {word}s on the sheet.")
    if size - (end - start) <= sheet.grid.get(_FROZEN[dimension], 0) - _frozen_lost(sheet, dimension, start, end):
        raise ApiError(f"You can't delete all the non-frozen {word}s on the sheet.")
    lost = _frozen_lost(sheet, dimension, start, end)
    if lost:
        sheet.grid[_FROZEN[dimension]] -= lost
    if dimension == "ROWS":
        del sheet.rows[start:end]
        sheet.row_count -= end - start
    else:
        for row in sheet.rows:
            del row[start:end]
        sheet.column_count -= end - start
    _follow(draft, sheet, dimension, partial(moved_span, at=start, delta=start - end))


def move_lines(draft: RehearsalSpreadsheet, sheet: Sheet, dimension: Dimension, first: int, last: int, to: int) -> None:
    """Drag rows or columns to before another one, counted before anything moves; references follow.

    Raises:
        ApiError: They are not all there, or are dragged into themselves.
    """
    size = sheet.size[dimension]
    if last > size or to > size:
        raise ApiError(f"Cannot move beyond the grid, which has {size} {dimension.lower()}.")
    if first < to < last:
        raise ApiError("The destination of moved rows or columns must not lie among them.")
    at = to if to <= first else to - (last - first)
    if dimension == "ROWS":
        if first < len(sheet.rows) or at < len(sheet.rows):
            sheet.rows.extend([] for _ in range(max(last, to) - len(sheet.rows)))
            moved = sheet.rows[first:last]
            del sheet.rows[first:last]
            sheet.rows[at:at] = moved
    else:
        for row in sheet.rows:
            row.extend([None] * (max(last, to) - len(row)))
            cells = row[first:last]
            del row[first:last]
            row[at:at] = cells
            while row and row[-1] is None:
                row.pop()
    is_followed = draft.switches.metadata_follows_a_drag
    _follow(draft, sheet, dimension, partial(dragged_span, first=first, last=last, to=to), labels=is_followed)


def _frozen_lost(sheet: Sheet, dimension: Dimension, start: int, end: int) -> int:
    return max(0, min(end, sheet.grid.get(_FROZEN[dimension], 0)) - start)


def copy_looks(sheet: Sheet, dimension: Dimension, source: int, at: int, count: int) -> None:
    """Give freshly inserted lines the formats and validation rules of a neighbour, as inheritFromBefore asks."""
    if dimension == "ROWS":
        looks = [(c, cell) for _, c, cell in sheet.cells(GridRange(source, 0, source + 1, sheet.column_count))]
        for line in range(at, at + count):
            for column, cell in looks:
                _set_look(sheet, line, column, cell)
        return
    for row, _, cell in list(sheet.cells(GridRange(0, source, sheet.row_count, source + 1))):
        for line in range(at, at + count):
            _set_look(sheet, row, line, cell)


def _set_look(sheet: Sheet, row: int, column: int, like: Cell) -> None:
    if like.format or like.rule:
        sheet.put(row, column, Cell(format=like.format, rule=like.rule))


def _follow(
    draft: RehearsalSpreadsheet, sheet: Sheet, dimension: Dimension, shift: Shift, *, labels: bool = True
) -> None:
    _move_dimensions(sheet, dimension, shift)
    sheet.merges = [moved for block in sheet.merges if (moved := _moved_block(block, dimension, shift))]
    sheet.protected = [
        {**item, "range": moved} if "range" in item else item
        for item in sheet.protected
        if (moved := _moved_range(item.get("range", {}), dimension, shift)) is not None
    ]
    if sheet.basic_filter and "range" in sheet.basic_filter:
        moved = _moved_range(sheet.basic_filter["range"], dimension, shift)
        sheet.basic_filter = {**sheet.basic_filter, "range": moved} if moved is not None else None
    sheet.filter_views = [
        _moved_columns(view, shift) | {"range": moved} if dimension == "COLUMNS" else {**view, "range": moved}
        for view in sheet.filter_views
        if (moved := _moved_range(view["range"], dimension, shift)) is not None
    ]
    sheet.conditional_formats = [
        {**rule, "ranges": ranges}
        for rule in sheet.conditional_formats
        if (ranges := [m for each in rule["ranges"] if (m := _moved_range(each, dimension, shift)) is not None])
    ]
    draft.named_ranges = [
        {**named, "range": moved}
        for named in draft.named_ranges
        if (moved := _moved_range(named["range"], dimension, shift, only=sheet.id)) is not None
    ]
    if labels:
        draft.metadata = dict(_moved_labels(draft, sheet.id, dimension, shift))
    for other in list(draft.sheets):
        _shift_formulas(draft, other, sheet, dimension, shift)


def _moved_columns(view: dict[str, Any], shift: Shift) -> dict[str, Any]:
    """Return a filter view whose criteria and orders have gone with their columns; those of a deleted one are gone."""
    moved = dict(view)
    for name, column in (("filterSpecs", "columnIndex"), ("sortSpecs", "dimensionIndex")):
        if name in view:
            spans = [(each, shift(each.get(column, 0), each.get(column, 0) + 1)) for each in view[name]]
            moved[name] = [{**each, column: span[0]} for each, span in spans if span is not None]
    return moved


def _moved_labels(
    draft: RehearsalSpreadsheet, sheet_id: int, dimension: Dimension, shift: Shift
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield the developer metadata that is left, that of a moved row or column at its new place."""
    for number, item in draft.metadata.items():
        place = item["location"].get("dimensionRange")
        if place is None or (place["sheetId"], place["dimension"]) != (sheet_id, dimension):
            yield number, item
        elif (span := shift(place["startIndex"], place["endIndex"])) is not None:
            there = {**place, "startIndex": span[0], "endIndex": span[1]}
            yield number, {**item, "location": {**item["location"], "dimensionRange": there}}


def move_row_labels(draft: RehearsalSpreadsheet, sheet_id: int, rows: Mapping[int, int]) -> None:
    """Take the developer metadata of rows to where the rows went."""

    def shift(start: int, end: int) -> tuple[int, int]:
        at = rows.get(start, start)
        return at, at + end - start

    draft.metadata = dict(_moved_labels(draft, sheet_id, "ROWS", shift))


def _moved_block(block: GridRange, dimension: Dimension, shift: Shift) -> GridRange | None:
    span = (block.top, block.bottom) if dimension == "ROWS" else (block.left, block.right)
    moved = shift(*span)
    if moved is None:
        return None
    if dimension == "ROWS":
        return replace(block, top=moved[0], bottom=moved[1])
    return replace(block, left=moved[0], right=moved[1])


def _moved_range(
    given: dict[str, Any], dimension: Dimension, shift: Shift, only: int | None = None
) -> dict[str, Any] | None:
    start, end = _SIDES[dimension]
    if (only is not None and given.get("sheetId", 0) != only) or (start not in given and end not in given):
        return given
    moved = shift(given.get(start, 0), given.get(end, 2**31))
    if moved is None:
        return None
    return {**given, start: moved[0], **({end: moved[1]} if end in given else {})}


def _move_dimensions(sheet: Sheet, dimension: Dimension, shift: Shift) -> None:
    moved: dict[int, dict[str, Any]] = {}
    for line, looks in sheet.dimensions[dimension].items():
        span = shift(line, line + 1)
        if span:
            moved[span[0]] = looks
    sheet.dimensions[dimension] = moved
    groups: list[dict[str, Any]] = []
    for group in sheet.groups[dimension]:
        span = shift(group["range"]["startIndex"], group["range"]["endIndex"])
        if span:
            groups.append({**group, "range": {**group["range"], "startIndex": span[0], "endIndex": span[1]}})
    sheet.groups[dimension] = groups


def _shift_formulas(
    draft: RehearsalSpreadsheet, other: Sheet, sheet: Sheet, dimension: Dimension, shift: Shift
) -> None:
    changes: list[tuple[Row, int, TypedFormula]] = []
    for row in other.rows:
        for column, cell in enumerate(row):
            if cell is not None and isinstance(cell.value, TypedFormula):
                text = shift_references(cell.value.text, other.title, sheet.title, dimension, shift)
                if text != cell.value.text:
                    changes.append((row, column, TypedFormula(text)))
    if changes and draft.edit(other.id) is not other:
        # The rows found belong to the sheet as it was: find them again in the copy.
        _shift_formulas(draft, draft.edit(other.id), sheet, dimension, shift)
        return
    for row, column, formula in changes:
        cell = row[column]
        if cell is not None:
            row[column] = cell._replace(value=formula)
