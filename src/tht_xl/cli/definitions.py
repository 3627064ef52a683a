"""The commands about frameworks and their definitions."""

from typing import Annotated

import typer

from tht_xl.cli import show
from tht_xl.cli.exit_codes import FINDINGS, FINE


def show_framework(
    name: Annotated[str, typer.Argument(help="Framework id, or folder.", metavar="NAME")] = "tht",
) -> None:
    """Show a framework's domains, statements and indicators."""
    from tht_xl.framework.load import load_framework

    show.framework(load_framework(name))


def check_framework(name: Annotated[str, typer.Argument(help="Framework id, or folder.", metavar="NAME")]) -> int:
    """Check a framework's definitions; everything that is wrong, by file and line."""
    from tht_xl.errors import DefinitionError
    from tht_xl.framework.load import load_framework

    try:
        loaded = load_framework(name)
    except DefinitionError as error:
        if not error.problems:
            raise
        show.problems(error.problems)
        return FINDINGS
    show.line(f"{loaded.name}, {loaded.version}: {len(loaded.indicators)} indicators, nothing wrong")
    return FINE
