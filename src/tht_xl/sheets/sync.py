"""The synchronisation: read, plan, write, check; and put back what a write ran over."""

import secrets
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from tht_xl.errors import SheetError
from tht_xl.sheets.connection.refusal import NotPreparedError, RejectedRequestError, UncertainWriteError
from tht_xl.sheets.connection.transport import SheetsHTTPClient
from tht_xl.sheets.hidden import RECOVERED, STAGE
from tht_xl.sheets.journal import Journal
from tht_xl.sheets.outcome import Progress, SyncOutcome, outcome_of
from tht_xl.sheets.plan.own_rows import keyed
from tht_xl.sheets.plan.plan import Plan
from tht_xl.sheets.planned import planned_figures, planned_repairs
from tht_xl.sheets.prepare import prepare_spreadsheet
from tht_xl.sheets.read.snapshot import SheetReading, Snapshot
from tht_xl.sheets.repair.recovered import with_recovered
from tht_xl.sheets.repair.restore import Repair
from tht_xl.sheets.spreadsheet import Spreadsheet
from tht_xl.sheets.standing import Writer
from tht_xl.sheets.tab import Tab, require_different
from tht_xl.sheets.tab_sync import Annotate, Decide, TabSync
from tht_xl.sheets.table import Cell, Column, Row, Table
from tht_xl.sheets.write.batch import blank_all
from tht_xl.sheets.write.envelope import TabPart, envelope
from tht_xl.sheets.write.layout import WorksheetLook
from tht_xl.sheets.write.made_once import MadeOnce
from tht_xl.sheets.write.overwritten import moved_columns, overwritten
from tht_xl.sheets.write.preparation import PREPARED
from tht_xl.sheets.write.recorded import RecordedWrites

_ROUNDS = 12
"""Reads before giving up, whatever the reason."""

_UNCERTAIN_WRITES = 4
_REJECTED_WRITES = 3


MoreRows = Mapping[str, Iterable[Row]]
"""Our rows of the tabs beyond the first, by title."""

