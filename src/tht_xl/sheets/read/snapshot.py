"""One read of the shared sheet, and the tables in it; refuses what cannot be synchronised without guessing."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from tht_xl.documents.addresses import cell_name, quoted_title
from tht_xl.errors import SheetError
from tht_xl.sheets.connection.refusal import NotPreparedError
from tht_xl.sheets.hidden import BASE, STATE, base_of, undo_of
from tht_xl.sheets.matching import match_key
from tht_xl.sheets.read.changed_key import ChangedKey, MissingRows, changed_keys, row_without_key
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.read.header import header_positions, headings
from tht_xl.sheets.state import STATE_WIDTH, State
from tht_xl.sheets.table import Cell, Column


class TabCells(NamedTuple):
    """The cells of a tab, of its base and of its pre-image."""

    data: Grid
    base: Grid
    undo: Grid


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What one request brought back, nothing judged yet: `data`, `base` and `undo` are those of the first tab."""

    state: State
    state_height: int
    data: Grid
    base: Grid
    undo: Grid
    state_width: int = STATE_WIDTH
    more: Mapping[str, TabCells] = field(default_factory=dict[str, TabCells])

    def of_tab(self, title: str) -> "SheetReading":
        """Return what was read of a tab, as if it were the only one."""
        if title == self.state.worksheet:
            return replace(self, state=self.state.of_tab(title), more={})
        data, base, undo = self.more[title]
        return replace(self, state=self.state.of_tab(title), data=data, base=base, undo=undo, more={})


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The tables of a reading. Keys and headers are spelled as we spell them, whatever the sheet does.

    Attributes:
        theirs: Rows that people see, every column with a header, by key.
        rows: The row of each key, counted from 0.
        positions: The place of each managed column, counted from 0.
        base: What both sides held after the last synchronisation, by key.
        base_rows: The row of each key in the base.
        base_positions: The position of each managed column in the base; a new one is missing.
        changed_keys: Rows whose key somebody seems to have changed, so that ours is missing.
    """

    theirs: dict[str, dict[str, Cell]]
    rows: Mapping[str, int]
    positions: Mapping[str, int]
    base: Mapping[str, Mapping[str, Cell]]
    base_rows: Mapping[str, int]
    base_positions: Mapping[str, int]
    changed_keys: tuple[ChangedKey, ...] = ()


def ranges(tabs: Sequence[str]) -> list[str]:
    """Return the ranges of a read. The state comes first: if the rest is newer than it, the next write is refused."""
    titles = (title for number, tab in enumerate(tabs, 1) for title in (tab, base_of(number), undo_of(number)))
    return [quoted_title(title) for title in (STATE, *titles)]


def reading(answer: Mapping[str, Any], spreadsheet_id: str, tabs: Sequence[str]) -> SheetReading:
    """Take a read of the ranges of these tabs apart.

    Raises:
        SheetError: The sheet was not prepared, or its state belongs to another spreadsheet or worksheet.
    """
    state_grid, *grids = (Grid.from_values(part) for part in answer["valueRanges"])
    state = State.from_grid(state_grid)
    if state is None:
        raise not_prepared(spreadsheet_id)
    state.require(spreadsheet_id, tabs[0])
    state = state.spelled(tabs[0])
    first, *others = (TabCells(*grids[at : at + 3]) for at in range(0, len(grids), 3))
    # A worksheet of that title that the state does not know is somebody's own, until the sheet is prepared again.
    more = {title: cells for title, cells in zip(tabs[1:], others, strict=True) if title in state.more}
    return SheetReading(state, state_grid.height, *first, state_grid.width, more)


def not_prepared(spreadsheet_id: str) -> NotPreparedError:
    """Return the refusal of a spreadsheet without our hidden worksheets."""
    return NotPreparedError(
        "the spreadsheet is not prepared", where=spreadsheet_id, remedy="Run once with --apply, which prepares it"
    )


def snapshot(read: SheetReading, columns: Sequence[Column], worksheet: str, ours: frozenset[str]) -> Snapshot:
    """Find the tables in a reading.

    Args:
        read: What was read.
        columns: The managed columns, the key first.
        worksheet: Title of the worksheet, for messages.
        ours: Keys we compute. A key of nobody's interest may come twice.

    Raises:
        SheetError: A header or a key is missing or comes twice.
    """
    data = read.data
    positions = header_positions(data, columns, worksheet)
    in_base = read.base.columns_by_header()
    columns = [c for c in columns if c.name in positions and not _is_theirs(c, positions[c.name], data, in_base)]
    positions = {column.name: positions[column.name] for column in columns}
    key_column = positions[columns[0].name]
    spelling = {match_key(key): key for key in ours}
    known = {column.name: in_base[seen] for column in columns if (seen := match_key(column.name)) in in_base}
    base, base_rows = _base_table(read.base, columns, known, positions, data, spelling)
    spelling = {match_key(key): key for key in base} | spelling
    rows = _key_rows(data, key_column, spelling, worksheet)
    missing = MissingRows({key: cells for key, cells in base.items() if key not in rows}, positions, key_column)
    _refuse_lost_key(data, missing, worksheet)
    headed = headings(data, positions)
    theirs = {key: {name: _cell(data, row, at) for name, at in headed.items()} for key, row in rows.items()}
    return Snapshot(theirs, rows, positions, base, base_rows, known, changed_keys(data, missing, spelling, ours))


def _cell(data: Grid, row: int, columns: Sequence[int]) -> Cell:
    """Return a row's cell under a heading; where people have headed two columns alike, the text of both."""
    if len(columns) == 1:
        return data.at(row, columns[0])
    cells = [cell for column in columns if (cell := data.at(row, column)) is not None]
    return cells[0] if len(cells) == 1 else "\n".join(map(str, cells)) or None


