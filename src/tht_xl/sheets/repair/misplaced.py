"""Rows we added under columns that somebody had just moved: our figures are under the wrong headers."""

from collections.abc import Mapping
from dataclasses import dataclass

from tht_xl.sheets.journal import Journal
from tht_xl.sheets.matching import match_key
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.table import Cell, same
from tht_xl.sheets.write.overwritten import moved_columns


@dataclass(frozen=True, slots=True)
class MisplacedRow:
    """A row to put right: its cells go blank, and the next plan writes its figures again.

    Attributes:
        key: Its key.
        cells: Where cells of ours still are, by row and column counted from 0.
        columns: Headers of the cells.
        is_keyless: Whether the key, too, is under a wrong header: then the row is not one of ours any more.
    """

    key: str
    cells: tuple[tuple[int, int], ...]
    columns: tuple[str, ...]
    is_keyless: bool


def misplaced_rows(journal: Journal, undo: Grid, data: Grid, base: Grid) -> list[MisplacedRow]:
    """Return the rows the last write added, if it added them under columns that had moved.

    Args:
        journal: What the write did.
        undo: What it found.
        data: The worksheet as it is now.
        base: The base as it is now, which has the same rows in the same order.
    """
    fresh, moved = journal.fresh, moved_columns(journal, undo)
    if not fresh or not moved:
        return []
    places = data.columns_by_header()
    now = {column: places.get(match_key(undo.at(0, column)), column) for column in journal.header}
    rows: dict[str | None, int] = {}
    for row in range(1, data.used):
        rows.setdefault(match_key(data.at(row, now[journal.key_column])), row)
    places = base.columns_by_header()
    in_base = {column: places.get(match_key(name), -1) for column, name in journal.header.items()}
    added = (
        {column: base.at(fresh.base_row + i, at) for column, at in in_base.items() if at >= 0}
        for i in range(fresh.count)
    )
    return [_find_misplaced(journal, now, data, rows, ours, is_keyless=journal.key_column in moved) for ours in added]


def _find_misplaced(
    journal: Journal,
    now: Mapping[int, int],
    data: Grid,
    rows: Mapping[str | None, int],
    ours: Mapping[int, Cell],
    *,
    is_keyless: bool,
) -> MisplacedRow:
    key = ours.get(journal.key_column)
    row = None if key is None else rows.get(match_key(key))
    cells = [
        (row, now[column])
        for column, value in ours.items()
        # Without the row (somebody has deleted it) no cell is ours for certain.
        if row is not None and value is not None and same(data.at(row, now[column]), value)
        if is_keyless or column != journal.key_column
    ]
    columns = tuple(str(name) for column, name in journal.header.items() if column != journal.key_column)
    return MisplacedRow(str(key), tuple(cells), columns, is_keyless)
