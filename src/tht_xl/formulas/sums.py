"""SUMPRODUCT over the rows that share a key, such as the savings of one scheme, without a walk of the whole column.

SUMPRODUCT(--(Savings[Scheme]=[@Id]),Savings[Net]) is how a key is looked for, a duplicate found and a part of a column
added up. Worked out cell by cell, a table of 10,000 rows would take 100 million steps. Here the columns are grouped by
their keys once, and each row looks up its own group.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from tht_xl.formulas.cell import FormulaError, Scalar, comparable
from tht_xl.formulas.expression import Atom, Binary, Call, Minus, Node
from tht_xl.formulas.references import Reference, is_literal, references

_BLANKS: Sequence[Scalar] = (None, 0.0, "", False)
"""What a blank is equal to."""


class _Key(NamedTuple):
    """A condition --(column=wanted), where `wanted` is a single cell."""

    column: Reference
    wanted: Node


def sum_of_groups(tree: Call, compile_node: Callable[[Node], Any], walk: Any) -> Any:  # noqa: ANN401 - see `evaluate`
    """Return SUMPRODUCT compiled so that it looks a row's group up; `walk` where it has no condition on a key.

    Args:
        tree: The call.
        compile_node: Compiles a part of it.
        walk: The call compiled so that it goes through every row.
    """
    keys = [_as_key(node) for node in tree.arguments if node is not None]
    found = [key for key in keys if key]
    others = [node for key, node in zip(keys, tree.arguments, strict=True) if not key and node is not None]
    if not found or any(reference.this_row for node in others for reference in references(node)):
        return walk
    wanted = [compile_node(key.wanted) for key in found]
    weights, place = [compile_node(node) for node in others], object()

    def look_up(cells: Any) -> Any:  # noqa: ANN401
        groups = cells.once(place, lambda: _groups(found, [weight(cells) for weight in weights], cells))
        asked = [each(cells) for each in wanted]
        # An error anywhere is the result; the walk finds the first.
        if groups is None or any(isinstance(cell, list | FormulaError) for cell in asked):
            return walk(cells)
        return float(sum(groups.get(key, 0.0) for key in product(*map(_equals, asked))))

    return look_up


def _as_key(node: Node | None) -> _Key | None:
    inside = node.operand.operand if isinstance(node, Minus) and isinstance(node.operand, Minus) else None
    if not (isinstance(inside, Binary) and inside.operator == "=" and isinstance(inside.left, Atom)):
        return None
    if is_literal(inside.left.text):
        return None
    column = Reference(inside.left.text)
    if column.this_row or not all(reference.this_row for reference in references(inside.right)):
        return None
    return _Key(column, inside.right)


def _groups(keys: Sequence[_Key], weights: Sequence[Any], cells: Any) -> Mapping[tuple[object, ...], float] | None:  # noqa: ANN401
    """Return the sum of the products of the weights by key; None where the walk has to say what comes of it."""
    columns = [cells.column(key.column.table, key.column.heading) for key in keys]
    if len({len(each) if isinstance(each, list) else -1 for each in (*columns, *weights)}) != 1:
        return None
    if any(isinstance(cell, FormulaError) for column in (*columns, *weights) for cell in column):
        return None
    sums: defaultdict[tuple[object, ...], float] = defaultdict(float)
    for row in range(len(columns[0])):
        weight = 1.0
        for each in weights:
            weight *= each[row] if isinstance(each[row], float) else 0.0
        sums[tuple(_exact(column[row]) for column in columns)] += weight
    return sums


def _exact(cell: Scalar) -> object:
    return type(cell), comparable(cell)


def _equals(cell: Scalar) -> list[object]:
    """Return every kind of cell that is equal to one: to a blank a zero too, and to a zero a blank."""
    if cell is None:
        return [_exact(each) for each in _BLANKS]
    return [_exact(cell), *([_exact(None)] if cell in _BLANKS else [])]
