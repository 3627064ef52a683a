"""The days between the papers and the meeting, and the last day on which papers can go out."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import date, timedelta

from tht_xl.templates.registers import load_register
from tht_xl.templates.table import Tables

CLEAR_DAYS = 5
"""Local Government Act 1972, section 100B(4): five clear days before a meeting. [working days]"""
PACKAGED_LIST = "forward-plan-2019"
"""The packaged register whose bank holidays are taken for years that a register does not list."""
_SATURDAY = 5


def despatch_day(meeting: date, holidays: AbstractSet[date], clear_days: int = CLEAR_DAYS) -> date:
    """Return the last working day on which papers can go out, so that clear days are left before the meeting.

    Neither that day nor the day of the meeting is counted, nor weekends and bank holidays.

    Args:
        meeting: The day of the meeting.
        holidays: Bank holidays.
        clear_days: How many working days there must be between the two. [working days]

    Examples:
        >>> str(despatch_day(date(2019, 11, 19), frozenset()))
        '2019-11-11'
        >>> str(despatch_day(date(2019, 5, 7), {date(2019, 5, 6)}))
        '2019-04-26'
    """
    day, left = meeting - timedelta(days=1), clear_days
    while left or not is_working_day(day, holidays):
        left -= is_working_day(day, holidays)
        day -= timedelta(days=1)
    return day


def clear_days_between(papers: date, meeting: date, holidays: AbstractSet[date]) -> int:
    """Return the working days between papers and meeting, counting neither.

    Examples:
        >>> clear_days_between(date(2019, 11, 11), date(2019, 11, 19), frozenset())
        5
    """
    days = (papers + timedelta(days=step) for step in range(1, (meeting - papers).days))
    return sum(is_working_day(day, holidays) for day in days)


def is_working_day(day: date, holidays: AbstractSet[date]) -> bool:
    """Return whether a day is neither at a weekend nor a bank holiday."""
    return day.weekday() < _SATURDAY and day not in holidays


def bank_holidays(plan: Tables) -> Mapping[date, str]:
    """Return the bank holidays that a forward plan lists, and those of other years that the package lists, by day."""
    own = _listed(plan)
    years = {day.year for day in own}
    packaged = _listed(load_register(PACKAGED_LIST)) if plan.name != PACKAGED_LIST else {}
    return dict(sorted({**{day: name for day, name in packaged.items() if day.year not in years}, **own}.items()))


def unlisted_years(days: Iterable[date], holidays: Iterable[date]) -> list[int]:
    """Return the years of days for which no bank holiday is listed: their clear days cannot be trusted."""
    return sorted({day.year for day in days} - {day.year for day in holidays})


def _listed(plan: Tables) -> dict[date, str]:
    return {row["day"]: row["name"] or "bank holiday" for row in plan["holidays"] if row["day"]}
