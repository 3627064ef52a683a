"""The process behind the LibreOffice add-in: a message names a function and its cells, the answer is what they show."""

import os
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

from tht_xl.functions import REGISTRY
from tht_xl.functions.engine.cells import Cell, CellError, Rows
from tht_xl.hosts.bound import bind_function
from tht_xl.hosts.libreoffice.addin.messages import read_message, write_message

READY = "ready"
"""The answer to an empty message: the functions are loaded."""

_BOOLEANS = {"TRUE": True, "FALSE": False}


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer every question, in its order, until there are no more."""
    functions = {name: bind_function(function) for name, function in REGISTRY.items()}
    while True:
        try:
            question = read_message(questions)
        except EOFError:
            return
        write_message(answers, _answer(functions, *question) if question else READY)


def _answer(functions: dict[str, Callable[..., Cell | Rows]], name: str, *cells: Any) -> Any:  # noqa: ANN401
    answer = functions[name](*map(_cells, cells)) if name in functions else CellError.NAME
    if isinstance(answer, list):
        return [[cell if type(cell) is float else _plain(cell) for cell in row] for row in answer]
    return _plain(answer)


def _cells(given: Any) -> object:  # noqa: ANN401 - a cell or rows of cells
    """Return an argument; a range of one cell is a cell: the add-in passes cells as ranges to tell a blank from 0."""
    if not isinstance(given, tuple | list):
        return _boolean(given)
    if len(given) == 1 and len(given[0]) == 1:
        return _boolean(given[0][0])
    return [[cell if type(cell) is float else _boolean(cell) for cell in row] for row in given]


def _boolean(cell: object) -> object:
    return _BOOLEANS.get(cell, cell) if isinstance(cell, str) else cell


def _plain(cell: Cell) -> Cell:
    # An error or a symbol is text of a class of its own, which a message cannot carry.
    return str(cell) if isinstance(cell, str) else cell


def main() -> None:
    """Answer until the add-in goes away."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    # What a library prints must not be taken for an answer.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
