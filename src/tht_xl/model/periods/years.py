"""Years as texts name them: calendar, financial and school years, and several together."""

from datetime import date, timedelta

from tht_xl.errors import PeriodError
from tht_xl.model.days import Days, as_month, as_year, months_from
from tht_xl.model.periods.label import MAX_SHORT_SPAN, MONTHS, financial_year_label

_FULL_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october")
_MONTH_NUMBERS = {
    **{name.casefold(): number for number, name in enumerate(MONTHS, 1)},
    **{name: number for number, name in enumerate((*_FULL_NAMES, "november", "december"), 1)},
    "sept": 9,
}
FIRST_OF_LAST_CENTURY = 50
"""Two digits from here on are years of the twentieth century."""


def month_number(name: str) -> int:
    """Return the number of a month, from 1; a KeyError where the word is not one."""
    return _MONTH_NUMBERS[name]


def month_name(name: str) -> str:
    """Return the name of a month in three letters; a KeyError where the word is not one."""
    return MONTHS[_MONTH_NUMBERS[name] - 1]


def full_year(first: int, text: str) -> int:
    """Return a year of four digits or two; of two, the next year from the first on that ends in them."""
    if len(text) == 4:
        return int(text)
    return first + (int(text) - first) % 100


def likely_year(text: str) -> int:
    """Return the year that two digits most likely mean, to be suggested, never assumed: 99 is 1999, 24 is 2024."""
    return int(text) + (1900 if int(text) >= FIRST_OF_LAST_CENTURY else 2000)


def year(text: str) -> Days:
    """Return a calendar year."""
    return as_year(int(text))


def financial_year(first: str, second: str) -> Days:
    """Return a financial year from both its years, which follow each other."""
    start = int(first)
    if full_year(start, second) == start + 1:
        return months_from(date(start, 4, 1), 12)
    label = f'"{financial_year_label(start)}"'
    if len(second) == 4 and int(second) < start:
        # The later year first: "2014/2013".
        remedy = (
            f'Write the earlier year first: "{financial_year_label(int(second))}"'
            if start == int(second) + 1
            else (f'Write the earlier year first: "{second} - {first}" for calendar years together')
        )
    elif len(second) == 2 and 1 <= int(second) <= 12:
        # "2011/12" is a financial year, so its neighbour "2011/11" is not silently a month.
        month = f'"{MONTHS[int(second) - 1]} {first}"'
        remedy = f"Write {label}, or {month} for the month"
    else:
        remedy = f'Write {label}, or "{first} - {second}" for calendar years together'
    raise PeriodError(f'"{first}/{second}" is not a financial year', remedy=remedy)


def tax_year(first: str, second: str) -> Days:
    """Return the year from 6 April."""
    start, end = financial_year(first, second)
    return start + timedelta(days=5), end + timedelta(days=5)


def years(first: str, dash: str, last: str) -> Days:
    """Return a run of calendar years, or a month: what "2012-14" and "2025-03" can only mean."""
    start, end = int(first), full_year(int(first), last)
    is_span = start < end and (len(last) == 4 or end - start < MAX_SHORT_SPAN)
    is_month = len(last) == 2 and dash != " - " and 1 <= int(last) <= 12
    is_financial_year = dash != " - " and end == start + 1
    if is_span and not is_month and not is_financial_year:
        return date(start, 1, 1), date(end, 12, 31)
    if is_month and not is_span:
        return as_month(start, int(last))
    if not is_span:
        raise PeriodError(
            f'"{first}{dash}{last}" is not a run of years',
            remedy=f"Write the first year first, and the last in full if it is {MAX_SHORT_SPAN} years on or more",
        )
    ways = [f'"{financial_year_label(start)}" for the financial year'] if is_financial_year else []
    ways.append(f'"{first} - {last}" for the calendar years')
    ways += [f'"{MONTHS[int(last) - 1]} {first}" for the month'] if is_month else []
    raise PeriodError(
        f'the period "{first}{dash}{last}" can be read in more than one way',
        remedy=f"Write {', '.join(ways[:-1])} or {ways[-1]}",
    )


def financial_years(first: str, second: str, third: str, fourth: str) -> Days:
    """Return a run of financial years, from both years of the first and of the last."""
    start, _ = financial_year(first, second)
    last = full_year(start.year, third)
    _, end = financial_year(str(last), fourth)
    return start, end


def financial_year_of_one_year(given: str) -> Days:
    """Refuse "FY 2024", which is the year that begins or the year that ends then."""
    start = int(given)
    raise PeriodError(
        f'the period "FY {given}" can be read in more than one way',
        remedy=f'Write "{financial_year_label(start - 1)}" for the year that ends in {given}, '
        f'or "{financial_year_label(start)}" for the year that begins then',
    )


def year_without_century(first: str, second: str) -> Days:
    """Refuse "23/24"."""
    if (int(second) - int(first)) % 100 != 1:
        raise KeyError(second)
    raise PeriodError(
        f'"{first}/{second}" has no full year',
        remedy=f'Write "{likely_year(first)}/{second}" if that is the financial year',
    )
