"""One thing that is wrong in a definition, where, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from tht_xl.errors import DefinitionError

Path = tuple[str | int, ...]
"""Keys and positions that lead from the top of a framework to something in it."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """What is wrong on one line of one file. In order of file and line."""

    file: str
    line: int
    what: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what}{'. ' + self.remedy if self.remedy else ''}"


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is wrong at one place of a framework, before anybody has looked up the line."""

    path: Path
    what: str
    remedy: str = ""


def refusal_of(problems: Iterable[Problem]) -> DefinitionError:
    """Return the error that tells everything wrong with a definition at once, a line each.

    They are in the order of files and lines; one fault that two checks find on one line is said once.
    """
    lines = tuple(dict.fromkeys(map(str, sorted(problems))))
    return DefinitionError("\n".join(lines), problems=lines)
