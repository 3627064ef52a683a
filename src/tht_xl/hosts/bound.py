"""The registry's functions as ordinary Python functions that a host can take over: name, signature, help, cells."""

import logging
from collections.abc import Callable
from inspect import Parameter, Signature

from tht_xl.functions import call
from tht_xl.functions.engine.arguments import Argument
from tht_xl.functions.engine.cells import Cell, CellError, Rows
from tht_xl.functions.engine.function import WorksheetFunction

CATEGORY = "Tower Hamlets Together"
"""Heading under which spreadsheets list the functions."""

Bound = Callable[..., Cell | Rows]


def bind_function(function: WorksheetFunction) -> Bound:
    """Return a function that takes whatever a host hands over as cells, by position, and never raises.

    Its signature has the registry's argument names; what is left out is None, which is a blank cell.
    """

    def cells(*given: object) -> Cell | Rows:
        try:
            return call(function.name, *given)
        except Exception as error:  # noqa: BLE001 - a formula shows an error, and the log the kind of it, never a cell
            logging.getLogger(__name__).error("%s failed: %s", function.name, type(error).__name__)
            return CellError.VALUE

    cells.__name__ = cells.__qualname__ = function.name
    cells.__doc__ = function.help
    cells.__annotations__ = {}  # hosts take annotations for wishes to convert
    cells.__signature__ = Signature(list(map(_parameter, function.arguments)))  # type: ignore[attr-defined]
    return cells


def _parameter(argument: Argument) -> Parameter:
    if argument.repeats:
        return Parameter(argument.name, Parameter.VAR_POSITIONAL)
    default = None if argument.optional else Parameter.empty
    return Parameter(argument.name, Parameter.POSITIONAL_OR_KEYWORD, default=default)
