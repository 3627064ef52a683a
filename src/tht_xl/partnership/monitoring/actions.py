"""The remedial actions of an indicator: what the action tracker has for it that is neither done nor dropped."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tht_xl.model.periods.label import day_label
from tht_xl.partnership.view import Gap
from tht_xl.partnership.view_input import ViewInput
from tht_xl.templates.table import Row

TRACKER = "action-tracker"
CLOSED = ("done", "dropped")
"""The states of an action that helps nobody any more, whatever it did before."""


@dataclass(frozen=True, slots=True)
class Remedies:
    """The actions of each indicator.

    Attributes:
        open: Those that are open, by the indicator's id.
        closed: Those that are done or dropped.
        gaps: Why some do not count.
    """

    open: dict[str, list[Row]] = field(default_factory=dict[str, list[Row]])
    closed: dict[str, list[Row]] = field(default_factory=dict[str, list[Row]])
    gaps: tuple[Gap, ...] = ()


def remedies(given: ViewInput) -> Remedies:
    """Return the actions of each indicator; actions that are made up do not count."""
    tracker = given.optional(TRACKER, of_framework=True)
    if tracker is None:
        return Remedies(gaps=(Gap("No action tracker was given", "", f"tht-xl template new {TRACKER} makes one"),))
    if tracker.is_illustrative:
        return Remedies(gaps=(Gap(f"{tracker.name} is illustrative: none of its actions counts", "", "Name your own"),))
    found = Remedies()
    for row in tracker["actions"]:
        if row["indicator"] is not None:
            kept = found.closed if row["status"] in CLOSED else found.open
            kept.setdefault(row["indicator"], []).append(row)
    return found


def action_words(row: Row, day: date) -> str:
    """Return an action with its owner, due date and state: "A1 Fit rails (Housing lead; due 31 Mar 2027; on track)"."""
    said = [row["owner"] or "no owner", f"due {day_label(row['due'])}" if row["due"] else "no due date"]
    is_overdue = row["due"] is not None and row["due"] < day
    said += ["overdue" if is_overdue else row["status"] or "no status"]
    if row["forecast"] is not None:
        said.append(f"forecast {day_label(row['forecast'])}")
    return f"{row['id'] or row.place} {row['action'] or 'without words'} ({'; '.join(said)})"


def remedy_words(indicator: str, found: Remedies, typed: str, day: date) -> str | None:
    """Return the remedial actions of an indicator in words; None where there is none.

    Args:
        indicator: Its id.
        found: The actions of all.
        typed: What was typed as an action beside the figure.
        day: The day of the view.
    """
    said = [action_words(row, day) for row in found.open.get(indicator, ())]
    said += [f"Typed beside the figure, not in the tracker: {typed}"] if typed else []
    closed = found.closed.get(indicator, ())
    if not said and closed:
        return f"none open: {_numbers(closed)}"
    return "; ".join(said) or None


def _numbers(rows: Sequence[Row]) -> str:
    return ", ".join(f"{row['id'] or row.place} {row['status']}" for row in rows)
