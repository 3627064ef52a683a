"""Parts of years as texts name them: halves, quarters, months, weeks and so many months up to a day."""

from datetime import date, timedelta
from typing import NoReturn

from tht_xl.errors import PeriodError
from tht_xl.model.days import Days, as_month, months_from, months_later
from tht_xl.model.periods.label import MONTHS, canonical_label, day_label
from tht_xl.model.periods.years import financial_year, financial_years, likely_year, month_name, month_number

_LENGTHS = {"month": 1, "quarter": 3, "half year": 6, "half-year": 6, "year": 12, "y/e": 12, "ye": 12, "q/e": 3}
_NUMERALS = {"three": 3, "six": 6, "nine": 9, "twelve": 12}


def part_of_financial_year(months: int, number: str, first: str, second: str) -> Days:
    """Return the quarter, half or month with this number, from 1, of the financial year from both its years."""
    start, _ = financial_year(first, second)
    if not 1 <= int(number) <= 12 // months:
        raise KeyError(number)
    return months_from(months_later(start, months * (int(number) - 1)), months)


def part_of_some_year(months: int, letter: str, number: str, year: str) -> Days:
    """Refuse a quarter, half or month of a single year: national statistics count from January, councils from April."""
    place = int(number) - 1
    if not 0 <= place < 12 // months:
        raise KeyError(number)
    financial, calendar = (
        months_from(months_later(date(int(year), first, 1), months * place), months) for first in (4, 1)
    )
    if months == 3:
        of_financial_year = canonical_label(*financial)[0]
        of_calendar_year = f"{MONTHS[calendar[0].month - 1]} - {MONTHS[calendar[1].month - 1]} {year}"
    else:
        of_financial_year, of_calendar_year = (canonical_label(*days)[0] for days in (financial, calendar))
    name = {6: "half", 3: "quarter", 1: "month"}[months]
    raise PeriodError(
        f'the period "{letter}{number} {year}" can be read in more than one way',
        remedy=f'Write "{of_financial_year}" for the {name} of a financial year, '
        f'or "{of_calendar_year}" for that of the calendar year',
    )


def month(name: str, year: str) -> Days:
    """Return a month by its name."""
    return as_month(int(year), month_number(name))


def month_of_number(year: str, number: str) -> Days:
    """Return a month by its number, as "2013M08" of Eurostat and SDMX."""
    return as_month(int(year), int(number))


def years_or_months(first: str, second: str, third: str, fourth: str) -> Days:
    """Return what "2012-13 - 2014-15" can only mean, financial years, and "2012-01 - 2012-06", months."""
    are_years = all((int(two) - int(four)) % 100 == 1 for four, two in ((first, second), (third, fourth)))
    are_months = 1 <= int(second) <= 12 and 1 <= int(fourth) <= 12
    if are_years and are_months:
        ways = [
            f'"{canonical_label(*days)[0]}"'
            for days in (
                financial_years(first, second, third, fourth),
                (as_month(int(first), int(second))[0], as_month(int(third), int(fourth))[1]),
            )
        ]
        raise PeriodError(
            f'the period "{first}-{second} - {third}-{fourth}" can be read in more than one way',
            remedy=f"Write {ways[0]} for the financial years or {ways[1]} for the months",
        )
    if are_years:
        return financial_years(first, second, third, fourth)
    return as_month(int(first), int(second))[0], as_month(int(third), int(fourth))[1]


def month_without_century(name: str, year: str) -> NoReturn:
    """Refuse "Mar-25"."""
    label = month_name(name)
    raise PeriodError(
        f'"{label}-{year}" has no full year', remedy=f'Write "{label} {likely_year(year)}" if that is the year'
    )


def day_or_month(number: str, name: str) -> Days:
    """Refuse "13-Aug", which is a day of some year or a month of 2013."""
    label = month_name(name)
    if int(number) > 31:
        month_without_century(name, number)
    raise PeriodError(
        f'the period "{number}-{label}" can be read in more than one way',
        remedy=f'Write "{label} {likely_year(number)}" for the month, '
        f'or "{int(number)} {label}" and the year for the day',
    )


def months(first: str, first_year: str | None, last: str, last_year: str) -> Days:
    """From the first day of a month to the last of another; where the first has no year, of the same year."""
    start, _ = month(first, first_year or last_year)
    _, end = month(last, last_year)
    if start > end:
        raise PeriodError(
            f'"{first.title()} - {last.title()} {last_year}" ends before it starts',
            remedy=f'Write both years: "{first.title()} {int(last_year) - 1} - {last.title()} {last_year}"',
        )
    if first_year and first_year != last_year and month_number(first) == month_number(last):
        raise PeriodError(
            f'"{first.title()} {first_year} - {last.title()} {last_year}" can be twelve months or thirteen',
            remedy='Write the days: "16 Nov 2015 - 15 Nov 2016"',
        )
    return start, end


def months_without_century(first: str, first_year: str, last: str, last_year: str) -> Days:
    """Refuse "Apr 13 - Mar 14"."""
    start, end = month_name(first), month_name(last)
    raise PeriodError(
        f'"{start} {first_year} - {end} {last_year}" has no full year',
        remedy=f'Write "{start} {likely_year(first_year)} - {end} {likely_year(last_year)}" if those are the years',
    )


def length_to(length: str, day: str | None, name: str, year: str) -> Days:
    """Return a month, quarter, half year or year up to a day, or to the last day of a month."""
    return _up_to(_LENGTHS[length], day, name, year)


def months_to(number: str, day: str | None, name: str, year: str) -> Days:
    """So many months up to a day, or to the last day of a month."""
    count = _NUMERALS.get(number) or int(number)
    if not count:
        raise KeyError(number)
    return _up_to(count, day, name, year)


def financial_year_ending(year: str) -> Days:
    """Return the financial year that ends in March of this year."""
    return _up_to(12, None, "mar", year)


def iso_week(year: str, week: str) -> Days:
    """Return a week of ISO 8601, from Monday."""
    start = date.fromisocalendar(int(year), int(week), 1)
    return start, start + timedelta(days=6)


def week_of_some_year(week: str, year: str) -> Days:
    """Refuse "week 12 2015": deaths are registered in weeks to Friday, diseases notified in weeks to Sunday."""
    start, end = iso_week(year, week)
    raise PeriodError(
        f'the period "week {int(week)} {year}" can be read in more than one way',
        remedy=f'Write "{year}-W{int(week):02d}" for the ISO week, which is {day_label(start)} - {day_label(end)}, '
        "or the days of another one",
    )


def week_ending(end: date) -> Days:
    """Return the seven days up to one."""
    return end - timedelta(days=6), end


def week_beginning(start: date) -> Days:
    """Return the seven days from one on."""
    return start, start + timedelta(days=6)


def _up_to(count: int, day: str | None, name: str, year: str) -> Days:
    _, last_of_month = month(name, year)
    end = last_of_month if day is None else date(int(year), month_number(name), int(day))
    return months_later(end + timedelta(days=1), -count), end
