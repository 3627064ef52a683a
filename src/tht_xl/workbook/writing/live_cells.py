"""Worksheets whose formulas carry the values that tht_xl computes from the very cells they refer to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

from tht_xl.documents.addresses import cell_name
from tht_xl.functions import CellError, call
from tht_xl.model.stored_formula import stored_formula
from tht_xl.model.vocabulary import Symbol, Trend

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell: TypeAlias = float | str | bool | None
Rows: TypeAlias = Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class LiveFormula:
    """A formula and what it gives. The two are only ever made together, so they cannot drift apart.

    Attributes:
        text: As Excel shows it, without the equals sign.
        value: What its cell shows; rows for a range or a function that gives several cells.
    """

    text: str
    value: Cell | Rows


class LiveSheet:
    """A worksheet that remembers what each cell shows."""

    def __init__(self, worksheet: "Worksheet") -> None:
        self.worksheet = worksheet
        self.shown: dict[tuple[int, int], Cell] = {}

    def put(self, row: int, column: int, content: "Cell | LiveFormula", style: "Format") -> None:
        """Write a typed value, a formula with its value, or a blank.

        Args:
            row: From 1, as Excel shows it.
            column: From 0.
            content: What to write.
            style: How it looks.
        """
        if isinstance(content, LiveFormula):
            value = _same_everywhere(content.value)
            if not isinstance(value, float | int | str | bool | None):
                raise ValueError(f"{cell_name(row, column)}: {content.text} gives several cells, one was expected")
            if value is None:
                raise ValueError(f"{cell_name(row, column)}: {content.text} is blank, and would show 0")
            self.worksheet.write_formula(row - 1, column, f"={stored_formula(content.text)}", style, cast("int", value))
        else:
            value = content
            self.worksheet.write(row - 1, column, value, style)
        self.shown[row, column] = value

    def cell(self, row: int, column: int, *, seen_from: "LiveSheet | None" = None) -> LiveFormula:
        """Return a reference to one cell."""
        return LiveFormula(self._prefix(seen_from) + cell_name(row, column), self.shown.get((row, column)))

    def column(self, first: int, last: int, column: int, *, seen_from: "LiveSheet | None" = None) -> LiveFormula:
        """Return a reference to a stretch of one column, both ends included."""
        text = f"{self._prefix(seen_from)}{cell_name(first, column)}:{cell_name(last, column)}"
        return LiveFormula(text, [[self.shown.get((row, column))] for row in range(first, last + 1)])

    def _prefix(self, seen_from: "LiveSheet | None") -> str:
        if seen_from in (None, self):
            return ""
        from xlsxwriter.utility import quote_sheetname  # an extra

        return f"{quote_sheetname(str(self.worksheet.get_name()))}!"


def _same_everywhere(value: Cell | Rows) -> Cell | Rows:
    """Return a number to 13 digits: processors and libraries differ in the last one or two."""
    return float(f"{value:.13g}") if isinstance(value, float) else value


def function(name: str, *arguments: LiveFormula | str | float) -> LiveFormula:
    """Return a worksheet function of cells and constants, with the value that it gives for them."""
    texts = [
        a.text if isinstance(a, LiveFormula) else f'"{a}"' if isinstance(a, str) else f"{a:.15g}" for a in arguments
    ]
    values = [a.value if isinstance(a, LiveFormula) else a for a in arguments]
    return LiveFormula(f"{name}({','.join(texts)})", call(name, *values))


def item(formula: LiveFormula, row: int, column: int) -> LiveFormula:
    """One cell of a formula that gives several, counted from 1."""
    value = formula.value
    # A function that fails as a whole gives one error, and INDEX passes it on.
    one = value if isinstance(value, float | int | str | bool | None) else value[row - 1][column - 1]
    return LiveFormula(f"INDEX({formula.text},{row},{column})", one)


def if_not_available(formula: LiveFormula, instead: LiveFormula | str) -> LiveFormula:
    """Return a formula, or a text or another formula where it gives #N/A."""
    other = instead if isinstance(instead, LiveFormula) else LiveFormula(f'"{instead}"', instead)
    value = other.value if formula.value == CellError.NA else formula.value
    if isinstance(instead, LiveFormula):
        # LibreOffice 7.4 shows #NAME? for IFNA(…, IF(…)) wherever the IF is reached.
        return LiveFormula(f"IF(ISNA({formula.text}),{other.text},{formula.text})", value)
    return LiveFormula(f"IFNA({formula.text},{other.text})", value)


def way_it_went(now: LiveFormula, before: LiveFormula) -> LiveFormula:
    """Return which way a number went, in words that say that nothing was tested."""
    # A text such as "[c]" counts as greater than any number, so the cells are counted first.
    text = (
        f'IF(COUNT({now.text},{before.text})<2,"{Trend.CANNOT_BE_CALCULATED}",'
        f'IF({now.text}={before.text},"Same as before",'
        f'IF({now.text}>{before.text},"Higher; may be chance","Lower; may be chance")))'
    )
    if not isinstance(now.value, float | int) or not isinstance(before.value, float | int):
        return LiveFormula(text, Trend.CANNOT_BE_CALCULATED.value)
    moved = "Higher; may be chance" if now.value > before.value else "Lower; may be chance"
    return LiveFormula(text, "Same as before" if now.value == before.value else moved)


def or_symbol(reference: LiveFormula, symbol: str = Symbol.NOT_AVAILABLE.value) -> LiveFormula:
    """Return a cell, or a symbol where it is blank: a plain reference to a blank cell would show 0."""
    blank = reference.value in (None, "")
    return LiveFormula(f'IF({reference.text}="","{symbol}",{reference.text})', symbol if blank else reference.value)


Content: TypeAlias = Cell | LiveFormula
