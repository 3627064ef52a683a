"""Formulas that call worksheet functions, with the calls written out in ordinary spreadsheet functions."""

from typing import NamedTuple

from tht_xl.errors import DomainError, ThtError
from tht_xl.formulas.expression import Atom, Call, Node, replace_nodes, write
from tht_xl.formulas.parsing import parse
from tht_xl.functions.engine.function import WorksheetFunction
from tht_xl.functions.engine.registry import find_function
from tht_xl.hosts.native.cell import MAX_FORMULA_LENGTH, form_of, formulas_of, is_argument

_PREFIX = "THT_"


class Rewritten(NamedTuple):
    """A formula in native form, as far as there is one.

    Attributes:
        formula: The formula with its equals sign.
        left_alone: Why calls are still in it, a sentence for each; empty where none is.
    """

    formula: str
    left_alone: tuple[str, ...]


def native_cell(formula_text: str) -> Rewritten:
    """Return a cell's formula with every worksheet function in native form, where it has one.

    `INDEX(THT_RATE_CI(...),1,2)` becomes the formula of the second column. A function that gives several cells, or is
    given something else than references, numbers and texts, is left alone, and so is everything around it.

    Args:
        formula_text: A formula with its equals sign; any other text comes back as it is.

    Examples:
        >>> native_cell('=THT_STATUS("year-6-obesity",B2,C2)').left_alone
        ('THT_STATUS has no native form: a formula has no access to the definitions of the framework',)
        >>> native_cell("=SUM(B2:B7)")
        Rewritten(formula='=SUM(B2:B7)', left_alone=())
    """
    if not formula_text.startswith("=") or _PREFIX not in formula_text.upper():
        return Rewritten(formula_text, ())
    try:
        tree = parse(formula_text[1:])
    except DomainError as error:
        return Rewritten(formula_text, (error.message,))
    left: list[str] = []
    text = f"={write(_rewrite(tree, left))}"
    if len(text) > MAX_FORMULA_LENGTH:
        return Rewritten(
            formula_text, (f"the native form has {len(text):,} characters; Excel takes {MAX_FORMULA_LENGTH:,}",)
        )
    return Rewritten(text, tuple(left))


def _rewrite(tree: Node, left: list[str]) -> Node:
    def change(node: Node) -> Node | None:
        if not isinstance(node, Call):
            return None
        inner = node.arguments[0] if node.function.upper() == "INDEX" and node.arguments else None
        if isinstance(inner, Call) and _is_ours(inner) and (column := _column(node)):
            return _native(inner, column, left) or _with_arguments(node, left)
        return (_native(node, None, left) or _with_arguments(node, left)) if _is_ours(node) else None

    return replace_nodes(tree, change)


def _with_arguments(call: Call, left: list[str]) -> Node:
    """Return a call that stays, with whatever can be rewritten inside its arguments."""
    inside = (each if each is None or _is_ours(each) else _rewrite(each, left) for each in call.arguments)
    return Call(call.function, tuple(inside))


def _is_ours(node: Node) -> bool:
    return isinstance(node, Call) and node.function.upper().startswith(_PREFIX)


def _column(index: Call) -> int | None:
    """Return which column INDEX takes from a row of cells; None where it is not said by a number."""
    numbers = [each.text if isinstance(each, Atom) else "" for each in index.arguments[1:]]
    if len(numbers) == 2 and numbers[0] != "1":
        return None
    return int(numbers[-1]) if numbers and len(numbers) <= 2 and numbers[-1].isdecimal() else None


def _native(call: Call, column: int | None, left: list[str]) -> Node | None:
    try:
        function = find_function(call.function)
        return parse(_formula(function, call, column))
    except ThtError as error:
        left.append(error.message)
        return None


def _formula(function: WorksheetFunction, call: Call, column: int | None) -> str:
    form = form_of(function)
    if column is None and len(function.columns) > 1:
        raise DomainError(f"{function.name} fills {len(function.columns)} cells; a native formula fills one")
    if form.is_filled_down:
        raise DomainError(f"{function.name} fills a column; its native formula is filled down")
    if not all(map(is_argument, call.arguments)):
        raise DomainError(f"{function.name} is given a formula; the native form takes references, numbers and texts")
    if not 1 <= (column or 1) <= len(function.columns):
        raise DomainError(f"{function.name} has no column {column}")
    return formulas_of(function, form, call.arguments)[(column or 1) - 1]
