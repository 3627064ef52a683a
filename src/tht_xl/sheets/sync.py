"""The synchronisation: read, plan, write, check; and put back what a write ran over."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

from tht_xl.errors import SheetError
from tht_xl.sheets.connection.refusal import NotPreparedError, RejectedRequestError, UncertainWriteError
from tht_xl.sheets.connection.transport import SheetsHTTPClient
from tht_xl.sheets.hidden import STAGE
from tht_xl.sheets.journal import Journal
from tht_xl.sheets.outcome import Progress, SyncOutcome
from tht_xl.sheets.plan.own_rows import keyed
from tht_xl.sheets.plan.plan import Plan, plan
from tht_xl.sheets.planned import planned_figures, planned_repair
from tht_xl.sheets.prepare import prepare_spreadsheet
from tht_xl.sheets.read.snapshot import SheetReading, Snapshot, snapshot
from tht_xl.sheets.repair.commit import repair_commit
from tht_xl.sheets.repair.restore import Repair, repair
from tht_xl.sheets.spreadsheet import Spreadsheet
from tht_xl.sheets.standing import Writer
from tht_xl.sheets.table import Cell, Column, Row, Table
from tht_xl.sheets.write.batch import blank_all
from tht_xl.sheets.write.commit import commit
from tht_xl.sheets.write.envelope import envelope
from tht_xl.sheets.write.layout import WorksheetLook
from tht_xl.sheets.write.made_once import MadeOnce
from tht_xl.sheets.write.overwritten import moved_columns, overwritten
from tht_xl.sheets.write.preparation import PREPARED
from tht_xl.sheets.write.recorded import RecordedWrites

_ROUNDS = 12
"""Reads before giving up, whatever the reason."""

_UNCERTAIN_WRITES = 4
_REJECTED_WRITES = 3


Annotate: TypeAlias = Callable[[Table, Table, Plan], Table]


class SharedSheet:
    """A worksheet that people type into and that we keep up to date.

    Args:
        http: The client.
        spreadsheet_id: The part of the spreadsheet's address between /d/ and /edit.
        worksheet: Title of the worksheet.
        columns: The columns we manage, the key first. No other column is ever written to.
        writer: On whose behalf: the store that keeps the ledger, and the month; neither unless given.
        annotate: Given our rows, theirs and the plan, returns our rows with what is to be said beside cells that
            people have changed; the rows themselves where there is nothing to say.
        layout: The look of the worksheet where `prepare` makes it, or finds it blank.
        once: Worksheets that `prepare` makes once, of formulas over it, and never writes to again.
    """

    def __init__(
        self,
        http: SheetsHTTPClient,
        spreadsheet_id: str,
        worksheet: str,
        columns: Sequence[Column],
        writer: Writer | None = None,
        *,
        annotate: Annotate | None = None,
        layout: WorksheetLook | None = None,
        once: Sequence[MadeOnce] = (),
    ) -> None:
        self._http, self._writer, self._annotate, self._layout = http, writer or Writer(), annotate, layout
        self._once = tuple(once)
        self._sheet = Spreadsheet(http, spreadsheet_id, worksheet)
        self._writes = RecordedWrites(self._sheet, self._writer)
        self._columns = tuple(columns)
        self._key_name = columns[0].name
        self.theirs: dict[str, dict[str, Cell]] = {}
        """Every row of the sheet, people's own columns included, by key: as last read, with what was written since."""
        self._first: SheetReading | None = None
        self._is_unprepared = False
        self.refusal: SheetError | None = None
        """Why `apply` would be refused, as `preview` saw it."""

    def require_may_write(self) -> None:
        """Refuse to write from an older copy of the store, or for an earlier month, at the price of the one read.

        What was read is what `confirm` looks at, so that a run with nothing new downloads the sheet once.

        Raises:
            SheetError: This run may not write; the message says the ways out.
        """
        try:
            self._first = self._sheet.read()
        except NotPreparedError:
            # Nobody has written to it yet, and `confirm` need not ask again.
            self._is_unprepared = True
            return
        except SheetError:
            # Not prepared, or damaged: preparing says so, or repairs it. Its state may still say who writes it.
            state = self._sheet.state()
        else:
            state = self._first.state
        if state:
            self._writer.require_may_write(state)

    def prepare(self) -> None:
        """Create what is missing: hidden worksheets, header row, state. Changes nothing that is there.

        Raises:
            SheetError: The workbook is a copy, or its header row has drifted.
        """
        self._is_unprepared = False
        prepare_spreadsheet(self._sheet, self._columns, self._layout, self._writes, self._once)

    def preview(self, rows: Iterable[Row]) -> Plan:
        """Return what `apply` would do. Writes nothing. In a sheet that was never prepared, every row is new.

        Args:
            rows: Our rows, each with its key.

        Raises:
            SheetError: The sheet cannot be synchronised; the message says why.
        """
        ours = keyed(rows, self._columns)
        try:
            read = self._sheet.read()
        except NotPreparedError:
            return plan(ours, {}, {}, self._columns)
        self.refusal = self._writer.refusal(read.state)
        return self._plan(read, ours)[1]

    def look(self) -> None:
        """Read what the sheet holds into `theirs`, without a plan: there is nothing to compare it with.

        Raises:
            SheetError: The sheet was never prepared, is not as we left it, or cannot be reached.
        """
        shot = snapshot(self._sheet.read(), self._columns, self._sheet.worksheet, frozenset())
        self.theirs = shot.theirs

    def confirm(self, rows: Iterable[Row]) -> SyncOutcome | None:
        """Return what `apply` would, where one read shows that there is nothing to do; None where there may be.

        Writes nothing. Most runs of a month that has been run before end here.

        Args:
            rows: Our rows, each with its key.
        """
        ours, calls, progress = keyed(rows, self._columns), self._http.calls, Progress()
        if self._is_unprepared:
            return None
        try:
            if self._writer.ledger.open_writes():
                return None  # a run that was cut off may have left what it sent ahead: preparing deletes it
            read, self._first = self._first or self._sheet.read(), None
            self._writes.begin(read.state)
            for _, run in read.state.history:
                progress.confirm(run)
            header = ["" if heading is None else str(heading) for heading in read.data.header]
            if any(each.is_due(read.state.sheet_ids, self._sheet.worksheet, header) for each in self._once):
                return None
            if self._writer.owes_signature(read.state) or self._repair(read) or read.state.journal.holds_withheld:
                return None
            made = self._plan(read, ours)[1]
        except SheetError:
            return None  # whatever it is, preparing repairs it, or says so
        if not made.is_empty:
            return None
        self._writer.ledger.note_conflicts(made.conflicts)
        outcome = progress.outcome(made, self._http.calls - calls, read.state.generation)
        return replace(outcome, earlier=tuple(self._writer.ledger.earlier_writes()))

    def apply(self, rows: Iterable[Row]) -> SyncOutcome:
        """Bring the sheet up to date, and leave every cell of a person's alone.

        Args:
            rows: Our rows, each with its key.

        Raises:
            SheetError: The sheet cannot be synchronised, or was not reached; it is whole in any case.
        """
        ours, calls, progress = keyed(rows, self._columns), self._http.calls, Progress()
        uncertain, rejected, before = 0, 0, ""
        rounds = parts = 0
        while rounds < _ROUNDS:
            # A part of a large change that went through is progress, however many parts there are.
            rounds, parts = (0 if progress.parts > parts else rounds + 1), progress.parts
            read = self._sheet.read()
            # Whatever happened to earlier writes, ours and those of runs that were cut off, is in the state.
            self._writes.begin(read.state)
            for _, run in read.state.history:
                progress.confirm(run)
            try:
                done = self._step(read, ours, progress)
            except UncertainWriteError as error:
                # It happened or it did not: reading again tells, and if it did, the next plan is empty.
                uncertain += 1
                if uncertain == _UNCERTAIN_WRITES:
                    raise _given_up(error) from error
                self._http.pause(uncertain)
            except RejectedRequestError as error:
                # Another run's success is not a failure of ours; the same state refused again is one.
                rejected = rejected + 1 if read.state.run in (before, PREPARED) else 1
                before = read.state.run
                self._after_rejection(error, rejected)
            else:
                if done:
                    self._writer.ledger.note_conflicts(done[0].conflicts)
                    outcome = progress.outcome(done[0], self._http.calls - calls, done[1])
                    return replace(outcome, earlier=tuple(self._writer.ledger.earlier_writes()))
        raise SheetError("the sheet changed each time we wrote", where=self._sheet.worksheet, remedy="Run again later")

    def purge(self) -> None:
        """Empty the hidden worksheets of former contents of cells. Google's version history keeps its own.

        Raises:
            SheetError: The last write has not been checked yet, or Google refuses.
        """
        read = self._sheet.read()
        self._writer.require_may_write(read.state)
        if self._repair(read):
            raise SheetError("the last write has still to be checked", remedy="Run the synchronisation first")
        self._forget(read)

    def _forget(self, read: SheetReading) -> None:
        """Empty the pre-image and the journal of a write that has been checked."""
        self._sheet.write(envelope(read, "purged", Journal(), [blank_all(read.state.sheet_ids[STAGE])]))

    def _step(self, read: SheetReading, ours: Table, progress: Progress) -> tuple[Plan, int] | None:
        """One read's worth of work; the last plan and the generation once there is nothing left to do."""
        run = secrets.token_hex(8)
        # Repair before planning: a plan made on cells that our last write ran over would take our own text for a
        # person's. The second look reads _tht_undo with its formulas, which costs a call, so only after a first find.
        harm = self._repair(read) and self._repair(replace(read, undo=self._sheet.found_by_last_write()))
        if harm:
            key_column = _key_column(read, self._key_name)
            progress.send(run, harm)
            signed = self._writes.intend(read, planned_repair(read, harm, key_column, run))
            self._writes.send(run, repair_commit(signed, harm, key_column, self._key_name, run), must=True)
            self._writes.confirm(read, run)
            return None
        if read.state.journal.holds_withheld:
            # What a cell held before it was withheld has been checked, and nobody needs it any more.
            self._forget(read)
            return None
        shot, made = self._plan(read, ours)
        if made.is_empty and not self._writer.owes_signature(read.state):
            return made, read.state.generation
        part = self._part(read, shot, made)
        progress.send(run, part)
        signed = self._writes.intend(read, planned_figures(read, part, run))
        # From here to the answer a person may type: `body` copies each cell to _tht_undo before it changes it.
        body, journal = commit(signed, shot, part, self._key_name, run)
        undo = self._writes.send(run, body)
        is_harmless = not overwritten(journal, undo) and not moved_columns(journal, undo)
        self._writes.confirm(read, run)
        if not is_harmless:
            return None  # somebody was quicker: the next round reads the journal and repairs
        progress.confirm(run)
        self._remember(part)
        if part is not made:
            progress.parts += 1
            return None  # the rest is planned on what is there then
        if journal.holds_withheld:
            return None  # the next round empties the pre-image
        return made, read.state.generation + 1

    def _part(self, read: SheetReading, shot: Snapshot, made: Plan) -> Plan:
        """Return as much of a plan as one request takes; thousands of single cells all over a sheet are too many."""
        part = made
        while len({write.key for write in part.writes}) > 1:
            body, _ = commit(read, shot, part, self._key_name, secrets.token_hex(8))
            if self._sheet.takes_at_once(body):
                break
            part = part.half()
        return part

    def _repair(self, read: SheetReading) -> Repair | None:
        key_column = _key_column(read, self._key_name)
        return repair(read.state.journal, read.undo, read.data, read.base, key_column)

    def _plan(self, read: SheetReading, ours: Table) -> tuple[Snapshot, Plan]:
        shot = snapshot(read, self._columns, self._sheet.worksheet, frozenset(ours))
        self.theirs = shot.theirs
        managed = [column for column in self._columns if column.name in shot.positions]
        accepts = self._writer.accepts_deleted
        made = plan(ours, shot.theirs, shot.base, managed, shot.changed_keys, accepts_deleted=accepts)
        if self._annotate is not None:
            # Only a plan tells which cells people have changed, and what is said of them is a cell of ours.
            said = self._annotate(ours, shot.theirs, made)
            if said is not ours:
                made = plan(said, shot.theirs, shot.base, managed, shot.changed_keys, accepts_deleted=accepts)
        return shot, made

    def _remember(self, made: Plan) -> None:
        for write in made.writes:
            self.theirs[write.key][write.column] = write.after
        self.theirs |= {append.key: dict(append.cells) for append in made.appends}

    def _after_rejection(self, error: RejectedRequestError, times: int) -> None:
        """Another run was quicker, the sheet has shrunk, or our own state is out of date."""
        if times == _REJECTED_WRITES:
            raise error
        if times == _REJECTED_WRITES - 1:
            self.prepare()


def _key_column(read: SheetReading, key_name: str) -> int:
    return read.data.column_headed(key_name, read.state.journal.key_column)


def _given_up(error: SheetError) -> SheetError:
    return SheetError(
        f"{error.message}, {_UNCERTAIN_WRITES} times",
        remedy="The sheet is intact: each change is there completely or not at all. Run again later",
    )
