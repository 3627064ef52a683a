"""The agenda of a meeting, and the last day on which the papers of each can go out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tht_xl.errors import DomainError
from tht_xl.model.counted import counted
from tht_xl.model.periods.label import day_label
from tht_xl.partnership.meetings.clear_days import (
    CLEAR_DAYS,
    bank_holidays,
    clear_days_between,
    despatch_day,
    unlisted_years,
)
from tht_xl.partnership.meetings.forward_plan import PlannedMeeting, lay_out
from tht_xl.partnership.meetings.words import body_names, meeting_name
from tht_xl.partnership.table_section import gap_place, table_section
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.partnership.workstreams.answer import REGISTERS as WORKSTREAM_REGISTERS
from tht_xl.templates.table import Tables

_HOW_COUNTED = (
    f"There are {CLEAR_DAYS} clear days between the papers and the meeting: neither of the two days is counted, nor "
    "weekends, nor the bank holidays of England."
)


_SPOTLIGHT = "spotlight"
"""What the group of an item ends with by which a workstream or an enabler is looked at more closely."""


@view(
    "agenda",
    title="Agenda",
    registers=("forward-plan", "bodies", *WORKSTREAM_REGISTERS),
    of="a meeting, by its day or its number",
    reads_results=True,
)
def agenda(given: ViewInput) -> View:
    """Return the agenda of a meeting: the one that is named, else the next, else the last."""
    plan, names = given.register("forward-plan"), body_names(given)
    meetings = _chosen(lay_out(plan).meetings, given)
    holidays, sections, gaps = bank_holidays(plan), list[ViewSection](), list[Gap]()
    for each in meetings:
        sections.append(_agenda_of(each, meeting_name(each.row, names), frozenset(holidays)))
        sections += _resolutions_of(each, plan)
        sections += _spotlights_of(each, given)
        gaps += _gaps_of(each)
    return View(
        title=f"Agenda: {meeting_name(meetings[0].row, names)}" if len(meetings) == 1 else "Agenda",
        sections=tuple(sections),
        gaps=(*gaps, *_unlisted(plan, [each.day for each in meetings if each.day])),
    )


@view("despatch", title="When papers go out", registers=("forward-plan", "bodies"), of="the day of a meeting")
def despatch(given: ViewInput) -> View:
    """Return the last day on which the papers of each meeting can go out; `of` may be a day that is in no register."""
    plan, names = given.register("forward-plan"), body_names(given)
    holidays = bank_holidays(plan)
    days = [(each.day, each) for each in lay_out(plan).meetings if each.day]
    if given.of:
        chosen = _day(given.of)
        days = [(day, each) for day, each in days if day == chosen] or [(chosen, None)]
    rows = list[tuple[ViewCell, ...]]()
    for day, each in days:
        by, out = despatch_day(day, frozenset(holidays)), each.row["papers-out"] if each else None
        clear = clear_days_between(out, day, frozenset(holidays)) if out else None
        between = [f"{day_label(d)}, {name}" for d, name in holidays.items() if by < d < day]
        called = meeting_name(each.row, names) if each else f"A meeting on {day_label(day)}"
        rows.append((called, by, out, clear, _verdict(clear), "; ".join(between) or "none"))
    columns = ("Meeting", "Papers out by", "Entered", "Clear days", "In time", "Bank holidays between")
    gaps = tuple(
        Gap(f"{row[0]}: the papers go out {row[4]}", each.row.place if each else "", "Send them out earlier")
        for row, (_, each) in zip(rows, days, strict=True)
        if str(row[4]).startswith("late")
    )
    return View(
        sentences=(_HOW_COUNTED,),
        sections=(ViewSection("", (), columns, tuple(rows)),),
        gaps=(*gaps, *_unlisted(plan, [day for day, _ in days])),
    )


def _verdict(clear: int | None) -> str | None:
    if clear is None:
        return None
    return "yes" if clear >= CLEAR_DAYS else f"late by {counted(CLEAR_DAYS - clear, 'working day')}"


def _chosen(meetings: Sequence[PlannedMeeting], given: ViewInput) -> list[PlannedMeeting]:
    dated = [each for each in meetings if each.day]
    if given.of:
        found = [each for each in meetings if given.of in (each.row["id"], str(each.day))]
        if not found:
            listed = ", ".join(f"{each.day} ({each.row['id']})" if each.day else each.row["id"] for each in meetings)
            raise DomainError(f"no meeting {given.of!r} is in the plan", remedy=f"There are {listed}"[:400])
        return found
    coming = [each for each in dated if each.day and each.day >= given.as_of]
    if not meetings:
        raise DomainError("no meeting is in the plan", remedy="Enter its meetings on the sheet Meetings")
    return coming[:1] or dated[-1:] or list(meetings[:1])


def _agenda_of(meeting: PlannedMeeting, name: str, holidays: frozenset[date]) -> ViewSection:
    begins, rows = 0, list[tuple[ViewCell, ...]]()
    available = meeting.row["minutes"]
    for number, item in enumerate(meeting.items, start=1):
        ends = begins + (item.minutes or 0)
        fits = None if not available or item.minutes is None else "yes" if ends <= available else "no"
        rows.append((number, item.item, item.group or None, item.minutes, fits, item.lead, item.source))
        begins = ends
    columns = ("No.", "Item", "Group", "Minutes", "Fits", "Lead", "Source")
    return ViewSection(name, tuple(_said_of(meeting, holidays)), columns, tuple(rows))


def _resolutions_of(meeting: PlannedMeeting, plan: Tables) -> Iterator[ViewSection]:
    """Yield what a meeting resolved, or was recommended to, where anything is entered."""
    found = [row for row in plan["resolutions"] if row["meeting"] == meeting.row["id"]]
    if found:
        columns = {"number": "No.", "kind": "Kind", "says": "Resolution", "source": "Source"}
        yield table_section("Resolutions", found, columns)


def _spotlights_of(meeting: PlannedMeeting, given: ViewInput) -> Iterator[ViewSection]:
    """Yield what each workstream in the spotlight answers, in brief, and the command for its whole page."""
    items = [item for item in meeting.items if item.group.casefold().endswith(_SPOTLIGHT)]
    if not items:
        return
    # Its figures are evaluated with pandas, which an agenda without a spotlight does not need.
    from tht_xl.partnership.workstreams.workstream import find_named, workstream

    for item in items:
        stream = find_named(given.framework, item.item)
        if stream is not None:
            whole = f"The whole page: tht-xl view workstream --of {stream.id}"
            said = workstream(replace(given, of=stream.id)).sentences
            yield ViewSection(f"Spotlight: {stream.name}", (*said, whole))


def _said_of(meeting: PlannedMeeting, holidays: frozenset[date]) -> Iterator[str]:
    if meeting.day:
        yield f"Papers go out by {day_label(despatch_day(meeting.day, holidays))}, {CLEAR_DAYS} clear days before."
    if meeting.row["venue"]:
        yield f"Venue: {meeting.row['venue']}."
    if meeting.row["minutes"]:
        over = f", {meeting.over} too many" if meeting.over else ""
        yield f"The items need {meeting.needed} of {meeting.row['minutes']} minutes{over}."
    if meeting.row["note"]:
        yield f"{meeting.row['note'].rstrip('.')}."


def _gaps_of(meeting: PlannedMeeting) -> Iterator[Gap]:
    if not meeting.items:
        yield Gap("Nothing is on this agenda", meeting.row.place, "What comes to this meeting?")
    if meeting.over:
        yield Gap(
            f"The agenda is {meeting.over} minutes too long",
            gap_place(meeting.row, "minutes"),
            "What can wait?",
        )
    if not meeting.row["minutes"]:
        yield Gap("How long the meeting is, is not stated", gap_place(meeting.row, "minutes"), "How long is it?")
    silent = [item.item for item in meeting.items if item.minutes is None]
    if silent:
        yield Gap(f"How long it takes is not stated: {', '.join(silent)}", "", "How many minutes does each need?")


def _unlisted(plan: Tables, days: Sequence[date]) -> Iterator[Gap]:
    for year in unlisted_years(days, bank_holidays(plan)):
        yield Gap(f"The bank holidays of {year} are not listed, so its clear days may be too many", "Bank holidays",
                  "Add them from gov.uk/bank-holidays")  # fmt: skip


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DomainError(f"{text!r} is not a day", remedy="Write it as 2019-11-19") from None
