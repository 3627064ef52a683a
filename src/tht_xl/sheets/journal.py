"""What the last write of the shared sheet did, as _tht_state keeps it below its first row."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tht_xl.errors import SheetError
from tht_xl.model.vocabulary import WITHHELD
from tht_xl.sheets.hidden import STATE
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.table import Cell, Formula, cell

_HEAD = "journal"

JOURNAL_ROW = 1
"""Where the journal begins in _tht_state, counted from 0."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of a write.

    Attributes:
        column: Where it was, counted from 0.
        before: What we had read in it.
        after: What we put there.
        origin: In a repair: row and column where the content was, so that a formula's references hold.
    """

    column: int
    before: Cell
    after: Cell
    origin: tuple[int, int] | None = None

    def to_json(self) -> list[Any]:
        """Return the change as the journal writes it."""
        after = {"formula": str(self.after)} if isinstance(self.after, Formula) else self.after
        return [self.column, self.before, after, *(self.origin or ())]

    @classmethod
    def from_json(cls, parts: list[Any]) -> "Change":
        """Return the inverse of `to_json`."""
        column, before, after, *origin = parts
        after = Formula(after["formula"]) if isinstance(after, dict) else cell(after)
        return cls(int(column), cell(before), after, (int(origin[0]), int(origin[1])) if origin else None)


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a write: where we believed the key to be, and its cells."""

    row: int
    key: Cell
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Fresh:
    """New rows: where they were put, and where the base has them, in the same order."""

    row: int
    base_row: int
    count: int


@dataclass(frozen=True, slots=True)
class Journal:
    """What the last write did.

    Attributes:
        key_column: Where the keys were when we read.
        header: Headers by position, as we read them, of the key and every managed column.
        entries: Rows written to.
        fresh: Rows added; None for none.
        is_repair: Whether the write put people's cells back, so that it has no base of its own.
    """

    key_column: int = 0
    header: Mapping[int, Cell] = field(default_factory=dict[int, Cell])
    entries: tuple[Entry, ...] = ()
    fresh: Fresh | None = None
    is_repair: bool = False

    @property
    def holds_withheld(self) -> bool:
        """Whether it still says what a cell held that the write withheld: a figure that was shown, and must go."""
        changes = (change for entry in self.entries for change in entry.changes)
        return any(each.after in WITHHELD and each.before not in (None, "", *WITHHELD) for each in changes)

    def rows(self, tab: str = "") -> list[list[Cell]]:
        """Return the journal as rows of cells; that of a tab beyond the first bears its title."""
        fresh = self.fresh and [self.fresh.row, self.fresh.base_row, self.fresh.count]
        head = json.dumps([self.key_column, list(self.header.items()), fresh, self.is_repair])
        return [
            [_HEAD, head, tab] if tab else [_HEAD, head],
            *([float(e.row), e.key, json.dumps([change.to_json() for change in e.changes])] for e in self.entries),
        ]

    @classmethod
    def from_rows(cls, grid: Grid) -> "dict[str, Journal]":
        """Read the journals back by the title of their tab, "" for the first; none if the rows are blank.

        Raises:
            SheetError: Somebody has edited the hidden worksheet.
        """
        rows = range(JOURNAL_ROW, grid.used)
        heads = [row for row in rows if grid.at(row, 0) == _HEAD]
        if grid.at(JOURNAL_ROW, 0) is not None and heads[:1] != [JOURNAL_ROW]:
            raise edited_error()
        ends = [*heads[1:], grid.used][: len(heads)]
        return {str(grid.at(head, 2) or ""): cls._of(grid, head, end) for head, end in zip(heads, ends, strict=True)}

    @classmethod
    def _of(cls, grid: Grid, head: int, end: int) -> "Journal":
        try:
            key_column, header, fresh, is_repair = json.loads(str(grid.at(head, 1)))
            return cls(
                key_column,
                {int(column): name for column, name in header},
                tuple(_entry(grid, row) for row in range(head + 1, end)),
                Fresh(*fresh) if fresh else None,
                is_repair,
            )
        except (ValueError, TypeError, KeyError) as error:
            raise edited_error() from error


def _entry(grid: Grid, row: int) -> Entry:
    place, changes = grid.at(row, 0), json.loads(str(grid.at(row, 2)))
    if not isinstance(place, float):
        raise TypeError(place)
    return Entry(int(place), grid.at(row, 1), tuple(map(Change.from_json, changes)))


def edited_error() -> SheetError:
    """Return the refusal of a state that somebody has changed by hand."""
    return SheetError(
        "the hidden worksheet has been edited",
        where=STATE,
        remedy="Put it back with File > Version history; or delete it and prepare the sheet again: nothing is lost, "
        "but differing cells will be reported as conflicts once",
    )
