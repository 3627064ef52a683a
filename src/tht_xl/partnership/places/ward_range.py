"""How far apart areas are: range, gap with its interval, slope index of inequality, and series that break."""

from collections.abc import Iterator
from itertools import groupby

from tht_xl.model.counted import counted
from tht_xl.partnership.places.area_values import AreaMeasure, AreaValue, area_measures
from tht_xl.partnership.places.inequality import gap_between, slope_of
from tht_xl.partnership.view import Gap, View, ViewCell, ViewSection
from tht_xl.partnership.view_input import ViewInput
from tht_xl.partnership.views import view

MIN_WARDS = 2
"""Fewer areas have no range. [areas]"""


@view("ward-range", title="Range between areas", registers=("area-values",), of="a measure")
def ward_range(given: ViewInput) -> View:
    """Return for each measure the lowest and highest area, the gap between them, the slope index, and what is open."""
    measures = area_measures(given.register("area-values"), given.framework, given.of)
    return View(
        "",
        tuple(map(_range, measures)) or ("No measure is listed.",),
        tuple(_section(measure) for measure in measures),
        tuple(gap for measure in measures for gap in _gaps(measure)),
    )


def _range(measure: AreaMeasure) -> str:
    small = measure.newest_small
    if len(small) < MIN_WARDS:
        return f"{measure.name}: {counted(len(small), 'small area')}; no range."
    lowest, highest = min(small, key=lambda each: each.value), max(small, key=lambda each: each.value)
    gap = gap_between(highest, lowest)
    interval = f" ({gap.lower:.1f} to {gap.upper:.1f})" if gap.lower is not None and gap.upper is not None else ""
    without = "" if interval else "; the figures come without limits, so the gap has no interval"
    return (
        f"{measure.name}{measure.when}: {_amount(measure, f'{lowest.value:g}')} in {_named(lowest)} to "
        f"{highest.value:g} in {_named(highest)}, a gap of {_amount(measure, f'{gap.value:.1f}')}{interval}{without}."
    )


def _beside(measure: AreaMeasure) -> Iterator[str]:
    """Yield what is said above the table: the borough and beyond, and the slope index."""
    for each in measure.wholes:
        yield f"{each.area.name if each.area else each.written}: {_amount(measure, f'{each.value:g}')}."
    if len(measure.newest_small) < MIN_WARDS:
        return
    slope = slope_of(measure)
    if slope.value is None:
        yield f"No slope index: {slope.reason}."
        return
    limits = f" ({slope.lower:.1f} to {slope.upper:.1f})" if slope.lower is not None else f"; {slope.reason}"
    index = _amount(measure, f"{slope.value:.1f}")
    yield f"Slope index of inequality, from the most to the least deprived: {index}{limits}."


def _amount(measure: AreaMeasure, value: str) -> str:
    return f"{value}%" if measure.unit == "%" else f"{value} {measure.unit}"


def _named(value: AreaValue) -> str:
    return value.written if value.area else f"{value.written} (unresolved)"


def _section(measure: AreaMeasure) -> ViewSection:
    rows: list[tuple[ViewCell, ...]] = [
        (each.written, each.area.id if each.area else "unresolved", _when(each),
         f"{each.value:g}", _limits(each), each.quantile, each.source)
        for each in measure.values
    ]  # fmt: skip
    columns = (
        "Area as written",
        "Area",
        "Period",
        measure.unit.capitalize(),
        "95% limits",
        "Deprivation rank",
        "Source",
    )
    return ViewSection(measure.name, tuple(_beside(measure)), columns, tuple(rows))


def _when(value: AreaValue) -> str | None:
    if value.period is not None:
        return str(value.period)
    return f"not stated; out in {value.published}" if value.published else None


def _limits(value: AreaValue) -> str | None:
    return None if value.lower is None or value.upper is None else f"{value.lower:g} to {value.upper:g}"


def _gaps(measure: AreaMeasure) -> Iterator[Gap]:
    for each in measure.values:
        if each.area is None:
            could = "; ".join(area.id for area in each.could_be) or "no area of its time"
            yield Gap(
                f"{each.written}, {each.value:g}: unresolved", each.place, f"Which area is meant? By its name: {could}"
            )
        elif each.is_of_another_time:
            yield Gap(f"{each.written}: {each.area.id} was not there then", each.place, "Choose the area of the time")
    for name, some in groupby(sorted(measure.small, key=lambda each: each.plain), key=lambda each: each.plain):
        several = {each.area.id: each for each in some if each.area}
        if len(several) > 1:
            ids, last = " and ".join(several), list(several.values())[-1]
            yield Gap(f"{name}: the series is of {ids}", last.place, "The boundary changed: do not compare across it")
