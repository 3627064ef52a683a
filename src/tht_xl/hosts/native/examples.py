"""The worked examples as the native workbook shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tht_xl.functions import call
from tht_xl.functions.engine.blocks import is_range
from tht_xl.functions.engine.cells import CellError
from tht_xl.functions.engine.function import Example, WorksheetFunction
from tht_xl.hosts.native.differences import difference

DATA = "Examples"
"""The sheet with the ranges that examples need."""

_FIRST_ROW = 4


@dataclass(frozen=True, slots=True)
class ShownExample:
    """A worked example in a workbook.

    Attributes:
        function: The function.
        cells: The arguments: scalars as they are, for ranges their references.
        result: What the formula shows: a cell, or rows.
        ranges: Column on the sheet of data, with its heading and cells.
        areas: The references among `cells`.
    """

    function: WorksheetFunction
    cells: tuple[Any, ...]
    result: Any
    ranges: dict[int, tuple[str, list[Any]]]
    areas: frozenset[str]

    @property
    def formula(self) -> str:
        """The formula that uses the function's name; of a column of results its first."""
        arguments = ",".join(
            each if each in self.areas else f'"{each}"' if isinstance(each, str) else f"{each:.15g}"
            for each in self.cells
        )
        formula = f"{self.function.name}({arguments})"
        return f"=INDEX({formula},1)" if is_range(self.result) and len(self.result) > 1 else f"={formula}"


def chosen_example(function: WorksheetFunction, free: int) -> tuple[ShownExample, int]:
    """Return the first example that shows a value, of single cells where there is one.

    Args:
        function: The function.
        free: First free column of the sheet of data.

    Returns:
        The example, and the first column that is free now.
    """
    valued = [
        each for each in function.examples if not _is_refusal(each.result) and not difference(function, each.cells)
    ]
    single = [each for each in valued if not any(map(is_range, each.cells))]
    example = (single or valued or [Example((), call(function.name))])[0]
    cells: list[Any] = []
    ranges: dict[int, tuple[str, list[Any]]] = {}
    areas: set[str] = set()
    for argument, cell in zip(function.arguments, example.cells, strict=False):
        if is_range(cell):
            ranges[free] = f"{function.name}: {argument.name}", [row[0] for row in cell]
            area = f"{DATA}!${_letters(free)}${_FIRST_ROW}:${_letters(free)}${_FIRST_ROW + len(cell) - 1}"
            areas.add(area)
            cells.append(area)
            free += 1
        else:
            cells.append(float(cell) if isinstance(cell, int) else cell)
    return ShownExample(function, tuple(cells), example.result, ranges, frozenset(areas)), free


def arguments_of(shown: ShownExample) -> Iterator[tuple[str, Any]]:
    """Each argument of the example: its name and its cell."""
    yield from zip((each.name for each in shown.function.arguments), shown.cells, strict=False)


def first_cells(result: Any) -> list[Any]:  # noqa: ANN401 - a cell or rows
    """Return the cells of the first row of a result."""
    return list(result[0]) if is_range(result) else [result]


def _is_refusal(result: Any) -> bool:  # noqa: ANN401 - a cell or rows
    first = str(first_cells(result)[0])
    return first in set(CellError) or first.startswith("[")


def _letters(column: int) -> str:
    letters = chr(65 + column % 26)
    return letters if column < 26 else chr(64 + column // 26) + letters
