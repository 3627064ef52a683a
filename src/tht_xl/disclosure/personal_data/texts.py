"""Recognise personal data in a text, and mask it."""

import re

from tht_xl.disclosure.personal_data.birth import has_name
from tht_xl.disclosure.personal_data.postcode import POSTCODE, WEB_ADDRESS, is_postcode_in

EMAIL = re.compile(r"[\w.+-][\w.+'-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
"""Its parts have their greatest lengths, or a long text without blanks would take the square of its length."""
TEN_DIGITS = re.compile(r"(?<![\d/])(?<!\d[.-])(\d{3})(\s{0,2}|-)(\d{3})\2(\d{4})(?![./-]?\d)")
_NHS = r"\b(?:nhs|n\.h\.s\.?|chi|h&c|hcn)"
SAYS_NHS_NUMBER = re.compile(rf"{_NHS}(?:[\W_]*(?:no|num|number|nr|id)s?\b\W*(?:is\b|was\b)?|\b)\W*$", re.IGNORECASE)
"""Words before a number that say it is one: "NHS 943...", "NHS no. 943...", but not "NHS England, 401..."."""
SAID_NHS_NUMBER = re.compile(
    rf"{_NHS}[\W_]*(?:no|num|number|nr)s?\b\W*((?:\d[\s.-]{{0,2}}){{9}}\d)(?!\d)", re.IGNORECASE
)
"""A number that is said to be one, however its digits are grouped."""
_PEOPLE = (
    "patients?|clients?|service users?|pt|residents?|child|baby|girl|boy|person|individual|pupil|deceased|"
    "died|mother|father|son|daughter|wife|husband|mr|mrs|ms|miss|dob|d\\.o\\.b|born|date of birth|next of kin|"
    "carer of|surname|forename|chi"
)
PERSON = re.compile(rf"\b(?:{_PEOPLE})\b", re.IGNORECASE)
SAYS_PERSON = re.compile(
    rf"(?:\b(?:{_PEOPLE})(?:'?s)?|\bcases?)\W*(?:(?:record|ref|reference|no|number|id)s?\b\W*)?$", re.IGNORECASE
)
"""Words before a person's number: "patient ref 943...", "case 943...", "Ms. 943..."."""
_NUMBERED = (
    r"data\s?sets?|refs?|references?|tables?|doi|isbn|issn|orders?|po|invoices?|grants?|tel|telephone|phone|mobile|mob|fax|"
    "call|ring|helpline|ext|extracts?|quer(?:y|ies)|downloads?|surveys?|batch|publications?|series|versions?|uprn|usrn|urn|indicators?|documents?|docs?|files?|page|project|"
    r"snomed(?:\W?ct)?|pmid|barcode|ean|gtin|serial|licen[cs]e|foi|timestamp|asset|nihr|isrctn|ukprn|spreadsheet|"
    "figshare|zenodo|nomis|fingertips|ascof|phof|census|"
    "cost centre|account|vat|company|charity|contract|tickets?|job|row|record"
)
OTHER_NUMBER = re.compile(
    rf"(?:\b(?:{_NUMBERED})\b\W*(?:(?:no|number|num|nr|id|code)\b\W*)?|\+\d{{1,3}}[ -]?(?:\(0\)[ -]?)?|[£€$]\s?)$",
    re.IGNORECASE,
)
"""Words before a number of another kind: "dataset 401...", "tel: 020...", "+44 207...", "£943..."."""
HEADING_OF_NUMBERS = re.compile(
    r"^nhs$|\bnhs\W*(?:no|num|number|nr|id)s?\b|\b(?:patient|client|person|service user|pupil)s?\b(?!.*\baccount)",
    re.IGNORECASE,
)
WORDS_RUN_ACROSS_RETURNS = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=NHS)(?=[A-Z][a-z])|_")
"""Where the words of a heading meet in "PatientID", "NHSNumber" or "patient_id"."""
NOTES = ("", "note", "notes", "comment", "comments", "remark", "remarks")
"""Headings below which ten digits alone are likelier an NHS number than anything else."""

NAME_LENGTH = 25
"""How far from a number the name beside it may begin. [characters]"""

MASK = "***"


def has_email_address(text: str) -> bool:
    """Return whether a text holds an e-mail address."""
    return "@" in text and bool(EMAIL.search(text))


