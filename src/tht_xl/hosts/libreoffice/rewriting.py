"""A workbook's formulas as LibreOffice understands them, in a temporary copy."""

import re
import zlib
from collections.abc import Collection, Iterator, Sequence
from html import unescape
from pathlib import Path
from xml.parsers import expat
from xml.sax.saxutils import escape
from zipfile import BadZipFile, ZipFile

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from tht_xl.errors import WorkbookError
from tht_xl.functions import REGISTRY
from tht_xl.hosts.libreoffice.description import CELLS, method_name, stored_name

MAX_EXPANDED_SIZE = 1_000_000_000
"""Expanded size beyond which a workbook is refused. [bytes]"""

_CALL = re.compile(r"(?:_xll\.|_xldudf_|_xludf\.|_xlfn\.|\[\d+\]!|'[^']*'!)?(THT_[A-Z0-9_]+)\(", re.IGNORECASE)
_REFERENCE = re.compile(
    r"(?:(?:'(?:[^']|'')+'|[\w.]+)!)?\$?[A-Z]{1,3}\$?\d+(?::\$?[A-Z]{1,3}\$?\d+)?"
    r"|(?:(?:'(?:[^']|'')+'|[\w.]+)!)?(?:\$?[A-Z]{1,3}:\$?[A-Z]{1,3}|\$?\d+:\$?\d+)"
    r"|[^\W\d][\w.]*\[.*\]",
    re.IGNORECASE | re.DOTALL,
)
_FORMULA = re.compile(r"(<(?:\w+:)?f(?:\s[^>]*)?>)([^<]+)(</(?:\w+:)?f>)")
_NAME = re.compile(r'(<(?:\w+:)?definedName\s[^>]*name="([^"]+)"[^>]*>)([^<]+)(</)')


def rewrite(formula: str, names: Collection[str] = ()) -> str:
    """Return a formula, without its "=", with our functions under the name that LibreOffice knows.

    Where an argument is a reference, it goes through the add-in's own function, so that a blank arrives as a blank,
    an error as that error and a boolean as a boolean; LibreOffice by itself makes 0, nothing and 1 of them.

    Args:
        formula: As an Excel file stores it.
        names: Defined names, in small letters, that are references.
    """
    if "THT_" not in formula.upper():
        return formula
    try:
        tokens = Tokenizer(f"={formula}").items
        return "".join(_rewrite(tokens, {name.casefold() for name in names}))
    except (TokenizerError, IndexError):
        # Quotes or brackets that do not match: LibreOffice shows its own error.
        return formula


def rewrite_workbook(source: Path, target: Path) -> None:
    """Write a copy of a workbook with all its formulas rewritten.

    Raises:
        WorkbookError: It is not a workbook, or it is too large.
    """
    try:
        with ZipFile(source) as given, ZipFile(target, "w") as copy:
            if sum(part.file_size for part in given.infolist()) > MAX_EXPANDED_SIZE:
                raise WorkbookError("the workbook is too large to open", where=source.name)
            names = _reference_names(given)
            if not any(_is_sheet(part.filename) for part in given.infolist()):
                raise BadZipFile
            for part in given.infolist():
                content = given.read(part)
                if _is_sheet(part.filename):
                    # LibreOffice would read what it can and say nothing of the rest.
                    expat.ParserCreate().Parse(content, True)
                has_formulas = part.filename.startswith("xl/worksheets/") or part.filename == "xl/workbook.xml"
                if has_formulas and b"tht_" in content.lower():
                    text = content.decode()
                    text = _FORMULA.sub(lambda found: found[1] + _in_xml(found[2], names) + found[3], text)
                    text = _NAME.sub(lambda found: found[1] + _in_xml(found[3], names) + found[4], text)
                    content = text.encode()
                copy.writestr(part, content)
    except (BadZipFile, NotImplementedError, RuntimeError, UnicodeDecodeError, EOFError, zlib.error, expat.ExpatError):
        raise WorkbookError(
            "this is not a workbook that can be opened", where=source.name, remedy="Save it as .xlsx without a password"
        ) from None
    except OSError as error:
        raise WorkbookError(f"the file cannot be read: {error.strerror}", where=source.name) from None


def _is_sheet(part: str) -> bool:
    return part.startswith("xl/worksheets/") and part.endswith(".xml")


def _reference_names(workbook: ZipFile) -> set[str]:
    try:
        text = workbook.read("xl/workbook.xml").decode()
    except KeyError:
        return set()
    return {name.casefold() for _, name, formula, _ in _NAME.findall(text) if _REFERENCE.fullmatch(unescape(formula))}


def _in_xml(formula: str, names: Collection[str]) -> str:
    return escape(rewrite(unescape(formula), names))


def _rewrite(tokens: Sequence[Token], names: set[str]) -> Iterator[str]:
    # Whether each bracket that is open belongs to one of our functions.
    ours: list[bool] = []
    for place, token in enumerate(tokens):
        text = token.value
        if token.type == Token.FUNC and token.subtype == Token.OPEN:
            found = _CALL.fullmatch(text)
            name = found[1].upper() if found else ""
            ours.append(bool(found))
            yield f"{stored_name(method_name(name))}(" if name in REGISTRY else f"{name}(" if name else text
            continue
        if token.subtype == Token.OPEN:
            ours.append(False)
        elif token.subtype == Token.CLOSE:
            ours.pop()
        elif ours and ours[-1] and _is_reference(token, names) and _is_alone(tokens, place):
            yield f"{stored_name(CELLS)}({text})"
            continue
        yield text


def _is_reference(token: Token, names: set[str]) -> bool:
    if token.type != Token.OPERAND or token.subtype != Token.RANGE:
        return False
    return bool(_REFERENCE.fullmatch(token.value)) or token.value.casefold() in names


def _is_alone(tokens: Sequence[Token], place: int) -> bool:
    """Return whether a token is a whole argument: B2 in THT_RAG(B2, 40, "low"), but not in THT_RAG(B2*100, ...)."""
    before = next(each for each in reversed(tokens[:place]) if each.type != Token.WSPACE)
    after = next((each for each in tokens[place + 1 :] if each.type != Token.WSPACE), None)
    if after is None:
        return False
    return (before.subtype == Token.OPEN or before.type == Token.SEP) and (
        after.subtype == Token.CLOSE or after.type == Token.SEP
    )
