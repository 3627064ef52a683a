"""One read of the shared sheet, and the tables in it; refuses what cannot be synchronised without guessing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tht_xl.errors import SheetError
from tht_xl.sheets.a1 import address, quoted
from tht_xl.sheets.grid import Grid
from tht_xl.sheets.refusal import NotPreparedError
from tht_xl.sheets.state import BASE, STATE, UNDO, State
from tht_xl.sheets.table import NOT_KNOWN, Cell, Column, same


@dataclass(frozen=True, slots=True)
class Reading:
    """What one request brought back, nothing judged yet."""

    state: State
    state_height: int
    data: Grid
    base: Grid
    undo: Grid


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The tables of a reading.

    Attributes:
        theirs: Rows that people see, every column with a header, by key.
        rows: Where each key stands, counted from 0.
        positions: Where each managed column stands, counted from 0.
        base: What both sides held after the last synchronisation, by key.
        base_rows: Where each key stands in the base.
        base_positions: Where each managed column stands in the base; a new one is missing.
    """

    theirs: Mapping[str, Mapping[str, Cell]]
    rows: Mapping[str, int]
    positions: Mapping[str, int]
    base: Mapping[str, Mapping[str, Cell]]
    base_rows: Mapping[str, int]
    base_positions: Mapping[str, int]


def ranges(worksheet: str) -> list[str]:
    """The ranges of a read. The state comes first: if the rest is newer than it, the next write is refused."""
    return [quoted(title) for title in (STATE, worksheet, BASE, UNDO)]


def reading(answer: Mapping[str, Any], spreadsheet_id: str, worksheet: str) -> Reading:
    """Take a read apart.

    Raises:
        SheetError: The sheet was not prepared, or its state belongs to another spreadsheet or worksheet.
    """
    state_grid, data, base, undo = (Grid.from_values(part) for part in answer["valueRanges"])
    state = State.from_grid(state_grid)
    if state is None:
        raise not_prepared(spreadsheet_id)
    state.require(spreadsheet_id, worksheet)
    return Reading(state, state_grid.height, data, base, undo)


def not_prepared(spreadsheet_id: str) -> NotPreparedError:
    """The refusal of a spreadsheet without our hidden worksheets."""
    return NotPreparedError(
        "the spreadsheet is not prepared", where=spreadsheet_id, remedy="Run once with --apply, which prepares it"
    )


def snapshot(read: Reading, columns: Sequence[Column], worksheet: str, ours: frozenset[str]) -> Snapshot:
    """Find the tables in a reading.

    Args:
        read: What was read.
        columns: The managed columns, the key first.
        worksheet: Title of the worksheet, for messages.
        ours: Keys we compute. A key of nobody's interest may come twice.

    Raises:
        SheetError: A header or a key is missing or comes twice.
    """
    positions = header_positions(read.data, columns, worksheet)
    key_column = positions[columns[0].name]
    base, base_rows, base_positions = _base_table(read.base, columns, positions, read.data)
    rows = _key_rows(read.data, key_column, ours | base.keys(), worksheet)
    _refuse_lost_key(read.data, key_column, positions, base, rows, worksheet)
    headers = _all_headers(read.data, positions)
    theirs = {key: {name: read.data.at(row, column) for name, column in headers.items()} for key, row in rows.items()}
    return Snapshot(theirs, rows, positions, base, base_rows, base_positions)


def header_positions(data: Grid, columns: Sequence[Column], worksheet: str) -> dict[str, int]:
    """Where each managed column stands.

    Raises:
        SheetError: A header is missing from row 1, or stands there twice.
    """
    seen = Counter(data.header)
    missing = [column.name for column in columns if not seen[column.name]]
    twice = [column.name for column in columns if seen[column.name] > 1]
    if missing or twice:
        faults = [f"no column headed {', '.join(map(repr, missing))}"] if missing else []
        faults += [f"more than one column headed {', '.join(map(repr, twice))}"] if twice else []
        raise SheetError(
            f"row 1 has {' and '.join(faults)}",
            where=worksheet,
            remedy="Put the headers back as they were; the columns may stand in any order",
        )
    header = list(data.header)
    return {column.name: header.index(column.name) for column in columns}


def _all_headers(data: Grid, positions: Mapping[str, int]) -> dict[str, int]:
    headers: dict[str, int] = {}
    for column, name in enumerate(data.header):
        if name is not None and positions.get(str(name), column) == column:
            headers.setdefault(str(name), column)
    return headers


def _key_rows(data: Grid, key_column: int, important: frozenset[str], worksheet: str) -> dict[str, int]:
    rows: dict[str, int] = {}
    for row in range(1, data.used):
        key = data.at(row, key_column)
        if key is None:
            continue
        if str(key) in rows and str(key) in important:
            raise SheetError(
                f"the key {key!r} stands in rows {rows[str(key)] + 1} and {row + 1}",
                where=f"{worksheet}!{address(row, key_column)}",
                remedy="Delete the row that is not wanted, or its key",
            )
        rows.setdefault(str(key), row)
    return rows


def _base_table(
    base: Grid, columns: Sequence[Column], positions: Mapping[str, int], data: Grid
) -> tuple[dict[str, dict[str, Cell]], dict[str, int], dict[str, int]]:
    header = list(base.header)
    known = {column.name: header.index(column.name) for column in columns if column.name in header}
    key_name = columns[0].name
    if key_name not in known:
        return {}, {}, known
    rows = _key_rows(base, known[key_name], _every_key(base, known[key_name]), BASE)
    # A column that neither the base nor any person has ever filled is new: its cells were blank on both sides.
    new = [c.name for c in columns if c.name not in known and _is_blank(data, positions[c.name])]
    table = {
        key: {name: base.at(row, column) for name, column in known.items()} | dict.fromkeys(new)
        for key, row in rows.items()
    }
    return table, rows, known


def _every_key(grid: Grid, column: int) -> frozenset[str]:
    return frozenset(str(grid.at(row, column)) for row in range(1, grid.used))


def _is_blank(grid: Grid, column: int) -> bool:
    return all(grid.at(row, column) is None for row in range(1, grid.used))


def _refuse_lost_key(
    data: Grid,
    key_column: int,
    positions: Mapping[str, int],
    base: Mapping[str, Mapping[str, Cell]],
    rows: Mapping[str, int],
    worksheet: str,
) -> None:
    """A row that holds exactly what an absent key held has lost its key: it is not a deleted row."""
    absent = {key: cells for key, cells in base.items() if key not in rows}
    keyless = [row for row in range(1, data.used) if data.at(row, key_column) is None] if absent else []
    for row in keyless:
        for key, cells in absent.items():
            if _holds(data, row, key_column, positions, cells):
                raise SheetError(
                    f"the row has lost its key {key!r}",
                    where=f"{worksheet}!{address(row, key_column)}",
                    remedy="Type the key back; or delete the whole row if it is not wanted",
                )


def _holds(data: Grid, row: int, key_column: int, positions: Mapping[str, int], cells: Mapping[str, Cell]) -> bool:
    held = [
        (data.at(row, column), cells.get(name, NOT_KNOWN)) for name, column in positions.items() if column != key_column
    ]
    return any(now is not None for now, _ in held) and all(same(now, before) for now, before in held)
