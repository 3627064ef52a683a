"""The day in `About`: that of the last run that changed something, so that a run with nothing new writes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tht_xl.month.shared_sheet.headings import KEY, Cell
from tht_xl.month.shared_sheet.tabs.about import ABOUT, UPDATED
from tht_xl.sheets.outcome import SyncOutcome
from tht_xl.sheets.plan.plan import Plan

MoreRows = Mapping[str, Sequence[Mapping[str, Cell]]]
"""Rows of the worksheets beside the first, by title."""


def without_day_rows(more_rows: MoreRows) -> MoreRows:
    """Return the rows of the worksheets without the row that says on which day the sheet was brought up to date."""
    return {title: [row for row in rows if title != ABOUT or row[KEY] != UPDATED] for title, rows in more_rows.items()}


def without_day(outcome: SyncOutcome | None) -> SyncOutcome | None:
    """Return what became of a run that left that row out, as if it had said what is there."""
    if outcome is None:
        return None
    more = {title: replace(each, plan=without_day_plan(title, each.plan)) for title, each in outcome.more.items()}
    return replace(outcome, more=more)


def without_day_plan(title: str, plan: Plan) -> Plan:
    """Return a plan that does not say that the row is computed no longer."""
    if title != ABOUT:
        return plan
    return replace(plan, no_longer_computed=tuple(key for key in plan.no_longer_computed if key != UPDATED))
