"""What a synchronisation does about one tab: what it plans, what it puts back, what it has read."""

from collections.abc import Callable
from typing import TypeAlias

from tht_xl.sheets.plan.plan import Append, Plan, plan
from tht_xl.sheets.read.snapshot import SheetReading, Snapshot, snapshot
from tht_xl.sheets.repair.commit import part_of_repair
from tht_xl.sheets.repair.restore import Repair, repair
from tht_xl.sheets.tab import Tab
from tht_xl.sheets.table import Cell, Table
from tht_xl.sheets.write.commit import part_of_plan
from tht_xl.sheets.write.envelope import TabPart

Annotate: TypeAlias = Callable[[Table, Table, Plan], Table]
Decide: TypeAlias = Callable[[Plan], Plan]


class TabSync:
    """One tab of a shared sheet. Every reading it gets is of this tab, as if it were the only one.

    Args:
        tab: The tab.
        accepts_deleted: Whether somebody has confirmed that most rows were deleted on purpose.
        annotate: Given our rows, theirs and the plan, returns our rows with what is to be said beside cells that
            people have changed; the rows themselves where there is nothing to say.
        decide: Given a plan, returns it with what somebody has decided about its conflicts.
    """

    def __init__(
        self, tab: Tab, *, accepts_deleted: bool, annotate: Annotate | None = None, decide: Decide | None = None
    ) -> None:
        self.tab, self._accepts_deleted, self._annotate, self._decide = tab, accepts_deleted, annotate, decide
        self.theirs: dict[str, dict[str, Cell]] = {}
        """Every row of the tab, people's own columns included, by key: as last read, with what was written since."""

    def look(self, read: SheetReading) -> None:
        """Read what the tab holds into `theirs`, without a plan: there is nothing to compare it with."""
        self._snapshot(read, {})

    def plan(self, read: SheetReading, ours: Table) -> tuple[Snapshot, Plan]:
        """Return the tables in a reading, and what to do about them.

        Raises:
            SheetError: The tab cannot be synchronised without guessing.
        """
        shot = self._snapshot(read, ours)
        made = self._plan(shot, ours)
        if self._annotate is not None:
            # Only a plan tells which cells people have changed, and what is said of them is a cell of ours.
            said = self._annotate(ours, shot.theirs, made)
            if said is not ours:
                made = self._plan(shot, said)
        return shot, made

    def all_new(self, ours: Table) -> Plan:
        """Return what to do about a tab that was never prepared: every row is new, as far as it is to be added."""
        made = Plan(appends=tuple(Append(key, row) for key, row in ours.items()))
        said = ours if self._annotate is None else self._annotate(ours, {}, made)
        return made if said is ours else Plan(appends=tuple(Append(key, row) for key, row in said.items()))

    def _snapshot(self, read: SheetReading, ours: Table) -> Snapshot:
        shot = snapshot(read, self.tab.columns, self.tab.title, frozenset(ours))
        self.theirs = shot.theirs
        return shot

    def _plan(self, shot: Snapshot, ours: Table) -> Plan:
        managed = [column for column in self.tab.columns if column.name in shot.positions]
        made = plan(ours, shot.theirs, shot.base, managed, shot.changed_keys, accepts_deleted=self._accepts_deleted)
        return made if self._decide is None else self._decide(made)

    def part(self, read: SheetReading, shot: Snapshot, made: Plan) -> TabPart:
        """Return what a plan does to the tab."""
        return part_of_plan(read, shot, made, self.tab.key_name)

    def repair(self, read: SheetReading) -> Repair | None:
        """Return what undoes the harm of the last write; None if it harmed nothing."""
        return repair(read.state.journal, read.undo, read.data, read.base, self.key_column(read))

    def part_of_repair(self, read: SheetReading, harm: Repair, *, makes_recovered: bool) -> TabPart:
        """Return what a repair does to the tab."""
        key_column = self.key_column(read)
        return part_of_repair(read, harm, key_column, self.tab.key_name, makes_recovered=makes_recovered)

    def key_column(self, read: SheetReading) -> int:
        """Return where the keys are."""
        return read.data.column_headed(self.tab.key_name, read.state.journal.key_column)

    def remember(self, made: Plan) -> None:
        """Take what was written into `theirs`."""
        for write in made.writes:
            self.theirs[write.key][write.column] = write.after
        self.theirs |= {append.key: dict(append.cells) for append in made.appends}
