"""The grammar of periods: every way of writing one that is accepted, and why the others are not."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from unicodedata import normalize

from tht_xl.errors import PeriodError
from tht_xl.model.days import Days, as_month, as_year, months_from, months_later
from tht_xl.model.period_label import LONGEST_SHORT_SPAN, MONTHS, canonical_label, financial_year_label

EXAMPLES = 'Write for instance "2023/24", "2021 - 23", "2022", "Q1 2024/25", "Mar 2025" or "by Jul 2010"'

LONGEST_TEXT = 60
"""Longer texts are not periods. [characters]"""

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_FULL_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october")
_MONTH_NUMBERS = {
    **{name.casefold(): number for number, name in enumerate(MONTHS, 1)},
    **{name: number for number, name in enumerate((*_FULL_NAMES, "november", "december"), 1)},
    "sept": 9,
}
_DAY = r"(\d{1,2})(?:st|nd|rd|th)? ([a-z]+) (\d{4})"
_YEAR = r"(\d{4}|\d{2})"


def read_period(text: str) -> tuple[date, date, bool]:
    """First day, last day, and whether the text said "by".

    Raises:
        PeriodError: Nothing is recognised, or the text can be read in more than one way.
    """
    given = text.strip()
    clean = " ".join(normalize("NFKC", given[:LONGEST_TEXT]).translate(_DASHES).split())
    if not clean:
        raise PeriodError("no period is given", remedy=EXAMPLES)
    words = clean.casefold().replace(" to ", " - ")
    is_deadline = words.startswith("by ")
    days = _read(words.removeprefix("by ")) if len(given) <= LONGEST_TEXT else None
    if days is None:
        raise PeriodError(f'"{clean}" is not a period', remedy=_remedy(words))
    return *days, is_deadline


def _read(words: str) -> Days | None:
    for pattern, reader in _FORMS:
        if match := pattern.fullmatch(words):
            try:
                return reader(*match.groups())
            except (KeyError, ValueError, OverflowError) as error:
                if isinstance(error, PeriodError):
                    raise
                return None  # the 31st of February, a month that is no month, a year beyond the calendar
    return None


def _remedy(words: str) -> str:
    # "2015 (data year of the index)": the beginning is a period, so say so instead of listing forms.
    starts = (words[:end].rstrip() for end in range(len(words) - 1, 3, -1) if words[end] in " (,;:")
    try:
        days = next(filter(None, map(_read, starts)), None)
    except PeriodError as error:
        return error.remedy
    return f'Write "{canonical_label(*days)[0]}" and keep the rest for a note' if days else EXAMPLES


def _month_number(name: str) -> int:
    return _MONTH_NUMBERS[name]


def _full_year(first: int, text: str) -> int:
    if len(text) == 4:
        return int(text)
    return first + (int(text) - first) % 100


def _year(year: str) -> Days:
    return as_year(int(year))


def _financial_year(first: str, second: str) -> Days:
    year = int(first)
    if _full_year(year, second) != year + 1:
        raise PeriodError(
            f'"{first}/{second}" is not a financial year',
            remedy=f'Write "{financial_year_label(year)}", or "{first} - {second}" for calendar years together',
        )
    return months_from(date(year, 4, 1), 12)


def _years(first: str, dash: str, last: str) -> Days:
    start, end = int(first), _full_year(int(first), last)
    is_span = start < end and (len(last) == 4 or end - start < LONGEST_SHORT_SPAN)
    is_month = len(last) == 2 and dash != " - " and 1 <= int(last) <= 12
    is_financial_year = dash != " - " and end == start + 1
    if is_span and not is_month and not is_financial_year:
        return date(start, 1, 1), date(end, 12, 31)
    if is_month and not is_span:
        return as_month(start, int(last))
    if not is_span:
        raise PeriodError(
            f'"{first}{dash}{last}" is not a run of years',
            remedy=f"Write the first year first, and the last in full if it is {LONGEST_SHORT_SPAN} years on or more",
        )
    ways = [f'"{financial_year_label(start)}" for the financial year'] if is_financial_year else []
    ways.append(f'"{first} - {last}" for the calendar years')
    ways += [f'"{MONTHS[int(last) - 1]} {first}" for the month'] if is_month else []
    raise PeriodError(
        f'the period "{first}{dash}{last}" can be read in more than one way',
        remedy=f"Write {', '.join(ways[:-1])} or {ways[-1]}",
    )


def _financial_years(first: str, second: str, third: str, fourth: str) -> Days:
    start, _ = _financial_year(first, second)
    last = _full_year(start.year, third)
    _, end = _financial_year(str(last), fourth)
    return start, end


def _quarter(quarter: str, first: str, second: str) -> Days:
    start, _ = _financial_year(first, second)
    return months_from(months_later(start, 3 * int(quarter) - 3), 3)


def _year_and_quarter(first: str, second: str, quarter: str) -> Days:
    return _quarter(quarter, first, second)


def _calendar_quarter(quarter: str, year: str) -> Days:
    number = int(quarter)
    names = f"{MONTHS[3 * number - 3]} - {MONTHS[3 * number - 1]} {year}"
    raise PeriodError(
        f'the period "Q{quarter} {year}" can be read in more than one way',
        remedy=f'Write "Q{quarter} {financial_year_label(int(year))}" for the quarter of a financial year, '
        f'or "{names}" for that of the calendar year',
    )


def _month(name: str, year: str) -> Days:
    return as_month(int(year), _month_number(name))


def _month_without_century(name: str, year: str) -> Days:
    label = f"{MONTHS[_month_number(name) - 1]}"
    raise PeriodError(f'"{label}-{year}" has no full year', remedy=f'Write "{label} 20{year}" if that is the year')


def _months(first: str, first_year: str | None, last: str, last_year: str) -> Days:
    start, _ = _month(first, first_year or last_year)
    _, end = _month(last, last_year)
    if start > end:
        raise PeriodError(
            f'"{first.title()} - {last.title()} {last_year}" ends before it starts',
            remedy=f'Write both years: "{first.title()} {int(last_year) - 1} - {last.title()} {last_year}"',
        )
    if first_year and first_year != last_year and _month_number(first) == _month_number(last):
        raise PeriodError(
            f'"{first.title()} {first_year} - {last.title()} {last_year}" can be twelve months or thirteen',
            remedy='Write the days: "16 Nov 2015 - 15 Nov 2016"',
        )
    return start, end


def _year_ending(name: str, year: str) -> Days:
    _, end = _month(name, year)
    return months_later(end + timedelta(days=1), -12), end


def _financial_year_ending(year: str) -> Days:
    return _year_ending("mar", year)


def _day(day: str, name: str, year: str) -> Days:
    on = date(int(year), _month_number(name), int(day))
    return on, on


def _days(*words: str) -> Days:
    return _day(*words[:3])[0], _day(*words[3:])[0]


def _iso_day(text: str) -> Days:
    return date.fromisoformat(text), date.fromisoformat(text)


def _iso_interval(start: str, years: str | None, months: str | None, weeks: str | None, days: str | None) -> Days:
    first = date.fromisoformat(start)
    later = months_later(first, int(years or 0) * 12 + int(months or 0))
    end = later + timedelta(days=int(weeks or 0) * 7 + int(days or 0) - 1)
    if end < first:
        raise PeriodError("the interval lasts no time", remedy='Write for instance "2022-01-01/P3Y"')
    return first, end


def _form(pattern: str, reader: Callable[..., Days]) -> tuple[re.Pattern[str], Callable[..., Days]]:
    return re.compile(pattern, re.ASCII), reader


_MIDNIGHT = r"(?:[t ]00:00(?::00(?:\.0+)?)?z?)?"
_FORMS = (
    _form(r"(\d{4})", _year),
    _form(rf"(\d{{4}}) ?/ ?{_YEAR}", _financial_year),
    _form(rf"(\d{{4}})( ?- ?){_YEAR}", _years),
    _form(rf"(\d{{4}})/{_YEAR} ?- ?{_YEAR}/{_YEAR}", _financial_years),
    _form(rf"q([1-4]) (\d{{4}})[/-]{_YEAR}", _quarter),
    _form(rf"(\d{{4}})[/-]{_YEAR} q([1-4])", _year_and_quarter),
    _form(r"q([1-4]) (\d{4})", _calendar_quarter),
    _form(r"(?:fye|financial year ending) (\d{4})", _financial_year_ending),
    _form(r"([a-z]+)[ -](\d{4})", _month),
    _form(r"([a-z]+)[ -](\d\d)", _month_without_century),
    _form(r"([a-z]+)(?: (\d{4}))? ?- ?([a-z]+) (\d{4})", _months),
    _form(r"(?:financial )?year ending (?:31 )?([a-z]+) (\d{4})", _year_ending),
    _form(_DAY, _day),
    _form(rf"{_DAY} - {_DAY}", _days),
    _form(rf"(\d{{4}}-\d\d-\d\d){_MIDNIGHT}", _iso_day),
    _form(rf"(\d{{4}}-\d\d-\d\d){_MIDNIGHT}/p(?=\d)(?:(\d+)y)?(?:(\d+)m)?(?:(\d+)w)?(?:(\d+)d)?", _iso_interval),
)
