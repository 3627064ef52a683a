"""The grammar of age bands: every way of writing one that is accepted, and why the others are not."""

import re
from collections.abc import Callable
from unicodedata import normalize

from tht_xl.errors import DomainError

MAX_TEXT_LENGTH = 40
"""Longer texts are not age bands. [characters]"""

EXAMPLES = 'Write for instance "0-4", "<1", "17" or "85+"'

Ages = tuple[int, int | None]
"""The youngest and the oldest age, both of the band; None where it has no end. [years]"""

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_AGE = r"(\d{1,3})"
_PEOPLE = re.compile(r"^(?:all )?(?:persons?|people|residents|population|adults?|children)\b[ ,:]*(?=\D*\d)")
_OPENING = re.compile(r"^(?:aged?|ages)[ -]?(?:group|band|range)?(?:\b|(?=\d|lt|under)) ?[:=]? ?")
_UNIT = re.compile(r"[ -]?\b(?:years? of age|years?[- ]olds?|years?|yrs?|y\.?o|y)\b\.?")
_SEXES = re.compile(r"^(?:all )?(?:females?|males?|women|men|girls|boys)\b[ ,:]*(?=\D*\d)")
_DECADE = re.compile(r"[1-9]0 ?'?s")
_MONTHS = re.compile(r"\d ?(?:months?|mths?|weeks?|wks?|days?)\b")


def read_age_band(text: str) -> Ages:
    """Return the youngest and the oldest age of the band that a text names.

    Raises:
        DomainError: Nothing is recognised, or the text can be read in more than one way.
    """
    given = text.strip()
    clean = " ".join(normalize("NFKC", given[:MAX_TEXT_LENGTH]).translate(_DASHES).split())
    if not clean:
        raise DomainError("no age band is given", remedy=EXAMPLES)
    ages = _read(clean.casefold()) if len(given) <= MAX_TEXT_LENGTH else None
    if ages is None:
        raise DomainError(f'"{clean}" is not an age band', remedy=EXAMPLES)
    return ages


def _read(folded: str) -> Ages | None:
    for pattern, reader in _CODES:
        if match := pattern.fullmatch(folded):
            return reader(*match.groups())
    if _DECADE.fullmatch(folded):
        raise DomainError(
            f'the age band "{folded}" can be read in more than one way',
            remedy=f'Write "{folded[0]}0-{folded[0]}9" for the ten years of age',
        )
    words = _bare(folded)
    for pattern, reader in _FORMS:
        if match := pattern.fullmatch(words):
            return reader(*map(int, match.groups()))
    if _SEXES.match(words) and (ages := _read(_SEXES.sub("", words))):
        raise DomainError(
            f'the age band "{folded}" names a sex too',
            remedy=f'Give the sex in a column of its own, and write "{_plain(*ages)}" here',
        )
    if _MONTHS.search(folded):
        raise DomainError(
            f'the age band "{folded}" is not in years', remedy='Write whole years; the first year of life is "<1"'
        )
    return None


def _bare(folded: str) -> str:
    """Return the text without what says only that ages follow: "persons aged 85+ years", "age_85_plus"."""
    # Names of columns first: "age_5_9" is "age 5-9", "x85_plus" is "85 plus"; "one" is a number too.
    words = re.sub(r"^x(?=\d)", "", re.sub(r"(?<=\d)_(?=\d)", "-", folded))
    words = re.sub(r"\bone\b", "1", words.replace("_", " ")).strip()
    words = _OPENING.sub("", _PEOPLE.sub("", words))
    # Then units apart from numbers: "5-9 (years)" and "5-9yrs" are "5-9 yrs", "under 5s" is "under 5".
    words = re.sub(r"\((\D+)\)$", r"\1", words)
    words = re.sub(r"(?<=\d)(?=[a-z])", " ", re.sub(r"(?<=\d)s\b", "", words))
    return _UNIT.sub("", words).removesuffix(" inclusive").strip()


def _plain(start: int, end: int | None) -> str:
    return f"{start}+" if end is None else f"{start}-{end}" if start < end else f"{start}" if start else "<1"


def _closed_band(start: int, end: int) -> Ages:
    if end < start:
        raise DomainError(f'the age band "{start}-{end}" ends before it begins', remedy=f'Write "{end}-{start}"')
    return start, end


def _half_open(start: int, end: int) -> Ages:
    if end <= start:
        raise DomainError(f'the age band "{start} to under {end}" has no ages', remedy="Write the younger age first")
    return start, end - 1


def _single(age: int) -> Ages:
    return age, age


