"""Give everybody a turn: each member of a group once in each quarter, half-year or year, spread over the meetings."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tht_xl.model.days import Days, months_from, months_later


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that comes in turn.

    Attributes:
        id: Its number.
        group: Items of one group share the places of a meeting.
        body: The body to whose meetings it comes.
        months: Length of its periods: 3, 6 or 12. [months]
        start: First day of its first period.
        until: Last day on which it still comes; None for no end.
        at_most: Places for its group in one meeting; None for no limit.
    """

    id: str
    group: str
    body: str
    months: int
    start: date
    until: date | None = None
    at_most: int | None = None


@dataclass(frozen=True, slots=True)
class Slot:
    """A meeting that has a day and takes place."""

    id: str
    body: str
    day: date


@dataclass(frozen=True, slots=True)
class NoPlace:
    """A turn that came to no meeting of a period, and why."""

    turn: str
    period: Days
    meetings: int
    at_most: int | None


@dataclass
class Placed:
    """Which turns come to which meeting.

    Attributes:
        turns: Ids of turns by the id of their meeting.
        periods: For each turn its periods, each with the meetings that it comes to; a period without has none.
        no_place: The turns that have no place in a period.
    """

    turns: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    periods: dict[str, dict[Days, list[str]]] = field(default_factory=lambda: defaultdict(dict))
    no_place: list[NoPlace] = field(default_factory=list[NoPlace])


def place_turns(
    turns: Sequence[Turn], slots: Sequence[Slot], fixed: Mapping[str, Sequence[str]], last_day: date
) -> Placed:
    """Return which turns come to which meeting, period by period.

    A turn that is fixed to a meeting of a period has had its turn. Each of the others goes to the meeting that has
    fewest of its group, the earliest of those. Who has waited longest goes first, so that a member who found no
    place in one period has the first in the next.

    Args:
        turns: What comes in turn, in the order in which it first comes.
        slots: The meetings.
        fixed: Ids of turns that are fixed to a meeting, by the meeting's id.
        last_day: Periods that begin later are left out.
    """
    placed, places = Placed(), defaultdict[tuple[str, str], int](int)
    by_id = {turn.id: turn for turn in turns}
    for meeting, ids in fixed.items():
        for each in ids:
            placed.turns[meeting].append(each)
            places[meeting, by_id[each].group] += 1
    last_turn = dict.fromkeys(by_id, date.min)
    for period, due in _periods(turns, last_day):
        for turn in sorted(due, key=lambda each: last_turn[each.id]):
            inside = [slot for slot in slots if slot.body == turn.body and period[0] <= slot.day <= period[1]]
            meetings = [slot for slot in inside if turn.id in fixed.get(slot.id, ())]
            if not meetings:
                free = [s for s in inside if turn.at_most is None or places[s.id, turn.group] < turn.at_most]
                meetings = sorted(free, key=lambda slot: (places[slot.id, turn.group], slot.day))[:1]
                for slot in meetings:
                    placed.turns[slot.id].append(turn.id)
                    places[slot.id, turn.group] += 1
            placed.periods[turn.id][period] = [slot.id for slot in meetings]
            if meetings:
                last_turn[turn.id] = max(slot.day for slot in meetings)
            else:
                placed.no_place.append(NoPlace(turn.id, period, len(inside), turn.at_most))
    return placed


def _periods(turns: Sequence[Turn], last_day: date) -> Iterator[tuple[Days, list[Turn]]]:
    """Yield each period with the turns that are due in it, in the order of their first days."""
    due = defaultdict[Days, list[Turn]](list)
    for turn in turns:
        end = min(last_day, turn.until) if turn.until else last_day
        start = turn.start
        while start <= end:
            due[months_from(start, turn.months)].append(turn)
            start = months_later(start, turn.months)
    yield from sorted(due.items(), key=lambda each: each[0])
