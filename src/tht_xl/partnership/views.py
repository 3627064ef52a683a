"""The views of the partnership's registers: declared, found by name, made. Start reading here.

A view is a pure function of what it is given, declared with `@view` in the room of its subject, with a line in
`VIEW_MODULES`. It returns a `View`, which one renderer each shows on a page, in the terminal and to programs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Final

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.partnership.view import Gap, View
from tht_xl.templates.registers import filled_register, load_register, register_names
from tht_xl.templates.table import Tables

if TYPE_CHECKING:
    from tht_xl.evaluation.result import Results
    from tht_xl.model.definition import Framework

VIEW_MODULES: Final[Mapping[str, str]] = {
    "register": "register_view",
}
"""The module of each view, below `tht_xl.partnership`; in the order in which views are listed."""
ANY_COLUMN = "any column"
"""In the place of a grouping: the heading of any column will do."""


@dataclass
class Given:
    """What a view is made from.

    Attributes:
        framework: The definitions.
        as_of: The day on which it is said.
        by: What to group by; "" for the view's first choice.
        of: Which one is meant: a meeting, an area, an indicator; "" for all.
        registers: The registers that somebody gave, by the id of their template.
        results: Evaluated indicators; None where there are none.
        used: The registers that were read, in order, for the line that says what a view was made from.
    """

    framework: "Framework"
    as_of: date
    by: str = ""
    of: str = ""
    registers: Mapping[str, Tables] = field(default_factory=dict[str, Tables])
    results: "Results | None" = None
    used: list[Tables] = field(default_factory=list[Tables])

    def register(self, template: str) -> Tables:
        """Return the register made from a template: the one that was given, else the one that comes with the package.

        Raises:
            DomainError: None was given, and none comes with the package.
        """
        found = self.optional(template)
        if found is None:
            made_up = [name for name in self._packaged if self._packaged[name] == (template, True)]
            example = f"; {made_up[0]} in its place shows how it works" if made_up else ""
            raise DomainError(
                f"no register of the template {template!r} was given, and no paper has one",
                remedy=f"Name a file made by: tht-xl template new {template} --out FILE.xlsx{example}",
            )
        return found

    def optional(self, template: str) -> Tables | None:
        """Return the register made from a template; None where none was given and none comes with the package."""
        found = self.registers.get(template)
        if found is None:
            name = next((name for name, about in self._packaged.items() if about == (template, False)), None)
            found = load_register(name, today=self.as_of) if name else None
        if found is not None and found not in self.used:
            self.used.append(found)
        return found

    @cached_property
    def _packaged(self) -> dict[str, tuple[str, bool]]:
        """The template of each packaged register, and whether it is made up."""
        about = {name: filled_register(name).about for name in register_names()}
        return {name: (each.template, each.illustrative) for name, each in about.items()}


@dataclass(frozen=True, slots=True)
class ViewDefinition:
    """A view that can be asked for.

    Attributes:
        name: Its name on the command line.
        title: Its title.
        registers: Ids of the templates whose registers it reads.
        by: What it can be grouped by, the usual one first.
        of: What `of` names, such as "a meeting"; "" where it takes none.
        make: The function that makes it.
    """

    name: str
    title: str
    registers: tuple[str, ...]
    by: tuple[str, ...]
    of: str
    make: Callable[[Given], View]


_VIEWS: dict[str, ViewDefinition] = {}


def view(
    name: str, *, title: str, registers: tuple[str, ...] = (), by: tuple[str, ...] = (), of: str = ""
) -> Callable[[Callable[[Given], View]], Callable[[Given], View]]:
    """Declare a view; the arguments are those of `ViewDefinition`."""

    def declare(make: Callable[[Given], View]) -> Callable[[Given], View]:
        _VIEWS[name] = ViewDefinition(name, title, registers, by, of, make)
        return make

    return declare


def view_names() -> tuple[str, ...]:
    """Return the names of all views."""
    return tuple(VIEW_MODULES)


def find_view(name: str) -> ViewDefinition:
    """Return a view by its name.

    Raises:
        UnknownNameError: There is none; the nearest name is given.
    """
    if name not in VIEW_MODULES:
        raise UnknownNameError("view", name, list(VIEW_MODULES))
    import_module(f"tht_xl.partnership.{VIEW_MODULES[name]}")
    return _VIEWS[name]


def make_view(name: str, given: Given, *, gaps: tuple[Gap, ...] = ()) -> View:
    """Return a view of what is given.

    Args:
        name: Its name.
        given: What it is made from.
        gaps: What was found wrong with the registers before; shown first.

    Raises:
        UnknownNameError: No view has this name, or it cannot be grouped as was asked.
        DomainError: A register that it needs is missing; it takes no `of`.
    """
    definition = find_view(name)
    if given.by and given.by not in definition.by and ANY_COLUMN not in definition.by:
        raise UnknownNameError("grouping", given.by, list(definition.by))
    if given.of and not definition.of:
        raise DomainError(f"the view {name!r} is of everything; {given.of!r} cannot be chosen", remedy="Leave out --of")
    made = definition.make(given)
    source = tuple(dict.fromkeys(f"{each.name}: {each.source}" if each.source else each.name for each in given.used))
    return replace(
        made,
        title=made.title or definition.title,
        source=source,
        gaps=(*gaps, *made.gaps),
        is_illustrative=any(each.is_illustrative for each in given.used),
    )
