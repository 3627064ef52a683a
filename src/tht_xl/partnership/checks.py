"""What is checked in a register beyond the rules of its template: what one Excel expression cannot say.

A check is a function of a register's tables, declared with `@partnership_check` in the room of its subject. It is found
by the template of the register, in `CHECK_MODULES`.
"""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Final

from tht_xl.model.definition import Framework
from tht_xl.templates.check import Wrong
from tht_xl.templates.load import is_packaged
from tht_xl.templates.table import Row, Tables

BROKEN, SECOND_LOOK = "R814", "R815"
"""Codes of what is wrong, and of what may be right and often is not."""
CHECK_MODULES: Final[Mapping[str, tuple[str, ...]]] = {
    "action-tracker": ("plans.same_action",),
    "area-values": ("places.checks",),
    "bodies": ("meetings.bodies_view",),
    "commissioning-plan": ("commissioning.checks",),
    "data-gaps": ("coverage.data_gaps",),
    "delivery-plan": ("plans.circles",),
    "forward-plan": ("meetings.plan_view",),
    "framework-definitions": ("smart.questions",),
    "key-indicators": ("monitoring.key_limit",),
    "metric-selection": ("coverage.selection",),
    "outputs": ("scope.outputs",),
    "ownership": ("coverage.ownership",),
    "read-across": ("scope.read_across",),
    "uses": ("coverage.uses",),
    "consultation": ("engagement.consultation",),
    "improvement-projects": ("workstreams.projects",),
    "shadow-budget": ("workstreams.budget",),
    "savings": ("money.double_counting",),
}
"""The modules whose checks belong to each template."""
PartnershipCheck = Callable[[Tables, Framework], Iterator[Wrong]]
_CHECKS: dict[str, dict[str, PartnershipCheck]] = {}


def partnership_check(name: str, *, template: str) -> Callable[[PartnershipCheck], PartnershipCheck]:
    """Declare a check of the registers that are made from a template.

    Args:
        name: What it is called, such as "savings-counted-twice".
        template: Id of the template.
    """

    def declare(check: PartnershipCheck) -> PartnershipCheck:
        _CHECKS.setdefault(template, {})[name] = check
        return check

    return declare


def partnership_checks(template: str) -> Mapping[str, PartnershipCheck]:
    """Return the checks of a template, by name."""
    for module in CHECK_MODULES.get(template, ()):
        import_module(f"tht_xl.partnership.{module}")
    return _CHECKS.get(template, {})


def partnership_wrongs(tables: Tables, framework: Framework) -> Iterator[Wrong]:
    """Yield what the partnership's own checks find in a register."""
    # Somebody's own template may have the id of a packaged one, and other columns.
    if is_packaged(tables.template):
        for check in partnership_checks(tables.template.id).values():
            yield from check(tables, framework)


def wrong(check: str, row: Row, column: str, given: str, *, expected: str, fix: str, is_error: bool = True) -> Wrong:
    """Return something that is wrong with a row.

    Args:
        check: The name of the check.
        row: The row.
        column: Id of the column where something is to be done.
        given: What was found, in words.
        expected: What is expected.
        fix: What to do.
        is_error: Whether the row is held back; otherwise somebody should look again.
    """
    return Wrong(BROKEN if is_error else SECOND_LOOK, check, row, column, given, expected, fix, is_error)
