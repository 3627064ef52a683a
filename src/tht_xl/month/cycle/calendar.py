"""A day in a calendar: an .ics file (RFC 5545) that any calendar takes in."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

PRODUCT = "-//tht_xl//month//EN"
MAX_LINE = 75
"""Longer lines are folded. [octets]"""
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day to keep in mind.

    Attributes:
        uid: Always the same for the same thing, so that a later file moves the entry instead of adding one.
        day: The day.
        summary: What it is, in a few words.
        description: What to do.
        written: When the file is written; a later file of the same uid counts.
    """

    uid: str
    day: date
    summary: str
    description: str
    written: datetime


def calendar_file(days: list[CalendarDay]) -> bytes:
    """Return the days as a calendar; they block no time, and remind on the day before."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"]
    for each in days:
        lines += _event(each)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines).encode()


def _event(each: CalendarDay) -> list[str]:
    stamp = each.written.astimezone(UTC)
    return [
        "BEGIN:VEVENT",
        f"UID:{each.uid}",
        f"DTSTAMP:{stamp:%Y%m%dT%H%M%SZ}",
        f"LAST-MODIFIED:{stamp:%Y%m%dT%H%M%SZ}",
        f"SEQUENCE:{int(stamp.timestamp()) // 60 - _EPOCH}",
        f"DTSTART;VALUE=DATE:{each.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{each.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{each.summary.translate(_ESCAPED)}",
        f"DESCRIPTION:{each.description.translate(_ESCAPED)}",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{each.summary.translate(_ESCAPED)}",
        "TRIGGER:-PT15H",  # nine in the morning of the day before
        "END:VALARM",
        "END:VEVENT",
    ]


_EPOCH = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp()) // 60
"""Minutes since 2020 make a sequence number that grows and fits any program's integers."""


def folded(line: str) -> str:
    r"""Return a line with a break after every 75 octets at most, and never within a letter.

    Examples:
        >>> [len(part) for part in folded("x" * 100).split("\r\n ")]
        [75, 25]
    """
    parts, size = [""], 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > MAX_LINE:
            parts.append("")
            size = 1  # the blank that a continued line begins with
        parts[-1] += letter
        size += octets
    return "\r\n ".join(parts)
