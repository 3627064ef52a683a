"""Recognise personal data in a text, and mask it."""

import re

WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
EMAIL = re.compile(r"[\w.+-][\w.+'-]*@[\w-]+(?:\.[\w-]+)+")
POSTCODE_AREAS = (
    "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN EX FK FY G "
    "GL GU HA HD HG HP HR HS HU HX IG IP IV KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA "
    "PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN "
    "WR WS WV YO ZE"
).replace(" ", "|")
POSTCODE = re.compile(
    rf"(?<![A-Z0-9])(?:{POSTCODE_AREAS})[0-9][A-Z0-9]?(?P<gap> ?)[0-9][ABD-HJLNP-UW-Z]{{2}}(?![A-Z0-9])", re.IGNORECASE
)
INWARD = re.compile(r"\d[A-Za-z]{2}")
"""The end of every postcode; most texts have none, and are dismissed quickly."""
ORDINAL = re.compile(r"(?:1st|2nd|3rd|[4-90]th)$")
TEN_DIGITS = re.compile(r"(?<!\d)(\d{3})([ -]?)(\d{3})\2(\d{4})(?!\d)")

MASK = "***"


def has_email_address(text: str) -> bool:
    """Whether a text holds an e-mail address."""
    return "@" in text and bool(EMAIL.search(text))


def has_postcode(text: str) -> bool:
    """Whether a text holds a full postcode: in capitals, or with its space.

    Examples:
        >>> has_postcode("moved to E1 4NS"), has_postcode("e14ns"), has_postcode("B12 3rd quarter")
        (True, False, False)
    """
    if not INWARD.search(text):
        return False
    for match in POSTCODE.finditer(WEB_ADDRESS.sub(" ", text)):
        found = match.group()
        if (match["gap"] or found.isupper()) and not ORDINAL.search(found):
            return True
    return False


def may_be_nhs_number(text: str) -> bool:
    """Whether a text holds ten digits in a row, or grouped as an NHS number is written."""
    return bool(TEN_DIGITS.search(text))


def has_nhs_number(text: str, heading: str = "") -> bool:
    """Whether a text holds an NHS number, as its spaces or the letters NHS in it or in its heading tell.

    Examples:
        >>> has_nhs_number("943 476 5919"), has_nhs_number("9434765919"), has_nhs_number("9434765919", "NHS no.")
        (True, False, True)
    """
    told = "nhs" in text.casefold() or "nhs" in heading.casefold()
    matches = TEN_DIGITS.finditer(WEB_ADDRESS.sub(" ", text))
    return any(is_nhs_number(m[1] + m[3] + m[4]) and (told or bool(m[2])) for m in matches)


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
    return TEN_DIGITS.sub(
        lambda found: MASK if is_nhs_number(re.sub(r"\D", "", found.group())) else found.group(), text
    )
