"""How a key, a header or a title is compared: by what a person sees of it.

People retype keys and headers, and paste them out of e-mails and web pages. Blanks around them, capitals and the many
characters that look like a blank, like a hyphen or like nothing at all do not make another key of them. Everything in
this package that finds a row or a column compares with `match_key`; everything that is written keeps its spelling.
"""

from collections.abc import Iterable
from unicodedata import category, normalize

from tht_xl.sheets.table import Cell, significant

_LOOK_ALIKES = str.maketrans(
    # Hyphens, dashes and the minus sign; typographic apostrophes and quotation marks.
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043", "-")
    | dict.fromkeys("\u2018\u2019\u201b\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u201f\u2033", '"')
    # Letters and signs that are drawn as a blank: fillers of Hangul, the empty Braille cell.
    | dict.fromkeys("\u115f\u1160\u3164\uffa0\u2800", " ")
)
_UNSEEN = frozenset("\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f") | {
    chr(code) for block in (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0)) for code in block
}
"""Characters that are drawn as nothing although Unicode calls them letters or accents."""


def match_key(cell: Cell) -> str | None:
    """Return the form in which keys, headers and titles are compared; None for a cell that looks empty.

    Surrounding blanks, characters that cannot be seen and capitals are left out; blanks within, line breaks among them,
    count as one blank; compatible characters (NFKC) and kinds of dash count as one. A number is its 12 digits.

    Examples:
        >>> match_key("Year-6|Tower–Hamlets|2022/23 "), match_key(7.0), match_key(" ")
        ('year-6|tower-hamlets|2022/23', '7', None)
    """
    match cell:
        case str():
            return _as_seen(cell) or None
        case None:
            return None
        case bool():
            return str(cell).casefold()
    return f"{significant(cell):.12g}"


def matches(first: Cell, second: Cell) -> bool:
    """Return whether two cells are the same key or header. Two cells that look empty are.

    Examples:
        >>> matches("Value ", "VALUE"), matches("Value", "Values"), matches("", None)
        (True, False, True)
    """
    return match_key(first) == match_key(second)


def spelled_as(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is the same, spelled alike or else the only one; None if there is none.

    Examples:
        >>> spelled_as("outcomes", ["Outcomes ", "Sheet1"]), spelled_as("a", ["A", "a"]), spelled_as("a", ["A", "a "])
        ('Outcomes ', 'a', None)
    """
    wanted = match_key(name)
    alike = [other for other in known if match_key(other) == wanted]
    if name in alike:
        return name
    return alike[0] if len(alike) == 1 else None


def _as_seen(text: str) -> str:
    if not (text.isascii() and text.isprintable()):
        seen = "".join(character for character in text if not _is_unseen(character))
        # Folding capitals can undo the normal form, so it is made once more.
        text = normalize("NFKC", normalize("NFKC", seen).casefold()).translate(_LOOK_ALIKES)
    return " ".join(text.split()).casefold()


def _is_unseen(character: str) -> bool:
    # Cf: zero-width characters, soft hyphens, byte-order marks, marks of direction. Cc: control characters.
    return character in _UNSEEN or (category(character) in ("Cf", "Cc") and not character.isspace())
