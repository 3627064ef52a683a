"""The three-way plan: what we computed, what the sheet holds, what both held after the last synchronisation.

Pure: three tables in, a list of actions out. Rows are found by key and columns by header, so sorting, inserting
and moving change nothing here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tht_xl.model.vocabulary import WITHHELD
from tht_xl.sheets.cell_text import shown
from tht_xl.sheets.plan.sudden_loss import (
    confirmed_loss,
    refuse_sudden_emptiness,
    sudden_loss,
    suddenly_lost,
)
from tht_xl.sheets.read.changed_key import ChangedKey
from tht_xl.sheets.table import NOT_KNOWN, Cell, Column, Row, Table, same


@dataclass(frozen=True, slots=True)
class Write:
    """A cell the sheet still holds as we left it, and that we now compute differently."""

    key: str
    column: str
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class Append:
    """A row the sheet has never had."""

    key: str
    cells: Row


@dataclass(frozen=True, slots=True)
class Kept:
    """A cell that a person changed, and for which we compute the same value as before: theirs stays."""

    key: str
    column: str
    ours: Cell
    theirs: Cell


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that a person and we changed, each differently: theirs stays, and somebody has to look."""

    key: str
    column: str
    base: Cell
    ours: Cell
    theirs: Cell


@dataclass(frozen=True, slots=True)
class Plan:
    """What a synchronisation would do, and what it leaves alone.

    Attributes:
        writes: Cells to write.
        appends: Rows to add, in our order.
        kept: Cells of theirs that stay.
        conflicts: Cells of theirs that stay although we have something new.
        deleted_in_sheet: Keys a person deleted from the sheet; not added again.
        no_longer_computed: Keys in the sheet that we have stopped computing; left alone.
        changed_keys: Cells in the column of keys that somebody seems to have changed: what they held is among
            `deleted_in_sheet`, and somebody has to look.
        base_changes: What to remember: changed cells by key and column, those of `writes` included.
    """

    writes: tuple[Write, ...] = ()
    appends: tuple[Append, ...] = ()
    kept: tuple[Kept, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    deleted_in_sheet: tuple[str, ...] = ()
    no_longer_computed: tuple[str, ...] = ()
    changed_keys: tuple[ChangedKey, ...] = ()
    base_changes: Mapping[str, Row] = field(default_factory=dict[str, Row])

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be written, neither where people see it nor in the base."""
        return not (self.writes or self.appends or self.base_changes)

    def half(self) -> "Plan":
        """Return what half of the rows with a cell to write need, and no new row: the rest is planned after it.

        A part is a whole plan by itself: each of its rows is written completely, and remembered.
        """
        keys = list(dict.fromkeys(write.key for write in self.writes))
        chosen = frozenset(keys[: max(1, len(keys) // 2)])
        writes = tuple(write for write in self.writes if write.key in chosen)
        changes = {key: row for key, row in self.base_changes.items() if key in chosen}
        return replace(self, writes=writes, appends=(), base_changes=changes)

    def lines(self) -> list[str]:
        """Return the plan as text, one action a line: conflicts first, because somebody has to look at them.

        Only columns we manage appear; what people write in theirs is never shown.
        """
        asked = {changed.key for changed in self.changed_keys}
        return [
            *(
                f"! {c.key} {c.column}: was {_beside(c.ours, c.base)}, ours {shown(c.ours, beside=c.theirs)}, "
                f"theirs kept {_beside(c.ours, c.theirs)}"
                for c in self.conflicts
            ),
            *(changed.line for changed in self.changed_keys),
            *(
                f"~ {w.key} {w.column}: {_beside(w.after, w.before)} -> {shown(w.after, beside=w.before)}"
                for w in self.writes
            ),
            *(f"+ {a.key}: new row" for a in self.appends),
            *(
                f"= {k.key} {k.column}: theirs kept {_beside(k.ours, k.theirs)}, ours {shown(k.ours, beside=k.theirs)}"
                for k in self.kept
            ),
            *(f"x {key}: deleted in the sheet, not added again" for key in self.deleted_in_sheet if key not in asked),
            *(f"? {key}: no longer computed, left alone" for key in self.no_longer_computed),
        ]


def _beside(ours: Cell, other: Cell) -> str:
    """Another value of a cell, but not where ours is withheld: lines of a plan travel further than the sheet."""
    return "a value that is now withheld" if ours in WITHHELD and other not in (None, "") else shown(other, beside=ours)


def plan(
    ours: Table,
    theirs: Table,
    base: Table,
    columns: Sequence[Column],
    changed_keys: tuple[ChangedKey, ...] = (),
    *,
    accepts_deleted: bool = False,
) -> Plan:
    """Compare three tables cell by cell. Keys and headers are spelled alike in all three.

    Args:
        ours: What we computed, every managed column present.
        theirs: What the sheet holds; columns we do not manage are not looked at.
        base: What both held after the last synchronisation. A column missing from a row was never synchronised.
        columns: The managed columns, the key first.
        changed_keys: Cells in which a key of ours seems to have been changed.
        accepts_deleted: Whether somebody has confirmed that most rows were deleted on purpose.

    Raises:
        SheetError: One side has suddenly lost all its rows, or most of them.
    """
    refuse_sudden_emptiness(ours, theirs, base, changed_keys)
    lost = suddenly_lost(ours, theirs, base, columns[1:])
    if lost and not accepts_deleted:
        raise sudden_loss(lost, theirs, base, changed_keys)
    rows = (_merged_row(key, row, theirs[key], base, columns[1:]) for key, row in ours.items() if key in theirs)
    merged = [row for row in rows if not row.is_settled]
    return Plan(
        writes=tuple(w for row in merged for w in row.writes),
        appends=tuple(Append(key, row) for key, row in ours.items() if key not in theirs and key not in base),
        kept=tuple(k for row in merged for k in row.kept),
        conflicts=tuple(c for row in merged for c in row.conflicts),
        # In the base but not in the sheet: a person deleted the row, and adding it again would undo their work.
        deleted_in_sheet=tuple(key for key in ours if key in base and key not in theirs),
        # We stopped computing it (a withdrawn indicator, say); the row may hold a narrative, so it stays.
        no_longer_computed=tuple(key for key in base if key in theirs and key not in ours),
        changed_keys=changed_keys,
        base_changes={row.key: row.base_changes for row in merged if row.base_changes}
        | confirmed_loss(lost, base, columns[1:]),
    )


@dataclass(slots=True)
class _MergedRow:
    key: str
    writes: list[Write] = field(default_factory=list[Write])
    kept: list[Kept] = field(default_factory=list[Kept])
    conflicts: list[Conflict] = field(default_factory=list[Conflict])
    base_changes: dict[str, Cell] = field(default_factory=dict[str, Cell])

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing to do or to say about the row, as of nearly every row in most months."""
        return not (self.writes or self.kept or self.conflicts or self.base_changes)


def _merged_row(key: str, ours: Row, theirs: Row, table: Table, columns: Sequence[Column]) -> _MergedRow:
    # Three values meet in a cell: ours, the sheet's, and what both held after the last synchronisation (the base).
    # Which of ours and theirs differs from the base says who has changed the cell since:
    #
    #   base 21.0, sheet 21.0, ours 22.4   only we changed it       write 22.4, remember 22.4
    #   base 21.0, sheet 23.0, ours 21.0   only a person did        keep 23.0; the base stays 21.0, so it is seen again
    #   base 21.0, sheet 23.0, ours 22.4   both, and differently    conflict: keep 23.0, the base stays, tell somebody
    #   base 21.0, sheet 22.4, ours 22.4   both, and alike          nothing to write, remember 22.4
    #   no base,   sheet 23.0, ours 22.4   nobody knows             conflict: a cell we never wrote is a person's
    #   no row     sheet 23.0, ours 22.4   a person's, typed before conflict once; remember 22.4, so that it is kept
    #   in base                            we had the row           from then on
    #
    # A person's cell is never written to in any branch. The base moves only when sheet and ours agree: as long as a
    # conflict is not settled, it is reported again each month.
    row, base = _MergedRow(key), table.get(key, {})
    is_typed_before_us = bool(table) and key not in table
    for column in (column.name for column in columns):
        our_cell, their_cell, before = ours.get(column), theirs.get(column), base.get(column, NOT_KNOWN)
        after = our_cell
        if same(our_cell, their_cell):
            pass  # both say the same, whoever said it first
        elif same(their_cell, before):
            # Still as we left it: ours to write. A cell that a person has emptied is not as we left it.
            row.writes.append(Write(key, column, their_cell, our_cell))
        else:
            after = before  # the base stays, so that the difference is seen again next time
            if same(our_cell, before):
                row.kept.append(Kept(key, column, our_cell, their_cell))
            else:
                row.conflicts.append(Conflict(key, column, before, our_cell, their_cell))
                if is_typed_before_us:
                    after = our_cell
        # Only what changes in the base is written, so that a month without changes writes nothing at all.
        if column not in base or not same(after, before):
            row.base_changes[column] = after
    return row
