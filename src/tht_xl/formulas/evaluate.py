"""Evaluate a formula over the rows of a table, as a spreadsheet would.

`references` says how a formula names columns, and `functions` lists what may be called. It is not the whole of Excel: a
formula that uses anything else is refused when its template is loaded, never guessed at. A formula is compiled to
nested Python functions once, and then called for each row; `sums` keeps what is the same for every row.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Protocol, cast

from tht_xl.errors import DomainError
from tht_xl.formulas.cell import NUM, VALUE, Column, FormulaError, Scalar, Value, as_boolean
from tht_xl.formulas.expression import Atom, Binary, Call, Minus, Node, QuotedText, nodes
from tht_xl.formulas.functions import FUNCTIONS, OF_REFERENCES
from tht_xl.formulas.operators import negative, operation
from tht_xl.formulas.references import Reference, is_literal, references
from tht_xl.formulas.sums import sum_of_groups


class Cells(Protocol):
    """Where a formula finds the cells that it names."""

    def cell(self, heading: str) -> Scalar:
        """Return the cell of this row."""
        ...

    def column(self, table: str, heading: str) -> Column:
        """Return a whole column; `table` is "" for the formula's own."""
        ...

    def once(self, key: object, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever `make` returns
        """Return what `make` gives, which is called once for all rows of a table."""
        ...

    @property
    def today(self) -> float:
        """The day that TODAY() is, as a spreadsheet's number."""
        ...


Compiled = Callable[[Cells], Value]
_NO_CELLS = cast("Cells", None)
"""For a formula that names none, such as DATE(1990,1,1)."""


def evaluate(tree: Node, cells: Cells) -> Scalar:
    """Return what a formula comes to in one row; an error value where it comes to none.

    Args:
        tree: A formula that `require_evaluable` lets pass.
        cells: The row that it is in, and the columns around it.
    """
    return compile_formula(tree)(cells)


# What is the same in all rows is kept with the cells it was computed from, so that workbooks can share a function.
@lru_cache(maxsize=4096)
def compile_formula(tree: Node) -> Callable[[Cells], Scalar]:
    """Return a function from the cells of a row to what the formula comes to there.

    Args:
        tree: A formula that `require_evaluable` lets pass.
    """
    compiled = _compile(tree)

    def formula(cells: Cells) -> Scalar:
        value = compiled(cells)
        return VALUE if isinstance(value, list) else value  # a column where one cell belongs

    return formula


def _compile(tree: Node) -> Compiled:
    if isinstance(tree, QuotedText):
        return _constant(tree.value)
    if isinstance(tree, Atom):
        return _compile_atom(tree.text)
    if isinstance(tree, Minus):
        operand = _compile(tree.operand)
        return lambda cells: _each(negative, operand(cells))
    if isinstance(tree, Binary):
        return _compile_binary(tree.operator, _compile(tree.left), _compile(tree.right))
    if isinstance(tree, Call):
        return _compile_call(tree)
    raise DomainError(f"the formula uses the name {tree.name!r}")


def _constant(value: Scalar) -> Compiled:
    return lambda _: value


def _compile_atom(text: str) -> Compiled:
    if text in ("TRUE", "FALSE"):
        return _constant(text == "TRUE")
    if is_literal(text):
        return _constant(FormulaError(text) if text.startswith("#") else float(text))
    reference = Reference(text)
    table, heading = reference.table, reference.heading
    if reference.this_row:
        return lambda cells: cells.cell(heading)
    return lambda cells: cells.column(table, heading)


def _compile_call(tree: Call) -> Compiled:
    name, arguments = tree.function.upper(), [_compile(each) for each in tree.arguments if each is not None]
    if name == "IF":
        return _compile_if(*arguments)
    if name == "IFERROR":
        first, other = arguments
        return lambda cells: other(cells) if isinstance(value := first(cells), FormulaError) else value
    if name == "TODAY":
        return lambda cells: cells.today
    compiled = _compile_function(tree, arguments)
    if name == "SUMPRODUCT":
        return sum_of_groups(tree, _compile, compiled)
    named = list(references(tree))
    if not named and not any(isinstance(node, Call) and node.function.upper() == "TODAY" for node in nodes(tree)):
        return _constant(cast("Scalar", compiled(_NO_CELLS)))
    if named and not any(reference.this_row for reference in named):
        key = object()
        # MAX([Due]) is the same in every row: computed for each, a table of 10,000 rows would take 100 million steps.
        return lambda cells: cells.once(key, lambda: compiled(cells))
    return compiled


def _compile_function(tree: Call, arguments: list[Compiled]) -> Compiled:
    name, function = tree.function.upper(), FUNCTIONS[tree.function.upper()]
    if name in OF_REFERENCES:
        # The cell of a row is a range of one to these functions: in a range they pass over texts.
        arguments = [
            _as_range(each) if isinstance(node, Atom) and not is_literal(node.text) else each
            for each, node in zip(arguments, tree.arguments, strict=True)
        ]

    def call(cells: Cells) -> Value:
        try:
            return function(*[each(cells) for each in arguments])
        except ArithmeticError:
            return NUM

    return call


def _as_range(compiled: Compiled) -> Compiled:
    return lambda cells: value if isinstance(value := compiled(cells), list) else [value]


def _compile_if(condition: Compiled, then: Compiled, otherwise: Compiled) -> Compiled:
    def choose(cells: Cells) -> Value:
        decided = condition(cells)
        if not isinstance(decided, bool):
            decided = VALUE if isinstance(decided, list) else as_boolean(decided)
            if isinstance(decided, FormulaError):
                return decided
        return then(cells) if decided else otherwise(cells)

    return choose


def _compile_binary(sign: str, left: Compiled, right: Compiled) -> Compiled:
    one = operation(sign)

    def both(cells: Cells) -> Value:
        a, b = left(cells), right(cells)
        if isinstance(a, list):
            if not isinstance(b, list):
                return [one(cell, b) for cell in a]
            return [one(x, y) for x, y in zip(a, b, strict=True)] if len(a) == len(b) else VALUE
        return [one(a, cell) for cell in b] if isinstance(b, list) else one(a, b)

    return both


def _each(one: Callable[[Scalar], Scalar], value: Value) -> Value:
    return [one(cell) for cell in value] if isinstance(value, list) else one(value)
