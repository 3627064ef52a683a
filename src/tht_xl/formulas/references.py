"""The columns that a formula names, and which formulas may be a rule of a template.

`[@Due]` is the cell of this row under that heading, `[Due]` the whole column, and `Schemes[Id]` a column of another
table: Excel's own way of writing them.
"""

import re
from collections.abc import Iterator
from typing import Final

from tht_xl.errors import DomainError
from tht_xl.formulas.expression import Atom, Binary, Call, Minus, Name, Node, nodes
from tht_xl.formulas.functions import ARGUMENTS, FUNCTIONS, LAZY

_REFERENCE = re.compile(
    r"(?P<table>[A-Za-z_][\w.]*)?\[(?P<row>@)?(?:\[(?P<bracketed>[^\[\]]+)\]|(?P<plain>[^\[\]@]+))\]"
)
COMPARISONS: Final = frozenset({"=", "<>", "<", "<=", ">", ">="})
MAX_DEPTH: Final = 64
"""Excel takes 64 functions within each other. [levels]"""


class Reference:
    """A column that a formula names.

    Attributes:
        table: The table's name in small letters; "" for the formula's own.
        heading: The column's heading.
        this_row: Whether the cell of this row is meant, or the whole column.
    """

    __slots__ = ("heading", "table", "this_row")

    def __init__(self, text: str) -> None:
        found = _REFERENCE.fullmatch(text)
        if not found or (found["row"] and found["table"]):
            raise DomainError(f"{text!r} is not a column", remedy="Write [@Due] for this row, [Due] for the column")
        self.table, self.this_row = (found["table"] or "").casefold(), bool(found["row"])
        self.heading = (found["bracketed"] or found["plain"]).strip()


def references(tree: Node) -> Iterator[Reference]:
    """Yield every column that a formula names.

    Raises:
        DomainError: It names a cell in another way, such as B2.
    """
    for node in nodes(tree):
        if isinstance(node, Atom) and not is_literal(node.text):
            yield Reference(node.text)


def require_evaluable(tree: Node) -> None:
    """Refuse a formula that could not be evaluated here and in every spreadsheet alike.

    Raises:
        DomainError: It calls an unknown function, uses a name, or names a cell by its address.
    """
    if depth(tree) > MAX_DEPTH:
        raise DomainError(f"the formula has more than {MAX_DEPTH} steps within each other", remedy="Make it shorter")
    list(references(tree))
    for node in nodes(tree):
        if isinstance(node, Name):
            raise DomainError(f"the formula uses the name {node.name!r}", remedy="Write a column as [@Due] or [Due]")
        if isinstance(node, Call):
            known = FUNCTIONS.keys() | LAZY
            if node.function.upper() not in known:
                raise DomainError(
                    f"the formula calls {node.function}, which rules may not use",
                    remedy=f"There are {', '.join(sorted(known))}",
                )
            if len(node.arguments) not in ARGUMENTS.get(node.function.upper(), range(1, 256)):
                raise DomainError(
                    f"{node.function} has {len(node.arguments)} arguments", remedy="Write every argument, and no more"
                )
            if None in node.arguments:
                raise DomainError(f"{node.function} has an argument left out", remedy="Write every argument")
        if isinstance(node, Binary) and node.operator not in {*COMPARISONS, "&", "+", "-", "*", "/", "^"}:
            raise DomainError(f"the formula uses {node.operator!r}", remedy="Name whole columns as [Due]")


def is_literal(text: str) -> bool:
    """Return whether an atom is a number, a boolean or an error, and so no reference."""
    return text in ("TRUE", "FALSE") or text[0].isdigit() or text[0] in ".#"


def depth(tree: Node) -> int:
    """Return how many operators and functions are within each other at most. Takes no recursion, however deep."""
    deepest, left = 0, [(tree, 0)]
    while left:
        node, level = left.pop()
        deepest = max(deepest, level)
        if isinstance(node, Call):
            left += [(each, level + 1) for each in node.arguments if each]
        elif isinstance(node, Binary):
            left += [(node.left, level + 1), (node.right, level + 1)]
        elif isinstance(node, Minus):
            left.append((node.operand, level + 1))
    return deepest
