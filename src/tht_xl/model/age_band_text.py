"""The grammar of age bands: every way of writing one that is accepted, and why the others are not."""

import re
from collections.abc import Callable
from unicodedata import normalize

from tht_xl.errors import DomainError

LONGEST_TEXT = 40
"""Longer texts are not age bands. [characters]"""

EXAMPLES = 'Write for instance "0-4", "<1", "17" or "85+"'

Ages = tuple[int, int | None]
"""The youngest and the oldest age, both of the band; None where it has no end. [years]"""

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_AGE = r"(\d{1,3})"
_OPENING = re.compile(r"^(?:aged|ages|age)\b ?:? ?")
_UNIT = re.compile(r"[ -]?\b(?:years? of age|years?[- ]olds?|years?|yrs?|y)\b\.?")


def read_age_band(text: str) -> Ages:
    """The youngest and the oldest age of the band that a text names.

    Raises:
        DomainError: Nothing is recognised, or the text can be read in more than one way.
    """
    given = text.strip()
    clean = " ".join(normalize("NFKC", given[:LONGEST_TEXT]).translate(_DASHES).split())
    if not clean:
        raise DomainError("no age band is given", remedy=EXAMPLES)
    words = _UNIT.sub("", _separated(_OPENING.sub("", clean.casefold()))).strip()
    for pattern, reader in _FORMS if len(given) <= LONGEST_TEXT else ():
        if match := pattern.fullmatch(words):
            return reader(*map(int, match.groups()))
    raise DomainError(f'"{clean}" is not an age band', remedy=EXAMPLES)


def _separated(words: str) -> str:
    """A unit stands apart from its number: "5-9yrs" is read like "5-9 yrs", and "under 5s" like "under 5"."""
    return re.sub(r"(?<=\d)(?=[a-z])", " ", re.sub(r"(?<=\d)s\b", "", words))


def _closed(start: int, end: int) -> Ages:
    if end < start:
        raise DomainError(f'the age band "{start}-{end}" ends before it begins', remedy=f'Write "{end}-{start}"')
    return start, end


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


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Ages]], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        (rf"{_AGE} ?(?:-|to) ?{_AGE}", _closed),
        (_AGE, _single),
        (rf"{_AGE} ?(?:\+|plus|(?:and|&|or) (?:over|above|older|more|up|upwards))", _from),
        (rf"(?:>=|≥) ?{_AGE}", _from),
        (rf"> ?{_AGE}", _above),
        (rf"(?:<=|≤|up to) ?{_AGE}", _up_to),
        (rf"{_AGE} (?:and|&|or) (?:under|below|younger)", _up_to),
        (rf"(?:<|under|below|less than|younger than) ?{_AGE}", _below),
        (rf"(?:over|above|older than|more than) ?{_AGE}", _over),
    )
)
