"""The lists that a column of references may name: parts of the framework, and columns of other tables."""

from collections.abc import Callable, Mapping
from typing import Final

from tht_xl.model.definition import Framework

_OF_FRAMEWORK: Final[Mapping[str, Callable[[Framework], tuple[str, ...]]]] = {
    "framework.id": lambda framework: (framework.id,),
    "framework.areas": lambda framework: tuple(area.id for area in framework.areas),
    "framework.domains": lambda framework: tuple(domain.id for domain in framework.domains),
    "framework.indicators": lambda framework: tuple(indicator.id for indicator in framework.indicators),
    "framework.outcomes": lambda framework: tuple(outcomes_of(framework)),
    "framework.partners": lambda framework: tuple(partner.id for partner in framework.partners),
    "framework.statements": lambda framework: tuple(statement.id for statement in framework.statements),
    "framework.workstreams": lambda framework: tuple(workstream.id for workstream in framework.workstreams),
}
FRAMEWORK_LISTS: Final = tuple(_OF_FRAMEWORK)
"""What a reference may name in the framework."""


def outcomes_of(framework: Framework) -> dict[str, str]:
    """Return what a strategy asks for, by id: its priorities, then its statements, or its domains without them."""
    statements = {each.id: each.text for each in framework.statements}
    return {each.id: each.name for each in framework.priorities} | (
        statements or {each.id: each.name for each in framework.domains}
    )


def framework_lists(framework: Framework) -> dict[str, tuple[str, ...]]:
    """Return every list that a reference may name in a framework."""
    return {name: framework_list(name, framework) for name in FRAMEWORK_LISTS}


def framework_list(name: str, framework: Framework) -> tuple[str, ...]:
    """Return the ids that a list of the framework has, in its order.

    Args:
        name: One of `FRAMEWORK_LISTS`.
        framework: The definitions.

    Raises:
        KeyError: There is no such list.
    """
    return _OF_FRAMEWORK[name](framework)
