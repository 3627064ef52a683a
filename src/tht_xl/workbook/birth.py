"""Recognise a date of birth: said to be one, or a day beside what looks like a person's name."""

import re

MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
DAY = re.compile(
    r"(?<![\d/.-])(?:(?:0?[1-9]|[12]\d|3[01])[/.-](?:0?[1-9]|1[0-2])[/.-](?:(?:19|20)\d\d|\d\d)"
    r"|(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
    rf"|(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{MONTHS})[a-z]*\.?,?\s+(?:19|20)\d\d)(?![\d/.-])",
    re.IGNORECASE,
)
"""A whole date; a year or a month is not one."""
SAID = re.compile(r"\bd\.?\s?o\.?\s?b\b|\bdates? of birth\b|\bbirth\s?(?:date|day)s?\b|\bborn\b", re.IGNORECASE)
NAME = re.compile(r"\b[A-Z][a-z'’-]+(?:\s+[A-Z]\.?)?\s+[A-Z][A-Za-z'’-]*[a-z]\b")
"""Two words with capitals, perhaps an initial between them."""
NO_NAMES = re.compile(
    r"\b(?:survey|council|hamlets|health|england|london|trust|office|service|services|statistics|population|national|"
    r"annual|public|data|return|release|table|programme|care|school|year|ward|green|january|february|march|april|may|june|"
    r"july|august|september|october|november|december|released?|published?|updated?|extracted|checked|downloaded|accessed|"
    r"revised|signed)\b",
    re.IGNORECASE,
)
"""Words of notes in which two capitals are no person, or the date is not a birth."""
NEAR = 30
"""Characters between a name and a date that belong together."""


def says_date_of_birth(text: str) -> bool:
    """Whether a text says that a date in it is one of birth.

    Examples:
        >>> says_date_of_birth("DOB 04/05/1962"), says_date_of_birth("born in 2012"), says_date_of_birth("04/05/1962")
        (True, False, False)
    """
    return bool(SAID.search(text) and DAY.search(text))


def heads_dates_of_birth(heading: str) -> bool:
    """Whether a heading says that dates of birth are below it.

    Examples:
        >>> heads_dates_of_birth("D.O.B."), heads_dates_of_birth("Date of birth"), heads_dates_of_birth("Births")
        (True, True, False)
    """
    return bool(SAID.search(heading))


def has_name_beside_day(text: str) -> bool:
    """Whether a date stands beside what looks like a person's name.

    Examples:
        >>> has_name_beside_day("Jane Smith 04/05/1962"), has_name_beside_day("Annual Population Survey, 12/03/2019")
        (True, False)
    """
    days = [found.span() for found in DAY.finditer(text)]
    # Without the dates themselves, or every 4 May would be the month of a release.
    words = DAY.sub(lambda found: " " * len(found.group()), text)
    if NO_NAMES.search(words):
        return False
    names = [found.span() for found in NAME.finditer(words)]
    return any(-NEAR <= start - name_end <= NEAR or -NEAR <= name_start - end <= NEAR
               for start, end in days[:20] for name_start, name_end in names[:20])  # fmt: skip


def has_day(text: str) -> bool:
    """Whether a text holds a whole date."""
    return bool(DAY.search(text))
