"""Evaluate a formula over one row of a table, as a spreadsheet would.

`[@Due]` is the cell of this row under that heading, `[Due]` the whole column, and `Schemes[Id]` a column of another
table: Excel's own way of writing them. `functions` lists what may be called. It is not the whole of Excel: a formula
that uses anything else is refused when its template is loaded, never guessed at.
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Protocol, cast

from tht_xl.errors import DomainError
from tht_xl.formulas.cell import (
    DIV0,
    NUM,
    VALUE,
    Column,
    FormulaError,
    Scalar,
    Value,
    as_boolean,
    as_number,
    as_text,
    compare,
)
from tht_xl.formulas.expression import Atom, Binary, Call, Minus, Name, Node, QuotedText, nodes
from tht_xl.formulas.functions import ARGUMENTS, FUNCTIONS, LAZY, OF_REFERENCES

_REFERENCE = re.compile(
    r"(?P<table>[A-Za-z_][\w.]*)?\[(?P<row>@)?(?:\[(?P<bracketed>[^\[\]]+)\]|(?P<plain>[^\[\]@]+))\]"
)
_COMPARISONS: Final[Mapping[str, Callable[[int, int], bool]]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Reference:
    """A column that a formula names.

    Attributes:
        table: The table's name; "" for the formula's own.
        heading: The column's heading.
        this_row: Whether the cell of this row is meant, or the whole column.
    """

    __slots__ = ("heading", "table", "this_row")

    def __init__(self, text: str) -> None:
        found = _REFERENCE.fullmatch(text)
        if not found or (found["row"] and found["table"]):
            raise DomainError(f"{text!r} is not a column", remedy="Write [@Due] for this row, [Due] for the column")
        self.table, self.this_row = found["table"] or "", bool(found["row"])
        self.heading = (found["bracketed"] or found["plain"]).strip()


class Cells(Protocol):
    """Where a formula finds the cells that it names."""

    def cell(self, heading: str) -> Scalar:
        """Return the cell of this row."""
        ...

    def column(self, table: str, heading: str) -> Column:
        """Return a whole column; `table` is "" for the formula's own."""
        ...

    def count(self, table: str, heading: str, wanted: Scalar) -> int:
        """Return how many cells of a column `compare` as equal to one."""
        ...

    @property
    def today(self) -> float:
        """The day that TODAY() is, as a spreadsheet's number."""
        ...


def references(tree: Node) -> Iterator[Reference]:
    """Yield every column that a formula names.

    Raises:
        DomainError: It names a cell in another way, such as B2.
    """
    for node in nodes(tree):
        if isinstance(node, Atom) and not _is_literal(node.text):
            yield Reference(node.text)


def require_evaluable(tree: Node) -> None:
    """Refuse a formula that could not be evaluated here and in every spreadsheet alike.

    Raises:
        DomainError: It calls an unknown function, uses a name, or names a cell by its address.
    """
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
        if isinstance(node, Binary) and node.operator not in {*_COMPARISONS, "&", "+", "-", "*", "/", "^"}:
            raise DomainError(f"the formula uses {node.operator!r}", remedy="Name whole columns as [Due]")


def evaluate(tree: Node, cells: Cells) -> Scalar:
    """Return what a formula comes to in one row; an error value where it comes to none.

    Args:
        tree: A formula that `require_evaluable` lets pass.
        cells: The row that it is in, and the columns around it.
    """
    value = _value(tree, cells)
    return VALUE if isinstance(value, list) else value  # a column where one cell belongs


def _value(tree: Node, cells: Cells) -> Value:
    if isinstance(tree, QuotedText):
        return tree.value
    if isinstance(tree, Atom):
        return _atom(tree.text, cells)
    if isinstance(tree, Minus):
        return _each(lambda cell: _arithmetic("-", 0.0, cell), _value(tree.operand, cells))
    if isinstance(tree, Binary):
        return _both(tree.operator, _value(tree.left, cells), _value(tree.right, cells))
    if isinstance(tree, Call):
        return _call(tree, cells)
    raise DomainError(f"the formula uses the name {tree.name!r}")


