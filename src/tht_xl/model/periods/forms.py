"""The forms in which a period may be written, each with what reads it. The first that fits decides."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from tht_xl.errors import PeriodError
from tht_xl.model.days import Days, months_later
from tht_xl.model.periods import parts as parts
from tht_xl.model.periods import years as years

Form = tuple[re.Pattern[str], Callable[..., Days]]

_YEAR = r"(\d{4}|\d{2})"
_MONTH = r"([a-z]+)"
_DAY = rf"(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH},? (\d{{4}})"
_BOTH_YEARS = rf"(\d{{4}}) ?[/-] ?{_YEAR}"
_FINANCIAL = rf"(?:(?:fy|(?:financial|fiscal) year) ?)?{_BOTH_YEARS}"
_MIDNIGHT = r"(?:[t ]00:00(?::00(?:\.0+)?)?z?)?"
_ENDS = r"(?:-|ending|ended|end|to)"
_ON_DAY = rf"(?:(\d{{1,2}})(?:st|nd|rd|th)? )?{_MONTH} (\d{{4}})"
_PARTS = (
    (6, "H", r"(?:h|half|half[- ]year) ?([12])"),
    (3, "Q", r"(?:q|qtr|quarter) ?([1-4])"),
    (1, "M", r"(?:m|mth|month) ?(\d{1,2})"),
)
"""Months of a part of a year, its letter, and how its number is written."""


def _day(day: str, name: str, year: str) -> date:
    return date(int(year), years.month_number(name), int(day))


def _days(*words: str) -> Days:
    """Return the day of "1 May 2013" and the days of "1 May - 3 Jun 2013": the first may have the year of the last."""
    first = (*words[:2], words[-1]) if len(words) == 5 else words[:3]
    return _day(*first), _day(*words[-3:])


def _by_day(reader: Callable[[date], Days], *words: str) -> Days:
    return reader(_day(*words))


def _last_first(reader: Callable[..., Days], *words: str) -> Days:
    return reader(words[-1], *words[:-1])


def _months_after_year(year: str, first: str, last: str) -> Days:
    return parts.months(first, None, last, year)


def _iso_days(first: str, last: str = "") -> Days:
    return date.fromisoformat(first), date.fromisoformat(last or first)


def _iso_interval(start: str, year_count: str | None, months: str | None, weeks: str | None, days: str | None) -> Days:
    first = date.fromisoformat(start)
    later = months_later(first, int(year_count or 0) * 12 + int(months or 0))
    end = later + timedelta(days=int(weeks or 0) * 7 + int(days or 0) - 1)
    if end < first:
        raise PeriodError("the interval has no length", remedy='Write for instance "2022-01-01/P3Y"')
    return first, end


def _form(pattern: str, reader: Callable[..., Days]) -> Form:
    return re.compile(pattern, re.ASCII), reader


def _of_parts() -> tuple[Form, ...]:
    """Halves, quarters and months with a number, before or behind a financial year or a single year."""
    forms: list[Form] = []
    for months, letter, number in _PARTS:
        in_financial_year = partial(parts.part_of_financial_year, months)
        in_some_year = partial(parts.part_of_some_year, months, letter)
        forms += [
            _form(rf"{number}[ ,-]{{0,2}}(?:of )?{_FINANCIAL}", in_financial_year),
            _form(rf"{_FINANCIAL}[ ,-]{{0,2}}{number}", partial(_last_first, in_financial_year)),
            _form(rf"{number}[ ,/-]{{0,2}}(?:of )?(\d{{4}})", in_some_year),
            _form(rf"(\d{{4}})[ ,/-]{{0,2}}{number}", partial(_last_first, in_some_year)),
        ]
    return tuple(forms)


FORMS = (
    _form(r"(?:(?:calendar year|cy) ?)?(\d{4})(?:\.0+)?", years.year),
    _form(r"(\d{4}) \(?calendar year\)?", years.year),
    _form(rf"(\d{{4}}) ?/ ?{_YEAR}", years.financial_year),
    _form(rf"(\d{{4}})( ?- ?){_YEAR}", years.years),
    _form(rf"(?:fy|(?:financial|fiscal|academic|school) year|ay|sy) ?{_BOTH_YEARS}", years.financial_year),
    _form(rf"{_BOTH_YEARS} \(?(?:fy|(?:financial|fiscal|academic|school)(?: year)?|ay|sy)\)?", years.financial_year),
    _form(rf"tax year {_BOTH_YEARS}", years.tax_year),
    _form(rf"{_BOTH_YEARS} \(?tax year\)?", years.tax_year),
    _form(r"(?:fy|(?:financial|fiscal) year) ?(\d{4})", years.financial_year_of_one_year),
    _form(r"(?:fy|ay) ?(\d\d) ?[/-] ?(\d\d)", years.year_without_century),
    _form(r"(\d\d) ?/ ?(\d\d)", years.year_without_century),
    _form(rf"(\d{{4}})/{_YEAR} ?- ?{_YEAR}/{_YEAR}", years.financial_years),
    _form(r"(\d{4})-(\d\d) ?- ?(\d{4})-(\d\d)", parts.years_or_months),
    _form(r"(?:fye|financial year ending) (\d{4})", parts.financial_year_ending),
    _form(r"(\d{4})-?m(\d{1,2})", parts.month_of_number),
    *_of_parts(),
    _form(r"(\d{4})-?w(\d\d)", parts.iso_week),
    _form(r"(?:w|wk|week) ?(\d{1,2})[ ,/-]{1,2}(\d{4})", parts.week_of_some_year),
    _form(r"(\d{4})[ ,/-]{1,2}(?:w|wk|week) ?(\d{1,2})", partial(_last_first, parts.week_of_some_year)),
    _form(rf"(?:week ending|week ended|w/e|we) {_DAY}", partial(_by_day, parts.week_ending)),
    _form(
        rf"(?:week commencing|week beginning|week starting|w/c|wc) {_DAY}",
        partial(_by_day, parts.week_beginning),
    ),
    _form(rf"{_MONTH}(?:[ /-]|, ?)?(\d{{4}})", parts.month),
    _form(rf"(\d{{4}})(?:[ /-]|, ?)?{_MONTH}", partial(_last_first, parts.month)),
    _form(rf"{_MONTH}[ -]?'?(\d\d)", parts.month_without_century),
    _form(r"(\d\d)-([a-z]{3})", parts.day_or_month),
    _form(rf"{_MONTH}(?: (\d{{4}}))? ?- ?{_MONTH} (\d{{4}})", parts.months),
    _form(rf"(\d{{4}}) {_MONTH} ?- ?{_MONTH}", _months_after_year),
    _form(rf"{_MONTH}[ -]?'?(\d\d) ?- ?{_MONTH}[ -]?'?(\d\d)", parts.months_without_century),
    _form(
        rf"(?:financial |rolling )?(year|half[ -]year|quarter|month|y/e|ye|q/e)(?: {_ENDS})? {_ON_DAY}", parts.length_to
    ),
    _form(rf"fye {_ON_DAY}", partial(parts.length_to, "year")),
    _form(rf"(?:rolling |the )?(\d{{1,2}}|three|six|nine|twelve) months {_ENDS} {_ON_DAY}", parts.months_to),
    _form(_DAY, _days),
    _form(rf"{_DAY} ?- ?{_DAY}", _days),
    _form(rf"(\d{{1,2}})(?:st|nd|rd|th)? {_MONTH} ?- ?{_DAY}", _days),
    _form(rf"(\d{{4}}-\d\d-\d\d){_MIDNIGHT}", _iso_days),
    _form(r"(\d{4}-\d\d-\d\d) ?[/-] ?(\d{4}-\d\d-\d\d)", _iso_days),
    _form(rf"(\d{{4}}-\d\d-\d\d){_MIDNIGHT}/p(?=\d)(?:(\d+)y)?(?:(\d+)m)?(?:(\d+)w)?(?:(\d+)d)?", _iso_interval),
)
