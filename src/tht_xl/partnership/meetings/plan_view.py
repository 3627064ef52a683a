"""The forward plan of a year: every meeting with what comes to it, and whose turn has no place."""

from collections.abc import Iterator, Mapping, Sequence

from tht_xl.errors import DomainError, PeriodError
from tht_xl.model.counted import counted
from tht_xl.model.days import Days
from tht_xl.model.definition import Framework
from tht_xl.model.periods.label import canonical_label, day_label
from tht_xl.model.periods.period import Period
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.partnership.meetings.clear_days import bank_holidays, despatch_day
from tht_xl.partnership.meetings.forward_plan import LaidOutPlan, PlannedMeeting, is_cancelled, lay_out, why_no_place
from tht_xl.partnership.meetings.words import body_name, body_names, meeting_name
from tht_xl.partnership.table_section import gap_place
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.templates.check import Wrong
from tht_xl.templates.table import Tables


@view("forward-plan", title="Forward plan", registers=("forward-plan", "bodies"), of="a year, such as 2019/20")
def forward_plan(given: ViewInput) -> View:
    """Return every meeting of a year, or of the whole plan, with its items; and when each turn comes."""
    plan, names, year = given.register("forward-plan"), body_names(given), _year(given.of)
    layout = lay_out(plan)
    meetings = [each for each in layout.meetings if year is None or (each.day and year[0] <= each.day <= year[1])]
    holidays = frozenset(bank_holidays(plan))
    rows = tuple(
        (each.day, body_name(each.row["body"], names), despatch_day(each.day, holidays) if each.day else None,
         "; ".join(_called(item.group, item.item) for item in each.items) or None, _time(each))
        for each in meetings
    )  # fmt: skip
    turns = tuple(_turns(layout, year))
    unplaced = sum(row[3] == "no place" for row in turns)
    return View(
        title=f"Forward plan, {given.of}" if given.of else "Forward plan",
        sentences=(
            f"{counted(len(meetings), 'meeting')}; {counted(len(turns) - unplaced, 'turn has', 'turns have')} a place, "
            f"{unplaced} without.",
        ),
        sections=(
            ViewSection("Meetings", (), ("Day", "Meeting of", "Papers out by", "Items", "Time"), rows),
            ViewSection("Turns", (), ("Turn", "How often", "Period", "Comes on"), turns),
        ),
        gaps=tuple(_gaps(layout, meetings, names, year)),
    )


def _year(text: str) -> Days | None:
    if not text:
        return None
    try:
        period = Period.parse(text)
    except PeriodError:
        raise DomainError(f"{text!r} is not a year", remedy="Write it as 2019/20 or 2019") from None
    return period.start, period.end


def _called(group: str, item: str) -> str:
    return f"{group}: {item}" if group.endswith("spotlight") else item


def _time(meeting: PlannedMeeting) -> str | None:
    """Return how long the agenda is beside the meeting, in words."""
    has, needs = meeting.row["minutes"], meeting.needed
    if not needs:
        return f"{has} minutes; no item states its own" if has else None
    said = f"{needs} of {has} minutes" if has else f"{counted(needs, 'minute')}"
    return f"{said}: {meeting.over} too many" if meeting.over else said


def _turns(layout: LaidOutPlan, year: Days | None) -> Iterator[tuple[ViewCell, ...]]:
    days = {each.row["id"]: each for each in layout.meetings}
    for name, periods in layout.placed.periods.items():
        row = layout.items[name]
        for period, meetings in periods.items():
            if year is not None and not (period[0] <= year[1] and year[0] <= period[1]):
                continue
            on = ", ".join(day_label(day) for each in meetings if (day := days[each].day)) or "no place"
            yield _called(row["group"] or "", row["item"] or name), row["how-often"], canonical_label(*period)[0], on


def _gaps(
    layout: LaidOutPlan, meetings: Sequence[PlannedMeeting], names: Mapping[str, str], year: Days | None
) -> Iterator[Gap]:
    for each in meetings:
        if each.over:
            where = gap_place(each.row, "minutes")
            yield Gap(f"{meeting_name(each.row, names)}: {each.over} minutes too many", where, "What can wait?")
    dated = _dated_bodies(layout)
    for body in dict.fromkeys(row["body"] for row in layout.items.values() if row["body"] not in dated):
        yield Gap(
            f"{body_name(body, names)}: the day of no meeting is entered, so nothing can be given a turn",
            "Meetings", "On which days does it meet?",
        )  # fmt: skip
    for each in layout.placed.no_place:
        row = layout.items[each.turn]
        if row["body"] in dated and (year is None or (each.period[0] <= year[1] and year[0] <= each.period[1])):
            said = why_no_place(each, layout, body_name(row["body"], names))
            yield Gap(said, row.place, "Enter a meeting, or make room in one")
    for meeting in layout.meetings:
        if not meeting.day:
            yield Gap(
                f"{meeting_name(meeting.row, names)}: {meeting.row['id']}", meeting.row.place, "On which day is it?"
            )


@partnership_check("agenda-too-long", template="forward-plan")
def agenda_too_long(plan: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield each meeting whose items need more time than it has."""
    for each in lay_out(plan).meetings:
        if each.over:
            given = f"the agenda needs {each.needed} minutes and the meeting has {each.row['minutes']}"
            yield wrong("agenda-too-long", each.row, "minutes", given, expected="items that fit the meeting",
                        fix="Move an item, shorten one, or lengthen the meeting", is_error=False)  # fmt: skip


@partnership_check("turn-without-place", template="forward-plan")
def turn_without_place(plan: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield each turn without a meeting in one of its periods; of a body without any meeting, the first alone."""
    layout = lay_out(plan)
    dated, said = _dated_bodies(layout), set[str]()
    for each in layout.placed.no_place:
        row = layout.items[each.turn]
        body = row["body"] or ""
        if body in said:
            continue
        if body not in dated:
            said.add(body)
        given = why_no_place(each, layout, body) if body in dated else f"the day of no meeting of {body} is entered"
        fix = "Enter a meeting, or make room in one"
        yield wrong("turn-without-place", row, "how-often", given, expected=_PLACE, fix=fix, is_error=False)


@partnership_check("item-for-a-cancelled-meeting", template="forward-plan")
def item_for_a_cancelled_meeting(plan: Tables, _: Framework) -> Iterator[Wrong]:
    """Yield each item of a meeting that does not take place, since it comes to none."""
    cancelled = {row["id"] for row in plan["meetings"] if is_cancelled(row)}
    for row in plan["agenda"]:
        if row["meeting"] in cancelled:
            given, fix = f"{row['meeting']} is cancelled", "Move the item to another"
            yield wrong("item-for-a-cancelled-meeting", row, "meeting", given, expected=_HELD, fix=fix, is_error=False)


_PLACE, _HELD = "a place in each period", "a meeting that takes place"


def _dated_bodies(layout: LaidOutPlan) -> set[str]:
    """Return the bodies of which at least one meeting has a day."""
    return {each.row["body"] for each in layout.meetings if each.day}
