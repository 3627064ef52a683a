"""Find the numbers of a text, with their units, among its words."""

import re
from dataclasses import dataclass
from enum import StrEnum

SPACES = " \u00a0\u202f\u2009"
_DASH = "\u2010-\u2015-"
_MONTHS = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?|oct(?:ober)?|"
    "nov(?:ember)?|dec(?:ember)?"
)
_NAMES = (
    "no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_COUNTED = {name: number for number, name in enumerate(_NAMES.split(" "))}
_PART = rf"(?:\d[\d,]*|{'|'.join(_COUNTED)})"
_UNITS = {
    r"percentage\ points?|\bpp\b": "points",
    r"%|per\ cent\b|percent\b": "%",
    r"per\ 100,?000\b": "per 100,000",
    r"per\ 10,?000\b": "per 10,000",
    r"per\ 1,?000\b": "per 1,000",
    r"million\b|m\b": "million",
    r"years?\b": "years",
}
_TOKEN = re.compile(
    rf"""
    (?P<word>https?://\S+ | [\w.+-]+@[\w.-]+ | [^\W\d]\w*\d[\w.]*)        # addresses, and codes such as R203
  | (?P<symbol>\[[cuxz]\])
  | (?P<date>\b\d{{1,2}}(?:st|nd|rd|th)?\ (?:{_MONTHS})(?:\ \d{{4}})?\b | \b\d{{4}}-\d\d-\d\d\b
        | \b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b | \b\d{{1,2}}[:.]\d\d\ ?(?:am|pm)\b | \b\d\d:\d\d\b)
  | (?P<period>\b(?:19|20)\d\d\ ?[/{_DASH}]\ ?(?:(?:19|20)\d\d|\d\d)(?!\d)(?!\.\d) | \bQ[1-4]\ (?:19|20)\d\d\b)
  | (?P<share>(?<!year\ )\b(?:almost\ )?{_PART}\ in\ (?!(?:19|20)\d\d\b){_PART}(?!\d)\b)
  | (?P<number>(?<![\w.,])[£$€]?[−-]?\d+(?:[,{SPACES[1:]}]\d{{3}})*(?:\.\d+)?)(?:\ ?(?P<unit>{"|".join(_UNITS)}))?
  | (?P<other>[^\W\d]+(?:['’][^\W\d]+)* | \d\w*)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


class TokenKind(StrEnum):
    """What a piece of text is."""

    WORD = "word"
    SYMBOL = "symbol"
    """[c] and its like, in place of a figure."""
    DATE = "date"
    PERIOD = "period"
    SHARE = "share"
    """"One in ten", "28 in 100"."""
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a number of a text.

    Attributes:
        kind: What it is.
        text: As it is written, a number with its unit.
        same: What two tokens have in common that mean the same: "29.70 per cent" has it in common with "29.70%".
        block: The number of the paragraph it is in.
        start: Where it begins in the paragraph.
        value: The number; a share in percent; None for other kinds.
        decimals: How many decimals it is written with.
        unit: Its unit, "%" for a share; "" where none is written.
    """

    kind: TokenKind
    text: str
    same: str
    block: int
    start: int
    value: float | None = None
    decimals: int = 0
    unit: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether it says a number or takes the place of one."""
        return self.kind is not TokenKind.WORD


def find_tokens(blocks: "list[str] | tuple[str, ...]") -> list[Token]:
    """Return the words and numbers of a text, in order.

    Args:
        blocks: Its paragraphs, table rows and headings.
    """
    return [token for number, block in enumerate(blocks) for token in _tokens(block, number)]


def _tokens(block: str, number: int) -> list[Token]:
    found: list[Token] = []
    for match in _TOKEN.finditer(block):
        kind, text = match.lastgroup or "", match[0]
        start = match.start()
        if match["number"]:
            found.append(_number(match["number"], match["unit"] or "", text, number, start))
        elif kind == "share":
            found.append(_share(text, number, start))
        elif kind in ("symbol", "date", "period"):
            found.append(Token(TokenKind(kind), text, _plain(text), number, start))
        else:
            found.append(Token(TokenKind.WORD, text, text.casefold(), number, start))
    return found


def _number(digits: str, unit: str, text: str, block: int, start: int) -> Token:
    plain = re.sub(rf"[,£$€{SPACES}]", "", digits).replace("−", "-")
    decimals = len(plain.partition(".")[2])
    if not unit and _YEAR.fullmatch(digits):
        return Token(TokenKind.PERIOD, text, plain, block, start)
    flags = re.IGNORECASE | re.VERBOSE
    name = next((name for form, name in _UNITS.items() if unit and re.fullmatch(form, unit, flags)), "")
    if digits[0] in "£$€":
        name = digits[0]
    # "−0.0" and "0.0" are one number, "29.70" and "29.7" are not: they are rounded otherwise.
    same = f"{plain} {name}".strip()
    return Token(TokenKind.NUMBER, text.strip(), same, block, start, float(plain), decimals, name)


def _share(text: str, block: int, start: int) -> Token:
    part, whole = (_counted(each) for each in re.split(r"\s+in\s+", re.sub(r"(?i)^almost\s+", "", text)))
    value = 100 * part / whole if whole else None
    return Token(TokenKind.SHARE, text, f"{part:g} in {whole:g}", block, start, value, 0, "%")


def _counted(text: str) -> float:
    known = _COUNTED.get(text.casefold())
    return float(text.replace(",", "")) if known is None else known


def _plain(text: str) -> str:
    """Return a text with one kind of dash and blanks, and in small letters."""
    return re.sub(r"\s*-\s*", "-", re.sub(rf"[{_DASH}]", "-", re.sub(rf"[{SPACES}]+", " ", text))).casefold()
