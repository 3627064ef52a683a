"""A plan as part of an atomic batch: the cells people see, the new rows, and what to remember."""

from collections.abc import Iterable, Mapping

from tht_xl.sheets.hidden import BASE
from tht_xl.sheets.journal import Change, Entry, Fresh, Journal
from tht_xl.sheets.plan.plan import Plan
from tht_xl.sheets.read.snapshot import SheetReading, Snapshot
from tht_xl.sheets.table import Cell
from tht_xl.sheets.write.batch import Request, copy, extend, insert, resize, write, writes
from tht_xl.sheets.write.blocks import Rectangle
from tht_xl.sheets.write.envelope import Position, TabPart
from tht_xl.sheets.write.new_rows import NewRows


def part_of_plan(read: SheetReading, shot: Snapshot, plan: Plan, key_name: str) -> TabPart:
    """Return what a plan does to its tab.

    Args:
        read: What was read of the tab.
        shot: The tables in it.
        plan: What to do about them.
        key_name: Header of the keys.
    """
    data, base = read.state.sheet_ids[read.state.worksheet], read.state.sheet_ids[BASE]
    base_cells, fresh_base_row = _base_cells(read, shot, plan, key_name)
    fresh = Fresh(_first_new_row(read, shot), fresh_base_row, len(plan.appends)) if plan.appends else None
    work = [
        *writes(data, _written_cells(shot, plan)),
        *_new_rows(data, read, shot, plan, fresh),
        *_room(base, read, base_cells, fresh_base_row + len(plan.appends)),
        *writes(base, base_cells),
        *_new_base_rows(read, shot, fresh),
    ]
    return TabPart(read, _journal(shot, plan, key_name, fresh), work)


def _written_cells(shot: Snapshot, plan: Plan) -> dict[Position, Cell]:
    return {(shot.rows[w.key], shot.positions[w.column]): w.after for w in plan.writes}


def _first_new_row(read: SheetReading, shot: Snapshot) -> int:
    """Return the row below our last one: what people have below that, such as a row of totals, stays below."""
    rows = [shot.rows[key] for key in shot.base if key in shot.rows]
    return max(rows) + 1 if rows else read.data.used


def _new_rows(sheet_id: int, read: SheetReading, shot: Snapshot, plan: Plan, fresh: Fresh | None) -> Iterable[Request]:
    if fresh is None:
        return
    start = fresh.row
    if start >= read.data.height:
        yield extend(sheet_id, "ROWS", 1)
    # Rows of their own, never a remembered blank row: somebody may just have typed there.
    yield insert(sheet_id, "ROWS", start, len(plan.appends))
    for columns in _neighbours(shot.positions.values()):
        names = {column: name for name, column in shot.positions.items()}
        yield write(sheet_id, start, columns[0], NewRows(plan.appends, tuple(names[c] for c in columns)))


def _neighbours(columns: Iterable[int]) -> list[list[int]]:
    """Return columns, those next to each other together: a write must not touch what people have in between."""
    found: list[list[int]] = []
    for column in sorted(columns):
        if found and found[-1][-1] == column - 1:
            found[-1].append(column)
        else:
            found.append([column])
    return found


def _base_cells(read: SheetReading, shot: Snapshot, plan: Plan, key_name: str) -> tuple[dict[Position, Cell], int]:
    """Cells of the base to write, and the base's row of the first new row."""
    columns = _base_columns(read, shot)
    cells: dict[Position, Cell] = {(0, c): n for n, c in columns.items() if n not in shot.base_positions}
    adopted = [key for key in plan.base_changes if key not in shot.base_rows]
    start = max(read.base.used, 1)
    rows = dict(shot.base_rows) | {key: start + i for i, key in enumerate(adopted)}
    for key, changes in plan.base_changes.items():
        cells |= {(rows[key], columns[name]): value for name, value in changes.items()}
    cells |= {(rows[key], columns[key_name]): key for key in adopted}
    return cells, start + len(adopted)


def _new_base_rows(read: SheetReading, shot: Snapshot, fresh: Fresh | None) -> Iterable[Request]:
    """Yield requests that copy the base of new rows inside the server: half the bytes, and exactly what was written."""
    if not fresh:
        return
    data, base, columns = (
        read.state.sheet_ids[read.state.worksheet],
        read.state.sheet_ids[BASE],
        _base_columns(read, shot),
    )
    for name, column in shot.positions.items():
        area = Rectangle(fresh.row, column, fresh.count, 1)
        yield copy(data, area, base, (fresh.base_row, columns[name]), "PASTE_VALUES")


def _base_columns(read: SheetReading, shot: Snapshot) -> dict[str, int]:
    new = [name for name in shot.positions if name not in shot.base_positions]
    return dict(shot.base_positions) | {name: read.base.used_width + i for i, name in enumerate(new)}


def _room(sheet_id: int, read: SheetReading, cells: Mapping[Position, Cell], height: int) -> Iterable[Request]:
    width = max((column + 1 for _, column in cells), default=0)
    if height > read.base.height or width > read.base.width:
        yield resize(sheet_id, max(height, read.base.height), max(width, read.base.width))


def _journal(shot: Snapshot, plan: Plan, key_name: str, fresh: Fresh | None) -> Journal:
    entries: dict[str, list[Change]] = {}
    for w in plan.writes:
        entries.setdefault(w.key, []).append(Change(shot.positions[w.column], w.before, w.after))
    return Journal(
        key_column=shot.positions[key_name],
        header={column: name for name, column in shot.positions.items()},
        entries=tuple(Entry(shot.rows[key], key, tuple(changes)) for key, changes in entries.items()),
        fresh=fresh,
    )
