"""Rows we added under columns that somebody had just moved: our figures are under the wrong headers.

Such a row is recognised by what it holds: all that the base says we put into it, and its key among that. So it is
recognised as well after a repair that came too late, however often the columns have moved since.
"""

from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from tht_xl.sheets.journal import Journal
from tht_xl.sheets.matching import match_key
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.table import Cell, comparable, same
from tht_xl.sheets.write.overwritten import moved_columns


@dataclass(frozen=True, slots=True)
class MisplacedRow:
    """A row to put right.

    Attributes:
        key: Its key.
        cells: What each of its cells has to hold, by row and column counted from 0; None for one of ours to empty.
        figures: All that is ours in it, in the form in which cells are compared.
    """

    key: str
    cells: Mapping[tuple[int, int], Cell]
    figures: frozenset[tuple[str, object]] = frozenset()

    def has(self, content: Cell) -> bool:
        """Return whether a content is ours, or nothing."""
        return content is None or comparable(content) in self.figures


def misplaced_rows(
    journal: Journal,
    undo: Grid,
    data: Grid,
    base: Grid,
    key_column: int,
    *,
    is_harmed: bool = False,
    astray: Container[str | None] = (),
) -> list[MisplacedRow]:
    """Return the rows of ours whose figures are under the wrong headers.

    Args:
        journal: What the last write did.
        undo: What it found.
        data: The worksheet as it is now.
        base: The base as it is now.
        key_column: Where the keys are now.
        is_harmed: Whether the last write ran over something.
        astray: Keys that the last write put into rows that are not theirs, in the form in which they are compared.
    """
    has_moved = bool(moved_columns(journal, undo))
    if not (journal.fresh and has_moved) and not (journal.is_repair and (has_moved or is_harmed)):
        return []
    places, key_name = data.columns_by_header(), match_key(data.at(0, key_column))
    in_base = base.columns_by_header()
    if key_name not in in_base:
        return []
    ours: dict[str, dict[int, Cell]] = {}
    for row in range(1, base.used):
        # Our row as it has to be: by the column in which each header is now.
        cells = {places[name]: base.at(row, at) for name, at in in_base.items() if name in places}
        key = match_key(base.at(row, in_base[key_name]))
        if key is not None:
            ours[key] = cells
    changes = (change for entry in journal.entries for change in entry.changes)
    put_right = {match_key(change.after) for change in changes} if journal.is_repair else set[str | None]()
    found: list[MisplacedRow] = []
    for key, row in _rows_to_look_at(data, ours, key_column, astray):
        # A row that has lost its key, or that we were just putting right, may lack more of what is ours: a repair that
        # came too late ran over it. Then nothing else may be in the row.
        may_lack = key in put_right or match_key(data.at(row, key_column)) != key
        misplaced = _misplaced(key, ours[key], row, data, key_column, may_lack=may_lack, astray=astray)
        if misplaced is not None:
            found.append(misplaced)
    return found


def _rows_to_look_at(
    data: Grid, ours: Mapping[str, object], key_column: int, astray: Container[str | None]
) -> Iterator[tuple[str, int]]:
    """Yield each key of ours with its row: by the column of keys, or else by whichever cell holds the key."""
    keys = {row: match_key(data.at(row, key_column)) for row in range(1, data.used)}
    there = {key for key in keys.values() if key in ours and key not in astray}
    beside: dict[str, int] = {}
    for row, own in keys.items():
        # A row with a key of ours is that key's, unless we put it there by mistake.
        if own in ours and own not in astray:
            continue
        for cell in data.cells[row]:
            key = match_key(cell) if isinstance(cell, str) else None
            if key is not None and key in ours and key not in there and key != own:
                beside.setdefault(key, row)
                break
    for row, key in keys.items():
        # A key that was put into another's row counts there only where its own row is not to be found.
        if key is not None and key in ours and not (key in astray and key in beside):
            yield key, row
    yield from beside.items()


def _misplaced(
    key: str,
    ours: Mapping[int, Cell],
    row: int,
    data: Grid,
    key_column: int,
    *,
    may_lack: bool,
    astray: Container[str | None],
) -> MisplacedRow | None:
    wrong = {column: value for column, value in ours.items() if not same(data.at(row, column), value)}
    if not wrong:
        return None
    there = Counter(comparable(cell) for cell in data.cells[row])
    figures = Counter(comparable(value) for value in ours.values() if value is not None)
    # All of ours is in the row, and nothing of a person's is in a cell where it has to go: else it is left alone.
    is_complete = all(there[figure] >= count for figure, count in figures.items())
    is_only_ours = may_lack and there.keys() <= figures.keys() | {comparable(None)}
    is_free = all(
        _is_blank_or_ours(cell := data.at(row, column), figures) or (column == key_column and match_key(cell) in astray)
        for column in wrong
    )
    if not (is_complete or is_only_ours) or not is_free:
        return None
    cells: dict[tuple[int, int], Cell] = {(row, column): value for column, value in wrong.items()}
    for column, cell in enumerate(data.cells[row]):
        # What is left over of ours beside them, under a header that is not one of ours.
        if column not in ours and cell is not None and figures[comparable(cell)] > 0:
            cells[row, column] = None
    return MisplacedRow(str(ours.get(key_column, key)), cells, frozenset(figures))


def _is_blank_or_ours(cell: Cell, figures: Counter[tuple[str, object]]) -> bool:
    return cell is None or figures[comparable(cell)] > 0
