"""The one label under which a stretch of days is shown."""

from datetime import date, timedelta
from typing import Literal

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

MAX_SHORT_SPAN = 20
"""Years up to which the last year of a label may have two digits: "2012 - 14". [years]"""

LabelKind = Literal["day", "month", "quarter", "year", "financial-year", "years", "span"]


def canonical_label(start: date, end: date) -> tuple[str, LabelKind]:
    """Return the label and the kind of the days from start to end, both included."""
    if start == end:
        return day_label(start), "day"
    after = end + timedelta(days=1)
    if start.day == 1 and after.day == 1:
        return _label_of_months(start, end, (after.year - start.year) * 12 + after.month - start.month)
    return f"{day_label(start)} - {day_label(end)}", "span"


def day_label(day: date) -> str:
    """Return the day as "16 Nov 2015"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_label(day: date) -> str:
    """Return the month of a day as "Nov 2015"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def financial_year_label(first_year: int) -> str:
    """Return the year from 1 April as "2023/24"."""
    return f"{first_year}/{(first_year + 1) % 100:02d}"


def _label_of_months(start: date, end: date, months: int) -> tuple[str, LabelKind]:
    if months == 1:
        return month_label(start), "month"
    if months % 12 == 0 and start.month == 1:
        return _label_of_years(start.year, end.year)
    if months % 12 == 0 and start.month == 4:
        return _label_of_financial_years(start.year, end.year - 1)
    if months == 3 and start.month in (1, 4, 7, 10):
        return _label_of_quarter(start), "quarter"
    if start.month == end.month:
        # "Nov 2015 - Nov 2016" is how people write twelve months from mid-November, so thirteen months need the days.
        return f"{day_label(start)} - {day_label(end)}", "span"
    return f"{month_label(start)} - {month_label(end)}", "span"


def _label_of_years(first: int, last: int) -> tuple[str, LabelKind]:
    if first == last:
        return f"{first}", "year"
    return f"{first} - {_last_year(first, last)}", "years"


def _label_of_financial_years(first: int, last: int) -> tuple[str, LabelKind]:
    if first == last:
        return financial_year_label(first), "financial-year"
    return f"{financial_year_label(first)} - {_last_year(first, last)}/{(last + 1) % 100:02d}", "span"


def _label_of_quarter(start: date) -> str:
    quarter = (start.month - 4) % 12 // 3 + 1
    return f"Q{quarter} {financial_year_label(start.year - (start.month < 4))}"


def _last_year(first: int, last: int) -> str:
    return f"{last % 100:02d}" if last - first < MAX_SHORT_SPAN else f"{last}"
