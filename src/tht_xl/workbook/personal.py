"""Recognise personal data in a text, and mask it."""

import re

from tht_xl.workbook.birth import has_name

WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-][\w.+'-]{0,63}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
"""Its parts have their greatest lengths, or a long text without blanks would take the square of its length."""
POSTCODE_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK "
    "FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG "
    "NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR "
    "TS TW UB W WA WC WD WF WN WR WS WV YO ZE"
).replace(" ", "|")
# Only central London has districts that end in a letter: E1W, N1C, SW1A, EC1A.
DISTRICT = (
    rf"(?:(?:{POSTCODE_AREAS})[0-9]{{1,2}}"
    r"|E1W|N1[CPR]|NW1W|SE1P|W1[A-HJKSTUW]|SW1[AEHPV-Y]|EC[1-4][AMNPRVY]|WC[12][ABEHNRVX])"
)
POSTCODE = re.compile(
    rf"(?<![A-Z0-9])(?P<outward>{DISTRICT})(?P<gap>\s{{0,2}})(?P<inward>[0-9][ABD-HJLNP-UW-Z]{{2}})(?![A-Z0-9])",
    re.IGNORECASE,
)
INWARD = re.compile(r"\d[A-Za-z]{2}")
"""The end of every postcode; most texts have none, and are dismissed quickly."""
SAYS_POSTCODE = re.compile(r"post[\s_]?codes?\b", re.IGNORECASE)
MEASURES = (
    "hr", "yr", "ug", "ft", "lb", "gb", "tb", "ha", "hz", "pa",
    "st", "nd", "rd", "th", "ed", "dp", "db", "pt", "ea", "pp",
)  # fmt: skip
"""What stands after a digit in "1hr mean", "5yr survival", "3rd quarter" or "2ug", and is not the end of a postcode."""
GASES = ("co2", "ch4", "n2")
"""Gases that are called like districts: CO2 is Colchester's, CH4 Chester's, N2 East Finchley's."""
SULPHUR_DIOXIDE = "SO2"
"""No district: Southampton's begin with SO14."""
PART_OF_CODE = re.compile(r"[A-Z0-9][-_/#]$", re.IGNORECASE)
CODE_GOES_ON = re.compile(r"[-_/#.][A-Z0-9]", re.IGNORECASE)
TEN_DIGITS = re.compile(r"(?<![\d/])(?<!\d[.-])(\d{3})(\s{0,2}|-)(\d{3})\2(\d{4})(?![./-]?\d)")
_NHS = r"\b(?:nhs|n\.h\.s\.?|chi|h&c|hcn)"
SAYS_NHS_NUMBER = re.compile(rf"{_NHS}(?:[\W_]*(?:no|num|number|nr|id)s?\b\W*(?:is\b|was\b)?|\b)\W*$", re.IGNORECASE)
"""What stands before a number that is said to be one: "NHS 943...", "NHS no. 943...", but not "NHS England, 401..."."""
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
"""What stands before the number of a person: "patient ref 943...", "case 943...", "Ms. 943..."."""
_NUMBERED = (
    r"data\s?sets?|refs?|references?|tables?|doi|isbn|issn|orders?|po|invoices?|grants?|tel|telephone|phone|mobile|mob|fax|"
    "call|ring|helpline|ext|extracts?|quer(?:y|ies)|downloads?|surveys?|batch|publications?|series|versions?|uprn|usrn|urn|indicators?|documents?|docs?|files?|page|project|"
    "cost centre|account|vat|company|charity|contract|tickets?|job|row|record"
)
OTHER_NUMBER = re.compile(
    rf"(?:\b(?:{_NUMBERED})\b\W*(?:(?:no|number|num|nr|id|code)\b\W*)?|\+\d{{1,3}}[ -]?(?:\(0\)[ -]?)?)$", re.IGNORECASE
)
"""What stands before a number of another kind: "dataset 401...", "tel: 020...", "+44 207..."."""
HEADING_OF_NUMBERS = re.compile(
    r"^nhs$|\bnhs\W*(?:no|num|number|nr|id)s?\b|\b(?:patient|client|person|service user|pupil)s?\b(?!.*\baccount)",
    re.IGNORECASE,
)
WORDS_RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=NHS)(?=[A-Z][a-z])|_")
"""Where the words of a heading meet in "PatientID", "NHSNumber" or "patient_id"."""
NOTES = ("", "note", "notes", "comment", "comments", "remark", "remarks")
"""Headings below which ten digits alone are likelier an NHS number than anything else."""