def _atom(text: str, cells: Cells) -> Value:
    if text in ("TRUE", "FALSE"):
        return text == "TRUE"
    if _is_literal(text):
        return FormulaError(text) if text.startswith("#") else float(text)
    reference = Reference(text)
    if reference.this_row:
        return cells.cell(reference.heading)
    return cells.column(reference.table, reference.heading)


def _call(tree: Call, cells: Cells) -> Value:
    name, arguments = tree.function.upper(), cast("tuple[Node, ...]", tree.arguments)
    if name == "IF":
        return _if(arguments, cells)
    if name == "IFERROR":
        value = _value(arguments[0], cells)
        return _value(arguments[1], cells) if isinstance(value, FormulaError) else value
    if name == "TODAY":
        return cells.today
    counted = _counted(name, arguments, cells)
    if counted is not None:
        return counted
    values = [_value(each, cells) for each in arguments]
    if name in OF_REFERENCES:
        values = [[v] if _is_cell(a) and not isinstance(v, list) else v for a, v in zip(arguments, values, strict=True)]
    try:
        return FUNCTIONS[name](*values)
    except (OverflowError, ArithmeticError):
        return NUM


def _if(arguments: tuple[Node, ...], cells: Cells) -> Value:
    condition = _value(arguments[0], cells)
    decided = VALUE if isinstance(condition, list) else as_boolean(condition)
    if isinstance(decided, FormulaError):
        return decided
    if decided:
        return _value(arguments[1], cells)
    return _value(arguments[2], cells) if len(arguments) > 2 else False


def _counted(name: str, arguments: tuple[Node, ...], cells: Cells) -> float | None:
    """Return SUMPRODUCT(--(column=cell)) from a count of the column made once; None for every other call.

    It is how a key is looked for in its column. Cell by cell, a table of 10,000 rows would take 100 million steps.
    """
    if name != "SUMPRODUCT" or len(arguments) != 1:
        return None
    signs = arguments[0]
    inside = signs.operand.operand if isinstance(signs, Minus) and isinstance(signs.operand, Minus) else None
    if not (isinstance(inside, Binary) and inside.operator == "=" and isinstance(inside.left, Atom)):
        return None
    wanted = _value(inside.right, cells)
    if _is_literal(inside.left.text) or isinstance(wanted, list | FormulaError):
        return None
    column = Reference(inside.left.text)
    return None if column.this_row else float(cells.count(column.table, column.heading, wanted))


def _is_cell(tree: Node) -> bool:
    return isinstance(tree, Atom) and not _is_literal(tree.text)


def _both(sign: str, left: Value, right: Value) -> Value:
    one = _comparison if sign in _COMPARISONS else _arithmetic
    if isinstance(left, list):
        if not isinstance(right, list):
            return [one(sign, cell, right) for cell in left]
        if len(left) != len(right):
            return VALUE
        return [one(sign, a, b) for a, b in zip(left, right, strict=True)]
    return [one(sign, left, cell) for cell in right] if isinstance(right, list) else one(sign, left, right)


def _each(one: Callable[[Scalar], Scalar], value: Value) -> Value:
    return [one(cell) for cell in value] if isinstance(value, list) else one(value)


def _comparison(sign: str, left: Scalar, right: Scalar) -> Scalar:
    for side in (left, right):
        if isinstance(side, FormulaError):
            return side
    return _COMPARISONS[sign](compare(left, right), 0)


def _arithmetic(sign: str, left: Scalar, right: Scalar) -> Scalar:
    if sign == "&":
        texts = as_text(left), as_text(right)
        return next((text for text in texts if isinstance(text, FormulaError)), "".join(map(str, texts)))
    a, b = as_number(left), as_number(right)
    if isinstance(a, FormulaError):
        return a
    if isinstance(b, FormulaError):
        return b
    try:
        result = _calculate(sign, a, b)
    except ZeroDivisionError:
        return DIV0
    except OverflowError:
        return NUM
    return NUM if isinstance(result, complex) or result - result != 0 else result


def _calculate(sign: str, a: float, b: float) -> float | complex:
    if sign == "+":
        return a + b
    if sign == "-":
        return a - b
    if sign == "*":
        return a * b
    return a / b if sign == "/" else a**b


def _is_literal(text: str) -> bool:
    return text in ("TRUE", "FALSE") or text[0].isdigit() or text[0] in ".#"
