"""Numbers, periods and people's own words as a reader of the board paper sees them."""

import re

from tht_xl.evaluation.figure_words import distance, due, limits, period
from tht_xl.evaluation.sentence import number
from tht_xl.evaluation.sentence import with_unit as amount
from tht_xl.model.counted import counted as in_numbers
from tht_xl.model.join_words import join_words

__all__ = [
    "amount", "capitalise", "count_of", "distance", "due", "in_numbers", "join_names", "limits", "number", "period",
    "showable",
]  # fmt: skip

UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What HTML cannot hold: controls other than tab and newline, halves of surrogate pairs, noncharacters."""


def showable(text: str) -> str:
    """Return a text without the characters that HTML does not allow; the templates escape the rest."""
    return UNSHOWABLE.sub("", text)


def count_of(many: int, one: str, more: str = "") -> str:
    """Return a number of things: "1 row", "1,200 rows", "no rows".

    Examples:
        >>> count_of(1, "row"), count_of(0, "row"), count_of(2, "return is", "returns are")
        ('1 row', 'no rows', '2 returns are')
    """
    return in_numbers(many, one, more) if many else f"no {more or f'{one}s'}"


def join_names(names: "list[str] | tuple[str, ...]") -> str:
    """Names in a row: "A, B and C"."""
    return join_words(names)


def capitalise(words: str) -> str:
    """Return the same words with a capital at the beginning, all others as they are: "Far from 78.2% (England)"."""
    return words[:1].upper() + words[1:]