def may_be_nhs_number(text: str) -> bool:
    """Return whether a text holds ten digits in a row, or grouped as an NHS number is written, or said to be one."""
    return bool(TEN_DIGITS.search(text) or SAID_NHS_NUMBER.search(text))


def has_nhs_number(text: str, heading: str = "") -> bool:
    """Return whether a text holds an NHS number: ten digits with its check digit, and something that says so.

    One ten-digit number in eleven has a right check digit, so one of these must be there too: its spaces or hyphens,
    "NHS" or "NHS number" before it, a word for a person in the text, such a heading, or nothing else in a note.

    Examples:
        >>> has_nhs_number("943 476 5919"), has_nhs_number("order 9434765919"), has_nhs_number("9434765919", "NHS no.")
        (True, False, True)
        >>> has_nhs_number("NHS number: 9434765919"), has_nhs_number("NHS England, dataset 4010232137")
        (True, False)
    """
    text = WEB_ADDRESS.sub(" ", text)
    if any(is_nhs_number(re.sub(r"\D", "", said)) for said in SAID_NHS_NUMBER.findall(text)):
        return True
    return any(
        is_nhs_number(match[1] + match[3] + match[4]) and _is_persons(text, match, heading)
        for match in TEN_DIGITS.finditer(text)
    )


def has_bare_nhs_number(text: str, heading: str = "") -> bool:
    """Return whether a text has ten digits with an NHS number's check digit and does not say what they are.

    Examples:
        >>> has_bare_nhs_number("Includes 9434765919"), has_bare_nhs_number("order 9434765919")
        (True, False)
        >>> has_bare_nhs_number("9434765919", "UPRN"), has_bare_nhs_number("patient 9434765919")
        (False, False)
    """
    text = WEB_ADDRESS.sub(" ", text)
    bare = any(
        is_nhs_number(match[1] + match[3] + match[4]) and not OTHER_NUMBER.search(f"{heading} {text[: match.start()]}")
        for match in TEN_DIGITS.finditer(text)
    )
    return bare and not has_nhs_number(text, heading)


def _is_persons(text: str, match: re.Match[str], heading: str) -> bool:
    before = text[: match.start()]
    if SAYS_NHS_NUMBER.search(before) or SAYS_PERSON.search(before) or heads_nhs_numbers(heading):
        return True
    if OTHER_NUMBER.search(before):
        return False
    is_alone = text.strip(" \t\n.,;()") == match.group() and is_note(heading)
    if match[2] or is_alone or PERSON.search(text):
        return True
    beside = before[-NAME_LENGTH:].rstrip(" \t\n.,;:()-") + " " + text[match.end() :][:NAME_LENGTH]
    return is_note(heading) and has_name(beside)


def is_note(heading: str) -> bool:
    """Return whether a heading is that of a column for narratives."""
    return heading.strip().casefold() in NOTES


def heads_nhs_numbers(heading: str) -> bool:
    """Return whether a column's heading is that of NHS numbers or of people.

    Examples:
        >>> [heads_nhs_numbers(text) for text in ("NHS no.", "NHS", "Patient", "NHS England dataset", "Order")]
        [True, True, True, False, False]
    """
    return bool(HEADING_OF_NUMBERS.search(WORDS_RUN_ACROSS_RETURNS.sub(" ", heading.strip())))


def is_nhs_number(digits: str) -> bool:
    """Return whether ten digits have the check digit of an NHS number (modulus 11, NHS Data Dictionary).

    Examples:
        >>> is_nhs_number("9434765919"), is_nhs_number("9434765910")
        (True, False)
    """
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


def masked(text: str) -> str:
    """Return the text with e-mail addresses, postcodes and what may be an NHS number made unreadable.

    Examples:
        >>> masked("ask jane@example.org at E1 4NS")
        'ask *** at ***'
    """
    text = EMAIL.sub(MASK, text)
    # A text with one postcode in it loses all that look like one, an organisation's too.
    if is_postcode_in(text):
        text = POSTCODE.sub(MASK, text)
    text = SAID_NHS_NUMBER.sub(lambda found: found.group().replace(found[1], MASK), text)
    return TEN_DIGITS.sub(
        lambda found: MASK if is_nhs_number(re.sub(r"\D", "", found.group())) else found.group(), text
    )
