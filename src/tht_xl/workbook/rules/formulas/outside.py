"""R512: formulas that reach outside the workbook."""

import re
from collections.abc import Iterator

from tht_xl.model.finding import Severity
from tht_xl.workbook.data_sheet.sheet import DataSheet
from tht_xl.workbook.rule import Fault, rule

QUOTED = re.compile(r'"(?:[^"]|"")*"')
OURS = re.compile(r"""(?:\[\d+\]|'[^']*\.xla[mx]?'|\[[^\]]*\.xla[mx]?\])!(?=THT_)""", re.IGNORECASE)
"""How Excel stores a function of an add-in of ours."""
CALLS = re.compile(
    r"(?<![A-Z0-9_.])(HYPERLINK|WEBSERVICE|FILTERXML|IMAGE|IMPORTDATA|IMPORTXML|IMPORTHTML|IMPORTFEED|IMPORTRANGE|"
    r"RTD|SQL\.REQUEST|STOCKHISTORY|CALL|EXEC|REGISTER(?:\.ID)?|DDE)\s*\(",
    re.IGNORECASE,
)
NAMES = (
    "HYPERLINK", "WEBSERVICE", "FILTERXML", "IMAGE", "IMPORT", "RTD", "SQL.REQUEST", "STOCKHISTORY", "CALL", "EXEC",
    "REGISTER", "DDE",
)  # fmt: skip
"""The letters of which each of these calls has some."""
WITHOUT_DIGITS = str.maketrans("123456789", "000000000")
OWN_PLACE = re.compile(r'\bHYPERLINK\s*\(\s*(?="#(?:[^"]|"")*"\s*[,)])', re.IGNORECASE)
"""A link to a place of the workbook itself, as a list of contents has: HYPERLINK("#Data!A1","Data")."""
BOOK = re.compile(r"\[[^\[\]]+\][\w.]+!|'[^']*\[[^\[\]]+\][^']*'!")
"""A cell of another workbook: [1]Sheet1!A1 or '[other.xlsx]Sheet 1'!A1. A column of a table has no "!" behind it."""
SERVER = re.compile(r"(?<![|])\b[\w.]+\|'?[^|!]*'?!")
"""A server of Dynamic Data Exchange: cmd|'/c calc'!A0."""


@rule(
    "R512",
    "A formula refers outside the workbook",
    stage="cells",
    severity=Severity.WARNING,
    why="A link, a web request or a call of another program acts on the computer of whoever opens the sheet.",
    fix="Replace the formula with the text or the number that it shows.",
)
def formula_reaches_outside(sheet: DataSheet) -> Iterator[Fault]:
    """HYPERLINK, a web function, another workbook or another program in a formula of the sheet."""
    # Formulas that are copied down differ in their digits alone, which say nothing of where they reach.
    known: dict[str, str] = {"": ""}
    for position, formula in sheet.marks.formulas.items():
        alike = formula.translate(WITHOUT_DIGITS)
        if alike not in known:
            known[alike] = reach(alike)
        if what := known[alike]:
            yield Fault(what, "a formula of this workbook, or what it shows", sheet.address(position))


def reach(formula: str) -> str:
    """Return what a formula refers to outside its workbook, or "".

    Examples:
        >>> reach('HYPERLINK("#Data!A1","Data")')
        ''
        >>> reach('HYPERLINK("https://example.org","more")'), reach("THT_VALUE(A5,D5,E5)"), reach("[1]!THT_RAG(A1,B1)")
        ('a formula with HYPERLINK', '', '')
    """
    if not _may_reach(formula):
        return ""
    formula = OWN_PLACE.sub("LINK(", formula)
    bare = OURS.sub("", _without_prefixes(QUOTED.sub('""', formula)))
    if found := CALLS.search(bare):
        return f"a formula with {found[1].upper()}"
    if BOOK.search(bare):
        return "a formula that reads another workbook"
    return "a formula that starts another program" if SERVER.search(bare) else ""


def _may_reach(formula: str) -> bool:
    """Return whether a closer look is worth its time: most formulas have none of the letters that it looks for."""
    pieces = formula.split('"')
    if not formula.isascii() or len(pieces) % 2 == 0:
        return True
    # Every other piece is within quotes, as the sign of a symbol is: LEFT(A1)="[".
    letters = _without_prefixes('""'.join(pieces[::2])).upper()
    return "[" in letters or "|" in letters or any(name in letters for name in NAMES)


def _without_prefixes(formula: str) -> str:
    return formula.replace("_xlfn.", "").replace("_xlws.", "")
