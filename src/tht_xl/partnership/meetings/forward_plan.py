"""Lay out the agenda of every meeting of a forward plan: what comes each time, in turn, and once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tht_xl.model.periods.label import canonical_label
from tht_xl.partnership.meetings.turns import NoPlace, Placed, Slot, Turn, place_turns
from tht_xl.templates.table import Row, Tables

EACH_MEETING = "each meeting"
MONTHS_OF: Final[Mapping[str, int]] = {"once a quarter": 3, "once every six months": 6, "once a year": 12}
"""How long the periods are in which something comes once. [months]"""
_LAST = float("inf")


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item of an agenda.

    Attributes:
        item: What it says.
        group: What kind of item it is, such as "Enabler spotlight"; "" for one that comes once.
        minutes: How long it takes; None where that is not stated. [minutes]
        lead: The role that brings it.
        order: Its place; a lower number comes first.
        source: Where it is from; None where that is not stated.
    """

    item: str
    group: str
    minutes: int | None
    lead: str | None
    order: float
    source: str | None


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A meeting with its agenda."""

    row: Row
    items: tuple[AgendaItem, ...]

    @property
    def day(self) -> date | None:
        """Its day; None where that is not stated."""
        return self.row["day"]

    @property
    def needed(self) -> int:
        """Minutes that the items take, of those that state them."""
        return sum(each.minutes or 0 for each in self.items)

    @property
    def over(self) -> int:
        """Minutes by which they are longer than the meeting; 0 where they fit, or its length is not stated."""
        return max(0, self.needed - self.row["minutes"]) if self.row["minutes"] else 0

    @property
    def without_minutes(self) -> int:
        """How many items do not state how long they take."""
        return sum(each.minutes is None for each in self.items)


@dataclass(frozen=True, slots=True)
class LaidOutPlan:
    """A forward plan laid out.

    Attributes:
        meetings: Those that are not cancelled, by day; those without a day last.
        items: The rows of what comes in turn, by number.
        placed: Which turns come to which meeting.
    """

    meetings: tuple[PlannedMeeting, ...]
    items: Mapping[str, Row]
    placed: Placed


def lay_out(plan: Tables) -> LaidOutPlan:
    """Return the agenda of each meeting of a forward plan."""
    meetings = [row for row in plan["meetings"] if row["id"] and not is_cancelled(row)]
    items = {row["id"]: row for row in plan["items"] if row["id"]}
    turns = {name: turn for name, row in items.items() if (turn := _turn_of(row))}
    slots = [Slot(row["id"], row["body"] or "", row["day"]) for row in meetings if row["day"]]
    once = defaultdict[str, list[Row]](list)
    for row in plan["agenda"]:
        once[row["meeting"] or ""].append(row)
    fixed = {
        meeting["id"]: list(dict.fromkeys(row["turn"] for row in once[meeting["id"]] if row["turn"] in turns))
        for meeting in meetings
    }
    last_day = max((slot.day for slot in slots), default=date.min)
    placed = place_turns(list(turns.values()), sorted(slots, key=lambda slot: slot.day), fixed, last_day)
    planned = [PlannedMeeting(row, _agenda(row, items, placed, once[row["id"]])) for row in meetings]
    return LaidOutPlan(tuple(sorted(planned, key=lambda each: each.day or date.max)), items, placed)


def is_cancelled(meeting: Row) -> bool:
    """Return whether a meeting does not take place."""
    return (meeting["status"] or "").casefold() == "cancelled"


def why_no_place(each: NoPlace, layout: LaidOutPlan, body: str) -> str:
    """Return why a turn has no place in a period, in words.

    Args:
        each: The turn and its period.
        layout: The plan that it is in.
        body: The body's name as it is to be written.
    """
    row, period = layout.items[each.turn], canonical_label(*each.period)[0]
    if not each.meetings:
        return f"{row['item']} has no place in {period}: no meeting of the {body} is entered in it"
    many = "the one meeting" if each.meetings == 1 else f"each of the {each.meetings} meetings"
    return (
        f"{row['item']} has no place in {period}: {many} of the {body} has its {each.at_most} of {row['group']} already"
    )


def _turn_of(row: Row) -> Turn | None:
    """Return what a row of items says of its turns; None where it comes each time, or is not filled in."""
    months = MONTHS_OF.get((row["how-often"] or "").casefold())
    if not (months and row["from"]):
        return None
    return Turn(row["id"], row["group"] or "", row["body"] or "", months, row["from"], row["until"], row["at-most"])


def _agenda(meeting: Row, items: Mapping[str, Row], placed: Placed, once: Sequence[Row]) -> tuple[AgendaItem, ...]:
    """Return the items of a meeting: what comes each time, in turn and once, by their order."""
    always = [row for row in items.values() if _comes_each_time(row, meeting)]
    fixed = {row["turn"]: row for row in once if row["turn"] in items}
    turns = [items[each] for each in placed.turns.get(meeting["id"], ())]
    # What is written beside a turn that is fixed to this meeting says it better than the list does.
    found = [_item(row, fixed.pop(row["id"], None)) for row in (*always, *turns)]
    found += [_item(items[row["turn"]], row) for row in fixed.values()]
    found += [_item(row, None) for row in once if row["turn"] not in items]
    return tuple(sorted(found, key=lambda each: each.order))


def _comes_each_time(row: Row, meeting: Row) -> bool:
    if (row["how-often"] or "").casefold() != EACH_MEETING or row["body"] != meeting["body"]:
        return False
    day = meeting["day"]
    if day is None:
        # Of a meeting that was held, and whose day nobody knows, only what is written is known.
        return (meeting["status"] or "").casefold() != "held"
    return (row["from"] or date.min) <= day <= (row["until"] or date.max)


def _item(row: Row, beside: Row | None) -> AgendaItem:
    """Return a row as an item; what is filled in `beside` it counts first."""

    def cell(column: str) -> object:
        here = beside[column] if beside is not None else None
        return row.values.get(column) if here is None else here

    group = row.values.get("group") or ""
    minutes, order, lead, source = cell("minutes"), cell("order"), cell("lead"), cell("source")
    return AgendaItem(
        str(cell("item") or "not stated"),
        group,
        minutes if isinstance(minutes, int) else None,
        str(lead) if lead else None,
        order if isinstance(order, float) else _LAST,
        str(source) if source else None,
    )