def _key_rows(
    data: Grid, key_column: int, spelling: Mapping[str | None, str], worksheet: str, *, is_every_key_ours: bool = False
) -> dict[str, int]:
    """Return the row of each key: ours in our spelling, others in their own.

    Raises:
        SheetError: One of ours is there twice.
    """
    rows: dict[str, int] = {}
    for row in range(1, data.used):
        key = data.at(row, key_column)
        seen = match_key(key)
        if seen is None:
            continue
        name = spelling.get(seen, key if isinstance(key, str) else seen)
        if name in rows and (is_every_key_ours or seen in spelling):
            raise _twice(data, key_column, rows[name], row, worksheet)
        rows.setdefault(name, row)
    return rows


def _twice(data: Grid, key_column: int, first: int, second: int, worksheet: str) -> SheetError:
    key, other = data.at(first, key_column), data.at(second, key_column)
    if key == other:
        message = f"the key {key!r} is in rows {first + 1} and {second + 1}"
    else:
        message = (
            f"the keys {key!r} in {cell_name(first + 1, key_column)} and {other!r} in "
            f"{cell_name(second + 1, key_column)} differ "
            "only in invisible characters, in capitals or in the kind of dash"
        )
    return SheetError(
        message,
        where=f"{worksheet}!{cell_name(second + 1, key_column)}",
        remedy="Delete the row that is not wanted, or its key",
    )


def _base_table(
    base: Grid,
    columns: Sequence[Column],
    known: Mapping[str, int],
    positions: Mapping[str, int],
    data: Grid,
    spelling: Mapping[str | None, str],
) -> tuple[dict[str, dict[str, Cell]], dict[str, int]]:
    key_name = columns[0].name
    if key_name not in known:
        return {}, {}
    own = {
        match_key(key): str(key) for row in range(1, base.used) if (key := base.at(row, known[key_name])) is not None
    }
    rows = _key_rows(base, known[key_name], own | dict(spelling), BASE, is_every_key_ours=True)
    # A column that neither the base nor any person has ever filled is new: its cells were blank on both sides.
    new = [c.name for c in columns if c.name not in known and _is_blank(data, positions[c.name])]
    table = {
        key: {name: base.at(row, column) for name, column in known.items()} | dict.fromkeys(new)
        for key, row in rows.items()
    }
    return table, rows


def _is_theirs(column: Column, place: int, data: Grid, in_base: Container[str | None]) -> bool:
    """Return whether people had an optional column of this name, with something in it, before we ever filled it."""
    is_ours = not column.is_optional or match_key(column.name) in in_base
    return not is_ours and not _is_blank(data, place)


def _is_blank(grid: Grid, column: int) -> bool:
    return all(grid.at(row, column) is None for row in range(1, grid.used))


def _refuse_lost_key(data: Grid, missing: MissingRows, worksheet: str) -> None:
    """Refuse a row with exactly the contents of a missing row: it has lost its key, and was not deleted."""
    found = row_without_key(data, missing)
    if found:
        raise SheetError(
            f"the row has lost its key {found.key!r}",
            where=f"{worksheet}!{found.place}",
            remedy="Type the key back; or delete the whole row if it is not wanted",
        )
