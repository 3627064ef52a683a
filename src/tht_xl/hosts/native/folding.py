"""Formulas made shorter where their parts are known."""

from decimal import Decimal, DivisionByZero, InvalidOperation, localcontext
from typing import Final

from tht_xl.formulas.expression import Atom, Binary, Call, Minus, Node, QuotedText

TRUE: Final = Atom("TRUE")
FALSE: Final = Atom("FALSE")

_DIGITS: Final = 15
"""A spreadsheet keeps no more digits of a number that is typed."""


def number(value: float) -> Node:
    """Return a number as a formula writes it."""
    text = f"{abs(value):.15g}".upper().replace("E+", "E")
    return Minus(Atom(text)) if value < 0 else Atom(text)


def fold(tree: Node) -> Node:
    """Return the formula with everything calculated that is known.

    Examples:
        >>> from tht_xl.formulas.expression import write
        >>> from tht_xl.formulas.parsing import parse
        >>> write(fold(parse('IF("low"="low",1*B2/1,C2)')))
        'B2'
    """
    if isinstance(tree, Minus):
        return Minus(fold(tree.operand))
    if isinstance(tree, Binary):
        return _fold_binary(tree.operator, fold(tree.left), fold(tree.right))
    if not isinstance(tree, Call):
        return tree
    arguments = tuple(each and fold(each) for each in tree.arguments)
    if tree.function == "IF" and len(arguments) == 3:
        known, (_, yes, no) = _truth(arguments[0]), arguments
        if known is not None:
            return (yes if known else no) or Atom("0")
    if tree.function == "IFERROR" and (known := _truth(arguments[0])) is not None:
        return TRUE if known else FALSE
    return Call(tree.function, arguments)


def any_of(*conditions: Node) -> Node:
    """Return whether one of several conditions holds; a sum, since OR gives one answer for a whole column."""
    open_ones = [each for each in map(fold, conditions) if _truth(each) is not False]
    if any(_truth(each) for each in open_ones):
        return TRUE
    total: Node = FALSE
    for place, each in enumerate(open_ones):
        total = Binary("+", total, each) if place else each
    return total


def _truth(tree: Node | None) -> bool | None:
    if tree in (TRUE, FALSE):
        return tree == TRUE
    value = _value(tree)
    return None if value is None else bool(value)


def _value(tree: Node | None) -> Decimal | None:
    sign = 1
    if isinstance(tree, Minus):
        sign, tree = -1, tree.operand
    if not isinstance(tree, Atom) or tree.text[:1] not in "0123456789." or tree.text.strip("0123456789.Ee+-"):
        return None
    return sign * Decimal(tree.text)


def _fold_binary(operator: str, left: Node, right: Node) -> Node:
    if isinstance(left, QuotedText) and isinstance(right, QuotedText) and operator in ("=", "<>"):
        same = left.value.casefold() == right.value.casefold()
        return TRUE if same == (operator == "=") else FALSE
    a, b = _value(left), _value(right)
    if a is not None and b is not None:
        return _calculate(operator, a, b) or Binary(operator, left, right)
    if operator == "*" and FALSE in (left, right):
        return FALSE
    if (
        (operator in ("+", "-") and right == FALSE)
        or (operator in ("*", "/") and b == 1)
        or (operator == "*" and right == TRUE)
    ):
        return left
    if (operator == "+" and left == FALSE) or (operator == "*" and (a == 1 or left == TRUE)):
        return right
    if operator == "-" and left == Atom("1") and right in (TRUE, FALSE):
        return FALSE if right == TRUE else TRUE
    return Minus(right) if operator == "*" and a == -1 else Binary(operator, left, right)


def _calculate(operator: str, a: Decimal, b: Decimal) -> Node | None:
    if operator in ("=", "<>", "<", "<=", ">", ">="):
        holds = {"=": a == b, "<>": a != b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}
        return TRUE if holds[operator] else FALSE
    with localcontext(prec=60):
        try:
            result = {"+": lambda: a + b, "-": lambda: a - b, "*": lambda: a * b, "/": lambda: a / b}[operator]()
        except (KeyError, DivisionByZero, InvalidOperation):
            return None
        exact = operator != "/" or result * b == a
    return number(float(result)) if exact and len(result.normalize().as_tuple().digits) <= _DIGITS else None
