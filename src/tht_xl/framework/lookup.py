"""Find one thing in a framework by what a person calls it."""

from collections.abc import Iterable
from typing import TypeVar
from weakref import finalize

from tht_xl.errors import AmbiguousNameError, UnknownNameError
from tht_xl.framework.load import load_packaged
from tht_xl.model.definition import Area, Framework, Indicator, Statement

DEFAULT_FRAMEWORK = "tht"

_WithId = TypeVar("_WithId", Indicator, Statement)

_areas_by_framework: dict[int, dict[str, tuple[Area, ...]]] = {}


def find_indicator(framework: Framework, given: str) -> Indicator:
    """The indicator with this id, whatever its capitals and surrounding blanks.

    Raises:
        UnknownNameError: There is none; the nearest id is named.
    """
    return _find("indicator", framework.indicators, given)


def find_statement(framework: Framework, given: str) -> Statement:
    """The statement with this id, whatever its capitals and surrounding blanks.

    Raises:
        UnknownNameError: There is none; the nearest id is named.
    """
    return _find("statement", framework.statements, given)


def find_area(framework: Framework, given: str) -> Area:
    """The area with this id, or else this code, or else this name or alias.

    Raises:
        UnknownNameError: There is none; the nearest name is given.
        AmbiguousNameError: Several areas carry the name, as wards of different years do; their ids are given.
    """
    found = _areas_by_name(framework).get(_plain(given), ())
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousNameError("area", given, [area.id for area in found])
    raise UnknownNameError("area", given, [text for area in framework.areas for text in (area.id, area.name)])


def resolve_indicator(given: str, default: str = DEFAULT_FRAMEWORK) -> tuple[Framework, Indicator]:
    """The framework and the indicator that "strategy-2009:life-expectancy-male" names.

    Only frameworks that come with the package are looked at, so that no cell can name a file.

    Args:
        given: Id of an indicator, after the name of its framework and a colon where that is not the default.
        default: Name of the framework of an id without one.

    Raises:
        UnknownNameError: The framework or the indicator is unknown; the nearest name is given.
    """
    before, colon, after = given.partition(":")
    framework = load_packaged(_plain(before) if colon else default)
    return framework, find_indicator(framework, after if colon else before)


def _find(kind: str, things: Iterable[_WithId], given: str) -> _WithId:
    wanted = _plain(given)
    found = next((thing for thing in things if thing.id == wanted), None)
    if found is None:
        raise UnknownNameError(kind, given, [thing.id for thing in things])
    return found


def _areas_by_name(framework: Framework) -> dict[str, tuple[Area, ...]]:
    # Frameworks cannot be hashed, and comparing two by content is slow, so what they are known by is their identity.
    if id(framework) not in _areas_by_framework:
        _areas_by_framework[id(framework)] = _index(framework.areas)
        finalize(framework, _areas_by_framework.pop, id(framework), None)
    return _areas_by_framework[id(framework)]


def _index(areas: tuple[Area, ...]) -> dict[str, tuple[Area, ...]]:
    index: dict[str, tuple[Area, ...]] = {}
    for area in areas:
        for text in {_plain(text) for text in (area.name, *area.aliases)}:
            index[text] = (*index.get(text, ()), area)
    index |= {_plain(area.code): (area,) for area in areas if area.code}
    return index | {area.id: (area,) for area in areas}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