NAME_LENGTH = 25
"""How far from a number the name beside it may begin. [characters]"""

MASK = "***"


def has_email_address(text: str) -> bool:
    """Whether a text holds an e-mail address."""
    return "@" in text and bool(EMAIL.search(text))


def has_postcode(text: str, heading: str = "") -> bool:
    """Whether a text holds a full postcode: in capitals, or with its space.

    Measurements and codes that look like one are not: "SO2 1hr mean", "M25 2nd", "TH-E14NS-01".

    Examples:
        >>> has_postcode("moved to E1 4NS"), has_postcode("e14ns"), has_postcode("B12 3rd quarter")
        (True, False, False)
        >>> has_postcode("e14ns", "Postcode"), has_postcode("postcode e14ns")
        (True, True)
    """
    if not INWARD.search(text):
        return False
    text = WEB_ADDRESS.sub(" ", text)
    if SAYS_POSTCODE.search(f"{heading} {text}"):
        text = text.upper()
    return any(_is_postcode(text, match) for match in POSTCODE.finditer(text))


def _is_postcode(text: str, match: re.Match[str]) -> bool:
    outward, inward = match["outward"], match["inward"]
    if outward.upper() == SULPHUR_DIOXIDE:
        return False
    if not match["gap"]:
        is_code = PART_OF_CODE.search(text[: match.start()]) or CODE_GOES_ON.match(text[match.end() :])
        return match.group().isupper() and not is_code
    # Somebody who types a postcode carelessly types all of it in small letters: "e1 4hr", but "E1 4hr" is a measure.
    return inward[1:] not in MEASURES or (outward.islower() and outward not in GASES)


def may_be_nhs_number(text: str) -> bool:
    """Whether a text holds ten digits in a row, or grouped as an NHS number is written, or said to be one."""
    return bool(TEN_DIGITS.search(text) or SAID_NHS_NUMBER.search(text))


def has_nhs_number(text: str, heading: str = "") -> bool:
    """Whether a text holds an NHS number: ten digits with its check digit, and something that says so.

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
    """Whether what people wish to say stands below a heading."""
    return heading.strip().casefold() in NOTES


def heads_nhs_numbers(heading: str) -> bool:
    """Whether a column's heading says that NHS numbers, or people, stand below it.

    Examples:
        >>> [heads_nhs_numbers(text) for text in ("NHS no.", "NHS", "Patient", "NHS England dataset", "Order")]
        [True, True, True, False, False]
    """
    return bool(HEADING_OF_NUMBERS.search(WORDS_RUN_TOGETHER.sub(" ", heading.strip())))


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits have the check digit of an NHS number (modulus 11, NHS Data Dictionary).

    Examples:
        >>> is_nhs_number("9434765919"), is_nhs_number("9434765910")
        (True, False)
    """
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(10, 1, -1), strict=True))
    return (11 - total % 11) % 11 == int(digits[9])


def masked(text: str) -> str:
    """The text with e-mail addresses, postcodes and what may be an NHS number made unreadable.

    Examples:
        >>> masked("ask jane@example.org at E1 4NS")
        'ask *** at ***'
    """
    text = EMAIL.sub(MASK, text)
    if has_postcode(text):
        text = POSTCODE.sub(MASK, text)
    text = SAID_NHS_NUMBER.sub(lambda found: found.group().replace(found[1], MASK), text)
    return TEN_DIGITS.sub(
        lambda found: MASK if is_nhs_number(re.sub(r"\D", "", found.group())) else found.group(), text
    )
