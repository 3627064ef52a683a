"""Which indicators belong to which priority, domain, workstream, partner or life-course group."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tht_xl.errors import UnknownNameError
from tht_xl.model.definition import Domain, Indicator, Named
from tht_xl.partnership.view_input import ViewInput


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """One group and its indicators, in the framework's order.

    Attributes:
        id: Its id.
        name: Its name.
        indicators: Its indicators.
        note: What one should know of it; "" for nothing.
    """

    id: str
    name: str
    indicators: tuple[Indicator, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Grouping:
    """The groups of one kind, and the indicators that belong to none.

    Attributes:
        kind: What a group is called: "priority".
        plural: And several.
        groups: The groups, those without an indicator too.
        without: The indicators that belong to none.
        question: What to ask about one of them.
        question_of_group: What to ask of a group without an indicator.
    """

    kind: str
    plural: str
    groups: tuple[IndicatorGroup, ...]
    without: tuple[Indicator, ...]
    question: str
    question_of_group: str

    def only(self, name: str) -> "Grouping":
        """Return the grouping with the one group that has this id or name, whatever its capitals.

        Raises:
            UnknownNameError: None has; the nearest is named.
        """
        wanted = " ".join(name.split()).casefold()
        found = [each for each in self.groups if wanted in (each.id.casefold(), each.name.casefold())]
        if not found:
            raise UnknownNameError(self.kind, name, [known for each in self.groups for known in (each.id, each.name)])
        return Grouping(self.kind, self.plural, tuple(found), (), self.question, self.question_of_group)


def grouping_of(given: ViewInput, by: str) -> Grouping:
    """Return the groups of one kind.

    Args:
        given: The framework, and the registers that say more than it.
        by: One of `GROUPINGS`.
    """
    return GROUPINGS[by](given)


def _by_priority(given: ViewInput) -> Grouping:
    return _by_field(given, "priority", "priorities", given.framework.priorities, "dashboard_priority",
                     "Which priority does it serve?", "What shows whether it is met?")  # fmt: skip


def _by_domain(given: ViewInput) -> Grouping:
    return _by_field(
        given, "domain", "domains", given.framework.domains, "domain", "Which domain is it in?", "What shows how it is?"
    )


def _by_workstream(given: ViewInput) -> Grouping:
    return _by_field(given, "workstream", "workstreams", given.framework.workstreams, "workstream",
                     "Which workstream watches it?", "What does it watch?")  # fmt: skip


def _by_partner(given: ViewInput) -> Grouping:
    return _by_field(
        given,
        "partner",
        "partners",
        given.framework.partners,
        "owner",
        "Which partner owns it?",
        "Which indicators does it own?",
    )


def _by_life_course(given: ViewInput) -> Grouping:
    """Return the life-course groups of the register of metrics: by what a group agreed on, else by its workstream."""
    question, of_group = "Which life-course group chooses it?", "Which metrics does it choose?"
    chosen = given.optional("metric-selection", of_framework=True)
    if chosen is None:
        return Grouping("life-course group", "life-course groups", (), given.framework.indicators, question, of_group)
    agreed = {
        (row["group"], row["metric"])
        for row in chosen["selection"]
        if row["standing"] == "agreed" and row["choice"] in ("primary", "secondary")
    }
    groups: list[IndicatorGroup] = []
    for row in chosen["groups"]:
        stream, matched = row["workstream"], row["matched-by"]
        own = [i for i in given.framework.indicators
               if (row["id"], i.id) in agreed or (stream is not None and i.workstream == stream)]  # fmt: skip
        note = f"Taken to be the workstream {stream}; matched by {matched or 'nobody named'}." if stream else ""
        groups.append(IndicatorGroup(row["id"] or "", row["name"] or row["id"] or "", tuple(own), note))
    return _with_rest(given, "life-course group", "life-course groups", groups, question, of_group)


def _by_field(
    given: ViewInput, kind: str, plural: str, things: Sequence[Named | Domain], field: str, question: str, of_group: str
) -> Grouping:
    groups = [
        IndicatorGroup(
            thing.id, thing.name, tuple(i for i in given.framework.indicators if getattr(i, field) == thing.id)
        )
        for thing in things
    ]
    return _with_rest(given, kind, plural, groups, question, of_group)


def _with_rest(
    given: ViewInput, kind: str, plural: str, groups: Iterable[IndicatorGroup], question: str, of_group: str
) -> Grouping:
    found = tuple(groups)
    grouped = {indicator.id for group in found for indicator in group.indicators}
    rest = tuple(each for each in given.framework.indicators if each.id not in grouped)
    return Grouping(kind, plural, found, rest, question, of_group)


GROUPINGS: Final[Mapping[str, Callable[[ViewInput], Grouping]]] = {
    "priority": _by_priority,
    "domain": _by_domain,
    "workstream": _by_workstream,
    "partner": _by_partner,
    "life-course group": _by_life_course,
}
"""What indicators are grouped by: a function of what a view is given, by the word on the command line."""
