"""The views of the partnership's registers: declared, found by name, made. Start reading here.

A view is a pure function of what it is given, declared with `@view` in the room of its subject, with a line in
`VIEW_MODULES`. It returns a `View`, which one renderer each shows on a page, in the terminal and to programs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from importlib import import_module
from typing import Final

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.partnership.view import Gap, View
from tht_xl.partnership.view_input import ViewInput

VIEW_MODULES: Final[Mapping[str, str]] = {
    "register": "register_view",
    "indicators": "monitoring.indicators",
    "exceptions": "monitoring.exceptions",
    "targets": "monitoring.targets",
    "dashboard": "monitoring.dashboard",
    "key-indicators": "monitoring.key_indicators",
    "scrutiny": "monitoring.scrutiny",
    "local-meeting": "monitoring.local_meeting",
    "bodies": "meetings.bodies_view",
    "forward-plan": "meetings.plan_view",
    "agenda": "meetings.agenda_view",
    "despatch": "meetings.agenda_view",
    "delivery-plan": "plans.delivery_plan",
    "plan-exceptions": "plans.exceptions",
    "plan-dependencies": "plans.dependencies",
    "capital-schemes": "plans.capital",
    "actions": "plans.actions",
    "crosswalk": "plans.crosswalk",
    "workstream": "workstreams.workstream",
    "workstreams": "workstreams.in_brief",
    "plan-on-a-page": "coverage.plan_on_a_page",
    "narratives": "coverage.narratives",
    "coverage": "coverage.coverage",
    "selection": "coverage.selection",
    "uses": "coverage.uses",
    "ownership": "coverage.ownership",
    "data-gaps": "coverage.data_gaps",
    "areas": "places.areas",
    "ward-range": "places.ward_range",
    "breakdowns": "places.breakdowns",
    "read-across": "scope.read_across",
    "outputs": "scope.outputs",
    "scope": "scope.proposed_items",
    "engagement-strands": "scope.strands",
    "engagement": "engagement.plan",
    "consultation": "engagement.consultation",
    "achievements": "engagement.achievements",
    "savings": "money.savings_view",
    "risks": "assurance.risks",
    "other-boroughs": "assurance.other_boroughs",
    "facts": "assurance.facts",
    "self-assessment": "commissioning.self_assessment",
    "commissioning-analysis": "commissioning.analysis",
    "whole-systems": "review.whole_systems",
    "year-review": "review.year_review",
}
"""The module of each view, below `tht_xl.partnership`; in the order in which views are listed."""
ANY_COLUMN = "any column"
"""In the place of a grouping: the heading of any column will do."""


@dataclass(frozen=True, slots=True)
class ViewDefinition:
    """A view that can be asked for.

    Attributes:
        name: Its name on the command line.
        title: Its title.
        registers: Ids of the templates whose registers it reads.
        by: What it can be grouped by, the usual one first.
        of: What `of` names, such as "a meeting"; "" where it takes none.
        reads_results: Whether it reads evaluated indicators.
        several: Ids of the templates of which it reads several registers at once.
        make: The function that makes it.
    """

    name: str
    title: str
    registers: tuple[str, ...]
    by: tuple[str, ...]
    of: str
    reads_results: bool
    several: tuple[str, ...]
    make: Callable[[ViewInput], View]


_VIEWS: dict[str, ViewDefinition] = {}


def view(
    name: str,
    *,
    title: str,
    registers: tuple[str, ...] = (),
    by: tuple[str, ...] = (),
    of: str = "",
    reads_results: bool = False,
    several: tuple[str, ...] = (),
) -> Callable[[Callable[[ViewInput], View]], Callable[[ViewInput], View]]:
    """Declare a view; the arguments are those of `ViewDefinition`."""

    def declare(make: Callable[[ViewInput], View]) -> Callable[[ViewInput], View]:
        _VIEWS[name] = ViewDefinition(name, title, registers, by, of, reads_results, several, make)
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


def make_view(name: str, given: ViewInput, *, gaps: tuple[Gap, ...] = ()) -> View:
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
    if given.results is not None and not definition.reads_results:
        raise DomainError(f"the view {name!r} reads no figures", remedy="Leave out --results")
    made = definition.make(given)
    source = tuple(dict.fromkeys(f"{each.name}: {each.source}" if each.source else each.name for each in given.used))
    source += (given.results_from,) if given.has_read_figures and given.results_from else ()
    return replace(
        made,
        title=made.title or definition.title,
        source=source,
        gaps=(*gaps, *made.gaps),
        is_illustrative=any(each.is_illustrative for each in given.used),
    )
