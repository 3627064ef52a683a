"""Times, days and months as the store writes them, so that they sort as texts."""

from datetime import UTC, datetime

from tht_xl.model.days import now
from tht_xl.model.periods.period import Period


def time_text(at: datetime | None = None) -> str:
    """Return a time, or the present, in UTC and whole seconds.

    Examples:
        >>> time_text(datetime(2026, 11, 30, 9, 5, tzinfo=UTC))
        '2026-11-30T09:05:00Z'
    """
    return (at or now()).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def time_in_file_name() -> str:
    """Return the present as a part of a file's name, which takes no colons on Windows."""
    return time_text().replace(":", "").replace("-", "").removesuffix("Z")


def month_text(month: Period) -> str:
    """Return a month as year and number.

    Examples:
        >>> month_text(Period.parse("Nov 2026"))
        '2026-11'
    """
    return month.start.strftime("%Y-%m")


def month_of(text: str) -> Period:
    """Return the month of such a text.

    Examples:
        >>> str(month_of("2026-11"))
        'Nov 2026'
    """
    return Period.parse(text)
