"""The synchronisation: read, plan, write, check; and put back what a write ran over."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tht_xl.errors import SheetError
from tht_xl.sheets.connection.refusal import NotPreparedError, RejectedRequestError, UncertainWriteError
from tht_xl.sheets.connection.transport import SheetsHTTPClient
from tht_xl.sheets.outcome import Progress, SyncOutcome, outcome_of
from tht_xl.sheets.plan.plan import Plan
from tht_xl.sheets.read.snapshot import SheetReading
from tht_xl.sheets.sheet_tabs import NO_MORE_ROWS, MoreRows, SheetTabs
from tht_xl.sheets.spreadsheet import Spreadsheet
from tht_xl.sheets.standing import Writer
from tht_xl.sheets.step import forget, take_step
from tht_xl.sheets.tab import Tab, require_different
from tht_xl.sheets.tab_sync import Annotate, Decide, TabSync
from tht_xl.sheets.table import Cell, Column, Row
from tht_xl.sheets.write.layout import WorksheetLook
from tht_xl.sheets.write.made_once import MadeOnce
from tht_xl.sheets.write.preparation import PREPARED
from tht_xl.sheets.write.recorded import RecordedWrites

_ROUNDS = 12
"""Reads before giving up, whatever the reason."""

_UNCERTAIN_WRITES = 4
_REJECTED_WRITES = 3


class SharedSheet:
    """Worksheets that people type into and that we keep up to date, all of them in one atomic write.

    Args:
        http: The client.
        spreadsheet_id: The part of the spreadsheet's address between /d/ and /edit.
        worksheet: Title of the first worksheet.
        columns: The columns of it that we manage, the key first. No other column is ever written to.
        writer: On whose behalf: the store that keeps the ledger, and the month; neither unless given.
        annotate: Given our rows, theirs and the plan of the first worksheet, returns our rows with what is to be said
            beside cells that people have changed; the rows themselves where there is nothing to say.
        decide: Given the plan of the first worksheet, returns it with what somebody has decided about its conflicts.
        layout: The look of the first worksheet where `prepare` makes it, or finds it blank.
        more: Further worksheets.
        once: Worksheets that `prepare` makes once, of formulas over the first, and never writes to again.
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
        decide: Decide | None = None,
        layout: WorksheetLook | None = None,
        more: Sequence[Tab] = (),
        once: Sequence[MadeOnce] = (),
    ) -> None:
        require_different([worksheet, *(tab.title for tab in more)])
        self._http, self._writer = http, writer or Writer()
        self._sheet = Spreadsheet(http, spreadsheet_id, worksheet, tuple(tab.title for tab in more))
        self._writes = RecordedWrites(self._sheet, self._writer)
        accepts = self._writer.accepts_deleted
        first = TabSync(
            Tab(worksheet, tuple(columns), layout), accepts_deleted=accepts, annotate=annotate, decide=decide
        )
        self._tabs = SheetTabs(self._sheet, first, [TabSync(tab, accepts_deleted=accepts) for tab in more], once)
        self._read_ahead: SheetReading | None = None
        self._is_unprepared = False
        self.refusal: SheetError | None = None
        """Why `apply` would be refused, as `preview` saw it."""
        self.more_plans: dict[str, Plan] = {}
        """What `preview` would do to each tab beyond the first, by title."""

    @property
    def theirs(self) -> dict[str, dict[str, Cell]]:
        """Every row of the first tab, people's own columns included, by key: as last read, with what was written."""
        return self._tabs.first.theirs

    def theirs_of(self, title: str) -> dict[str, dict[str, Cell]]:
        """Every row of another tab, as `theirs` has those of the first."""
        return self._tabs.more[title].theirs

    def require_may_write(self) -> None:
        """Refuse to write from an older copy of the store, or for an earlier month, at the price of the one read.

        What was read is what `confirm` looks at, so that a run with nothing new downloads the sheet once.

        Raises:
            SheetError: This run may not write; the message says the ways out.
        """
        try:
            self._read_ahead = self._sheet.read()
        except NotPreparedError:
            # Nobody has written to it yet, and `confirm` need not ask again.
            self._is_unprepared = True
            return
        except SheetError:
            # Not prepared, or damaged: preparing says so, or repairs it. Its state may still say who writes it.
            state = self._sheet.state()
        else:
            state = self._read_ahead.state
        if state:
            self._writer.require_may_write(state)

    def prepare(self) -> None:
        """Create what is missing: worksheets, hidden ones, header rows, state. Changes nothing that is there.

        Raises:
            SheetError: The workbook is a copy, or a header row has drifted.
        """
        self._is_unprepared = False
        self._tabs.prepare(self._writes)

    def worksheets(self) -> tuple[str, ...]:
        """Return the titles of the worksheets that people see, in the spreadsheet's order."""
        overview = self._sheet.overview()
        return tuple(title for title in overview.sheet_ids if title in overview.visible)

    def preview(self, rows: Iterable[Row], more_rows: MoreRows = NO_MORE_ROWS) -> Plan:
        """Return what `apply` would do to the first tab, and keep what it would do to the others in `more_plans`.

        Writes nothing. In a sheet, or a tab, that was never prepared, every row is new.

        Args:
            rows: Our rows, each with its key.
            more_rows: Our rows of the other tabs.

        Raises:
            SheetError: The sheet cannot be synchronised; the message says why.
        """
        ours = self._tabs.keyed(rows, more_rows)
        try:
            read = self._sheet.read()
        except NotPreparedError:
            plans = {title: self._tabs.by_title[title].all_new(table) for title, table in ours.items()}
        else:
            self.refusal = self._writer.refusal(read.state)
            made = self._tabs.plan(read, ours)
            known = [plan for _, plan in made.values()][:1]
            plans = {
                title: made[title][1] if title in made else self._tabs.by_title[title].all_new(table)
                for title, table in ours.items()
            }
            plans |= dict(zip(plans, known, strict=False))
        first, *others = plans
        self.more_plans = {title: plans[title] for title in others}
        return plans[first]

    def look(self) -> None:
        """Read what the sheet holds into `theirs`, without a plan: there is nothing to compare it with.

        Raises:
            SheetError: The sheet was never prepared, is not as we left it, or cannot be reached.
        """
        read = self._sheet.read()
        for title, sync in self._tabs.by_title.items():
            if title == read.state.worksheet or title in read.more:
                sync.look(read.of_tab(title))

    def confirm(self, rows: Iterable[Row], more_rows: MoreRows = NO_MORE_ROWS) -> SyncOutcome | None:
        """Return what `apply` would, where one read shows that there is nothing to do; None where there may be.

        Writes nothing. Most runs of a month that has been run before end here.

        Args:
            rows: Our rows, each with its key.
            more_rows: Our rows of the other tabs.
        """
        calls = self._http.calls
        if self._is_unprepared:
            return None
        try:
            ours = self._tabs.keyed(rows, more_rows)
            if self._writer.ledger.open_writes():
                return None  # a run that was cut off may have left what it sent ahead: preparing deletes it
            read, self._read_ahead = self._read_ahead or self._sheet.read(), None
            self._writes.begin(read.state)
            owes = self._writer.owes_signature(read.state) or read.state.holds_withheld
            if owes or self._tabs.lacks_a_tab(read) or self._tabs.is_one_due(read) or self._tabs.repairs(read):
                return None
            plans = {title: made for title, (_, made) in self._tabs.plan(read, ours).items()}
        except SheetError:
            return None  # whatever it is, preparing repairs it, or says so
        if not all(made.is_empty for made in plans.values()):
            return None
        for made in plans.values():
            self._writer.ledger.note_conflicts(made.conflicts)
        return self._outcome(plans, {title: Progress() for title in plans}, calls, read.state.generation)

    def apply(self, rows: Iterable[Row], more_rows: MoreRows = NO_MORE_ROWS) -> SyncOutcome:
        """Bring the sheet up to date, and leave every cell of a person's alone.

        Args:
            rows: Our rows, each with its key.
            more_rows: Our rows of the other tabs; a tab that is left out stays as it is.

        Raises:
            SheetError: The sheet cannot be synchronised, or was not reached; it is whole in any case.
        """
        ours, calls = self._tabs.keyed(rows, more_rows), self._http.calls
        progress: dict[str, Progress] = defaultdict(Progress)
        uncertain, rejected, before = 0, 0, ""
        rounds = parts = 0
        while rounds < _ROUNDS:
            # A part of a large change that went through is progress, however many parts there are.
            now = sum(each.parts for each in progress.values())
            rounds, parts = (0 if now > parts else rounds + 1), now
            read = self._sheet.read()
            # Whatever happened to earlier writes, ours and those of runs that were cut off, is in the state.
            self._writes.begin(read.state)
            for _, run in read.state.history:
                for each in progress.values():
                    each.confirm(run)
            try:
                done = take_step(self._tabs, self._writes, read, ours, progress)
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
                    for made in done[0].values():
                        self._writer.ledger.note_conflicts(made.conflicts)
                    return self._outcome(done[0], progress, calls, done[1])
        raise SheetError("the sheet changed each time we wrote", where=self._sheet.worksheet, remedy="Run again later")

    def purge(self) -> None:
        """Empty the hidden worksheets of former contents of cells. Google's version history keeps its own.

        Raises:
            SheetError: The last write has not been checked yet, or Google refuses.
        """
        read = self._sheet.read()
        self._writer.require_may_write(read.state)
        if self._tabs.repairs(read):
            raise SheetError("the last write has still to be checked", remedy="Run the synchronisation first")
        forget(self._tabs, read)

    def _outcome(
        self, plans: Mapping[str, Plan], progress: Mapping[str, Progress], calls: int, generation: int
    ) -> SyncOutcome:
        outcome = outcome_of(plans, progress, self._http.calls - calls, generation)
        return replace(outcome, earlier=tuple(self._writer.ledger.earlier_writes()))

    def _after_rejection(self, error: RejectedRequestError, times: int) -> None:
        """Another run was quicker, the sheet has shrunk, or our own state is out of date."""
        if times == _REJECTED_WRITES:
            raise error
        if times == _REJECTED_WRITES - 1:
            self.prepare()


def _given_up(error: SheetError) -> SheetError:
    return SheetError(
        f"{error.message}, {_UNCERTAIN_WRITES} times",
        remedy="The sheet is intact: each change is there completely or not at all. Run again later",
    )
