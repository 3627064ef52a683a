"""Formulas as trees, and written as text with no more brackets than needed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias


@dataclass(frozen=True, slots=True)
class Atom:
    """A number, an error, TRUE or FALSE, a list in braces or a reference: written as it is read."""

    text: str


@dataclass(frozen=True, slots=True)
class QuotedText:
    """Quoted text, without its quotes."""

    value: str


@dataclass(frozen=True, slots=True)
class Name:
    """A name that stands for something else."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments; None is one left out."""

    function: str
    arguments: "tuple[Node | None, ...]"


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands."""

    operator: str
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Minus:
    """A sign."""

    operand: "Node"


Node: TypeAlias = Atom | QuotedText | Name | Call | Binary | Minus

BINDS: Final = {
    "=": 1,
    "<>": 1,
    "<": 1,
    "<=": 1,
    ">": 1,
    ">=": 1,
    "&": 2,
    "+": 3,
    "-": 3,
    "*": 4,
    "/": 4,
    "^": 5,
    ":": 7,
}
SIGN: Final = 6

NUMBER: Final = re.compile(r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?")
"""A number without its sign."""


def write(tree: Node) -> str:
    """Return the formula as text."""
    return _write(tree, 0)


def is_constant(tree: Node | None) -> bool:
    """Return whether it is a number or a text."""
    return isinstance(tree, QuotedText) or (isinstance(tree, Atom) and bool(NUMBER.fullmatch(tree.text)))


def replace_nodes(tree: Node, change: Callable[[Node], Node | None]) -> Node:
    """Return the tree with each node changed, from the root down; a node for which None comes back keeps its place."""
    changed = change(tree)
    if changed is not None:
        return changed
    if isinstance(tree, Call):
        return replace(tree, arguments=tuple(each and replace_nodes(each, change) for each in tree.arguments))
    if isinstance(tree, Binary):
        return Binary(tree.operator, replace_nodes(tree.left, change), replace_nodes(tree.right, change))
    return Minus(replace_nodes(tree.operand, change)) if isinstance(tree, Minus) else tree


def replace_names(tree: Node, meanings: Callable[[str], Node | None]) -> Node:
    """Return the tree with each name replaced by its value."""
    return replace_nodes(tree, lambda node: meanings(node.name) if isinstance(node, Name) else None)


def nodes(tree: Node | None) -> Iterator[Node]:
    """Yield every node of a tree, each before those within it. Takes no recursion, however deep."""
    left = [tree]
    while left:
        node = left.pop()
        if node is None:
            continue
        yield node
        if isinstance(node, Call):
            left += reversed(node.arguments)
        elif isinstance(node, Binary):
            left += (node.right, node.left)
        elif isinstance(node, Minus):
            left.append(node.operand)


def _write(tree: Node, around: int) -> str:
    if isinstance(tree, Atom):
        return tree.text
    if isinstance(tree, QuotedText):
        return '"' + tree.value.replace('"', '""') + '"'
    if isinstance(tree, Name):
        return tree.name
    if isinstance(tree, Call):
        return f"{tree.function}({','.join('' if each is None else _write(each, 0) for each in tree.arguments)})"
    if isinstance(tree, Minus):
        text, binds = f"-{_write(tree.operand, SIGN)}", SIGN
        # Engines differ on what -2^2 and 2*-2 are.
        return f"({text})" if around >= BINDS["*"] else text
    binds = BINDS[tree.operator]
    # "a"&("b"&"c") needs no brackets. a+(b+c) keeps them: sums of decimals differ in their last digit by their order.
    joins_texts = tree.operator == "&" and isinstance(tree.right, Binary) and tree.right.operator == "&"
    right = binds - 1 if joins_texts else binds
    text = f"{_write(tree.left, binds - 1)}{tree.operator}{_write(tree.right, right)}"
    return f"({text})" if binds <= around else text
