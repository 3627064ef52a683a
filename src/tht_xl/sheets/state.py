"""What the hidden worksheet _tht_state holds: which generation the sheet is at, and what the last write did.

Row 1 is the state. The rows below are the journal of the last write: with the pre-image in _tht_undo it tells,
at any later time and on any machine, whether that write ran over something a person had just typed.

How a run works. Google Sheets has no "write only if unchanged", so a run cannot keep people out between its read and
its write. It does three things instead. It writes everything in one batchUpdate, which happens wholly or not at all. It
begins that batch by creating a piece of metadata whose number follows from the generation: of two runs that read the
same generation, Google refuses the second. And the batch copies each cell, before changing it, into _tht_undo: what a
person typed in that moment can be found there afterwards, and is put back.

What a run finds when it reads, and what it does; `sync` goes through this until a row says "done":

| what it finds                                           | what it does                              | then       |
|---------------------------------------------------------|-------------------------------------------|------------|
| no state                                                | stop: the sheet has to be prepared first  | refused    |
| state of another spreadsheet or worksheet               | stop: this is a copy                      | refused    |
| the last write ran over something a person typed        | write the repair, as the next generation  | read again |
| a plan with changes                                     | write it, as the next generation          | see below  |
| a plan without changes                                  | nothing                                   | done       |

| what the write answers                                  | what that means                           | then       |
|---------------------------------------------------------|-------------------------------------------|------------|
| accepted, _tht_undo holds what had been read            | nobody was in the way                     | done       |
| accepted, _tht_undo holds something else                | a person was quicker than the write       | read again |
| refused                                                 | another run made this generation, or the  | read again |
|                                                         | sheet has changed its shape since         |            |
| no answer                                               | it happened or it did not                 | read again |

Reading again is always safe: whatever happened is in the state, and a write that did happen leaves an empty plan. Each
way round is counted, and a run gives up after so many of each kind, with the sheet whole.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tht_xl.errors import SheetError
from tht_xl.sheets.matching import matches
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.table import Cell, Formula, cell

STATE, BASE, UNDO, STAGE = "_tht_state", "_tht_base", "_tht_undo", "_tht_stage"
HIDDEN = (STATE, BASE, UNDO, STAGE)
"""The hidden worksheets."""

JOURNAL_ROW = 1
"""Where the journal begins in _tht_state, counted from 0."""

STATE_WIDTH = 6
"""How many columns the state has."""

_TITLE = "tht_xl keeps its place here: do not edit"


@dataclass(frozen=True, slots=True)
class Change:
    """One cell of a write.

    Attributes:
        column: Where it was, counted from 0.
        before: What we had read in it.
        after: What we put there.
        origin: In a repair: row and column where the content stood, so that a formula's references hold.
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

    def rows(self) -> list[list[Cell]]:
        """Return the journal as rows of cells."""
        fresh = self.fresh and [self.fresh.row, self.fresh.base_row, self.fresh.count]
        head = json.dumps([self.key_column, list(self.header.items()), fresh, self.is_repair])
        return [
            ["journal", head],
            *([float(e.row), e.key, json.dumps([change.to_json() for change in e.changes])] for e in self.entries),
        ]

    @classmethod
    def from_rows(cls, grid: Grid) -> "Journal":
        """Read the journal back; an empty one if the rows are blank.

        Raises:
            SheetError: Somebody has edited the hidden worksheet.
        """
        if grid.at(JOURNAL_ROW, 0) is None:
            return cls()
        try:
            key_column, header, fresh, is_repair = json.loads(str(grid.at(JOURNAL_ROW, 1)))
            return cls(
                key_column,
                {int(column): name for column, name in header},
                tuple(_entry(grid, row) for row in range(JOURNAL_ROW + 1, grid.used)),
                Fresh(*fresh) if fresh else None,
                is_repair,
            )
        except (ValueError, TypeError, KeyError) as error:
            raise _edited_error() from error


def _entry(grid: Grid, row: int) -> Entry:
    place, changes = grid.at(row, 0), json.loads(str(grid.at(row, 2)))
    if not isinstance(place, float):
        raise TypeError(place)
    return Entry(int(place), grid.at(row, 1), tuple(map(Change.from_json, changes)))


@dataclass(frozen=True, slots=True)
class State:
    """The state of the sheet.

    Attributes:
        generation: Writes so far. Two runs cannot both make the next one.
        spreadsheet_id: The spreadsheet this state was made for; another one in a copied workbook.
        worksheet: Title of the worksheet that people see.
        sheet_ids: Google's numbers of the worksheets, by title.
        run: Which run made the last write.
        journal: What the last write did.
    """

    generation: int
    spreadsheet_id: str
    worksheet: str
    sheet_ids: Mapping[str, int]
    run: str = ""
    journal: Journal = field(default_factory=Journal)

    def rows(self) -> list[list[Cell]]:
        """Return the state and its journal as rows of cells."""
        ids = json.dumps(dict(self.sheet_ids))
        first: list[Cell] = [_TITLE, float(self.generation), self.spreadsheet_id, self.worksheet, ids, self.run]
        return [first, *self.journal.rows()]

    @classmethod
    def from_grid(cls, grid: Grid) -> "State | None":
        """Read the state; None if the sheet was never prepared.

        Raises:
            SheetError: Somebody has edited the hidden worksheet.
        """
        if grid.at(0, 0) is None:
            return None
        generation, spreadsheet_id, worksheet, ids, run = (grid.at(0, column) for column in range(1, STATE_WIDTH))
        try:
            if not isinstance(generation, float):
                raise TypeError(generation)
            sheet_ids = {str(title): int(number) for title, number in json.loads(str(ids)).items()}
        except (ValueError, TypeError, AttributeError) as error:
            raise _edited_error() from error
        return cls(int(generation), str(spreadsheet_id), str(worksheet), sheet_ids, str(run), Journal.from_rows(grid))

    def require(self, spreadsheet_id: str, worksheet: str) -> None:
        """Refuse a state that belongs to something else.

        Raises:
            SheetError: The workbook is a copy, or was prepared for another worksheet.
        """
        if self.spreadsheet_id != spreadsheet_id:
            raise SheetError(
                f"this spreadsheet is a copy of {self.spreadsheet_id}",
                where=spreadsheet_id,
                remedy="Use the original; or, to go on with the copy, delete its hidden worksheets "
                f"{', '.join(HIDDEN)} and prepare it again",
            )
        if not matches(self.worksheet, worksheet):
            raise SheetError(
                f"the spreadsheet was prepared for the worksheet {self.worksheet!r}, not {worksheet!r}",
                where=spreadsheet_id,
                remedy="Correct the worksheet's name in the configuration, or use a spreadsheet of its own",
            )


def token_id(spreadsheet_id: str, generation: int) -> int:
    """Return the metadata id that stands for a generation: whoever creates it first makes that generation's write.

    Examples:
        >>> token_id("a", 1) != token_id("a", 2), 0 < token_id("a", 1) < 2**31
        (True, True)
    """
    digest = hashlib.sha256(f"{spreadsheet_id}:{generation}".encode()).digest()
    return int.from_bytes(digest[:4]) % (2**31 - 1) + 1


def _edited_error() -> SheetError:
    return SheetError(
        "the hidden worksheet has been edited",
        where=STATE,
        remedy="Put it back with File > Version history; or delete it and prepare the sheet again: nothing is lost, "
        "but differing cells will be reported as conflicts once",
    )
