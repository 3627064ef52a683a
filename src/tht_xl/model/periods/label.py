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
    if not start.day == after.day == 1:
        return f"{day_label(start)} - {day_label(end)}", "span"
    months = (after.year - start.year) * 12 + after.month - start.month
    first, last = start.year, end.year
    if months == 1:
        return month_label(start), "month"
    if months % 12 == 0 and start.month == 1:
        return (f"{first}", "year") if first == last else (f"{first} - {_last_year(first, last)}", "years")
    if months == 12 and start.month == 4:
        return financial_year_label(first), "financial-year"
    if months % 12 == 0 and start.month == 4:
        return f"{financial_year_label(first)} - {_last_year(first, last - 1)}/{last % 100:02d}", "span"
    if months == 3 and start.month in (1, 4, 7, 10):
        # Councils count from April: January to March 2025 is the fourth quarter of 2024/25.
        quarter = (start.month - 4) % 12 // 3 + 1
        return f"Q{quarter} {financial_year_label(first - (start.month < 4))}", "quarter"
    if start.month == end.month:
        # "Nov 2015 - Nov 2016" is how people write twelve months from mid-November, so thirteen months need the days.
        return f"{day_label(start)} - {day_label(end)}", "span"
    return f"{month_label(start)} - {month_label(end)}", "span"


def day_label(day: date) -> str:
    """Return the day as "16 Nov 2015"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def month_label(day: date) -> str:
    """Return the month of a day as "Nov 2015"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def financial_year_label(first_year: int) -> str:
    """Return the year from 1 April as "2023/24"."""
    return f"{first_year}/{(first_year + 1) % 100:02d}"


def _last_year(first: int, last: int) -> str:
    return f"{last % 100:02d}" if last - first < MAX_SHORT_SPAN else f"{last}"
