"""Recognise a date of birth: said to be one, or a day beside what looks like a person's name."""

import re

MONTHS = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?"
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:(?:19|20)\d\d|'?\d\d)"
_WHOLE_DAY = (
    rf"(?<![\d/.-])(?:{_DAY} ?[/.-] ?{_MONTH} ?[/.-] ?{_YEAR}"
    r"|(?:19|20)\d\d[/.-](?:0?[1-9]|1[0-2])[/.-](?:0?[1-9]|[12]\d|3[01])"
    rf"|{_DAY}(?:st|nd|rd|th)?[\s/.-]+(?:of\s+)?{MONTHS},?[\s/.-]*{_YEAR}"
    rf"|{MONTHS}\s+{_DAY}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d)(?!\d|[/.-]\d)"
)
DAY = re.compile(_WHOLE_DAY, re.IGNORECASE)
"""A whole date; a year or a month is not one."""
_FIRST_OF_MONTH = (
    rf"(?<![\d/.-])(?:0?1 ?[/.-] ?{_MONTH} ?[/.-] ?{_YEAR}|(?:19|20)\d\d[/.-](?:0?[1-9]|1[0-2])[/.-]0?1"
    rf"|0?1(?:st)?[\s/.-]+(?:of\s+)?{MONTHS},?[\s/.-]*{_YEAR})(?!\d)"
)
COHORT = re.compile(
    rf"\b(?:between|from|after|before|since|until|up to|on or (?:after|before))\s+{_WHOLE_DAY}"
    rf"(?:\s*(?:to|and|until|-|\u2013)\s*{_WHOLE_DAY})?|{_FIRST_OF_MONTH}\s*(?:to|until|-|\u2013)\s*{_WHOLE_DAY}",
    re.IGNORECASE,
)
"""Days that bound a group of people and are nobody's own: "born between 1 September 2012 and 31 August 2013".
Without such a word only from the first of a month on: "born 04/05/2012 - 06/07/2020" is somebody's life."""
SAID = re.compile(r"\bd\.?\s?o\.?\s?b\b|\bdates? of birth\b|\bbirth\s?(?:date|day)s?\b|\bborn\b", re.IGNORECASE)
BESIDE = 20
"""Characters between a word for a birth and its day. "Born in hospital; data extracted 04/05/2024" is further apart."""
_RUN_ACROSS_RETURNS = r"\b(?:d\.?\s?o\.?\s?b|date of birth)\b\W{0,3}(?:\d{8}|\d{6})\b"
SAID_DAY = re.compile(
    rf"(?:{SAID.pattern})[^\d;]{{0,{BESIDE}}}?(?:\d(?:st|nd|rd|th)\b[^\d;]{{0,{BESIDE}}}?)?{_WHOLE_DAY}"
    rf"|{_WHOLE_DAY}\W{{1,3}}(?:{SAID.pattern})"
    rf"|\bb\.\s?{_WHOLE_DAY}|{_RUN_ACROSS_RETURNS}",
    re.IGNORECASE,
)
HEADING = re.compile(rf"{SAID.pattern}|^birth$", re.IGNORECASE)
_CAPITAL, _SMALL = "[A-ZÀ-ÖØ-Þ]", "a-zß-öø-ÿ"
NAME = re.compile(
    rf"\b{_CAPITAL}[{_SMALL}'’-]+(?:\s+{_CAPITAL}\.?)?\s+{_CAPITAL}[A-Z{_SMALL}'’-]*[{_SMALL}]\b"
    rf"|\b[A-Z][A-Z'’-]{{2,}},\s{_CAPITAL}[{_SMALL}]+\b"
)
"""Two words with capitals, perhaps an initial between them, or "SMITH, Jane"."""
NO_NAMES = re.compile(
    r"\b(?:survey|council|hamlets|health|england|london|trust|office|service|services|statistics|population|national|"
    r"annual|public|data|return|release|table|programme|care|school|year|ward|green|january|february|march|april|may|june|"
    r"july|august|september|october|november|december|released?|published?|updated?|extracted|checked|downloaded|accessed|"
    r"revised|signed|bow|mile end|poplar|whitechapel|wapping|shadwell|stepney|isle of dogs|gardens|"
    r"local authority|key stage|census|final|provisional|accounts|active lives|quality|royal|college|fund|web|"
    r"emailed|sent|received|adult|children|ofsted|department|ministry|agreed|minutes|meeting|board)\b",
    re.IGNORECASE,
)
"""Words in notes with two capitals that are not a person's name, or a date that is not a birth."""
NEAR = 30
"""Characters between a name and a date that belong together."""


def says_date_of_birth(text: str) -> bool:
    """Return whether a text says that a date in it is one of birth.

    Examples:
        >>> says_date_of_birth("DOB 04/05/1962"), says_date_of_birth("born in 2012"), says_date_of_birth("04/05/1962")
        (True, False, False)
        >>> says_date_of_birth("children born between 01/09/2012 and 31/08/2013")
        False
    """
    if not any(character.isdigit() for character in text):
        return False
    return bool(SAID_DAY.search(COHORT.sub(" ", text)))


def heads_dates_of_birth(heading: str) -> bool:
    """Return whether a heading says that dates of birth are below it.

    Examples:
        >>> heads_dates_of_birth("D.O.B."), heads_dates_of_birth("Date of birth"), heads_dates_of_birth("Births")
        (True, True, False)
    """
    return bool(HEADING.search(heading.strip()))


def has_name_beside_day(text: str) -> bool:
    """Return whether a date is next to what looks like a person's name.

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


def has_name(text: str) -> bool:
    """Return whether a text holds what looks like a person's name.

    Examples:
        >>> has_name("Jane Smith"), has_name("Public Health England"), has_name("Jane")
        (True, False, False)
    """
    return bool(NAME.search(text)) and not NO_NAMES.search(text)


def has_day(text: str) -> bool:
    """Return whether a text holds a whole date."""
    return bool(DAY.search(text))
