"""Read a period from text: every way of writing one that is accepted, and why the others are not."""

import re
from datetime import date, timedelta
from typing import Literal, NamedTuple
from unicodedata import normalize

from tht_xl.errors import PeriodError
from tht_xl.model.days import Days, months_later
from tht_xl.model.periods.forms import FORMS
from tht_xl.model.periods.label import canonical_label

EXAMPLES = 'Write for instance "2023/24", "2021 - 23", "2022", "Q1 2024/25", "Mar 2025" or "by Jul 2010"'

MAX_TEXT_LENGTH = 60
"""Longer texts are not periods. [characters]"""

StatedYear = Literal["", "financial", "school"]
"""What a text says of the year that it names: "FY 2023/24" and "AY 2023/24" share a label, not their months."""

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_SAYS_FINANCIAL = re.compile(r"\b(?:fy|fye|financial|fiscal)(?![a-z])")
_SAYS_SCHOOL = re.compile(r"\b(?:ay|sy|academic|school)(?![a-z])")

_TIME_WORDS = re.compile(
    r"\d"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august|september"
    r"|october|november|december|spring|summer|autumn|winter|easter|christmas|lent|michaelmas)\b"
    r"|\b(?:quarter|qtr|q(?:i{0,3}|iv)|half|halves|h|semester|term|week|wk|fortnight|month|mth|m|day|date|years|season|period)(?:s|ly)?\b"
    r"|\b(?:w/[ec]|y/e|ytd|daily|annuali[sz]ed)\b"
    r"|\b(?:financial|fiscal|academic|school|tax|calendar|municipal|full|part|whole)[ -]year"
    r"|\byear[ -](?:to|on|end|ending|ended)\b"
    r"|\b(?:to|until|till|onwards?|mid|early|late|begin\w*|end|ending|ended|now|present|current"
    r"|rolling|moving|pooled|combined|partial|part|interim|snapshot|peak|first|second|third|fourth|last|final|in-year)\b"
    # "2013 FY" and "2013/14 academic" are other years than 2013 and 2013/14.
    r"|\b(?:fy|fye|ay|sy|cy|financial|fiscal|academic|school|municipal)\b"
    # Parts of years by other names: feasts, days of the week, other languages, and what came before or after.
    r"|\b(?:xmas|new year|ramadan|eid|diwali|pesach|passover|hanukkah|lockdown|pre|post|before|after|during|since"
    r"|(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?s?|weekdays?|weekends?|nights?|hours?|mornings?"
    r"|bi-?annual(?:ly)?|semi-?annual(?:ly)?|half-?yearly|janv?|janvier|f[eé]v|f[eé]vrier|mars|avr|avril|mai|juin|juil|juillet"
    r"|ao[uû]t|m[aä]r|m[aä]rz|okt|dez)\b"
    # A letter alone may be a numeral or a quarter; p, r, e and f are marks of provisional and revised figures.
    r"|\b(?:i{1,3}|iv|[abdg-oqs-z])\b"
)
"""What says something about time. Left behind for a note, it would turn a quarter or a month into a year."""

_LENGTH = re.compile(r" ?\(?(\d{1,2})[- ]?(?:years?|yrs?)(?: (?:pooled|combined|average|aggregate|range|total))*\)?")


class PeriodRead(NamedTuple):
    """What a text says.

    Attributes:
        start: First day.
        end: Last day, inclusive.
        is_deadline: Whether the text said "by".
        stated_year: Whether the text itself calls its year financial, or a school's.
    """

    start: date
    end: date
    is_deadline: bool
    stated_year: StatedYear


def read_period(text: str) -> PeriodRead:
    """Return the days that a text names.

    Raises:
        PeriodError: Nothing is recognised, or the text can be read in more than one way.
    """
    given = text.strip()
    clean = " ".join(normalize("NFKC", given[:MAX_TEXT_LENGTH]).translate(_DASHES).split())
    if not clean:
        raise PeriodError("no period is given", remedy=EXAMPLES)
    words = re.sub(r"(?<=[a-z])\.(?![a-z\d])", "", clean.casefold())  # "Sept. 2023"
    is_deadline = words.startswith("by ")
    days = _read(words.removeprefix("by ")) if len(given) <= MAX_TEXT_LENGTH else None
    if days is None:
        raise PeriodError(f'"{clean}" is not a period', remedy=_remedy(words))
    stated = "school" if _SAYS_SCHOOL.search(words) else "financial" if _SAYS_FINANCIAL.search(words) else ""
    return PeriodRead(*days, is_deadline, stated)


def _read(words: str) -> Days | None:
    words = words.replace(" to ", " - ")
    for pattern, reader in FORMS:
        if match := pattern.fullmatch(words):
            try:
                return reader(*match.groups())
            except (KeyError, ValueError, OverflowError) as error:
                if isinstance(error, PeriodError):
                    raise
                continue  # the 31st of February, an unknown month, a year beyond the calendar
    return None


def _remedy(words: str) -> str:
    # "2015 (data year of the index)": the beginning is a period, so say so instead of listing forms. Not where the rest
    # says something about time: "2006 to date" is not 2006.
    for end in range(len(words) - 1, 3, -1):
        if words[end] not in " (,;:" or (_TIME_WORDS.search(words[end:]) and not _LENGTH.fullmatch(words[end:])):
            continue
        try:
            days = _read(words[:end].rstrip())
        except PeriodError as error:
            return error.remedy
        if days and _is_of_length(days, words[end:]):
            return f'Write "{canonical_label(*days)[0]}" and keep the rest for a note'
    return EXAMPLES


def _is_of_length(days: Days, rest: str) -> bool:
    """Return whether the rest says nothing about time but the number of years: "2012-14 (3 years)"."""
    length = _LENGTH.fullmatch(rest)
    return length is None or months_later(days[0], 12 * int(length[1])) == days[1] + timedelta(days=1)
