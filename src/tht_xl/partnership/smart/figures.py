"""The figures in a sentence: which numbers are amounts, and which are ages, years, waiting times or names."""

import re
from dataclasses import dataclass

NUMBER_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "twenty": 20,
}  # fmt: skip
"""Numbers as words. "one" is left out: "at least one small step" counts nobody."""

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_YEAR = r"\b(?:1[89]|20|21)\d\d(?:\s?[-/\u2013]\s?\d{2,4})?\b(?!\s?%|,\d|\.\d)"
_SPAN = r"(?:minutes?|hours?|days?|weeks?|months?|years?)"
_COUNT = rf"(?:\d+|{'|'.join(NUMBER_WORDS)})"
_NOT_AMOUNTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\(ICD[^)]*\)|\bICD-?\s?\d+|\b[A-Z]\d{2}(?:\s?-\s?[A-Z]\d{2})?\b",  # codes of diseases
        rf"\b\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?: \d{{4}})?\b",  # days
        rf"\b(?:by|in|since|until|during|before|after|than|from|to|of|for|{_MONTH}) {_YEAR}",
        rf"{_YEAR}(?! (?:people|children|women|men|[a-z]+s)\b)",  # "2000 people" is an amount
        r"\bper (?:1,000|10,000|100,000|1000|10000|100000|million)\b",
        r"\b(?:aged?|ages|over|under|above|below)[- ](?:the age of )?\d{1,2}(?:s|\+)?(?: (?:to|and|-) (?:\d{1,2}|over|"
        r"under|above))?"
        r"(?=[\s,.;:)]|$)(?!\s?%)",
        r"\b\d{1,2}\s?(?:-|\u2013|to) ?\d{1,2}(?=s\b|[- ]year| year| (?:women|men|children|people|population|"
        r"patients)|\b(?! ?%))",
        r"\b\d{1,2}\+",
        rf"(?<![\d.,])\b{_COUNT}(?: (?:to|-) {_COUNT})?[- ](?:completed |calendar |working )?{_SPAN}\b(?! (?:of|per|"
        rf"a) )",
        r"\b(?:year|stage|level|phase|grade|table|band|part|key stage|psa|ni|phof) \d+(?:\.\d+)?\b",
        r"\b24/7\b|\b\d+ (?:hours a day|days a week)\b|\b\d+:\d+\b",
        r"\b\d(?:st|nd|rd|th)\b",
        r"\bout of (?:\d+|ten|five|four)\b|(?:-|\bof )\w*point scale\b",
    )
)
"""What has digits and is not an amount. A list, because a wrong figure here would be a wrong question to an owner."""

_FIGURE = re.compile(
    rf"(?P<number>(?<![\w.,/-])(?:{_NUMBER})(?![\d/]))(?P<percent>\s?(?:%|per ?cent\b|percentage points?\b))?"
    rf"|\b(?P<word>{'|'.join(NUMBER_WORDS)})\b",
    re.IGNORECASE,
)
_START = re.compile(
    r"\b(?:from|compared (?:to|with)|against|instead of|baseline (?:of|is|was)|currently|at present|already|was)"
    r"(?: (?:about|around|some|nearly|more than|the|a|just|over|under|at|of))* ?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in a sentence.

    Attributes:
        value: The number.
        is_percent: Whether a percent sign or word follows it.
        is_start: Whether the words before say that it is where things begin: "from 51%", "compared with 1,800".
        is_word: Whether it is written as a word: "seven".
        start: Where it begins in the sentence.
        end: Where it ends.
    """

    value: float
    is_percent: bool
    is_start: bool
    is_word: bool
    start: int
    end: int


def figures_in(sentence: str) -> tuple[Amount, ...]:
    """Return the amounts in a sentence, in order; years, ages, waiting times and codes are not amounts.

    Examples:
        >>> [each.value for each in figures_in("70% of women aged 53 to 64 by 2012, from 50% in 2008")]
        [70.0, 50.0]
    """
    blanked = without_other_numbers(sentence)
    return tuple(
        Amount(
            value=_value(found),
            is_percent=bool(found["percent"]),
            is_start=bool(_START.search(blanked[: found.start()])),
            is_word=bool(found["word"]),
            start=found.start(),
            end=found.end(),
        )
        for found in _FIGURE.finditer(blanked)
    )


def without_other_numbers(sentence: str) -> str:
    """Return the sentence with blanks in place of numbers that are not amounts; the positions stay."""
    for pattern in _NOT_AMOUNTS:
        sentence = pattern.sub(lambda found: " " * len(found[0]), sentence)
    return sentence


def _value(found: re.Match[str]) -> float:
    if found["word"]:
        return float(NUMBER_WORDS[found["word"].casefold()])
    return float(found["number"].replace(",", ""))