_NONE: MoreRows = MappingProxyType({})


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
        self._http, self._writer, self._once = http, writer or Writer(), tuple(once)
        self._sheet = Spreadsheet(http, spreadsheet_id, worksheet, tuple(tab.title for tab in more))
        self._writes = RecordedWrites(self._sheet, self._writer)
        accepts = self._writer.accepts_deleted
        first = Tab(worksheet, tuple(columns), layout)
        self._first = TabSync(first, accepts_deleted=accepts, annotate=annotate, decide=decide)
        self._more = {tab.title: TabSync(tab, accepts_deleted=accepts) for tab in more}
        self._read_ahead: SheetReading | None = None
        self._is_unprepared = False
        self.refusal: SheetError | None = None
        """Why `apply` would be refused, as `preview` saw it."""
        self.more_plans: dict[str, Plan] = {}
        """What `preview` would do to each tab beyond the first, by title."""

    @property
    def theirs(self) -> dict[str, dict[str, Cell]]:
        """Every row of the first tab, people's own columns included, by key: as last read, with what was written."""
        return self._first.theirs

    def theirs_of(self, title: str) -> dict[str, dict[str, Cell]]:
        """Every row of another tab, as `theirs` has those of the first."""
        return self._more[title].theirs

    @property
    def _tabs(self) -> dict[str, TabSync]:
        # The first as the spreadsheet spells its title, once that was looked up.
        self._first.tab = replace(self._first.tab, title=self._sheet.worksheet)
        return {self._sheet.worksheet: self._first, **self._more}

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
        prepare_spreadsheet(self._sheet, [sync.tab for sync in self._tabs.values()], self._writes, self._once)

    def worksheets(self) -> tuple[str, ...]:
        """Return the titles of the worksheets that people see, in the spreadsheet's order."""
        overview = self._sheet.overview()
        return tuple(title for title in overview.sheet_ids if title in overview.visible)

    def preview(self, rows: Iterable[Row], more_rows: MoreRows = _NONE) -> Plan:
        """Return what `apply` would do to the first tab, and keep what it would do to the others in `more_plans`.

        Writes nothing. In a sheet, or a tab, that was never prepared, every row is new.

        Args:
            rows: Our rows, each with its key.
            more_rows: Our rows of the other tabs.

        Raises:
            SheetError: The sheet cannot be synchronised; the message says why.
        """
        ours = self._keyed(rows, more_rows)
        try:
            read = self._sheet.read()
        except NotPreparedError:
            plans = {title: self._tabs[title].all_new(table) for title, table in ours.items()}
        else:
            self.refusal = self._writer.refusal(read.state)
            made = self._plan(read, ours)
            known = [plan for _, plan in made.values()][:1]
            plans = {
                title: made[title][1] if title in made else self._tabs[title].all_new(table)
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
        for title, sync in self._tabs.items():
            if title == read.state.worksheet or title in read.more:
                sync.look(read.of_tab(title))

    def confirm(self, rows: Iterable[Row], more_rows: MoreRows = _NONE) -> SyncOutcome | None:
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
            ours = self._keyed(rows, more_rows)
            if self._writer.ledger.open_writes():
                return None  # a run that was cut off may have left what it sent ahead: preparing deletes it
            read, self._read_ahead = self._read_ahead or self._sheet.read(), None
            self._writes.begin(read.state)
            owes = self._writer.owes_signature(read.state) or read.state.holds_withheld
            if owes or self._lacks_a_tab(read) or self._is_one_due(read) or self._repairs(read):
                return None
            plans = {title: made for title, (_, made) in self._plan(read, ours).items()}
        except SheetError:
            return None  # whatever it is, preparing repairs it, or says so
        if not all(made.is_empty for made in plans.values()):
            return None
        for made in plans.values():
            self._writer.ledger.note_conflicts(made.conflicts)
        return self._outcome(plans, {title: Progress() for title in plans}, calls, read.state.generation)

    def apply(self, rows: Iterable[Row], more_rows: MoreRows = _NONE) -> SyncOutcome:
        """Bring the sheet up to date, and leave every cell of a person's alone.

        Args:
            rows: Our rows, each with its key.
            more_rows: Our rows of the other tabs; a tab that is left out stays as it is.

        Raises:
            SheetError: The sheet cannot be synchronised, or was not reached; it is whole in any case.
        """
        ours, calls = self._keyed(rows, more_rows), self._http.calls
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
        if self._repairs(read):
            raise SheetError("the last write has still to be checked", remedy="Run the synchronisation first")
        self._forget(read)

    def _keyed(self, rows: Iterable[Row], more_rows: MoreRows) -> dict[str, Table]:
        unknown = [title for title in more_rows if title not in self._more]
        if unknown:
            raise SheetError(f"there is no tab {unknown[0]!r} among those that are kept up to date")
        others = {title: keyed(more_rows[title], self._more[title].tab.columns) for title in more_rows}
        return {self._sheet.worksheet: keyed(rows, self._first.tab.columns), **others}

    def _lacks_a_tab(self, read: SheetReading) -> bool:
        return not self._more.keys() <= read.more.keys()

    def _is_one_due(self, read: SheetReading) -> bool:
        header = ["" if heading is None else str(heading) for heading in read.data.header]
        return any(each.is_due(read.state.sheet_ids, self._sheet.worksheet, header) for each in self._once)

    def _outcome(
        self, plans: Mapping[str, Plan], progress: Mapping[str, Progress], calls: int, generation: int
    ) -> SyncOutcome:
        outcome = outcome_of(plans, progress, self._http.calls - calls, generation)
        return replace(outcome, earlier=tuple(self._writer.ledger.earlier_writes()))

    def _forget(self, read: SheetReading) -> None:
        """Empty the pre-images and the journals of writes that have been checked."""
        stage = blank_all(read.state.sheet_ids[STAGE])
        parts = [TabPart(read.of_tab(title), Journal(), []) for title in (read.state.worksheet, *read.more)]
        self._sheet.write(envelope(read, "purged", [TabPart(parts[0].read, Journal(), [stage]), *parts[1:]]))

    def _step(
        self, read: SheetReading, ours: Mapping[str, Table], progress: Mapping[str, Progress]
    ) -> tuple[dict[str, Plan], int] | None:
        """One read's worth of work; the last plans and the generation once there is nothing left to do."""
        if self._lacks_a_tab(read):
            self.prepare()
            return None
        # Repair before planning: a plan made on cells that our last write ran over would take our own text for a
        # person's. The second look reads the pre-images with their formulas, which costs a call: only after a find.
        harm = self._repairs(read) and self._repairs(self._with_formulas(read))
        if harm:
            self._put_back(read, harm, progress)
            return None
        if read.state.holds_withheld:
            # What a cell held before it was withheld has been checked, and nobody needs it any more.
            self._forget(read)
            return None
        made = self._plan(read, ours)
        plans = {title: plan for title, (_, plan) in made.items()}
        if all(plan.is_empty for plan in plans.values()) and not self._writer.owes_signature(read.state):
            return plans, read.state.generation
        chosen = self._fitting(read, made)
        run = secrets.token_hex(8)
        for title, part in chosen.items():
            progress[title].send(run, part)
        first = read.state.worksheet
        signed = self._writes.intend(read, planned_figures(read, chosen, run))
        # From here to the answer a person may type: the body copies each cell to _tht_undo before it changes it.
        parts = self._parts(signed, {title: (made[title][0], part) for title, part in chosen.items()})
        undo = self._writes.send(run, envelope(signed, run, parts))
        is_harmless = all(
            not overwritten(part.journal, undo[part.tab]) and not moved_columns(part.journal, undo[part.tab])
            for part in parts
        )
        self._writes.confirm(read, run)
        if not is_harmless:
            return None  # somebody was quicker: the next round reads the journal and repairs
        for title, part in chosen.items():
            progress[title].confirm(run)
            self._tabs[title].remember(part)
        if any(chosen.get(title) is not plan for title, plan in plans.items() if not plan.is_empty):
            progress[first].parts += 1
            return None  # the rest is planned on what is there then
        if any(part.journal.holds_withheld for part in parts):
            return None  # the next round empties the pre-image
        return plans, read.state.generation + 1

    def _put_back(self, read: SheetReading, harm: Mapping[str, Repair], progress: Mapping[str, Progress]) -> None:
        run = secrets.token_hex(8)
        makes = any(each.recovered for each in harm.values()) and RECOVERED not in read.state.sheet_ids
        known = with_recovered(read) if makes else read
        for title, each in harm.items():
            progress[title].send(run, each)
        tabs = {title: known.of_tab(title) for title in harm}
        repairs = {title: (tabs[title], harm[title], self._tabs[title].key_column(tabs[title])) for title in harm}
        signed = self._writes.intend(known, planned_repairs(read, repairs, run))
        parts: list[TabPart] = []
        for title, each in harm.items():
            tab = signed.of_tab(title)
            parts.append(self._tabs[title].part_of_repair(tab, each, makes_recovered=makes and bool(each.recovered)))
            makes = makes and not each.recovered  # made once
        self._writes.send(run, envelope(signed, run, parts), must=True)
        self._writes.confirm(read, run)

    def _fitting(self, read: SheetReading, made: Mapping[str, tuple[Snapshot, Plan]]) -> dict[str, Plan]:
        """Return as much of the plans as one request takes; thousands of single cells all over a sheet are too many."""
        first = read.state.worksheet
        waiting = {title: plan for title, (_, plan) in made.items() if not plan.is_empty} or {first: made[first][1]}
        chosen = waiting
        while not self._takes(read, {title: (made[title][0], plan) for title, plan in chosen.items()}):
            if len(chosen) > 1:
                # Each tab by itself is complete, too.
                title = next(iter(chosen))
                chosen = {title: waiting[title]}
                continue
            ((title, plan),) = chosen.items()
            if len({write.key for write in plan.writes}) <= 1:
                break
            chosen = {title: plan.half()}
        return chosen

    def _takes(self, read: SheetReading, plans: Mapping[str, tuple[Snapshot, Plan]]) -> bool:
        return self._sheet.takes_at_once(envelope(read, secrets.token_hex(8), self._parts(read, plans)))

    def _parts(self, read: SheetReading, plans: Mapping[str, tuple[Snapshot, Plan]]) -> list[TabPart]:
        return [self._tabs[title].part(read.of_tab(title), shot, plan) for title, (shot, plan) in plans.items()]

    def _with_formulas(self, read: SheetReading) -> SheetReading:
        found = self._sheet.found_by_last_write(1 + len(read.more))
        more = {title: cells._replace(undo=found[title]) for title, cells in read.more.items()}
        return replace(read, undo=found[read.state.worksheet], more=more)

    def _repairs(self, read: SheetReading) -> dict[str, Repair]:
        there = {title: sync for title, sync in self._tabs.items() if title in (read.state.worksheet, *read.more)}
        found = {title: sync.repair(read.of_tab(title)) for title, sync in there.items()}
        return {title: harm for title, harm in found.items() if harm is not None}

    def _plan(self, read: SheetReading, ours: Mapping[str, Table]) -> dict[str, tuple[Snapshot, Plan]]:
        first, *others = ours.items()
        # The first by the title that was found, which may be spelled in another way than ours.
        there = {read.state.worksheet: first[1], **{title: table for title, table in others if title in read.more}}
        return {title: self._tabs[title].plan(read.of_tab(title), table) for title, table in there.items()}

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
