"""Random formulas of the allowed functions come to the same in Python, formualizer and IronCalc.

Kept out, because docs/decisions/template-rules.md lists them as differences: days before 1900, 0^0, decimals joined to
texts, numbers typed as texts in a column that SUMPRODUCT adds up, and texts as the size of LEFT.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

import formualizer
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lacking import lacking

from tht_xl.errors import DomainError
from tht_xl.formulas.cell import FormulaError, Scalar, as_cell
from tht_xl.formulas.differences import refuse_differences
from tht_xl.formulas.evaluate import evaluate
from tht_xl.formulas.expression import Node, write
from tht_xl.formulas.parsing import parse
from tht_xl.formulas.references import require_evaluable
from tht_xl.templates.native import native

ROWS, FORMULAS = 6, 40
COLUMNS: Final[Mapping[str, Sequence[Scalar]]] = {
    "N": (None, 0.0, 1.0, -2.0, 12.0, 3.0),
    "M": (None, 0.0, 2.0, 7.5, -1.0, "x"),
    "T": (None, "x", "Done", "done ", " ", "a@b", "~*", "x?y"),
    "D": (46356.0, 46000.5, 61.0, "spring"),
}
LETTERS = dict(zip(COLUMNS, "ABCD", strict=True))
BEHIND = 7
"""The column of the formulas, from 1."""


@dataclass
class Cells:
    """The cells of one row, and the columns around it."""

    columns: Mapping[str, list[Scalar]]
    row: int
    today: float = 46356.0

    def cell(self, heading: str) -> Scalar:
        return self.columns[heading][self.row]

    def column(self, table: str, heading: str) -> list[Scalar]:
        assert not table
        return self.columns[heading]

    def once(self, key: object, make: Callable[[], Any]) -> Any:
        return make()


NUMBERS = ("({n}+{n})", "({n}-{n})", "({n}*{n})", "({n}/{n})", "({n}^2)", "-{n}", "ABS({n})", "INT({n})",
           "ROUND({n},{digits})", "MOD(INT({n}),7)", "LEN({t})", "SEARCH({t},{t})", "YEAR([@D])", "MONTH([@D])",
           "DAY([@D])", "DATE({year},{month},{day})", "SUM({n},{c})", "MAX({n},{c})", "MIN({c})", "AVERAGE({c})",
           "COUNT({c})", "COUNTA({c})", "SUMPRODUCT(--({c}={v}))", "SUMPRODUCT(--({c}={v}),--([N]>{n}),[N])",
           "IF({b},{n},{n})", "IFERROR({n},{n})")  # fmt: skip
TEXTS = ("({t}&{t})", "LEFT({t},{size})", "RIGHT({t},{size})", "MID({t},1,{size})", "TRIM({t})", "UPPER({t})",
         "LOWER({t})", "IF({b},{t},{t})", "IFERROR({t},{t})")  # fmt: skip
BOOLEANS = ("({v}={v})", "({v}<>{v})", "({n}<{n})", "({n}>={n})", "AND({b},{b})", "OR({b},{b})", "NOT({b})",
            "ISBLANK({v})", "ISERROR({v})", "ISNUMBER({v})", "ISTEXT({v})", "IF({b},{b},{b})")  # fmt: skip
LEAVES: Final[Mapping[str, Sequence[str]]] = {
    "n": ("[@N]", "[@M]", "[@D]", "0", "1", "2.5", "100"), "t": ("[@T]", "[@T]", '"x"', '"done"', '"a"'),
    "b": ("TRUE", "FALSE", "[@N]>0", '[@T]=""'), "c": ("[N]", "[M]", "[T]", "[D]"), "digits": ("0", "1", "2", "-1"),
    "size": ("0", "1", "2"), "year": ("2024", "2026", "1950"), "month": ("1", "14", "0"), "day": ("1", "31", "0"),
}  # fmt: skip


def random_formula(draw: random.Random, depth: int, kind: str) -> str:
    """Return a formula that comes to a number (n), a text (t), a boolean (b) or any value (v)."""
    if kind == "v":
        kind = draw.choice("ntb")
    shapes = {"n": NUMBERS, "t": TEXTS, "b": BOOLEANS}.get(kind, ())
    if depth == 0 or not shapes or draw.random() < 0.15:
        return draw.choice(LEAVES[kind])
    shape, made = draw.choice(shapes), ""
    while "{" in shape:
        before, _, rest = shape.partition("{")
        name, _, shape = rest.partition("}")
        made += before + random_formula(draw, depth - 1, name)
    return made + shape


def random_sheet(seed: int, depth: int) -> tuple[dict[str, list[Scalar]], list[tuple[Node, int]]]:
    """Return columns of cells, and formulas, each with the row that it is in."""
    draw, formulas = random.Random(seed), list[tuple[Node, int]]()  # noqa: S311 - formulas for a test
    columns: dict[str, list[Scalar]] = {
        name: [draw.choice(pool) for _ in range(ROWS)] for name, pool in COLUMNS.items()
    }
    while len(formulas) < FORMULAS:
        tree = parse(random_formula(draw, depth, "v"))
        try:
            require_evaluable(tree)
            refuse_differences(tree)
        except DomainError:
            continue
        formulas.append((tree, draw.randrange(ROWS)))
    return columns, formulas


def native_text(tree: Node, row: int) -> str:
    return "=" + write(native(tree, lambda each: (
        f"${LETTERS[each.heading]}{row + 1}" if each.this_row
        else f"${LETTERS[each.heading]}$1:${LETTERS[each.heading]}${ROWS}"
    )))  # fmt: skip


def alike(value: object) -> object:
    """Return a result as engines have it in common: any error is one, and numbers have nine digits."""
    if isinstance(value, FormulaError | dict) or (isinstance(value, str) and value.startswith("#")):
        return "an error"
    if value is None:
        return 0.0
    if isinstance(value, date):
        value = as_cell(value)  # formualizer has days as days, to the second
    return float(f"{value:.9g}") + 0.0 if isinstance(value, int | float) and not isinstance(value, bool) else value


def in_formualizer(columns: Mapping[str, list[Scalar]], texts: Sequence[str]) -> list[Any]:
    book = formualizer.Workbook()
    book.add_sheet("S")
    for at, cells in enumerate(columns.values(), 1):
        for row, cell in enumerate(cells, 1):
            if cell is not None:
                book.set_value("S", row, at, cell)
    for row, text in enumerate(texts, 1):
        book.set_formula("S", row, BEHIND, text)
    book.evaluate_all()
    return [book.get_value("S", row, BEHIND) for row in range(1, len(texts) + 1)]


def in_ironcalc(columns: Mapping[str, list[Scalar]], texts: Sequence[str]) -> list[Any]:
    ironcalc: Any = import_module("ironcalc")

    book: Any = ironcalc.create("book", "en", "UTC", "en")
    for at, cells in enumerate(columns.values(), 1):
        for row, cell in enumerate(cells, 1):
            if isinstance(cell, str):
                book.update_cell_with_text(0, row, at, cell)
            elif cell is not None:
                book.update_cell_with_number(0, row, at, cell)
    for row, text in enumerate(texts, 1):
        book.update_cell_with_formula(0, row, BEHIND, text)
    book.evaluate()
    return [book.get_cell_value(0, row, BEHIND) for row in range(1, len(texts) + 1)]


def differing(
    engine: Callable[..., list[Any]], seed: int, depth: int, without: Sequence[str] = ()
) -> list[tuple[str, object, object]]:
    columns, made = random_sheet(seed, depth)
    formulas = [(tree, row) for tree, row in made if not any(name in write(tree) for name in without)]
    texts = [native_text(tree, row) for tree, row in formulas]
    ours = [alike(evaluate(tree, Cells(columns, row))) for tree, row in formulas]
    theirs = [alike(each) for each in engine(columns, texts)]
    return [
        (write(tree), one, other)
        for (tree, _), one, other in zip(formulas, ours, theirs, strict=True)
        if one != other or type(one) is not type(other)
    ]


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 2**32), st.integers(1, 4))
def test_formualizer_agrees(seed: int, depth: int) -> None:
    assert not differing(in_formualizer, seed, depth)


@pytest.mark.hosts
@settings(deadline=None, derandomize=True)
@given(st.integers(0, 2**32), st.integers(1, 4))
def test_ironcalc_agrees(seed: int, depth: int) -> None:
    if find_spec("ironcalc") is None:
        lacking("IronCalc is not installed")
    # It finds no empty text, and AND and OR stop at what decides: OR(TRUE,1/0) is TRUE.
    assert not differing(in_ironcalc, seed, depth, without=("SEARCH(", "OR(", "AND("))
