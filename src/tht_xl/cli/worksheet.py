"""The commands that list, show and call the worksheet functions."""

from typing import TYPE_CHECKING, Annotated

import typer

from tht_xl.cli import show
from tht_xl.cli.exit_codes import FINDINGS, FINE

if TYPE_CHECKING:
    from tht_xl.functions.cells import Rows


def list_functions() -> None:
    """List every worksheet function."""
    from tht_xl.functions import REGISTRY

    show.functions(REGISTRY.values())


def show_function(name: Annotated[str, typer.Argument(help="Its name.", metavar="NAME")]) -> None:
    """Show a function's arguments, help and examples."""
    from tht_xl.functions import REGISTRY as REGISTRY  # registers them all
    from tht_xl.functions.registry import find_function

    show.function(find_function(name))


def call_function(
    name: Annotated[str, typer.Argument(help="Its name.", metavar="NAME")],
    cells: Annotated[
        list[str] | None, typer.Argument(help="Cells; a block is JSON rows: '[[1],[2]]'.", metavar="CELL")
    ] = None,
) -> int:
    """Call a worksheet function as a cell would. An error is 1, with its reason on standard error."""
    from tht_xl import functions as worksheet

    given = [_cell(text) for text in cells or []]
    result = worksheet.call(name, *given)
    show.cells(result)
    reasons = _reasons(name, given, result)
    for reason in reasons:
        show.error(reason)
    return FINDINGS if reasons else FINE


def _reasons(name: str, given: list[object], result: object) -> list[str]:
    """Why cells of the result are errors, in THT_NOTE's words, each once with its first row."""
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
    """What is said about the first error of a row: several columns of a result may share one sentence."""
    from tht_xl.functions import CellError

    place = next(place for place, cell in enumerate(result[number]) if isinstance(cell, CellError))
    row = notes[min(number, len(notes) - 1)]
    return str(row[min(place, len(row) - 1)])


def _cell(text: str) -> object:
    """A cell as typed on the command line: JSON rows for a block, else the text itself."""
    if text.lstrip().startswith("[["):
        import json

        try:
            return json.loads(text)
        except ValueError:
            raise typer.BadParameter(f"{text!r} is no block of rows; write rows as JSON: '[[1],[2]]'") from None
    return text
