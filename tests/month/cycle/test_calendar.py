from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from tht_xl.month.cycle.calendar import CalendarDay, calendar_file, folded

WRITTEN = datetime(2026, 11, 2, 9, 5, tzinfo=UTC)


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_day_is_a_whole_day_with_the_same_uid_whenever_it_is_written() -> None:
    day = CalendarDay("2026-11-x@tht-xl", date(2026, 11, 20), "Report; a, b", "One\nTwo \\ three", WRITTEN)
    lines = unfolded(calendar_file([day]))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTART;VALUE=DATE:20261120" in lines
    assert "DTEND;VALUE=DATE:20261121" in lines
    assert "UID:2026-11-x@tht-xl" in lines
    assert "DTSTAMP:20261102T090500Z" in lines
    assert r"SUMMARY:Report\; a\, b" in lines
    assert r"DESCRIPTION:One\nTwo \\ three" in lines


def test_a_later_file_counts_for_a_calendar() -> None:
    def number(written: datetime) -> int:
        day = CalendarDay("x", date(2026, 11, 20), "a", "b", written)
        return next(int(line[9:]) for line in unfolded(calendar_file([day])) if line.startswith("SEQUENCE:"))

    assert 0 < number(WRITTEN) < number(WRITTEN.replace(minute=6)) < 2**31


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=400))
def test_folding_loses_nothing_and_keeps_lines_short(text: str) -> None:
    parts = folded(text).split("\r\n")
    assert all(len(part.encode()) <= 75 for part in parts)
    assert "".join([parts[0], *(part[1:] for part in parts[1:])]) == text
