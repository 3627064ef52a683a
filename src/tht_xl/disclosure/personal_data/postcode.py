"""Recognise a full postcode in a text, and tell a person's from an organisation's.

Start with `has_postcode`; docs/decisions/personal-data.md says why it decides so.
"""

import re

WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
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
"""Letters after a digit in "1hr mean", "5yr survival", "3rd quarter" or "2ug", and are not the end of a postcode."""
GASES = ("co2", "ch4", "n2")
"""Gases that are called like districts: CO2 is Colchester's, CH4 Chester's, N2 East Finchley's."""
SULPHUR_DIOXIDE = "SO2"
"""No district: Southampton's begin with SO14."""
PART_OF_CODE = re.compile(r"[A-Z0-9][-_/#]$", re.IGNORECASE)
CODE_GOES_ON = re.compile(r"[-_/#.][A-Z0-9]", re.IGNORECASE)
_QUALIFIER = (
    r"(?:(?:child(?:ren)?|girls?|boys?|mother and baby|residents?|patients?)(?:['’]?s|['’])?\s+"
    r"(?:(?:and|&)\s+\w+\s+)?(?:health\s+|development\s+)?)?"
)
_ORGANISATIONS = (
    r"(?:head|registered|main|council|borough|area) offices?|schools?|academy|nursery|pre-?school|sixth form|college|"
    r"university|clinic|polyclinic|(?<!had )(?<!after )surgery|hospital|infirmary|pharmacy|chemist|dentist|"
    r"(?:medical|gp|dental) practice|council|town hall|library|idea store|museum|church|mosque|synagogue|temple|"
    r"police station|fire station|job ?centre(?: plus)?|ltd|limited|plc|llp|charity|foundation trust|nhs trust|"
    r"(?:health|medical|leisure|community|children['’]?s|youth|sports?|family|wellbeing|walk-in|treatment|testing|"
    r"vaccination|screening|contact|resource|day) (?:centre|center|hub)|surestart|sure start"
)
ORGANISATION = re.compile(rf"\b{_QUALIFIER}(?:{_ORGANISATIONS})\b", re.IGNORECASE)
"""A place that people go to, not one that they live in: the address of a care home or a refuge is a person's too."""
_STREETS = (
    "street|st|road|rd|lane|ln|close|avenue|ave|way|square|sq|place|court|row|gardens?|walk|terrace|hill|green|park|"
    "house|floor|unit|building|site|east|west|north|south|london"
)
ADDRESS = re.compile(
    rf"(?:[\s,;:()/.&–-]|\b(?:at|in|on|of|is|the|and|for|its|address|postcode|post|code|{_STREETS})\b"
    r"|\b[A-Z][\w'’-]*(?![\w'’-])|\b\d+[a-z]?\b)*",
)
"""What may be between an organisation and its postcode: names and numbers, no sentence about somebody."""
ADDRESS_LENGTH = 80
"""How far from its postcode an organisation may be named. [characters]"""
PERSON = re.compile(
    r"\b(?:patients?|clients?|service users?|residents?|pupils?|child|baby|girl|boy|person|individual|deceased|died|"
    r"mother|father|mum|dad|son|daughter|wife|husband|carer|family of|mr|mrs|ms|miss|dob|born|date of birth|"
    r"next of kin|surname|forename|lives?|lived|living|resid(?:es|ing|ed)|moved|attend(?:s|ed|ing)?|aged|"
    r"homes?|her|his|their)\b",
    re.IGNORECASE,
)
"""Words that make a postcode somebody's own, whatever organisation is named beside it."""


def has_postcode(text: str, heading: str = "") -> bool:
    """Return whether a text holds a full postcode that may be a person's: in capitals, or with its space.

    Measurements and codes that look like one are not: "SO2 1hr mean", "M25 2nd", "TH-E14NS-01". An organisation's
    address, said to be one and of no person, is public.

    Examples:
        >>> has_postcode("moved to E1 4NS"), has_postcode("e14ns"), has_postcode("B12 3rd quarter")
        (True, False, False)
        >>> has_postcode("e14ns", "Postcode"), has_postcode("postcode e14ns")
        (True, True)
        >>> has_postcode("Bow School, E3 3QW"), has_postcode("pupil of Bow School, E3 3QW")
        (False, True)
    """
    text, found = _postcodes(text, heading)
    if not found:
        return False
    # Without the organisations themselves: a child health clinic is not a child.
    if any(PERSON.search(ORGANISATION.sub(" ", words)) for words in (heading, text)):
        return True
    return not (ORGANISATION.search(heading) or all(_is_organisations(text, match) for match in found))


def may_hold_postcode(text: str) -> bool:
    """Return whether anything in a text looks like a full postcode, whatever the heading above it says."""
    if not INWARD.search(text):
        return False
    text = WEB_ADDRESS.sub(" ", text)
    return bool(POSTCODE.search(text) or POSTCODE.search(text.upper()))


def is_postcode_in(text: str) -> bool:
    """Return whether a text holds a full postcode, whosever it is."""
    return bool(_postcodes(text, "")[1])


def _postcodes(text: str, heading: str) -> tuple[str, list[re.Match[str]]]:
    """Return the text that was looked through, and the postcodes in it."""
    if not INWARD.search(text):
        return text, []
    text = WEB_ADDRESS.sub(" ", text)
    searched = text.upper() if SAYS_POSTCODE.search(f"{heading} {text}") else text
    return text, [match for match in POSTCODE.finditer(searched) if _is_postcode(searched, match)]


def _is_postcode(text: str, match: re.Match[str]) -> bool:
    outward, inward = match["outward"], match["inward"]
    if outward.upper() == SULPHUR_DIOXIDE:
        return False
    if not match["gap"]:
        is_code = PART_OF_CODE.search(text[: match.start()]) or CODE_GOES_ON.match(text[match.end() :])
        return match.group().isupper() and not is_code
    # Somebody who types a postcode carelessly types all of it in small letters: "e1 4hr", but "E1 4hr" is a measure.
    return inward[1:] not in MEASURES or (outward.islower() and outward not in GASES)


def _is_organisations(text: str, match: re.Match[str]) -> bool:
    """Return whether the words before or behind a postcode say that it is an organisation's."""
    start, end = match.span()
    before, after = text[max(0, start - ADDRESS_LENGTH) : start], text[end : end + ADDRESS_LENGTH]
    said = [*ORGANISATION.finditer(before)]
    if said and ADDRESS.fullmatch(before, said[-1].end()):
        return True
    first = ORGANISATION.search(after)
    return first is not None and bool(ADDRESS.fullmatch(after, 0, first.start()))