def _from(age: int) -> Ages:
    return age, None


def _above(age: int) -> Ages:
    return age + 1, None


def _up_to(age: int) -> Ages:
    return 0, age


def _below(age: int) -> Ages:
    if age == 0:
        raise DomainError('there are no ages under "0"', remedy='Write "<1" for the first year of life')
    return 0, age - 1


def _over(age: int) -> Ages:
    raise DomainError(
        f'the age band "over {age}" can be read in more than one way',
        remedy=f'Write "{age}+" if people aged {age} belong to it, or "{age + 1}+" if not',
    )


def _interval(first: str, last: str | None, closing: str) -> Ages:
    """Return an interval of mathematics, as R's and pandas' `cut` write it; no last number where it is infinite."""
    if last is None:
        return int(first), None
    return _half_open(int(first), int(last)) if closing == ")" else _closed_band(int(first), int(last))


def _open_on_the_left(first: str, last: str, closing: str) -> Ages:
    # Of exact ages "(4,9]" is nearly all of 4 to 8, of whole ages it is 5 to 9.
    remedy = 'cut the ages so that each band begins with "["'
    if first.isdecimal() and last.isdecimal() and int(last) > int(first):
        whole = _plain(int(first) + 1, int(last) - (closing == ")"))
        remedy = f'write "{whole}" or "{_plain(int(first), int(last) - 1)}", or {remedy}'
    raise DomainError(
        f'the age band "({first},{last}{closing}" can be read in more than one way',
        remedy=f"{remedy[0].upper()}{remedy[1:]}",
    )


def _code(sign: str, age: str) -> Ages:
    return _CODE_SIGNS[sign](int(age))


def _code_open(start: str) -> Ages:
    return int(start), None


def _code_band(start: str, end: str) -> Ages:
    return _closed_band(int(start), int(end))


def _school_year(year: str, first: str, last: str | None) -> Ages:
    # Children are weighed in Year 6, and Eurostat writes the age of six as Y6.
    ages = f"{first}{last or ''}"
    raise DomainError(
        f'the age band "{year}{ages}" can be read in more than one way: ages or school years',
        remedy=f'Write "{ages}" for the ages',
    )


_CODE_SIGNS = {"lt": _below, "le": _up_to, "ge": _from, "gt": _above}
_INFINITE = r"\+?inf(?:inity)?|\u221e"
_WHOLE = r"(\d{1,3})(?:\.0+)?"
_CODES: tuple[tuple[re.Pattern[str], Callable[..., Ages]], ...] = tuple(
    (re.compile(pattern, re.ASCII), reader)
    for pattern, reader in (
        (rf"\[ ?{_WHOLE} ?[,;] ?(?:{_WHOLE}|{_INFINITE}|) ?([\])])", _interval),
        (rf"\( ?(-?[\d.]+) ?[,;] ?([\d.]+|{_INFINITE}|) ?([\])])", _open_on_the_left),
        (r"(?:y|age|years)_?(lt|le|ge|gt)_?(\d{1,3})", _code),
        (r"y_?(\d{1,3})t(\d{1,3})", _code_band),
        (r"years(\d{1,3})-(\d{1,3})", _code_band),
        (r"years(\d{1,3})plus", _code_open),
        (r"((?:school )?years? |y_?)(\d{1,3})((?: ?- ?| to )\d{1,3})?", _school_year),
    )
)
"""Forms that statistical software and databases write, which are read before any word is taken away."""

_AND_OVER = r"(?:over|above|older|more|up|upwards)"
_UNDER = r"(?:<|under|below|less than|younger than)"
_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Ages]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"(?:from )?{_AGE} ?(?:-|to|through) ?{_AGE}", _closed_band),
        (_AGE, _single),
        (rf"{_AGE} ?-?(?:\+|plus|(?:(?:and|&|or) )?{_AND_OVER})", _from),
        (rf"(?:>=|≥|from|at least) ?{_AGE}", _from),
        (rf"{_AGE} onwards?", _from),
        (rf"> ?{_AGE}", _above),
        (rf"(?:<=|≤|up to) ?{_AGE}", _up_to),
        (rf"{_AGE} (?:and|&|or) (?:under|below|younger)", _up_to),
        (rf"(?:{_UNDER}|u)[ -]?{_AGE}", _below),
        (rf"{_AGE} ?(?:-|to|up to)? ?{_UNDER} ?{_AGE}", _half_open),
        (rf"(?:over|above|older than|more than) ?{_AGE}", _over),
    )
)
