"""Indicators by locality: the newest figure of each area within the framework's own, beside the own one."""

from collections.abc import Mapping, Sequence

from tht_xl.errors import UnknownNameError
from tht_xl.evaluation.areas import AreaReading, area_readings
from tht_xl.evaluation.exceptions import Assessment
from tht_xl.evaluation.figure_words import limits, period
from tht_xl.evaluation.sentence import with_unit
from tht_xl.framework.lookup import find_area, find_indicator
from tht_xl.model.counted import counted
from tht_xl.model.definition import Area
from tht_xl.model.vocabulary import Comparison
from tht_xl.partnership.monitoring.words import value_words
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput

Readings = Mapping[str, Sequence[AreaReading]]

DIFFERS = frozenset(each.value for each in (Comparison.BETTER, Comparison.WORSE, Comparison.HIGHER, Comparison.LOWER))
"""Words that go on with "than"."""


def by_locality(given: ViewInput, known: Mapping[str, Assessment]) -> View:
    """Return the newest figures of each locality, and of every other area within the own one that has any.

    Args:
        given: What the view is made from; `of` is one area.
        known: What is known of each indicator in the own area.

    Raises:
        UnknownNameError: `of` names no area within the own one.
    """
    framework = given.framework
    apart = {framework.home, *framework.comparators}
    inside = [area for area in framework.areas if area.id not in apart]
    found = _newest(area_readings(given.figures(), framework))
    shown = [area for area in inside if area.kind == "locality" or any(area.id in by for by in found.values())]
    if given.of:
        shown = _only(inside, given.of)
    home = find_area(framework, framework.home).name
    sections = tuple(_section(area, found, given, known, home) for area in shown)
    return View("Indicators by locality", (_in_numbers(shown, found),), sections, tuple(_gaps(given, shown, found)))


def _newest(readings: Readings) -> dict[str, dict[str, AreaReading]]:
    """Return the newest reading of each area, by indicator and area; they come newest first."""
    found: dict[str, dict[str, AreaReading]] = {}
    for indicator, some in readings.items():
        for reading in some:
            found.setdefault(indicator, {}).setdefault(reading.area.id, reading)
    return found


def _only(inside: Sequence[Area], name: str) -> list[Area]:
    wanted = " ".join(name.split()).casefold()
    found = [area for area in inside if wanted in (area.id.casefold(), area.name.casefold())]
    if not found:
        raise UnknownNameError("area", name, [known for area in inside for known in (area.id, area.name)])
    return found


def _section(
    area: Area,
    found: Mapping[str, Mapping[str, AreaReading]],
    given: ViewInput,
    known: Mapping[str, Assessment],
    home: str,
) -> ViewSection:
    rows = tuple(
        _row(by_area[area.id], given, name, known, home) for name, by_area in found.items() if area.id in by_area
    )
    columns = ("Indicator", "Value", "Period", "95% interval", home, "Compared") if rows else ()
    return ViewSection(area.name, () if rows else ("No figure.",), columns, rows)


def _row(
    reading: AreaReading, given: ViewInput, name: str, known: Mapping[str, Assessment], home: str
) -> tuple[ViewCell, ...]:
    indicator = find_indicator(given.framework, name)
    value = with_unit(indicator, reading.value) if reading.value is not None else reading.absent or "no value"
    interval = limits(indicator, *reading.limits) if reading.limits else "none"
    word = f"{reading.word} than {home}" if reading.word in DIFFERS else reading.word
    own = value_words(known[name]) if name in known else "no value"
    return (indicator.label, value, period(str(reading.period)), interval, own, word or "not compared")


def _in_numbers(shown: Sequence[Area], found: Mapping[str, Mapping[str, AreaReading]]) -> str:
    figured = sum(any(area.id in by_area for area in shown) for by_area in found.values())
    said = counted(figured, "indicator has", "indicators have")
    return f"{counted(len(shown), 'area')}; {said} a figure for any of them."


def _gaps(given: ViewInput, shown: Sequence[Area], found: Mapping[str, Mapping[str, AreaReading]]) -> list[Gap]:
    if not shown:
        return [Gap(f"{given.framework.name} names no localities", given.framework.id, "Which localities are there?")]
    return [
        Gap(f"{each.label}: no figure for any of these areas", f"{given.framework.id}, {each.id}",
            "Who can give it by locality?")
        for each in given.framework.indicators
        if each.is_live and not any(area.id in found.get(each.id, {}) for area in shown)
    ]  # fmt: skip
