"""Call a worksheet function with cells as they are typed on the command line.

Needs no Typer, which takes longer to load than a cell to compute: `main` comes straight here where the arguments are a
name and cells and nothing that could be an option.
"""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tht_xl.cli import show, show_functions
from tht_xl.cli.exit_codes import FINDINGS, FINE
from tht_xl.errors import DomainError

if TYPE_CHECKING:
    from tht_xl.functions.engine.cells import Rows

COMMAND = ["functions", "call"]
_NEGATIVE = re.compile(r"-\.?\d[\d.,]*(?:[eE][+-]?\d+)?%?")


def is_plain_call(arguments: Sequence[str]) -> bool:
    """Return whether the arguments are `functions call`, a name, and cells none of which could be an option."""
    if list(arguments[:2]) != COMMAND or len(arguments) == len(COMMAND):
        return False
    return all(not text.startswith("-") or _NEGATIVE.fullmatch(text) for text in arguments[2:])


def call_cells(name: str, texts: Sequence[str]) -> int:
    """Show what the cell shows, with the reason of an error on standard error, and give the exit code.

    Raises:
        UnknownNameError: There is no such function.
        DomainError: The number of arguments is wrong, or a block is not written as rows.
    """
    from tht_xl import functions as worksheet

    given = [_cell(text) for text in texts]
    result = worksheet.call(name, *given)
    show_functions.cells(result)
    reasons = _reasons(name, given, result)
    for reason in reasons:
        show.error(reason)
    return FINDINGS if reasons else FINE


def _reasons(name: str, given: list[object], result: object) -> list[str]:
    """Return why cells of the result are errors, in THT_NOTE's words, each once with its first row."""
    from tht_xl.functions import CellError, call

    if not isinstance(result, list):
        return [str(call("THT_NOTE", name, *given))] if isinstance(result, CellError) else []
    wrong = [number for number, row in enumerate(result) if any(isinstance(cell, CellError) for cell in row)]
    if not wrong:
        return []
    notes = call("THT_NOTE", name, *given)
    if not isinstance(notes, list):  # one reason for all
        return [str(notes)]
    several = len(result) > 1
    said: dict[str, int] = {}
    for number in wrong:
        said.setdefault(_note_of(notes, result, number), number)
    return [f"row {number + 1}: {note}" if several else note for note, number in said.items()]


def _note_of(notes: "Rows", result: "Rows", number: int) -> str:
    """Return what is said about the first error of a row: several columns of a result may share one sentence."""
    from tht_xl.functions import CellError

    place = next(place for place, cell in enumerate(result[number]) if isinstance(cell, CellError))
    row = notes[min(number, len(notes) - 1)]
    return str(row[min(place, len(row) - 1)])


def _cell(text: str) -> object:
    """Return a cell as typed on the command line: JSON rows for a block, else the text itself."""
    if text.lstrip().startswith("[["):
        import json

        try:
            return json.loads(text)
        except ValueError:
            raise DomainError(f"{text!r} is not a block of rows", remedy="Write rows as JSON: '[[1],[2]]'") from None
    return text
