"""Refuse what spreadsheets compute differently, as far as a formula shows it before any cell is known.

Excel, LibreOffice, formualizer and IronCalc agree on what is left. docs/decisions/template-rules.md lists the
differences that depend on what somebody types.
"""

from collections.abc import Iterator
from typing import Final

from tht_xl.errors import DomainError
from tht_xl.formulas.expression import Atom, Binary, Call, Minus, Name, Node, QuotedText, nodes
from tht_xl.formulas.references import COMPARISONS, is_literal

_TEXT, _BOOLEAN, _NUMBER, _CELL = "a text", "TRUE or FALSE", "a number", "a cell"
_TEXTS: Final = frozenset({"LEFT", "LOWER", "MID", "RIGHT", "TRIM", "UPPER"})
_BOOLEANS: Final = frozenset({"AND", "ISBLANK", "ISERROR", "ISNUMBER", "ISTEXT", "NOT", "OR"})
_ADDING: Final = frozenset({"AVERAGE", "COUNT", "MAX", "MIN", "SUM", "SUMPRODUCT"})
_LOOKING_AT_KINDS: Final = frozenset({"ISNUMBER", "ISTEXT"})


def refuse_differences(tree: Node) -> None:
    """Check that no part of a formula is computed differently by different spreadsheets, whatever its cells hold.

    Raises:
        DomainError: One is.
    """
    for node in nodes(tree):
        if isinstance(node, Call):
            _check_call(node)
        if isinstance(node, Binary):
            _check_operator(node)


def _check_call(call: Call) -> None:
    name = call.function.upper()
    for argument in call.arguments:
        # A cell by itself is a range of one, alike everywhere; out of an IF it is a range to Excel alone.
        found = set() if argument is None or _is_reference(argument) else set(_kinds(argument))
        if name in _ADDING and (odd := found & {_TEXT, _BOOLEAN, _CELL}):
            raise _difference(f"{name} is given {min(odd)}", "Give it numbers or columns, and write IF around it")
        if name in {"AND", "OR"} and (odd := found & {_TEXT, _CELL}):
            raise _difference(f"{name} is given {min(odd)}", "Compare it with something")
        if name in _TEXTS | {"LEN", "SEARCH"} and _BOOLEAN in found:
            raise _difference(f"{name} is given TRUE or FALSE", "Write a text in its place")
        if name in _LOOKING_AT_KINDS and _BOOLEAN in found:
            raise _difference(f"{name} is given TRUE or FALSE", "Ask about a cell or a number")


def _check_operator(binary: Binary) -> None:
    left, right = set(_kinds(binary.left)), set(_kinds(binary.right))
    if binary.operator == "&" and _BOOLEAN in left | right:
        raise _difference("& joins TRUE or FALSE to a text", "Choose a text with IF")
    if binary.operator in COMPARISONS and _BOOLEAN in left | right and left != right:
        # TRUE is a number to LibreOffice and none to Excel: TRUE>5 is FALSE here and TRUE there.
        raise _difference("TRUE or FALSE is compared with something else", "Leave the comparison out, or use IF")


def _difference(what: str, remedy: str) -> DomainError:
    return DomainError(f"{what}, which spreadsheets compute differently", remedy=remedy)


def _is_reference(node: Node) -> bool:
    return isinstance(node, Atom) and not is_literal(node.text)


def _kinds(node: Node) -> Iterator[str]:
    """Yield the kinds of value that a formula may come to, as far as its text shows; errors are of every kind."""
    if isinstance(node, QuotedText):
        yield _TEXT
    elif isinstance(node, Atom):
        if _is_reference(node):
            yield _CELL
        elif not node.text.startswith("#"):
            yield _BOOLEAN if node.text in ("TRUE", "FALSE") else _NUMBER
    elif isinstance(node, Binary):
        yield _BOOLEAN if node.operator in COMPARISONS else _TEXT if node.operator == "&" else _NUMBER
    elif isinstance(node, Call):
        yield from _kinds_of_call(node)
    elif isinstance(node, Minus | Name):
        yield _NUMBER


def _kinds_of_call(call: Call) -> Iterator[str]:
    name = call.function.upper()
    if name in ("IF", "IFERROR"):
        for argument in call.arguments[1 if name == "IF" else 0 :]:
            if argument is not None:
                yield from _kinds(argument)
    else:
        yield _TEXT if name in _TEXTS else _BOOLEAN if name in _BOOLEANS else _NUMBER
