"""What the operators of a formula do with two cells."""

import math
import operator
from collections.abc import Callable, Mapping
from typing import Final

from tht_xl.formulas.cell import DIV0, NUM, FormulaError, Scalar, as_number, as_text, compare

_COMPARISONS: Final[Mapping[str, Callable[[int, int], bool]]] = {
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def operation(sign: str) -> Callable[[Scalar, Scalar], Scalar]:
    """Return the function that an operator stands for."""
    return _comparison(sign) if sign in _COMPARISONS else _arithmetic(sign)


def _comparison(sign: str) -> Callable[[Scalar, Scalar], Scalar]:
    holds = _COMPARISONS[sign]

    def compared(left: Scalar, right: Scalar) -> Scalar:
        if isinstance(left, FormulaError):
            return left
        return right if isinstance(right, FormulaError) else holds(compare(left, right), 0)

    return compared


def _joined(left: Scalar, right: Scalar) -> Scalar:
    one, other = as_text(left), as_text(right)
    if isinstance(one, FormulaError):
        return one
    return other if isinstance(other, FormulaError) else one + other


def _arithmetic(sign: str) -> Callable[[Scalar, Scalar], Scalar]:
    if sign == "&":
        return _joined
    calculate = _CALCULATIONS[sign]

    def calculated(left: Scalar, right: Scalar) -> Scalar:
        a, b = as_number(left), as_number(right)
        if isinstance(a, FormulaError):
            return a
        if isinstance(b, FormulaError):
            return b
        try:
            result = calculate(a, b)
        except ZeroDivisionError:
            return DIV0
        except OverflowError:
            return NUM
        return NUM if isinstance(result, complex) or result - result != 0 else result

    return calculated


def _power(a: float, b: float) -> float | complex:
    # Python has 1 for 0^0, as some spreadsheets do; Excel has #NUM!.
    return math.nan if a == b == 0 else a**b


_CALCULATIONS: Final[Mapping[str, Callable[[float, float], float | complex]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": _power,
}
_subtracted = _arithmetic("-")


def negative(cell: Scalar) -> Scalar:
    """Return a cell with its sign changed."""
    return _subtracted(0.0, cell)
