"""What the hidden worksheet _tht_state holds: which generation the sheet is at, and what the last write did.

Row 1 is the state. The rows below are the journal of the last write: with the pre-image in _tht_undo it tells,
at any later time and on any machine, whether that write ran over something a person had just typed.

How a run works. Google Sheets has no "write only if unchanged", so a run cannot keep people out between its read and
its write. It does three things instead. It writes everything in one batchUpdate, which happens wholly or not at all. It
begins that batch by creating a piece of metadata whose number follows from the generation: of two runs that read the
same generation, Google refuses the second. And the batch copies each cell, before changing it, into _tht_undo: what a
person typed in that moment can be found there afterwards, and is put back.

What a run finds when it reads, and what it does; `step` goes through this until a row says "done":

| what it finds                                           | what it does                              | then       |
|---------------------------------------------------------|-------------------------------------------|------------|
| no state                                                | stop: the sheet has to be prepared first  | refused    |
| state of another spreadsheet or worksheet               | stop: this is a copy                      | refused    |
| state of another store, or of a newer copy of ours      | stop, unless told to take the sheet over  | refused    |
| state of a later month                                  | stop, unless told to set the sheet back   | refused    |
| writes that the ledger has planned and not settled      | settle them, see below                    | go on      |
| the last write ran over something a person typed        | write the repair, as the next generation  | read again |
| a plan with changes                                     | write it, as the next generation          | see below  |
| a plan without changes; month or store are new          | write the state, as the next generation   | see below  |
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

What survives a crash. Before each write the run tells its ledger (the month's store) what it is about to write, as
which generation and under which name; after the answer it says what became of it. A run that is killed in between
leaves a planned write behind. The state keeps the generations and names of the last 30 writes, whoever made them, so
the next run can tell what became of it, also after others have written:

| the state's last writes                                 | what became of the planned write          |
|---------------------------------------------------------|-------------------------------------------|
| have its name                                           | it happened: confirmed                    |
| have another name at its generation, or have passed it  | it did not, and cannot any more: refused  |
| have not come to its generation                         | open: whoever writes next settles it      |
| begin after its generation                              | unknown: too many writes since, or the    |
|                                                         | state was lost and made again             |

An example. Run 1 plans generation 12 under the name a1, sends it, and its computer is switched off. Run 2, on another
machine, writes generation 13 under the name b7. When run 1's store is used again, the state says 13, and lists
(12, a1) and (13, b7): a1 is confirmed, and what it repaired is reported by the run that finds out. Had the list said
(12, b7), a1 would be refused, and its cells are in the next plan if they are still wanted. An open write is never
waited for: a request that is still on its way has generation 12 in it, and Google refuses it once anybody else has
made that.

Who may write. The state also keeps which store the sheet is written from, the number and name of the last write from
it, and the month that the sheet was brought to. A store that does not know that write is an older copy, or another
officer's: its figures would take the place of newer ones in silence, so it is refused. Without a ledger (`NullLedger`)
there is nothing to settle and nothing to compare; all else holds.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tht_xl.errors import SheetError
from tht_xl.model.periods.period import Period
from tht_xl.sheets.hidden import BASE, HIDDEN, STATE, UNDO, base_of, undo_of
from tht_xl.sheets.journal import Journal, edited_error
from tht_xl.sheets.matching import matches
from tht_xl.sheets.read.grid import Grid
from tht_xl.sheets.table import Cell

FORMAT = 3
"""The newest format of the state. Format 1 has the first six columns alone; format 2 knows one tab only."""

_ONE_TAB = 2

STATE_WIDTH = 8
"""How many columns the state has."""

MAX_HISTORY = 30
"""How many writes the state lists: more than other runs make while one is waiting to be run again. [writes]"""

_TITLE = "tht_xl keeps its place here: do not edit"


@dataclass(frozen=True, slots=True)
class StoreMark:
    """The last write that was made from a store.

    Attributes:
        id: Which store.
        sequence: How many writes that store had planned, this one included.
        run: The write's name.
    """

    id: str
    sequence: int
    run: str


@dataclass(frozen=True, slots=True)
class State:
    """The state of the sheet.

    Attributes:
        generation: Writes so far. Two runs cannot both make the next one.
        spreadsheet_id: The spreadsheet this state was made for; another one in a copied workbook.
        worksheet: Title of the worksheet that people see.
        sheet_ids: Google's numbers of the worksheets, by title.
        run: Name of the last write; each has another one.
        journal: What the last write of that worksheet did.
        more: What the last write of each other tab did, by its title; in the order of the tabs.
        store: The store that the sheet is written from; None where none has been used yet.
        month: The month that the sheet was last brought to; None where nobody noted it.
        history: Generation and name of the last writes, the oldest first.
        format: The format in which it was read; it is written in the newest one.
    """

    generation: int
    spreadsheet_id: str
    worksheet: str
    sheet_ids: Mapping[str, int]
    run: str = ""
    journal: Journal = field(default_factory=Journal)
    store: StoreMark | None = None
    month: Period | None = None
    history: tuple[tuple[int, str], ...] = ()
    format: int = FORMAT
    more: Mapping[str, Journal] = field(default_factory=dict[str, Journal])

    def after(self, generation: int, run: str, journals: Mapping[str, Journal]) -> "State":
        """Return the state after another write, given what it did by tab; the journals of other tabs stay."""
        history = (*self.history, (generation, run))[-MAX_HISTORY:]
        journal = journals.get(self.worksheet, self.journal)
        more = {title: journals.get(title, former) for title, former in self.more.items()}
        return replace(self, generation=generation, run=run, journal=journal, more=more, history=history, format=FORMAT)

    @property
    def tabs(self) -> tuple[str, ...]:
        """Titles of the worksheets that people see, the first one first."""
        return (self.worksheet, *self.more)

    @property
    def journals(self) -> Mapping[str, Journal]:
        """What the last write of each tab did."""
        return {self.worksheet: self.journal, **self.more}

    @property
    def holds_withheld(self) -> bool:
        """Whether a journal still says what a cell held before it was withheld."""
        return any(journal.holds_withheld for journal in self.journals.values())

    def spelled(self, worksheet: str) -> "State":
        """Return the state with the first worksheet's title as it is spelled now."""
        if worksheet == self.worksheet or self.worksheet not in self.sheet_ids:
            return replace(self, worksheet=worksheet)
        ids = {worksheet if title == self.worksheet else title: number for title, number in self.sheet_ids.items()}
        return replace(self, worksheet=worksheet, sheet_ids=ids)

    def of_tab(self, title: str) -> "State":
        """Return the state as it would be if a tab were the only one: its journal, its base, its pre-image."""
        number = self.tabs.index(title) + 1
        own = {BASE: self.sheet_ids[base_of(number)], UNDO: self.sheet_ids[undo_of(number)]}
        ids = {**self.sheet_ids, **own}
        return replace(self, worksheet=title, journal=self.journals[title], more={}, sheet_ids=ids)

    def rows(self) -> list[list[Cell]]:
        """Return the state and its journal as rows of cells."""
        ids = json.dumps(dict(self.sheet_ids))
        first: list[Cell] = [_TITLE, float(self.generation), self.spreadsheet_id, self.worksheet, ids, self.run]
        others = (row for title, journal in self.more.items() for row in journal.rows(title))
        return [[*first, float(FORMAT if self.more else _ONE_TAB), self._marks()], *self.journal.rows(), *others]

    def _marks(self) -> str:
        store = self.store and [self.store.id, self.store.sequence, self.store.run]
        month = None if self.month is None else str(self.month)
        tabs = {"tabs": list(self.more)} if self.more else {}
        return json.dumps({"store": store, "month": month, "writes": self.history} | tabs)

    @classmethod
    def from_grid(cls, grid: Grid) -> "State | None":
        """Read the state; None if the sheet was never prepared.

        Raises:
            SheetError: Somebody has edited the hidden worksheet, or a newer version of this program wrote it.
        """
        if grid.at(0, 0) is None:
            return None
        generation, spreadsheet_id, worksheet, ids, run, written, marks = (
            grid.at(0, column) for column in range(1, STATE_WIDTH)
        )
        _refuse_newer(written)
        try:
            if not isinstance(generation, float):
                raise TypeError(generation)
            sheet_ids = {str(title): int(number) for title, number in json.loads(str(ids)).items()}
            first = cls(int(generation), str(spreadsheet_id), str(worksheet), sheet_ids, str(run))
            state = first._taken_over() if written is None and marks is None else first._with_marks(written, marks)
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            raise edited_error() from error
        journals = Journal.from_rows(grid)
        more = {title: journals.get(title, Journal()) for title in state.more}
        return replace(state, journal=journals.get("", Journal()), more=more)

    def _taken_over(self) -> "State":
        """Return a state of format 1, which lists no writes but the last."""
        return replace(self, history=((self.generation, self.run),), format=1)

    def _with_marks(self, written: Cell, marks: Cell) -> "State":
        read = json.loads(str(marks))
        store = None
        if read["store"]:
            store_id, sequence, run = read["store"]
            store = StoreMark(str(store_id), int(sequence), str(run))
        month = None if read["month"] is None else Period.parse(read["month"])
        history = tuple((int(generation), str(run)) for generation, run in read["writes"])
        if written not in (_ONE_TAB, FORMAT):
            raise TypeError(written)
        more = {str(title): Journal() for title in read.get("tabs", [])}
        return replace(self, store=store, month=month, history=history, more=more)

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


def _refuse_newer(written: Cell) -> None:
    if isinstance(written, float) and written > FORMAT:
        raise SheetError(
            f"a newer version of tht_xl has written this sheet (format {written:.0f}, and this version knows {FORMAT})",
            where=STATE,
            remedy="Bring tht_xl up to date on this computer; nothing was written",
        )
