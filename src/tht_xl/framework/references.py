"""Whether everything that a framework names is there."""

from collections.abc import Iterator, Mapping

from tht_xl.disclosure.rules import DISCLOSURE_RULES
from tht_xl.documents.problem import Contradiction, Path
from tht_xl.errors import UnknownNameError
from tht_xl.model.definition import Area, Framework, Indicator
from tht_xl.monitoring.rating import RATING_RULES

Ids = Mapping[str, list[str]]
"""Every id that is defined, by the field of the framework that defines it."""

REFERENCES = {
    "domain": ("domain", "domains"),
    "statement": ("statement", "statements"),
    "owner": ("partner", "partners"),
    "workstream": ("workstream", "workstreams"),
    "dashboard_priority": ("priority", "priorities"),
}
"""Fields of an indicator that name something: what it is called, and the field of the framework that defines it."""


def repeated_ids(ids: Ids) -> Iterator[Contradiction]:
    """Ids that two things of the same sort carry."""
    for name, given in ids.items():
        seen: set[str] = set()
        for position, identifier in enumerate(given):
            if identifier and identifier in seen:
                what = f"id {identifier!r} is given twice in {name}"
                yield Contradiction((name, position, "id"), what, "Give one of the two another id, or remove it")
            seen.add(identifier)


def broken_references(framework: Framework, ids: Ids) -> Iterator[Contradiction]:
    """Names of things that are not defined, and areas that contain themselves."""
    if framework.home:
        yield from unless_known("area", framework.home, ids["areas"], ("home",))
    for position, comparator in enumerate(framework.comparators):
        path = ("comparators", position)
        yield from unless_known("area", comparator, ids["areas"], path)
        if comparator == framework.home:
            what = f"{comparator} is the home area"
            yield Contradiction(path, what, "An area is not compared with itself: remove it")
        if framework.comparators.index(comparator) != position:
            yield Contradiction(path, f"comparator {comparator} is given twice", "Remove one of the two")
    for position, area in enumerate(framework.areas):
        yield from _area(framework, area, ids, ("areas", position))
    for position, statement in enumerate(framework.statements):
        yield from unless_known("domain", statement.domain, ids["domains"], ("statements", position, "domain"))
    for position, indicator in enumerate(framework.indicators):
        yield from _indicator(framework, indicator, ids, ("indicators", position))
    for position, mention in enumerate(framework.mentions):
        yield from unless_known("indicator", mention.indicator, ids["indicators"], ("mentions", position, "indicator"))


def unless_known(kind: str, given: str | None, known: list[str], path: Path) -> Iterator[Contradiction]:
    """Yield a contradiction that names the nearest id, when the given one is not known."""
    if given is not None and given not in known:
        error = UnknownNameError(kind, given, list(filter(None, known)))
        yield Contradiction(path, error.message, error.remedy)


def _area(framework: Framework, area: Area, ids: Ids, path: Path) -> Iterator[Contradiction]:
    yield from unless_known("area", area.parent, ids["areas"], (*path, "parent"))
    if area.valid_from and area.valid_to and area.valid_from > area.valid_to:
        what = f"area {area.id} is valid from {area.valid_from} to {area.valid_to}, which is before it begins"
        yield Contradiction((*path, "valid_to"), what, "Swap or correct the dates")
    if _contains_itself(area, {other.id: other for other in framework.areas}):
        yield Contradiction((*path, "parent"), f"area {area.id} lies within itself", "Correct the parent")


def _contains_itself(area: Area, areas: dict[str, Area]) -> bool:
    # Areas above may go round without this one: a in b, b in c, c in b. Those are reported at b and c alone, and `seen`
    # ends the walk at a.
    seen: set[str] = set()
    above = area.parent
    while above is not None and above in areas and above not in seen:
        if above == area.id:
            return True
        seen.add(above)
        above = areas[above].parent
    return False


def _indicator(framework: Framework, indicator: Indicator, ids: Ids, path: Path) -> Iterator[Contradiction]:
    for name, (kind, field) in REFERENCES.items():
        yield from unless_known(kind, getattr(indicator, name), ids[field], (*path, name))
    yield from unless_known("disclosure rule", indicator.disclosure, list(DISCLOSURE_RULES), (*path, "disclosure"))
    yield from unless_known("rating rule", indicator.rating, list(RATING_RULES), (*path, "rating"))
    statement = next((s for s in framework.statements if s.id == indicator.statement), None)
    if statement and statement.domain != indicator.domain:
        what = f"{indicator.id} is in domain {indicator.domain}, its statement {statement.id} in {statement.domain}"
        yield Contradiction((*path, "statement"), what, "Change the domain or the statement of one of them")
