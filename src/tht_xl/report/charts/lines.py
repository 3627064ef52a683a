"""A series of readings as points in time, cut into unbroken lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from tht_xl.evaluation.result import Result
from tht_xl.model.definition import Indicator

DAYS_BETWEEN = {"monthly": 31, "quarterly": 92, "annual": 366, "biennial": 731, "pooled": 366}
"""Longest usual distance between neighbouring periods. [day]"""

LATE = 1.4
"""A point this many times the usual distance after its neighbour has a missing one before it."""


@dataclass(frozen=True, slots=True)
class Point:
    """A value at the middle of its period.

    Attributes:
        day: Middle of the period. [day number]
        value: On the indicator's scale.
        limits: Lower and upper limit, or None.
        label: The period.
    """

    day: float
    value: float
    limits: tuple[float, float] | None
    label: str


def middle(reading: Result) -> float:
    """Return the middle of a reading's period, as a day number."""
    return (reading.period.start.toordinal() + reading.period.end.toordinal()) / 2


def home_points(series: Sequence[Result]) -> tuple[Point, ...]:
    """Return the points that have a value."""
    return tuple(Point(middle(r), r.value, r.limits, str(r.period)) for r in series if r.value is not None)


def comparator_points(series: Sequence[Result], area: str) -> tuple[Point, ...]:
    """Return a comparator's values for the periods of the series, where it has any."""
    beside = ((r, c.value) for r in series for c in r.comparisons if c.area.id == area)
    return tuple(Point(middle(r), value, None, str(r.period)) for r, value in beside if value is not None)


def unbroken(points: Sequence[Point], indicator: Indicator) -> tuple[tuple[Point, ...], ...]:
    """Points that follow one another, apart where a period is missing or the way of measuring changed."""
    usual = DAYS_BETWEEN[indicator.frequency] * LATE
    breaks = [b.start.toordinal() for b in indicator.breaks]
    lines: list[list[Point]] = []
    for point in points:
        last = lines[-1][-1] if lines else None
        joined = last and point.day - last.day <= usual and not any(last.day < b <= point.day for b in breaks)
        lines[-1].append(point) if joined else lines.append([point])
    return tuple(map(tuple, lines))


def is_line(points: Sequence[Point]) -> bool:
    """Return whether there are two points at different times to draw a line between."""
    return len({p.day for p in points}) > 1
