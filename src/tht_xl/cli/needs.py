"""What each command needs beyond the base installation, known before anything of it is imported.

A month that writes to the shared sheet must not find out afterwards that the page cannot be written, and somebody with
the base installation is told about all extras at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Need:
    """The extras of a command.

    Attributes:
        extras: Their names; "cli" goes without saying.
        having: They are needed only where an argument has one of these in it; empty for always.
        lacking: They are not needed where an argument has one of these in it.
        also: What else is needed, with conditions of its own.
    """

    extras: tuple[str, ...]
    having: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    also: "Need | None" = None

    def extras_with(self, arguments: Sequence[str]) -> tuple[str, ...]:
        """Return the extras that are needed with these arguments."""
        applies = (not self.having or _any_in(self.having, arguments)) and not _any_in(self.lacking, arguments)
        return (*(self.extras if applies else ()), *(self.also.extras_with(arguments) if self.also else ()))


MONTH = Need(("workbook", "sheets", "report"))
NEEDS: dict[tuple[str, ...], Need] = {
    ("demo",): MONTH,
    ("month", "new"): Need(("workbook",)),
    ("month", "status"): Need(("workbook",)),
    ("month", "remind"): Need(("workbook",)),
    ("month", "chase"): Need(("workbook",)),
    ("month", "run"): MONTH,
    ("sync",): MONTH,
    ("month", "close"): MONTH,
    ("month", "show"): MONTH,
    ("month", "reopen"): MONTH,
    ("month", "log"): MONTH,
    ("month", "purge"): MONTH,
    ("check",): Need(("workbook",), also=Need(("report",), having=("--html",))),
    ("export",): Need(("workbook", "export")),
    ("view",): Need(("report",), having=("--html",), also=Need(("workbook",), having=(".xls", ".ods"))),
    ("template", "new"): Need(("workbook",)),
    ("template", "map"): Need(("workbook",)),
    ("framework", "export"): Need(("workbook",)),
    ("framework", "import"): Need(("workbook",)),
    ("functions", "native"): Need(("workbook",), having=("--out",)),
    ("functions", "addin"): Need(("addin",), having=(".xlam", ".xlsm")),
    ("serve",): Need(("server",), lacking=("--manifest",)),
}
"""By the words that name the command; one that is not here does with the base and "cli". Each command of the month is
here, because `tht-xl month november.yaml` is short for `month run`."""
HELP = frozenset({"--help", "-h"})


def extras_for(arguments: Sequence[str]) -> tuple[str, ...]:
    """Return the extras that the command line needs for these arguments."""
    if not HELP.isdisjoint(arguments):
        return ("cli",)
    words = tuple(arguments[:2])
    need = NEEDS.get(words) or NEEDS.get(words[:1]) or NEEDS.get((*words[:1], "run"))
    return ("cli", *(need.extras_with(arguments) if need else ()))


def _any_in(parts: Sequence[str], arguments: Sequence[str]) -> bool:
    return any(part in argument.lower() for part in parts for argument in arguments)
