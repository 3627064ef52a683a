"""Whether published series name what exists and hold possible values."""

from collections.abc import Iterator, Mapping

from tht_xl.documents.problem import Contradiction, Path
from tht_xl.errors import PeriodError
from tht_xl.framework.period_kinds import in_words, other_kind_than_stated
from tht_xl.framework.references import Ids, unless_known
from tht_xl.model.definition import Framework, Indicator, PublishedSeries
from tht_xl.model.periods.period import Period

SeriesPlaces = dict[tuple[str, str, Period], str]
"""Which label already stands for an indicator, an area and a period."""


def broken_series(framework: Framework, ids: Ids) -> Iterator[Contradiction]:
    """Yield published values of unknown things, values given twice, and limits that do not hold their value."""
    seen: SeriesPlaces = {}
    indicators = {indicator.id: indicator for indicator in framework.indicators}
    for position, series in enumerate(framework.published):
        path = ("published", position)
        yield from _releases(series, (*path, "releases"))
        yield from unless_known("indicator", series.indicator, ids["indicators"], (*path, "indicator"))
        for area, values in series.values.items():
            place = (*path, "values", area)
            yield from unless_known("area", area, ids["areas"], place)
            for label, numbers in values.items():
                yield from _period((series.indicator, area), label, seen, indicators, (*place, label))
                yield from _numbers(numbers, (*place, label))


def _period(
    key: tuple[str, str], label: str, seen: SeriesPlaces, indicators: Mapping[str, Indicator], path: Path
) -> Iterator[Contradiction]:
    try:
        period = Period.parse(label)
    except PeriodError as error:
        yield Contradiction(path, error.message, error.remedy)
        return
    if (*key, period) in seen:
        what = f"{period} of {key[0]} in {key[1]} is already given as {seen[*key, period]!r}"
        yield Contradiction(path, what, "Keep one of the two")
    # Labels may differ and mean one period: "2012/13" and "Apr 2012 - Mar 2013". The first one keeps its place.
    seen.setdefault((*key, period), label)
    indicator = indicators.get(key[0])
    other = other_kind_than_stated(indicator, period) if indicator else None
    if other is not None:
        remedy = "Correct the period, or the period_kind of the indicator"
        yield Contradiction(path, in_words(other, is_stated=True), remedy)


def _releases(series: PublishedSeries, path: Path) -> Iterator[Contradiction]:
    """Releases of periods that the series has no value for."""
    has = {period for values in series.values.values() for label in values if (period := _parse(label))}
    for label in series.releases:
        if _parse(label) not in has:
            what = f"{label!r} is released, and the series has no value for it"
            yield Contradiction((*path, label), what, "Write the label of a period that has values")


def _parse(label: str) -> Period | None:
    try:
        return Period.parse(label)
    except PeriodError:
        return None


def _numbers(numbers: tuple[float, ...], path: Path) -> Iterator[Contradiction]:
    if len(numbers) not in (1, 3):
        what = f"{path[-1]} holds {len(numbers)} numbers"
        yield Contradiction(path, what, "Write [value] or [value, lower limit, upper limit]")
    elif len(numbers) == 3 and not numbers[1] <= numbers[0] <= numbers[2]:
        value, lower, upper = numbers
        what = f"value {value:g} does not lie from {lower:g} to {upper:g}"
        yield Contradiction(path, what, "The order is value, lower limit, upper limit")
