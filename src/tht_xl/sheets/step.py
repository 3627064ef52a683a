"""One step of a synchronisation: repair, or plan and write, and check the answer."""

import secrets
from collections.abc import Mapping

from tht_xl.sheets.hidden import RECOVERED, STAGE
from tht_xl.sheets.journal import Journal
from tht_xl.sheets.outcome import Progress
from tht_xl.sheets.plan.plan import Plan
from tht_xl.sheets.planned import planned_figures, planned_repairs
from tht_xl.sheets.read.snapshot import SheetReading, Snapshot
from tht_xl.sheets.repair.recovered import with_recovered
from tht_xl.sheets.repair.restore import Repair
from tht_xl.sheets.sheet_tabs import SheetTabs
from tht_xl.sheets.table import Table
from tht_xl.sheets.write.batch import blank_all
from tht_xl.sheets.write.envelope import TabPart, envelope
from tht_xl.sheets.write.overwritten import moved_columns, overwritten
from tht_xl.sheets.write.recorded import RecordedWrites


def take_step(
    tabs: SheetTabs,
    writes: RecordedWrites,
    read: SheetReading,
    ours: Mapping[str, Table],
    progress: Mapping[str, Progress],
) -> tuple[dict[str, Plan], int] | None:
    """Do one read's worth of work: at most one write.

    Args:
        tabs: The tabs.
        writes: Where it goes, each write known to the ledger before it is sent.
        read: What was just read.
        ours: Our rows by tab and key.
        progress: What is certain so far, by tab; it is kept in step.

    Returns:
        The last plans and the generation once there is nothing left to do; None where the sheet is to be read again.

    Raises:
        SheetError: The sheet cannot be synchronised, or was not reached.
    """
    if tabs.lacks_a_tab(read):
        tabs.prepare(writes)
        return None
    # Repair before planning: a plan made on cells that our last write ran over would take our own text for a
    # person's. The second look reads the pre-images with their formulas, which costs a call: only after a find.
    harm = tabs.repairs(read) and tabs.repairs(tabs.with_formulas(read))
    if harm:
        _put_back(tabs, writes, read, harm, progress)
        return None
    if read.state.holds_withheld:
        # What a cell held before it was withheld has been checked, and nobody needs it any more.
        forget(tabs, read)
        return None
    made = tabs.plan(read, ours)
    plans = {title: plan for title, (_, plan) in made.items()}
    if all(plan.is_empty for plan in plans.values()) and not writes.writer.owes_signature(read.state):
        return plans, read.state.generation
    chosen = _fitting(tabs, read, made)
    run = secrets.token_hex(8)
    for title, part in chosen.items():
        progress[title].send(run, part)
    first = read.state.worksheet
    signed = writes.intend(read, planned_figures(read, chosen, run))
    # From here to the answer a person may type: the body copies each cell to _tht_undo before it changes it.
    parts = tabs.parts(signed, {title: (made[title][0], part) for title, part in chosen.items()})
    undo = writes.send(run, envelope(signed, run, parts))
    is_harmless = all(
        not overwritten(part.journal, undo[part.tab]) and not moved_columns(part.journal, undo[part.tab])
        for part in parts
    )
    writes.confirm(read, run)
    if not is_harmless:
        return None  # somebody was quicker: the next round reads the journal and repairs
    for title, part in chosen.items():
        progress[title].confirm(run)
        tabs.by_title[title].remember(part)
    if any(chosen.get(title) is not plan for title, plan in plans.items() if not plan.is_empty):
        progress[first].parts += 1
        return None  # the rest is planned on what is there then
    if any(part.journal.holds_withheld for part in parts):
        return None  # the next round empties the pre-image
    return plans, read.state.generation + 1


def _put_back(
    tabs: SheetTabs,
    writes: RecordedWrites,
    read: SheetReading,
    harm: Mapping[str, Repair],
    progress: Mapping[str, Progress],
) -> None:
    run = secrets.token_hex(8)
    makes = any(each.recovered for each in harm.values()) and RECOVERED not in read.state.sheet_ids
    known = with_recovered(read) if makes else read
    for title, each in harm.items():
        progress[title].send(run, each)
    reads = {title: known.of_tab(title) for title in harm}
    repairs = {title: (reads[title], harm[title], tabs.by_title[title].key_column(reads[title])) for title in harm}
    signed = writes.intend(known, planned_repairs(read, repairs, run))
    parts: list[TabPart] = []
    for title, each in harm.items():
        tab = signed.of_tab(title)
        parts.append(tabs.by_title[title].part_of_repair(tab, each, makes_recovered=makes and bool(each.recovered)))
        makes = makes and not each.recovered  # made once
    writes.send(run, envelope(signed, run, parts), must=True)
    writes.confirm(read, run)


def forget(tabs: SheetTabs, read: SheetReading) -> None:
    """Empty the pre-images and the journals of writes that have been checked."""
    stage = blank_all(read.state.sheet_ids[STAGE])
    parts = [TabPart(read.of_tab(title), Journal(), []) for title in (read.state.worksheet, *read.more)]
    tabs.sheet.write(envelope(read, "purged", [TabPart(parts[0].read, Journal(), [stage]), *parts[1:]]))


def _fitting(tabs: SheetTabs, read: SheetReading, made: Mapping[str, tuple[Snapshot, Plan]]) -> dict[str, Plan]:
    """Return as much of the plans as one request takes; thousands of single cells all over a sheet are too many."""
    first = read.state.worksheet
    waiting = {title: plan for title, (_, plan) in made.items() if not plan.is_empty} or {first: made[first][1]}
    chosen = waiting
    while not _takes(tabs, read, {title: (made[title][0], plan) for title, plan in chosen.items()}):
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


def _takes(tabs: SheetTabs, read: SheetReading, plans: Mapping[str, tuple[Snapshot, Plan]]) -> bool:
    return tabs.sheet.takes_at_once(envelope(read, secrets.token_hex(8), tabs.parts(read, plans)))
