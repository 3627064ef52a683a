"""Worksheet functions for xlwings' custom functions, on a server and in xlwings Lite: Office.js cells in and out."""

from collections.abc import Callable
from itertools import chain
from typing import Any, cast

from xlwings import XlwingsError
from xlwings.conversion import Converter

from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.cells import Cell, CellError, Rows
from tht_xl.functions.engine.function import WorksheetFunction
from tht_xl.hosts.bound import Bound, bind_function

ERROR_TYPES = {
    CellError.DIV_0: "Div0",
    CellError.NA: "NotAvailable",
    CellError.GETTING_DATA: "GettingData",
} | {error: error.name.capitalize() for error in CellError if "_" not in error.name and error is not CellError.NA}
"""Names that Office.js has for error values."""

OLD_EXCEL = "This version of Excel cannot show an error in a range; write one formula for each row, or update Excel"
_RUNTIME_WITH_ERRORS = 1.4

Decorator = Callable[..., Any]


class OfficeCells(Converter):  # type: ignore[misc] - xlwings has no types for it
    """Cells as they come and go, in place of xlwings' own cleaning.

    Off Pyodide that cleaning tries an import for every cell; tht_xl cleans cells anyway.
    """

    base_type = "raw"

    @staticmethod
    def read_value(value: Any, options: Any) -> object:  # noqa: ANN401, ARG004 - as xlwings calls it
        """Return what a formula's argument holds: a cell or a list of rows."""
        if not isinstance(value, list):
            return _content(value)
        # xlwings hands over a single row without its outer list.
        rows = value if value and isinstance(value[0], list) else [value]
        kinds = {kind.__name__ for kind in set(map(type, chain.from_iterable(rows)))}
        return [list(map(_content, row)) for row in rows] if "JsNull" in kinds else rows

    @staticmethod
    def write_value(value: Cell | Rows, options: Any) -> list[list[object]]:  # noqa: ANN401
        """Rows of cells for Excel, with error values where there are errors.

        Raises:
            XlwingsError: The result holds an error, and this Excel has no error values.
        """
        rows: Rows = value if isinstance(value, list) else [[value]]
        # Types first: of 100,000 numbers that is one look, where asking each cell takes as long as computing it.
        if CellError not in set(map(type, chain.from_iterable(rows))):
            return cast(list[list[object]], rows)
        if float(options["runtime"]) < _RUNTIME_WITH_ERRORS:
            raise XlwingsError(OLD_EXCEL)
        return [
            [{"type": "Error", "errorType": ERROR_TYPES[cell]} if isinstance(cell, CellError) else cell for cell in row]
            for row in rows
        ]


def custom_functions(func: Decorator, arg: Decorator, ret: Decorator) -> dict[str, Bound]:
    """Every worksheet function, registered with xlwings' decorators: help for all, positional, never volatile."""
    functions: dict[str, Bound] = {}
    for name, function in REGISTRY.items():
        cells = _explain_errors(function)
        for argument in function.arguments:
            cells = arg(argument.name, convert=OfficeCells, doc=argument.help)(cells)
        functions[name] = func(ret(convert=OfficeCells)(cells))
    return functions


def _explain_errors(function: WorksheetFunction) -> Bound:
    """Return the function, with THT_NOTE's sentence on a lone #VALUE!: the one error that can carry a message."""
    inner, note = bind_function(function), bind_function(REGISTRY["THT_NOTE"])

    def cells(*given: object) -> Any:  # noqa: ANN401
        shown = inner(*given)
        if shown is CellError.VALUE:
            raise XlwingsError(str(note(function.name, *given)))
        return shown

    cells.__name__ = cells.__qualname__ = function.name
    cells.__doc__ = inner.__doc__
    cells.__signature__ = inner.__signature__  # type: ignore[attr-defined]
    cells.__annotations__ = {}  # xlwings would take them for converters
    return cells


def _content(cell: object) -> object:
    """Return a cell, where Pyodide's kind of JavaScript's null is a blank."""
    return None if type(cell).__name__ == "JsNull" else cell
