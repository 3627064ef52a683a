"""Which areas there were on a day, and which areas a name can mean."""

from collections.abc import Iterator
from datetime import date

from tht_xl.model.definition import Area, Framework


def is_valid(area: Area, first: date, last: date) -> bool:
    """Return whether an area was there for all of some days."""
    return (area.valid_from is None or area.valid_from <= first) and (area.valid_to is None or area.valid_to >= last)


def overlaps(area: Area, first: date, last: date) -> bool:
    """Return whether an area was there on any of some days."""
    return (area.valid_from is None or area.valid_from <= last) and (area.valid_to is None or area.valid_to >= first)


def areas_called(name: str, framework: Framework) -> tuple[Area, ...]:
    """Return the areas that a name can mean, of whatever time; "&" is "and", and full stops do not count."""
    wanted = plain_name(name)
    return tuple(each for each in framework.areas if wanted in map(plain_name, (each.name, *each.aliases)))


def plain_name(name: str) -> str:
    """Return a name without what sources write differently: capitals, full stops, "&"."""
    return " ".join(name.replace("&", " and ").replace(".", " ").casefold().split())


def generations(framework: Framework, kind: str) -> Iterator[tuple[date | None, date | None, tuple[Area, ...]]]:
    """Yield the areas of a kind by the days from and to which they are valid, oldest first."""
    found: dict[tuple[date | None, date | None], list[Area]] = {}
    for area in framework.areas:
        if area.kind == kind:
            found.setdefault((area.valid_from, area.valid_to), []).append(area)
    for (first, last), areas in sorted(
        found.items(), key=lambda each: (each[0][0] or date.min, each[0][1] or date.max)
    ):
        yield first, last, tuple(areas)
