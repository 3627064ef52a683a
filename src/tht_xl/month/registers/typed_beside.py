"""What people typed beside a figure that belongs to the action tracker: the action, its owner, by when."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from tht_xl.evaluation.results import Results
from tht_xl.model.counted import counted
from tht_xl.model.periods.period import Period
from tht_xl.month.configuration.config import MonthConfig
from tht_xl.month.evaluating.returned_words import ACTION, ReturnedText
from tht_xl.month.shared_sheet.headings import DUE, OWNER
from tht_xl.month.shared_sheet.narratives import narrative_columns, own_words
from tht_xl.month.shared_sheet.placeholder import says_nothing
from tht_xl.month.shared_sheet.sync_result import SyncResult
from tht_xl.month.shared_sheet.typed_day import typed_day
from tht_xl.partnership.monitoring.assessed import is_action_heading
from tht_xl.partnership.plans.merge_actions import IN_SHEET, MergedActions, TypedAction, action_id
from tht_xl.store.records.registers import RegisterUpdate


def actions_beside_figures(
    config: MonthConfig, returned: Sequence[ReturnedText], sync: SyncResult | None, results: Results
) -> Iterator[tuple[TypedAction, str]]:
    """Yield each action that was typed, with the key of the figure beside which it was.

    Args:
        config: The month's configuration.
        returned: What partners wrote in their returns.
        sync: What the shared sheet holds; None where there is none.
        results: The results, whose framework spells the keys.
    """
    for text in returned:
        if text.heading == ACTION and text.recorded is None and not says_nothing(text.text):
            yield TypedAction(text.text, text.place, text.key.split("|")[0]), text.key
    headings = tuple(each for each in narrative_columns(config) if is_action_heading(each))
    if sync is None or not headings:
        return
    for key, texts in own_words(sync.theirs, (*headings, OWNER, DUE), results.framework).items():
        owner, due = texts.get(OWNER, ""), texts.get(DUE, "")
        for heading in headings:
            text = texts.get(heading, "")
            if not says_nothing(text):
                place = f"{IN_SHEET}, {heading}, {key}"
                named = "" if says_nothing(owner) else " ".join(owner.split())
                yield TypedAction(text, place, key.split("|")[0], named, _due(due)), key


def brought_up_to_date(
    kept: Sequence[RegisterUpdate], typed: Sequence[TypedAction], month: Period, today: date
) -> Iterator[RegisterUpdate]:
    """Yield the rows that are in no workbook yet and beside which an owner or a day was typed, or another one.

    A blank takes nothing away. Of two that were typed for one action, the first counts, as when the row was made.

    Args:
        kept: Rows of the tracker that its workbook does not have.
        typed: What was typed beside figures.
        month: The month that is run.
        today: The day on which it is read.
    """
    said: dict[str, dict[str, str]] = {}
    for each in typed:
        cells = said.setdefault(action_id(each.action, each.indicator), {})
        if each.owner:
            cells.setdefault("owner", each.owner)
        if each.due:
            cells.setdefault("due", each.due.isoformat())
    for old in kept:
        new = {**old.cells, **said.get(old.key, {})}
        if new != dict(old.cells):
            yield replace(old, status="changed", cells=new, month=month, recorded_on=today, version=old.version + 1)


def lines_of_differences(tracker: str, merged: MergedActions, in_workbook: Collection[str]) -> Iterator[str]:
    """Yield what was typed beside figures otherwise than the tracker's workbook has it, in one line."""
    found = {(each.id, each.column) for each in merged.differences if each.id in in_workbook}
    if found:
        it = "is" if len(found) == 1 else "are"
        yield (
            f"{counted(len(found), 'owner or day', 'owners or days')} typed beside figures {it} not as in {tracker}, "
            "which counts."
        )


def _due(text: str) -> date | None:
    # The sheet gives a day as its number, and a cell's text is the number's.
    try:
        return typed_day(float(text))
    except ValueError:
        return typed_day(text)
