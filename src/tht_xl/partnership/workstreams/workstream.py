"""The page of one workstream: outcomes, delivery, improvement projects and shadow budget. Start reading here."""

from collections.abc import Mapping
from typing import NamedTuple

from tht_xl.errors import DomainError, UnknownNameError
from tht_xl.evaluation.exceptions import Assessment
from tht_xl.model.definition import Framework, Workstream
from tht_xl.partnership.monitoring.assessed import assessments
from tht_xl.partnership.monitoring.groupings import IndicatorGroup, grouping_of
from tht_xl.partnership.view import View
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view
from tht_xl.partnership.workstreams.answer import REGISTERS, WorkstreamAnswer
from tht_xl.partnership.workstreams.budget import budget
from tht_xl.partnership.workstreams.outcomes import outcomes
from tht_xl.partnership.workstreams.priorities import priorities
from tht_xl.partnership.workstreams.projects import projects


class Answers(NamedTuple):
    """What a workstream answers to the three things that it is asked, and its shadow budget."""

    outcomes: WorkstreamAnswer
    priorities: WorkstreamAnswer
    projects: WorkstreamAnswer
    budget: WorkstreamAnswer


@view("workstream", title="Workstream", registers=REGISTERS, of="a workstream, by id or name", reads_results=True)
def workstream(given: ViewInput) -> View:
    """Return what one workstream answers to all three asks, with its shadow budget."""
    stream = find_workstream(given.framework, given.of)
    parts = answers(stream, given, assessments(given))
    sentences = (
        f"Population: {population(stream, given)}.",
        f"1. Outcomes: {parts.outcomes.brief}.",
        f"2. Delivery: {parts.priorities.brief}.",
        f"3. Quality improvement: {parts.projects.brief}.",
        f"Shadow budget: {parts.budget.brief}.",
    )
    return View(
        f"Workstream: {stream.name}",
        sentences,
        tuple(section for part in parts for section in part.sections),
        tuple(gap for part in parts for gap in part.gaps),
    )


def find_workstream(framework: Framework, name: str) -> Workstream:
    """Return a workstream by its id or name, whatever its capitals; "&" is "and".

    Raises:
        DomainError: None is named, or the framework has none.
        UnknownNameError: None has this name; the nearest is given.
    """
    streams = framework.workstreams
    if not streams:
        raise DomainError(f"{framework.name} names no workstreams", remedy="Choose another with --framework")
    if not name:
        raise DomainError("no workstream was named", remedy=f"Add --of with one of: {', '.join(s.id for s in streams)}")
    found = find_named(framework, name)
    if found is None:
        raise UnknownNameError("workstream", name, [known for each in streams for known in (each.id, each.name)])
    return found


def find_named(framework: Framework, name: str) -> Workstream | None:
    """Return a workstream by its id or name, whatever its capitals; None where no workstream is called so."""
    streams = framework.workstreams
    return next((each for each in streams if _folded(name) in (_folded(each.id), _folded(each.name))), None)


def answers(stream: Workstream, given: ViewInput, known: Mapping[str, Assessment]) -> Answers:
    """Return what a workstream answers."""
    group: IndicatorGroup = grouping_of(given, "workstream").only(stream.id).groups[0]
    return Answers(
        outcomes(group, given, known),
        priorities(stream, group, given),
        projects(stream, given),
        budget(stream, given),
    )


def population(stream: Workstream, given: ViewInput) -> str:
    """Return whom a workstream is for: the life-course group that it is matched to."""
    chosen = given.optional("metric-selection", of_framework=True)
    found = [row for row in chosen["groups"] if row["workstream"] == stream.id] if chosen else []
    said = [f"{row['name'] or row['id']} ({row['source'] or 'no source'})" for row in found]
    return "; ".join(said) or "not stated"


def _folded(name: str) -> str:
    return " ".join(name.replace("&", " and ").split()).casefold()
