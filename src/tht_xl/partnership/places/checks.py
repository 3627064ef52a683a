"""Checks of figures by area: that each area was there when its figure holds, and is the one that is written."""

from collections.abc import Iterator

from tht_xl.model.definition import Area, Framework
from tht_xl.model.periods.label import day_label
from tht_xl.partnership.checks import partnership_check, wrong
from tht_xl.partnership.places.area_values import when_it_holds
from tht_xl.partnership.places.validity import areas_called, is_valid, overlaps, plain_name
from tht_xl.templates.check import Wrong
from tht_xl.templates.table import Row, Tables


@partnership_check("ward-of-another-generation", template="area-values")
def wards_of_another_generation(tables: Tables, framework: Framework) -> Iterator[Wrong]:
    """Yield each area that was not there when its figure holds, or only for a part of that time."""
    areas = {each.id: each for each in framework.areas}
    for row in tables["values"]:
        area, holds = areas.get(row["area"]), when_it_holds(row)
        if area is None or holds is None or is_valid(area, holds.start, holds.end):
            continue
        is_outside = not overlaps(area, holds.start, holds.end)
        when = f"{holds}" if is_outside else f"a part of {holds}"
        given = f"{area.id} was there {_days(area)}, and {'not in' if is_outside else 'so for'} {when}"
        fix = _instead(row, area, framework) if is_outside else "Do not compare it with figures of other years"
        yield wrong("ward-of-another-generation", row, "area", given, expected=f"an area of {holds}", fix=fix,
                    is_error=is_outside)  # fmt: skip


@partnership_check("another-area-than-written", template="area-values")
def other_areas_than_written(tables: Tables, framework: Framework) -> Iterator[Wrong]:
    """Yield each row whose words name one area and whose list entry is another."""
    areas = {each.id: each for each in framework.areas}
    for row in tables["values"]:
        area = areas.get(row["area"])
        meant = areas_called(row["written"] or "", framework)
        if area is not None and meant and area not in meant:
            given = f"{row['written']} is written, and {area.id} is chosen"
            expected = " or ".join(each.id for each in meant)
            yield wrong("another-area-than-written", row, "area", given, expected=expected,
                        fix="Correct one of the two", is_error=False)  # fmt: skip


@partnership_check("series-across-boundaries", template="area-values")
def series_across_boundaries(tables: Tables, framework: Framework) -> Iterator[Wrong]:
    """Yield the first row of a series that goes on under the same name within other boundaries."""
    areas = {each.id: each for each in framework.areas}
    before: dict[tuple[str, str], Area] = {}
    dated = [row for row in tables["values"] if row["area"] in areas and row["period"]]
    for row in sorted(dated, key=lambda each: each["period"].start):
        area = areas[row["area"]]
        key = row["measure"] or "", plain_name(area.name)
        earlier = before.setdefault(key, area)
        if earlier is not area:
            before[key] = area
            yield wrong("series-across-boundaries", row, "area", f"before it the series is of {earlier.id}",
                        expected="one area", fix="The boundary changed: compare nothing across it",
                        is_error=False)  # fmt: skip


def _days(area: Area) -> str:
    since = f"from {day_label(area.valid_from)}" if area.valid_from else ""
    until = f"to {day_label(area.valid_to)}" if area.valid_to else "on"
    return f"{since} {until}".strip()


def _instead(row: Row, area: Area, framework: Framework) -> str:
    holds = when_it_holds(row)
    if holds is None:
        return "Choose the area of its time"
    names = {row["written"] or area.name, area.name}
    there = {each.id for name in names for each in areas_called(name, framework)
             if each is not area and overlaps(each, holds.start, holds.end)}  # fmt: skip
    return f"Choose {' or '.join(sorted(there))}" if there else "Leave Area blank: no area of that time has this name"
