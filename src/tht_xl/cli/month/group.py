"""`tht-xl month`: a group of commands whose first argument may also be the configuration itself."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from tht_xl.cli.options import Group
from tht_xl.errors import UnknownNameError

RUN = "run"


class MonthGroup(Group):
    """The commands of a month. `tht-xl month CONFIG` is short for `tht-xl month run CONFIG`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer's own arguments
        """Read the arguments, with the command `run` where none is named."""
        return super().parse_args(ctx, with_command(args, self.commands))


def with_command(arguments: Sequence[str], commands: Collection[str]) -> list[str]:
    """Return the arguments with `run` in front where they name a configuration, or begin with an option of it.

    Raises:
        UnknownNameError: The first is a lone word that is neither; the nearest command is named.

    Examples:
        >>> with_command(["november.yaml", "--apply"], {"run", "status"})
        ['run', 'november.yaml', '--apply']
        >>> with_command(["staus"], {"run", "status"})
        Traceback (most recent call last):
            ...
        tht_xl.errors.UnknownNameError: unknown command 'staus'. Did you mean 'status'?
    """
    first = next(iter(arguments), "")
    if not first or first in commands or first in ("-h", "--help"):
        return list(arguments)
    is_configuration = first.startswith("-") or bool(Path(first).suffix) or len(Path(first).parts) > 1
    if not is_configuration and not Path(first).exists():
        raise UnknownNameError("command", first, sorted(commands))
    return [RUN, *arguments]
