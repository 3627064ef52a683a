"""A chart in words: what somebody who does not see it is told."""

from collections.abc import Sequence
from itertools import pairwise

from tht_xl.evaluation.result import Result
from tht_xl.model.definition import Indicator
from tht_xl.model.vocabulary import Rating
from tht_xl.report import text
from tht_xl.report.charts.chart import charted_comparator
from tht_xl.report.charts.lines import Point, comparator_points, home_points, unbroken

MISSING_NAMED = 3
"""More missing periods than this are counted, not named."""


def described(series: Sequence[Result], indicator: Indicator, home: str) -> str:
    """Return the series in a few sentences: first and last value, extremes, gaps, comparator and target.

    Args:
        series: Readings, oldest first, at least one with a value.
        indicator: Whose readings they are.
        home: Name of the framework's own area.
    """
    own = home_points(series)
    said = [f"Line chart of {text.count_of(len(own), 'value')}.", f"{home}: {_from_to(own, indicator)}."]
    said += _extremes(own, indicator)
    said += _missing(series, own, indicator)
    said += [f"The method of measurement changed from {text.period(str(b))}." for b in indicator.breaks]
    area = charted_comparator(series)
    if area:
        said.append(f"{area.name}: {_from_to(comparator_points(series, area.id), indicator)}.")
    standing = series[-1].target_status
    if standing.final is not None:
        kind = "Proposed target" if standing.rating == Rating.PROPOSED else "Target"
        due = f" {text.due(standing.due)}" if standing.due else ""
        said.append(f"{kind}: {text.amount(indicator, standing.final)}{due}.")
    return " ".join(said)


def course(series: Sequence[Result], indicator: Indicator) -> str:
    """First, last, highest and lowest value, for a printed page; "" where there is no value."""
    own = home_points(series)
    if not own:
        return ""
    said = _from_to(own, indicator)
    return " ".join([f"{said[0].upper()}{said[1:]}.", *_extremes(own, indicator)])


def _from_to(points: Sequence[Point], indicator: Indicator) -> str:
    first, last = points[0], points[-1]
    ends = f"{_describe_point(last, indicator)} in {text.period(last.label)}"
    if len(points) == 1:
        return ends
    return f"from {text.amount(indicator, first.value)} in {text.period(first.label)} to {ends}"


def _describe_point(point: Point, indicator: Indicator) -> str:
    limits = f" (95% interval {text.limits(indicator, *point.limits)})" if point.limits else ""
    return text.amount(indicator, point.value) + limits


def _extremes(points: Sequence[Point], indicator: Indicator) -> list[str]:
    if len(points) <= 2:  # two points are their own extremes
        return []
    low, high = min(points, key=lambda p: p.value), max(points, key=lambda p: p.value)
    return [
        f"Highest {text.amount(indicator, high.value)} in {text.period(high.label)}, "
        f"lowest {text.amount(indicator, low.value)} in {text.period(low.label)}."
    ]


def _missing(series: Sequence[Result], own: Sequence[Point], indicator: Indicator) -> list[str]:
    """Gaps in the line, by the periods on either side; and values that were withheld."""
    withheld = [text.period(str(r.period)) for r in series if r.value is None and r.withheld]
    named = text.join_names(withheld) if len(withheld) <= MISSING_NAMED else text.count_of(len(withheld), "period")
    said = [f"Withheld: {named}."] if withheld else []
    starts = {b.start.toordinal() for b in indicator.breaks}
    lines = unbroken(own, indicator)
    gaps = [
        f"{text.period(before[-1].label)} and {text.period(after[0].label)}"
        for before, after in pairwise(lines)
        if not any(before[-1].day < start <= after[0].day for start in starts)
    ]
    if 0 < len(gaps) <= MISSING_NAMED:
        said += [f"No value between {gap}." for gap in gaps]
    elif gaps:
        said.append(f"The line has {len(gaps)} gaps.")
    return said
