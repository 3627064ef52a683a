"""A process as a chart: points, centre, limits, goal and marks. The SVG itself is templates/process.svg.j2."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from tht_xl.model.periods.label import day_label
from tht_xl.partnership.view import ViewChart
from tht_xl.report.charts.labels import LETTER
from tht_xl.report.charts.scale import Axis, decimals_of, pushed_apart, round_ticks, space_out

WIDTH, HEIGHT, TOP, BOTTOM, RIGHT = 720.0, 260.0, 22.0, 28.0, 120.0
LINE = 14.0
"""Height of a line of text. [pixel]"""

Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ProcessDrawing:
    """Everything that the template draws, in pixels of its own coordinates.

    Attributes:
        left: Where the horizontal lines begin.
        right: Where they end.
        values: Height and label of each horizontal line, from the lowest.
        days: Place and label of each date that has room.
        line: The points, joined where none is missing between them.
        dots: Points that chance explains.
        marked: Points that it does not.
        centre: Lines of the mean or median.
        limits: Lines of the limits.
        goal: Height of the goal; None without one.
        names: Height and name of each line.
    """

    left: float
    right: float
    values: tuple[tuple[float, str], ...]
    days: tuple[tuple[float, str], ...]
    line: tuple[str, ...]
    dots: tuple[Place, ...]
    marked: tuple[Place, ...]
    centre: tuple[str, ...]
    limits: tuple[str, ...]
    goal: float | None
    names: tuple[tuple[float, str], ...]
    width: float = WIDTH
    height: float = HEIGHT
    floor: float = HEIGHT - BOTTOM


def process_drawing(chart: ViewChart) -> ProcessDrawing:
    """Return where everything of a chart goes; it has at least one point with a value."""
    lines = (chart.values, chart.centre, chart.lower, chart.upper, (chart.goal,))
    drawn = [each for line in lines for each in line if each is not None]
    ticks = round_ticks(min(drawn), max(drawn))
    words = [f"{tick:,.{decimals_of(ticks)}f}" for tick in ticks]
    left = round(max(map(len, words)) * LETTER + 8, 1)
    days = [day.toordinal() for day in chart.dates]
    low, high = (days[0], days[-1]) if len(days) > 1 else (days[0] - 1, days[0] + 1)
    across = Axis(low, high, left + 10, WIDTH - RIGHT)
    up = Axis(ticks[0], ticks[-1], HEIGHT - BOTTOM, TOP)
    x = [across(day) for day in days]
    places = [None if value is None else (x[at], up(value)) for at, value in enumerate(chart.values)]
    seen = [(place, mark) for place, mark in zip(places, chart.marks, strict=True) if place]
    return ProcessDrawing(
        left=left,
        right=WIDTH - RIGHT + 10,
        values=tuple((up(tick), word) for tick, word in zip(ticks, words, strict=True)),
        days=_days(chart, x),
        line=tuple("M" + "L".join(f"{a} {b}" for a, b in run) for run in _runs(places)),
        dots=tuple(place for place, mark in seen if not mark),
        marked=tuple(place for place, mark in seen if mark),
        centre=_levels(chart.centre, x, up),
        limits=(*_levels(chart.lower, x, up), *_levels(chart.upper, x, up)),
        goal=None if chart.goal is None else up(chart.goal),
        names=_names(chart, up),
    )


def _runs(places: Sequence[Place | None]) -> list[list[Place]]:
    """Return the points that adjoin, a missing one between two runs."""
    found = [[place for place in run if place] for is_there, run in groupby(places, bool) if is_there]
    return [run for run in found if len(run) > 1]


def _levels(line: Sequence[float | None], x: Sequence[float], up: Axis) -> tuple[str, ...]:
    """Return a line for each stretch of one level."""
    found: list[str] = []
    for level, run in groupby(enumerate(line), key=lambda each: each[1]):
        at = [place for place, _ in run]
        if level is not None:
            found.append(f"M{x[at[0]] - 4} {up(level)}H{x[at[-1]] + 4}")
    return tuple(found)


def _days(chart: ViewChart, x: Sequence[float]) -> tuple[tuple[float, str], ...]:
    words = [day_label(day) for day in chart.dates]
    shown = space_out(list(x), [len(word) * LETTER for word in words], 14)
    return tuple((x[at], words[at]) for at in shown)


def _names(chart: ViewChart, up: Axis) -> tuple[tuple[float, str], ...]:
    """Return the name of each line beside its end, moved so that none overlaps."""
    centre = "mean" if chart.upper[-1] is not None else "median"
    found = [("upper limit", chart.upper[-1]), (centre, chart.centre[-1]), ("lower limit", chart.lower[-1]),
             ("goal", chart.goal)]  # fmt: skip
    named = [(name, up(value)) for name, value in found if value is not None]
    heights = pushed_apart([y for _, y in named], [LINE] * len(named), 0, HEIGHT - BOTTOM + LINE)
    return tuple((round(y + 4, 1), name) for y, (name, _) in zip(heights, named, strict=True))
