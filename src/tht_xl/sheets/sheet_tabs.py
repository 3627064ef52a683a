"""All tabs of a shared sheet together: what was read of each, what is planned for it, what has to be put back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from tht_xl.errors import SheetError
from tht_xl.sheets.plan.own_rows import keyed
from tht_xl.sheets.plan.plan import Plan
from tht_xl.sheets.prepare import prepare_spreadsheet
from tht_xl.sheets.read.snapshot import SheetReading, Snapshot
from tht_xl.sheets.repair.restore import Repair
from tht_xl.sheets.spreadsheet import Spreadsheet
from tht_xl.sheets.tab_sync import TabSync
from tht_xl.sheets.table import Row, Table
from tht_xl.sheets.write.envelope import TabPart
from tht_xl.sheets.write.made_once import MadeOnce
from tht_xl.sheets.write.recorded import RecordedWrites

MoreRows = Mapping[str, Iterable[Row]]
"""Our rows of the tabs beyond the first, by title."""

NO_MORE_ROWS: MoreRows = MappingProxyType({})


class SheetTabs:
    """The tabs of one spreadsheet.

    Args:
        sheet: The spreadsheet.
        first: Its first tab.
        more: The others.
        once: Worksheets that are made once, of formulas over the first.
    """

    def __init__(
        self, sheet: Spreadsheet, first: TabSync, more: Sequence[TabSync] = (), once: Sequence[MadeOnce] = ()
    ) -> None:
        self.sheet, self.first, self.once = sheet, first, tuple(once)
        self.more = {each.tab.title: each for each in more}

    @property
    def by_title(self) -> dict[str, TabSync]:
        """Every tab, the first one first."""
        # The first as the spreadsheet spells its title, once that was looked up.
        self.first.tab = replace(self.first.tab, title=self.sheet.worksheet)
        return {self.sheet.worksheet: self.first, **self.more}

    def prepare(self, writes: RecordedWrites) -> None:
        """Create what is missing: worksheets, hidden ones, header rows, state. Changes nothing that is there.

        Raises:
            SheetError: The workbook is a copy, or a header row has drifted.
        """
        prepare_spreadsheet(self.sheet, [sync.tab for sync in self.by_title.values()], writes, self.once)

    def keyed(self, rows: Iterable[Row], more_rows: MoreRows) -> dict[str, Table]:
        """Return our rows of each tab by their keys.

        Raises:
            SheetError: A row has no key, or one that comes twice, or there is no such tab.
        """
        unknown = [title for title in more_rows if title not in self.more]
        if unknown:
            raise SheetError(f"there is no tab {unknown[0]!r} among those that are kept up to date")
        others = {title: keyed(more_rows[title], self.more[title].tab.columns) for title in more_rows}
        return {self.sheet.worksheet: keyed(rows, self.first.tab.columns), **others}

    def lacks_a_tab(self, read: SheetReading) -> bool:
        """Return whether a tab has still to be made."""
        return not self.more.keys() <= read.more.keys()

    def is_one_due(self, read: SheetReading) -> bool:
        """Return whether a worksheet that is made once has still to be made."""
        header = ["" if heading is None else str(heading) for heading in read.data.header]
        return any(each.is_due(read.state.sheet_ids, self.sheet.worksheet, header) for each in self.once)

    def repairs(self, read: SheetReading) -> dict[str, Repair]:
        """Return what undoes the harm of the last write, for each tab that was harmed."""
        there = {title: sync for title, sync in self.by_title.items() if title in (read.state.worksheet, *read.more)}
        found = {title: sync.repair(read.of_tab(title)) for title, sync in there.items()}
        return {title: harm for title, harm in found.items() if harm is not None}

    def with_formulas(self, read: SheetReading) -> SheetReading:
        """Return a reading whose pre-images tell formulas from texts that look like one, at the price of a call."""
        found = self.sheet.found_by_last_write(1 + len(read.more))
        more = {title: cells._replace(undo=found[title]) for title, cells in read.more.items()}
        return replace(read, undo=found[read.state.worksheet], more=more)

    def plan(self, read: SheetReading, ours: Mapping[str, Table]) -> dict[str, tuple[Snapshot, Plan]]:
        """Return for each tab with rows of ours the tables in a reading, and what to do about them.

        Raises:
            SheetError: A tab cannot be synchronised without guessing.
        """
        first, *others = ours.items()
        # The first by the title that was found, which may be spelled in another way than ours.
        there = {read.state.worksheet: first[1], **{title: table for title, table in others if title in read.more}}
        return {title: self.by_title[title].plan(read.of_tab(title), table) for title, table in there.items()}

    def parts(self, read: SheetReading, plans: Mapping[str, tuple[Snapshot, Plan]]) -> list[TabPart]:
        """Return what plans do to their tabs."""
        return [self.by_title[title].part(read.of_tab(title), shot, plan) for title, (shot, plan) in plans.items()]
