"""The case table laid out on a sheet: each case's cells, and beside them the native formulas they are given to."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from worked_cases import Case, worked_cases

from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.native import ClosedForm
from tht_xl.hosts.native.differences import difference

SHEET = "Cases"
WIDE = 40
"""Columns kept for the cells of a case."""


@dataclass(frozen=True)
class Asked:
    """One formula's cell: which function of which references, and what it must show."""

    case: Case
    name: str
    arguments: tuple[str, ...]
    column: str
    gives: Any
    cells: tuple[Any, ...]
    """What the references hold; of a range all."""
    down: int = 0
    """Rows that a formula for the first row is filled down."""


@dataclass(frozen=True)
class Layout:
    """Cells by row and column from 0, and the questions about them."""

    cells: dict[tuple[int, int], Any]
    asked: list[Asked]


def laid_out() -> Layout:
    """Every case of a function with a native form, except what `difference` names."""
    cells: dict[tuple[int, int], Any] = {}
    asked: list[Asked] = []
    top = 0
    for case in provable_cases():
        places, height = _place(case, top, cells)
        asked += _questions(case, places)
        top += height
    return Layout(cells, asked)


def provable_cases() -> Iterator[Case]:
    for case in worked_cases():
        function = REGISTRY[case.name]
        if isinstance(function.native, ClosedForm) and not difference(function, case.cells):
            yield case


def letters(column: int) -> str:
    return (chr(64 + column // 26) if column >= 26 else "") + chr(65 + column % 26)


def _place(case: Case, top: int, cells: dict[tuple[int, int], Any]) -> tuple[list[tuple[int, int, int, int]], int]:
    places: list[tuple[int, int, int, int]] = []
    left, height = 0, 1
    for given in case.cells:
        rows = given if isinstance(given, list) else [[given]]
        for down, row in enumerate(rows):
            for right, cell in enumerate(row):
                cells[top + down, left + right] = cell
        places.append((top, left, len(rows), len(rows[0])))
        left += len(rows[0])
        height = max(height, len(rows))
    return places, height


def _questions(case: Case, places: list[tuple[int, int, int, int]]) -> Iterator[Asked]:
    function = REGISTRY[case.name]
    gives = case.gives if isinstance(case.gives, list) else [[case.gives]]
    if function.calling.one_result:
        arguments = tuple(map(_area, places))
        for column, shown in zip(function.columns, gives[0], strict=True):
            yield Asked(case, case.name, arguments, column, shown, case.cells)
        return
    several = len(function.columns) > 1
    for down, row in enumerate(gives):
        for right, shown in enumerate(row):
            cell = 0 if several else right
            arguments = tuple(_cell(place, down, cell) for place in places)
            if function.name == "THT_QUANTILE":
                # The formula of the first row is filled down: only the value's own row moves.
                fast = (_held(_cell(place, down, cell)) for place in places[1:])
                arguments = (_area(places[0]), *fast)
            held = tuple(_cell_of(each, down, cell) for each in case.cells)
            name = function.columns[right if several else 0]
            yield Asked(case, case.name, arguments, name, shown, held, down if function.name == "THT_QUANTILE" else 0)


def _area(place: tuple[int, int, int, int]) -> str:
    top, left, rows, columns = place
    first, last = f"{letters(left)}{top + 1}", f"{letters(left + columns - 1)}{top + rows}"
    return first if first == last else f"{first}:{last}"


def _cell(place: tuple[int, int, int, int], down: int, right: int) -> str:
    top, left, rows, columns = place
    return f"{letters(left + (right if columns > 1 else 0))}{top + 1 + (down if rows > 1 else 0)}"


def _held(reference: str) -> str:
    column = reference.rstrip("0123456789")
    return f"${column}${reference.removeprefix(column)}"


def _cell_of(given: Any, down: int, right: int) -> Any:
    if not isinstance(given, list):
        return given
    row = given[down if len(given) > 1 else 0]
    return row[right if len(row) > 1 else 0]
