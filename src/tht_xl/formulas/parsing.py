"""Formulas read from text: numbers, quoted text, references, functions and operators."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from tht_xl.errors import DomainError
from tht_xl.formulas.expression import BINDS, NUMBER, SIGN, Atom, Binary, Call, Minus, Name, Node, QuotedText

_SHEET = r"(?:'(?:[^']|'')+'|[A-Za-z_][\w.]*)!"
_CELL = r"\$?[A-Za-z]{1,3}\$?[0-9]{1,7}"
_AREA = rf"{_CELL}(?::{_CELL})?|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}|\$?[0-9]{{1,7}}:\$?[0-9]{{1,7}}"
_TABLE = r"(?:[A-Za-z_][\w.]*)?\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
REFERENCE: Final = re.compile(rf"(?:{_SHEET})?(?:{_AREA})(?![\w.(])|{_TABLE}")
MAX_DEPTH: Final = 150
"""Brackets and functions within each other; Excel takes 64."""
_TOKEN: Final = re.compile(
    r'\s*(?:(?P<text>"(?:[^"]|"")*")'
    rf"|(?P<reference>{REFERENCE.pattern})"
    rf"|(?P<number>{NUMBER.pattern})"
    r"|(?P<error>#(?:[A-Z]+/[0A]!?|[A-Z]+[!?]))"
    r"|(?P<list>\{[^{}]*\})"
    r"|(?P<name>[A-Za-z_][\w.]*)"
    r"|(?P<operator><>|<=|>=|[-+*/^&=<>:(),]))"
)


# Each template's rules are asked for by everything that reads one of its workbooks. A tree cannot be changed.
@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """Return the tree of a formula without its equals sign.

    Raises:
        DomainError: It is not a formula of the kind that is read here.

    Examples:
        >>> from tht_xl.formulas.expression import write
        >>> write(parse("(multiplier * numerator) / denominator"))
        'multiplier*numerator/denominator'
    """
    tokens = list(_tokens(text))
    reader = _Parser(tokens)
    tree = reader.expression(0)
    if reader.kind:
        raise _unread(text)
    return tree


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    place, end = 0, len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if not match or not match.lastgroup:
            raise _unread(text)
        yield match.lastgroup, match[match.lastgroup]
        place = match.end()


def _unread(text: str) -> DomainError:
    return DomainError(
        f"cannot read the formula {text[:60]!r}", remedy="Write references, numbers, quoted text and functions"
    )


class _Parser:
    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens, self._place, self._depth = tokens, 0, 0

    @property
    def kind(self) -> str:
        return self._tokens[self._place][0] if self._place < len(self._tokens) else ""

    @property
    def text(self) -> str:
        return self._tokens[self._place][1] if self._place < len(self._tokens) else ""

    def take(self, wanted: str = "") -> str:
        text = self.text
        if (wanted and text != wanted) or not self.kind:
            raise _unread("".join(each for _, each in self._tokens))
        self._place += 1
        return text

    def expression(self, loosest: int) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:  # thousands of brackets would end in a RecursionError
            raise _unread("".join(each for _, each in self._tokens))
        left = self.operand()
        while self.kind == "operator" and BINDS.get(self.text, 0) > loosest:
            operator = self.take()
            left = Binary(operator, left, self.expression(BINDS[operator]))
        self._depth -= 1
        return left

    def operand(self) -> Node:
        kind, text = self.kind, self.take()
        if kind == "text":
            return QuotedText(text[1:-1].replace('""', '"'))
        if kind in ("reference", "number", "error", "list"):
            return Atom(text)
        if kind == "name" and self.text == "(":
            return self._call(text)
        if kind == "name":
            return Atom(text) if text in ("TRUE", "FALSE") else Name(text)
        if text == "(":
            inside = self.expression(0)
            self.take(")")
            return inside
        if text in "+-":
            operand = self.expression(SIGN)
            return Minus(operand) if text == "-" else operand
        raise _unread(text)

    def _call(self, function: str) -> Call:
        self.take("(")
        if self.text == ")":
            self.take()
            return Call(function, ())
        arguments: list[Node | None] = []
        while True:
            arguments.append(None if self.text in (",", ")") else self.expression(0))
            if self.take() == ")":
                return Call(function, tuple(arguments))
            self._place -= 1
            self.take(",")
