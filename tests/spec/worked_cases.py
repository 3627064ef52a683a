"""The table of cases that every host is held to: what a formula's cell shows.

The worked examples of cases.yaml; the registry's own; and of each function's first example one for each required
argument and each thing that decides a cell by itself, after docs/decisions/cell-outcomes.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from case_files import read_cases

import tht_xl
from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.aggregates import Aggregate
from tht_xl.functions.engine.arguments import Argument
from tht_xl.functions.engine.function import WorksheetFunction
from tht_xl.functions.engine.outcome import Outcome
from tht_xl.functions.engine.rowwise import RowWise

_FILE = Path(__file__).with_name("cases.yaml")


@dataclass(frozen=True)
class Case:
    """One worked example.

    Attributes:
        name: Of the function.
        what: What it shows, in a few words.
        cells: The arguments: scalars, None for a blank cell, lists of rows for ranges.
        gives: The cell or the rows of cells expected.
        within: How near numbers must be; None for 12 significant digits.
    """

    name: str
    what: str
    cells: tuple[Any, ...]
    gives: Any
    within: float | None = None

    def __str__(self) -> str:
        return f"{self.name}: {self.what}"


@cache
def worked_cases() -> tuple[Case, ...]:
    return (*_written(), *_registered(), *_spoilt())


def _written() -> Iterator[Case]:
    for group in read_cases(_FILE):
        for case in group["cases"]:
            name, *cells = case["call"]
            yield Case(name, case["what"], tuple(cells), case["gives"], case.get("within"))


def _registered() -> Iterator[Case]:
    yield Case("THT_VERSION", "the version", (), tht_xl.__version__)
    for function in REGISTRY.values():
        for number, example in enumerate(function.examples, 1):
            yield Case(function.name, f"example {number} of the registry", example.cells, example.result)


_DECIDES = (("#REF!", "#REF!"), ("[c]", "[c]"), (" [U] ", "[u]"), ("[z]", "[z]"), (None, "#N/A"), (True, "#VALUE!"))
"""Cells that decide a result by themselves, and what it becomes."""

_AMONG_OTHERS = ("THT_QUANTILE", "THT_FUNNEL")
"""Functions in which a row that is spoilt changes the results of the others."""


def _spoilt() -> Iterator[Case]:
    for function in REGISTRY.values():
        if not isinstance(function.calling, RowWise | Aggregate) or not function.examples:
            continue
        if function.name in _AMONG_OTHERS:
            continue
        example = function.examples[0]
        for place, argument in enumerate(function.arguments[: function.fewest]):
            for cell, shown in _DECIDES:
                if cell is None and (argument.gaps or argument.blank != Outcome.MISSING):
                    continue
                cells = list(example.cells)
                cells[place] = _spoil(cells[place], cell)
                gives = _spoil_result(function, argument, example.result, shown)
                yield Case(function.name, f"{argument.name} is {cell!r}", tuple(cells), gives)


def _spoil(given: Any, cell: Any) -> Any:
    """The cell in place of a scalar, or of a range's second row."""
    return [[cell] if row == 1 else each for row, each in enumerate(given)] if isinstance(given, list) else cell


def _spoil_result(function: WorksheetFunction, argument: Argument, result: Any, shown: str) -> Any:
    """The result in which every cell shows the outcome, or in a row-wise function's range the second row."""
    if not isinstance(result, list):
        return shown
    alone = not function.calling.one_result and len(result) > 1 and argument.reader.is_number
    return [[shown] * len(each) if not alone or row == 1 else each for row, each in enumerate(result)]


def assert_shows(shown: object, expected: object, within: float | None = None) -> None:
    """The cell, or the rows of cells, are what a worked example expects."""
    if isinstance(expected, list):
        assert isinstance(shown, list), shown
        assert len(shown) == len(expected), shown
        for one, other in zip(shown, expected, strict=True):
            assert_shows(one, other, within)
    elif isinstance(expected, int | float) and not isinstance(expected, bool):
        assert isinstance(shown, int | float), shown
        assert not isinstance(shown, bool), shown
        assert shown == pytest.approx(expected, rel=0 if within else 1e-12, abs=within or 1e-12)
    else:
        assert shown == expected


def assert_fills(shown: object, case: Case) -> None:
    """The cells that a host fills are those of the example; to a sheet one cell and a range of one are the same."""
    assert_shows(_grid(shown), _grid(case.gives), case.within)


def _grid(shown: object) -> list[object]:
    """Rows of cells, of a cell, a row or rows."""
    if not isinstance(shown, list):
        return [[shown]]
    return shown if shown and isinstance(shown[0], list) else [shown]


def differences(shown: Sequence[object]) -> list[str]:
    """A line for each case whose cells a host fills otherwise; `shown` is what it gave, in the order of the table."""
    return [
        f"{case} {case.cells}: {each} instead of {case.gives}"
        for case, each in zip(worked_cases(), shown, strict=True)
        if _differs(case, each)
    ]


def _differs(case: Case, shown: object) -> bool:
    try:
        assert_fills(shown, case)
    except AssertionError:
        return True
    return False
