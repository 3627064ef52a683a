"""What several commands share, so that the same thing is spelled and explained the same way everywhere."""

from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand, TyperGroup

from tht_xl.cli.light_help import load_help

Format = Annotated[
    Literal["text", "json"], typer.Option("--format", help="Text for people, JSON for programs.", metavar="text|json")
]
FrameworkName = Annotated[str, typer.Option("--framework", help="Framework id, or folder.", metavar="NAME")]
OutFolder = Annotated[
    Path | None, typer.Option("--out", help="Folder for the results; made if it is not there.", metavar="FOLDER")
]
Config = Annotated[
    Path | None,
    typer.Argument(
        help="The month's configuration, a YAML file (docs/month.md); the only one in this folder unless named.",
        metavar="CONFIG",
    ),
]
OtherSpelling = typer.Option("--output", hidden=True)


class Group(TyperGroup):
    """A group of commands whose help loads only what draws it."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer's own arguments
        """Draw the help."""
        load_help()
        super().format_help(ctx, formatter)


class Command(TyperCommand):
    """A command whose help says of a repeated argument how many it takes, where Typer shows <list[Path]>."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Typer's own arguments
        super().__init__(*args, **kwargs)
        for parameter in self.params:
            if parameter.nargs == -1:
                shown = "<one or more>" if parameter.required else "<any number>"
                parameter.display_type_rich = lambda *_, shown=shown, **__: shown  # type: ignore[attr-defined]

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - Typer's own arguments
        """Draw the help."""
        load_help()
        super().format_help(ctx, formatter)


def examples(*lines: str) -> str:
    """Examples beneath a command's help."""
    return "[bold]Examples[/bold]\n\n" + "\n\n".join(lines)
