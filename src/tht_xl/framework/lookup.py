"""Find one thing in a framework by what a person calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tht_xl.errors import AmbiguousNameError, UnknownNameError
from tht_xl.framework.load import load_packaged
from tht_xl.framework.once import once_for_each

if TYPE_CHECKING:
    from tht_xl.model.definition import Area, Framework, Indicator, Statement

DEFAULT_FRAMEWORK = "tht"

MAX_SUGGESTIONS = 500
"""How many wrong names of one column get the nearest right one: more are not slips, but another column's contents."""


class _Names(NamedTuple):
    """The indicators and areas of a framework by what a person calls them, in small letters."""

    indicators: dict[str, Indicator]
    areas: dict[str, tuple[Area, ...]]


def find_indicator(framework: Framework, given: str, *, suggests: bool = True) -> Indicator:
    """Return the indicator with this id, whatever its capitals and surrounding blanks.

    Args:
        framework: Where to look.
        given: The id.
        suggests: Whether an error names the nearest id.

    Raises:
        UnknownNameError: There is none; the nearest id is named.
    """
    found = _names(framework).indicators.get(_plain(given))
    if found is None:
        known = [indicator.id for indicator in framework.indicators]
        raise UnknownNameError("indicator", given, known, suggests=suggests)
    return found


def find_statement(framework: Framework, given: str) -> Statement:
    """Return the statement with this id, whatever its capitals and surrounding blanks.

    Raises:
        UnknownNameError: There is none; the nearest id is named.
    """
    wanted = _plain(given)
    found = next((statement for statement in framework.statements if statement.id == wanted), None)
    if found is None:
        raise UnknownNameError("statement", given, [statement.id for statement in framework.statements])
    return found


def find_area(framework: Framework, given: str, *, suggests: bool = True) -> Area:
    """Return the area with this id, or else this code, or else this name or alias.

    Args:
        framework: Where to look.
        given: What a person calls it.
        suggests: Whether an error names the nearest name.

    Raises:
        UnknownNameError: There is none; the nearest name is given.
        AmbiguousNameError: Several areas carry the name, as wards of different years do; their ids are given.
    """
    found = _names(framework).areas.get(_plain(given), ())
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousNameError("area", given, [area.id for area in found])
    known = [text for area in framework.areas for text in (area.id, area.name)]
    raise UnknownNameError("area", given, known, suggests=suggests)


def resolve_indicator(given: str, default: str = DEFAULT_FRAMEWORK) -> tuple[Framework, Indicator]:
    """Return the framework and the indicator that "strategy-2009:life-expectancy-male" names.

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


@once_for_each
def _names(framework: Framework) -> _Names:
    indicators = {each.id: each for each in reversed(framework.indicators)}
    return _Names(indicators, _areas_by_name(framework.areas))


def _areas_by_name(areas: tuple[Area, ...]) -> dict[str, tuple[Area, ...]]:
    index: dict[str, tuple[Area, ...]] = {}
    for area in areas:
        for text in {_plain(text) for text in (area.name, *area.aliases)}:
            index[text] = (*index.get(text, ()), area)
    # A code counts before a name and an id before both: one area may be called what is another's id.
    index |= {_plain(area.code): (area,) for area in areas if area.code}
    return index | {area.id: (area,) for area in areas}


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
