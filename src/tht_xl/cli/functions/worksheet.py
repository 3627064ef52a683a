"""The commands that list, show and call the worksheet functions."""

from typing import Annotated

import typer

from tht_xl.cli import show_functions


def list_functions() -> None:
    """List every worksheet function."""
    from tht_xl.functions import REGISTRY

    show_functions.functions(REGISTRY.values())


def show_function(name: Annotated[str, typer.Argument(help="Its name.", metavar="NAME")]) -> None:
    """Show a function's arguments, help and examples."""
    from tht_xl.functions.engine.registry import find_function

    show_functions.function(find_function(name))


def call_function(
    name: Annotated[str, typer.Argument(help="Its name.", metavar="NAME")],
    cells: Annotated[
        list[str] | None, typer.Argument(help="Cells; a block is JSON rows: '[[1],[2]]'.", metavar="CELL")
    ] = None,
) -> int:
    """Call a worksheet function as a cell would. An error is 1, with its reason on standard error."""
    from tht_xl.cli.functions.cells import call_cells

    return call_cells(name, cells or [])
