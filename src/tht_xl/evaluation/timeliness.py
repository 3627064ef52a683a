"""How old a figure is, when the next one is expected, and whether that is overdue."""

from dataclasses import dataclass
from datetime import date, timedelta

from tht_xl.model.counted import counted
from tht_xl.model.days import as_month, months_later
from tht_xl.model.definition import Indicator
from tht_xl.model.periods.period import Period

MONTHS_TO_NEXT = {"monthly": 1, "quarterly": 3, "annual": 12, "biennial": 24, "pooled": 12}
"""From the end of one period to the end of the next; pooled periods move on by a year. [months]"""

PUBLICATION_LAG = {"monthly": 3, "quarterly": 6, "annual": 12, "biennial": 12, "pooled": 18}
"""The longest usual wait from the end of a period to its figure, where the indicator names no month. [months]

docs/decisions/exceptions.md gives the reasons.
"""

MIN_MONTHS_FOR_A_RELEASE_MONTH = 12
"""A month of the year says when something is released only where that happens once a year or less often. [months]"""


@dataclass(frozen=True, slots=True)
class Timeliness:
    """The age of an indicator's newest figure.

    Attributes:
        months_old: Whole months from the end of its period to the end of the paper's month. [months]
        next_period: Label of the period that comes next.
        expected: Last day of the month by which the next figure is expected.
        is_stale: Whether that day has passed.
    """

    months_old: int
    next_period: str
    expected: date
    is_stale: bool

    @property
    def age(self) -> str:
        """The age in words: "3 years 8 months", "under a month"."""
        years, months = divmod(self.months_old, 12)
        said = [counted(number, unit) for number, unit in ((years, "year"), (months, "month")) if number]
        return " ".join(said) or "under a month"

    @property
    def expected_by(self) -> str:
        """The month by which the next figure is expected: "March 2025"."""
        return f"{self.expected:%B %Y}"


def timeliness(indicator: Indicator, period: Period, as_of: date) -> Timeliness | None:
    """Return how old a figure is at the end of a month; None where its period ends later than that.

    Args:
        indicator: Whose figure it is; its frequency and release month count.
        period: The period of the figure.
        as_of: Last day of the month that the paper is about.

    Examples:
        >>> from tht_xl.framework.lookup import find_indicator
        >>> from tht_xl.framework.load import load_framework
        >>> obesity = find_indicator(load_framework("tht"), "year-6-obesity")
        >>> found = timeliness(obesity, Period.parse("2022/23"), date(2026, 11, 30))
        >>> found.age, found.next_period, found.expected_by, found.is_stale
        ('3 years 8 months', '2023/24', 'March 2025', True)
    """
    if period.end > as_of:
        return None
    following = period_after(indicator, period)
    expected = day_expected(indicator, following)
    # Whole months from the day after the period to the end of the paper's month.
    first, last = period.end + timedelta(days=1), as_of + timedelta(days=1)
    months_old = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return Timeliness(months_old, str(following), expected, as_of > expected)


def period_after(indicator: Indicator, period: Period) -> Period:
    """Return the period that comes next, by the indicator's frequency."""
    return _move(period, MONTHS_TO_NEXT[indicator.frequency])


def day_expected(indicator: Indicator, following: Period) -> date:
    """Return the last day of the month by which the figure of a period should be out."""
    month = indicator.release_month
    if month is None or MONTHS_TO_NEXT[indicator.frequency] < MIN_MONTHS_FOR_A_RELEASE_MONTH:
        return _last_of_month(months_later(following.end, PUBLICATION_LAG[indicator.frequency]))
    # The first such month that begins after the period has ended: nothing is published about days to come.
    wait = (month - following.end.month - 1) % 12 + 1
    return _last_of_month(months_later(following.end, wait))


def _move(period: Period, months: int) -> Period:
    # By the day after the last, so that a period to the end of February ends with February a year later too.
    after = months_later(period.end + timedelta(days=1), months)
    return Period(months_later(period.start, months), after - timedelta(days=1))


def _last_of_month(day: date) -> date:
    return as_month(day.year, day.month)[1]
